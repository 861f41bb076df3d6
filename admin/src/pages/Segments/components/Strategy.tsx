import { Field, Flex, MultiSelect, MultiSelectOption, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import type { SegmentForm } from '../useSegmentForm';

/** What the server takes. */
const MOST = 10;

/** Which templates are meant for these people: the content strategy of a segment (P-23). */
export const Strategy = ({ form }: { form: SegmentForm }) => {
  const t = useT();
  const { locale } = useIntl();
  const { can } = useCan();
  const query = useWhatsappListTemplatesQuery({}, { skip: !can.templateList });
  if (!can.templateList) return null;
  const languages = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' });
  const templates = (query.data?.templates ?? []).filter(
    ({ id, sendable }) => sendable.ok || form.draft.templateIds.includes(id)
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h2">
        {t('segments.strategy.title')}
      </Typography>
      <Field.Root name="templateIds" hint={t('segments.strategy.hint', { most: MOST })}>
        <Field.Label>{t('segments.strategy.label')}</Field.Label>
        <MultiSelect
          withTags
          placeholder={t('segments.strategy.placeholder')}
          value={form.draft.templateIds.map(String)}
          disabled={query.isLoading}
          onChange={(ids: string[]) => form.change({ templateIds: ids.map(Number).slice(0, MOST) })}
          data-testid="segment-templates"
        >
          {templates.map(({ id, name, language }) => (
            <MultiSelectOption key={id} value={String(id)}>
              {`${name} (${languages.of(language.replace('_', '-')) ?? language})`}
            </MultiSelectOption>
          ))}
        </MultiSelect>
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
};
