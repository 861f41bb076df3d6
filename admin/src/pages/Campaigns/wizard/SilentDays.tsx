import { Field, NumberInput } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { silentDays, silentFor } from '../time-model';
import type { Wizard } from './useWizard';

/** Of a win-back (M-48): for how long its people have not written. */
export const SilentDays = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { context, form } = wizard;
  const days = silentDays(form.choice, context.now);
  return (
    <Field.Root name="silentDays" hint={t('campaigns.silent.hint')}>
      <Field.Label>{t('campaigns.silent.days')}</Field.Label>
      <NumberInput
        {...(days === null ? {} : { value: days })}
        onValueChange={(typed: number | undefined) => {
          if (typed !== undefined && typed >= 1)
            wizard.change({ choice: silentFor(Math.min(3650, Math.floor(typed)), context.now) });
        }}
        data-testid="silent-days"
      />
      <Field.Hint />
    </Field.Root>
  );
};
