import type { ChangeEvent } from 'react';
import { Field, TextInput } from '@strapi/design-system';
import { useT } from '../../../shared/useT';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** From which day the prices hold. */
export const DayField = ({ value, onChange, error }: Props) => {
  const t = useT();
  return (
    <Field.Root
      name="validFrom"
      required
      error={error ?? false}
      hint={t('prices.field.validFrom.hint')}
    >
      <Field.Label>{t('prices.field.validFrom')}</Field.Label>
      <TextInput
        type="date"
        value={value}
        data-testid="price-day"
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** In which currency, as its three letters. */
export const CurrencyField = ({ value, onChange, error }: Props) => {
  const t = useT();
  return (
    <Field.Root
      name="currency"
      required
      error={error ?? false}
      hint={t('prices.field.currency.hint')}
    >
      <Field.Label>{t('prices.field.currency')}</Field.Label>
      <TextInput
        value={value}
        maxLength={3}
        autoComplete="off"
        dir="ltr"
        data-testid="price-currency"
        onChange={(event: ChangeEvent<HTMLInputElement>) =>
          onChange(event.target.value.toUpperCase())
        }
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};
