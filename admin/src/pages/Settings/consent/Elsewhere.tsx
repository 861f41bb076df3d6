import { Field, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import { Card } from './Card';
import type { ConsentForm } from './model';

type Props = {
  form: ConsentForm;
  onChange: (part: Partial<ConsentForm>) => void;
  problemAt: (field: string) => string | false;
};

const NONE = 'none';

/** Which approved utility templates confirm on WhatsApp what people said elsewhere (O-06). */
export const Elsewhere = ({ form, onChange, problemAt }: Props) => {
  const t = useT();
  const languageOf = useLanguageName();
  const query = useWhatsappListTemplatesQuery({ status: 'APPROVED' });
  const templates = (query.data?.templates ?? []).filter(
    (one: TemplateView) => one.category === 'UTILITY'
  );
  return (
    <Card title={t('consent.elsewhere.title')}>
      <Typography textColor="neutral600">{t('consent.elsewhere.intro')}</Typography>
      {(['optInTemplateId', 'optOutTemplateId'] as const).map((field) => {
        const chosen = form[field];
        // One that is approved no longer is still shown as what it is: chosen.
        const isGone =
          query.data !== undefined && chosen !== null && !templates.some(({ id }) => id === chosen);
        return (
          <Field.Root
            key={field}
            name={field}
            hint={t(`consent.elsewhere.${field}.hint`)}
            error={problemAt(field)}
          >
            <Field.Label>{t(`consent.elsewhere.${field}`)}</Field.Label>
            <SingleSelect
              value={chosen === null ? NONE : String(chosen)}
              disabled={query.isLoading}
              onChange={(value: string | number) =>
                onChange({ [field]: value === NONE ? null : Number(value) })
              }
              data-testid={field}
            >
              <SingleSelectOption value={NONE}>{t('consent.elsewhere.none')}</SingleSelectOption>
              {isGone ? (
                <SingleSelectOption value={String(chosen)}>
                  {t('consent.elsewhere.gone')}
                </SingleSelectOption>
              ) : null}
              {templates.map(({ id, name, language }) => (
                <SingleSelectOption key={id} value={String(id)}>
                  {`${name} (${languageOf(language)})`}
                </SingleSelectOption>
              ))}
            </SingleSelect>
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        );
      })}
      {query.isError ? (
        <Typography textColor="danger600" role="alert">
          {t('consent.elsewhere.failed')}
        </Typography>
      ) : null}
    </Card>
  );
};
