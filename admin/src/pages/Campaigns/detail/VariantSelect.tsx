import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { VariantLetter } from '../../../../../server/src/contracts/campaign-trial';
import { useT } from '../../../shared/useT';
import { noNarrowing, type Narrowed } from '../model';

type Props = {
  letters: readonly VariantLetter[];
  narrowed: Narrowed;
  onNarrow: (narrowed: Narrowed) => void;
};

/** Only who got this message of a test. */
export const VariantSelect = ({ letters, narrowed, onNarrow }: Props) => {
  const t = useT();
  if (letters.length === 0) return null;
  const onVariant = (variant: VariantLetter | null) => onNarrow({ ...noNarrowing, variant });
  return (
    <SingleSelect
      aria-label={t('campaigns.recipient.variant')}
      placeholder={t('campaigns.recipient.anyVariant')}
      size="S"
      value={narrowed.variant ?? ''}
      onChange={(v) => onVariant(letters.find((one) => one === v) ?? null)}
      onClear={() => onVariant(null)}
      clearLabel={t('campaigns.clear')}
    >
      {letters.map((letter) => (
        <SingleSelectOption key={letter} value={letter}>
          {t('campaigns.variants.one', { letter })}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};
