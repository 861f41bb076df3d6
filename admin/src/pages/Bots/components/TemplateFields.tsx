import { Checkbox, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import type { FieldsProps } from './StepFields';

/** Which template, and what contacts get who speak another language than it. */
export const TemplateFields = ({ step, onChange, errorOf }: FieldsProps<'template'>) => {
  const t = useT();
  const languageOf = useLanguageName();
  const query = useWhatsappListTemplatesQuery({ status: 'APPROVED' });
  const templates = query.data?.templates ?? [];
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Field.Root
        name="template"
        required
        error={errorOf('templateId')}
        hint={t('bots.field.template-hint')}
      >
        <Field.Label>{t('bots.field.template')}</Field.Label>
        <SingleSelect
          placeholder={t('bots.field.template-choose')}
          value={step.templateId === 0 ? '' : String(step.templateId)}
          onChange={(id) => onChange({ ...step, templateId: Number(id) })}
        >
          {templates.map((template) => {
            const isReady = template.sendable.ok && template.missing.length === 0;
            const fault = template.sendable.ok ? 'template-open' : 'template-unusable';
            return (
              <SingleSelectOption key={template.id} value={String(template.id)} disabled={!isReady}>
                {t(`bots.field.${isReady ? 'template-name' : fault}`, {
                  name: template.name,
                  language: languageOf(template.language),
                })}
              </SingleSelectOption>
            );
          })}
        </SingleSelect>
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Checkbox
        checked={step.byLanguage === true}
        onCheckedChange={(on) => {
          const { byLanguage: _before, ...rest } = step;
          onChange(on === true ? { ...rest, byLanguage: true } : rest);
        }}
      >
        {t('bots.field.template-by-language')}
      </Checkbox>
    </Flex>
  );
};
