import { useState } from 'react';
import { Typography } from '@strapi/design-system';
import { Choices } from '../../../shared/Choices';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useT } from '../../../shared/useT';
import type { ConsentUse } from '../useConsentQuestion';
import type { Wizard } from '../useWizard';

const USES = [
  'marketingConsent',
  'utilityConsent',
  'leave',
] as const satisfies readonly ConsentUse[];

const Question = ({ wizard, index }: { wizard: Wizard; index: number }) => {
  const t = useT();
  const [use, setUse] = useState<ConsentUse | null>(null);
  const { view, columns, consentQuestion } = wizard;
  const nameOf = (column: number) => view.header[column] ?? '';
  const title = t('imports.consent.ask.title', { column: nameOf(index) });
  const words = new Set(view.sample.map((row) => (row[index] ?? '').trim()).filter(Boolean));
  const wordsOf = (one: ConsentUse): string => {
    if (one === 'leave') return t('imports.consent.ask.leave');
    const consent = t(`imports.consent.ask.${one}`);
    const other = columns.indexOf(one);
    return other < 0
      ? consent
      : t('imports.consent.ask.instead', { consent, column: nameOf(other) });
  };
  return (
    <ConfirmAction
      open
      onClose={() => consentQuestion.close(index)}
      title={title}
      confirmLabel={t(use === 'leave' ? 'imports.consent.ask.leave' : 'imports.consent.ask.use')}
      confirmDisabled={use === null}
      confirmTestId="import-consent-answer"
      onConfirm={() => (use === null ? undefined : consentQuestion.answer(index, use))}
    >
      <Typography>{t('imports.consent.ask.body')}</Typography>
      {words.size > 0 ? (
        <Typography textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {t('imports.consent.ask.rows', { words: [...words].join(' · ').slice(0, 160) })}
        </Typography>
      ) : null}
      <Choices
        label={title}
        isLabelHidden
        value={use}
        options={USES.map((one) => [one, wordsOf(one)] as const)}
        onChange={setUse}
      />
    </ConfirmAction>
  );
};

/** What a column that looks like consent is used for: asked, never presumed (P-11). */
export const ConsentQuestion = ({ wizard }: { wizard: Wizard }) => {
  const { asked } = wizard.consentQuestion;
  return asked === null ? null : <Question key={asked} wizard={wizard} index={asked} />;
};
