import { useMemo } from 'react';
import {
  Box,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import {
  languageStep,
  type TemplateLanguagesBody,
  type TemplateLanguagesResult,
} from '../../../../../server/src/contracts/template-languages';
import {
  useWhatsappLanguagesTemplatesQuery,
  useWhatsappSaveLanguagesTemplatesMutation,
} from '../../../api/templates';
import { CodeField } from '../../../shared/CodeField';
import { languageLabel, languagesIn } from '../../../shared/language-name';
import { useCan } from '../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useRefusal } from '../../../shared/useRefusal';
import { Surface } from '../../../shared/Surface';
import { useT } from '../../../shared/useT';

type Order = TemplateLanguagesResult['order'];

const useSave = (id: number, order: Order) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [save, { isLoading }] = useWhatsappSaveLanguagesTemplatesMutation();
  const change = async (part: Partial<TemplateLanguagesBody>) => {
    try {
      await save({ id, body: { base: order.base, upTo: order.upTo, ...part } }).unwrap();
      toggleNotification({ type: 'success', message: t('templates.languages.saved') });
    } catch (error) {
      refuse(error);
    }
  };
  return { isLoading, change: (part: Partial<TemplateLanguagesBody>) => void change(part) };
};

interface Part {
  order: Order;
  disabled: boolean;
  change(part: Partial<TemplateLanguagesBody>): void;
}

const UpTo = ({ order, disabled, change }: Part) => {
  const t = useT();
  return (
    <Field.Root name="upTo">
      <Field.Label>{t('templates.languages.upTo')}</Field.Label>
      <SingleSelect
        value={order.upTo}
        disabled={disabled}
        onChange={(value: string | number) => change({ upTo: languageStep.parse(value) })}
      >
        {languageStep.options.map((step) => (
          <SingleSelectOption key={step} value={step}>
            {t(`templates.languages.upTo.${step}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

const Base = ({
  order,
  disabled,
  change,
  languages,
}: Part & Pick<TemplateLanguagesResult, 'languages'>) => {
  const t = useT();
  const languageOf = useLanguageName();
  return (
    <Field.Root name="base">
      <Field.Label>{t('templates.languages.base')}</Field.Label>
      <SingleSelect
        value={order.base ?? ''}
        disabled={disabled}
        onChange={(value: string | number) => change({ base: String(value) })}
      >
        {languages.map(({ language }) => (
          <SingleSelectOption key={language} value={language}>
            {languageOf(language)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

const Business = ({ order: { business }, disabled, change }: Part) => {
  const t = useT();
  const { locale } = useIntl();
  const all = useMemo(() => languagesIn(locale), [locale]);
  return (
    <CodeField
      name="business"
      label={t('templates.languages.business')}
      hint={t('templates.languages.businessHint')}
      options={all}
      value={business ?? ''}
      valueLabel={business === null ? '' : languageLabel(business, locale)}
      disabled={disabled}
      onChange={(code) => change({ business: code })}
      onClear={() => change({ business: null })}
      placeholder={t('contacts.placeholder.language')}
      noneFound={t('templates.languages.noneFound')}
    />
  );
};

/** What people get in whose language the template is not there, step by step. */
const OrderForm = ({ id, known }: { id: number; known: TemplateLanguagesResult }) => {
  const { can } = useCan();
  const { order, languages } = known;
  const { isLoading, change } = useSave(id, order);
  const part: Part = { order, change, disabled: isLoading || !can.templateManage };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <UpTo {...part} />
      {order.upTo === 'none' ? null : <Base {...part} languages={languages} />}
      {order.upTo === 'business' || order.upTo === 'any' ? <Business {...part} /> : null}
    </Flex>
  );
};

const List = ({ languages }: Pick<TemplateLanguagesResult, 'languages'>) => {
  const t = useT();
  const known = useKnownWord();
  const languageOf = useLanguageName();
  return (
    <Box tag="section" aria-label={t('templates.languages.list')}>
      <Typography variant="sigma" textColor="neutral600" tag="h2">
        {t('templates.languages.list')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
        {languages.map(({ id, language, unready }) => (
          <Flex key={id} tag="li" gap={3} wrap="wrap" data-testid="template-language">
            <Typography>{languageOf(language)}</Typography>
            <Typography variant="pi" textColor={unready === null ? 'success600' : 'neutral600'}>
              {unready === null
                ? t('templates.languages.ready')
                : (known('templates.languages.unready', unready) ?? unready)}
            </Typography>
          </Flex>
        ))}
      </Flex>
    </Box>
  );
};

/** The languages of a template, and what others get (E-25). */
export const Languages = ({ id }: { id: number }) => {
  const t = useT();
  const { data, error, isLoading, refetch } = useWhatsappLanguagesTemplatesQuery(id);
  if (isLoading) return <RowSkeletons rows={3} />;
  if (!data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Surface>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography textColor="neutral600">{t('templates.languages.intro')}</Typography>
        <OrderForm id={id} known={data} />
        <List languages={data.languages} />
      </Flex>
    </Surface>
  );
};
