import { Field, Textarea, TextInput } from '@strapi/design-system';
import { useT } from '../../../../shared/useT';

export interface Said {
  source: string;
  evidence: string;
}

/** Where somebody said something and in which words: what proves it in the ledger. */
export const SaidFields = ({
  said,
  onChange,
}: {
  readonly said: Said;
  readonly onChange: (part: Partial<Said>) => void;
}) => {
  const t = useT();
  return (
    <>
      <Field.Root name="source" required>
        <Field.Label>{t('inbox.consent.source')}</Field.Label>
        <TextInput
          value={said.source}
          maxLength={120}
          onChange={(event) => onChange({ source: event.target.value })}
        />
      </Field.Root>
      <Field.Root name="evidence" required hint={t('inbox.consent.evidence-hint')}>
        <Field.Label>{t('inbox.consent.evidence')}</Field.Label>
        <Textarea
          value={said.evidence}
          maxLength={1000}
          onChange={(event) => onChange({ evidence: event.target.value })}
        />
        <Field.Hint />
      </Field.Root>
    </>
  );
};

/** Trimmed, null while one of the two is missing. */
export const saidOf = ({ source, evidence }: Said): Said | null => {
  const said = { source: source.trim(), evidence: evidence.trim() };
  return said.source === '' || said.evidence === '' ? null : said;
};
