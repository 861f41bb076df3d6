import { Field, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappSaveTopicTemplatesMutation } from '../../../api/templates';
import { useCan } from '../../../shared/permissions';
import { topicsFor, useTopics } from '../../../shared/topics';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const NONE = 'none';

/** The kind of message that a template is of: who refused it does not get it, no matter who sends it (O-27). */
export const Topic = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const { topics, nameOf } = useTopics();
  const [save, { isLoading }] = useWhatsappSaveTopicTemplatesMutation();
  const offered = topicsFor(template, topics);
  if (offered.length === 0 && template.topic === null) return null;
  const onChange = async (value: string | number) => {
    const topic = value === NONE ? null : String(value);
    try {
      await save({ id: template.id, body: { topic } }).unwrap();
      toggleNotification({ type: 'success', message: t('templates.topic.saved') });
    } catch (error) {
      refuse(error);
    }
  };
  if (!can.templateManage)
    return (
      <Typography>
        {t('templates.topic.label')}: {nameOf(template.topic) ?? t('templates.topic.none')}
      </Typography>
    );
  return (
    <Field.Root name="topic" hint={t('templates.topic.hint')}>
      <Field.Label>{t('templates.topic.label')}</Field.Label>
      <SingleSelect
        value={template.topic ?? NONE}
        disabled={isLoading}
        onChange={(value: string | number) => void onChange(value)}
        data-testid="template-topic"
      >
        <SingleSelectOption value={NONE}>{t('templates.topic.none')}</SingleSelectOption>
        {offered.map((topic) => (
          <SingleSelectOption key={topic.key} value={topic.key}>
            {nameOf(topic.key)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};
