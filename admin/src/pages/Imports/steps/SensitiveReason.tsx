import { Field, Flex, Textarea } from '@strapi/design-system';
import type { ImportTargets } from '../../../../../server/src/contracts/imports';
import { REASON_LEAST } from '../../../../../server/src/contracts/sensitive';
import { Notice } from '../../../shared/Notice';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { isReasonMissing, sensitiveAmong } from '../model';
import type { Wizard } from '../useWizard';

type Target = ImportTargets['custom'][number];

/** What a profile field is called by the person who reads. */
export const useTargetLabel = () => {
  const language = useRuleLocale();
  return ({ label, labelTr }: Pick<Target, 'label' | 'labelTr'>): string =>
    (language === 'tr' ? labelTr : null) ?? label;
};

/** A file that fills sensitive fields says why; the reason is kept in the log with who, when and the file. */
export const SensitiveReason = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const labelOf = useTargetLabel();
  const { columns, custom, rules, setRules, showGaps } = wizard;
  const filled = sensitiveAmong(columns, custom);
  if (filled.length === 0) return null;
  const isMissing = showGaps && isReasonMissing(columns, { custom, rules });
  return (
    <Flex direction="column" alignItems="stretch" gap={3} data-testid="import-sensitive">
      <Notice
        variant="warning"
        title={t('imports.sensitive', {
          n: filled.length,
          fields: filled.map(labelOf).join(', '),
        })}
      />
      <Field.Root
        name="sensitiveReason"
        required
        error={isMissing ? t('sensitive.reason.short', { least: REASON_LEAST }) : false}
        hint={t('sensitive.reason.hint', { least: REASON_LEAST })}
      >
        <Field.Label>{t('sensitive.reason')}</Field.Label>
        <Textarea
          value={rules.sensitiveReason ?? ''}
          maxLength={500}
          data-testid="import-sensitive-reason"
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
            setRules({ ...rules, sensitiveReason: event.target.value })
          }
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
};
