import {
  Field,
  Flex,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import type { Pace } from '../../../../../server/src/contracts/campaign-time';
import { useT } from '../../../shared/useT';
import { Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

const MOST = 100_000;

/** How fast it goes out at most, below what the number may: so that those who answer can be answered. */
export const PaceCard = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { pace } = wizard.form;
  const per: Pace['per'] = pace?.per ?? 'minute';
  const count = (typed: number | undefined) => {
    const whole = Math.min(MOST, Math.floor(typed ?? 0));
    wizard.change({ pace: whole >= 1 ? { count: whole, per } : null });
  };
  return (
    <Question title={t('campaigns.pace.title')}>
      <Typography textColor="neutral600">{t('campaigns.pace.intro')}</Typography>
      <Flex gap={3} wrap="wrap" alignItems="flex-end">
        <Field.Root name="pace" error={problemAt(wizard, 'pace', t)}>
          <Field.Label>{t('campaigns.pace.count')}</Field.Label>
          <NumberInput
            {...(pace === null ? {} : { value: pace.count })}
            onValueChange={count}
            placeholder={t('campaigns.pace.none')}
          />
          <Field.Error />
        </Field.Root>
        <Field.Root name="pacePer">
          <Field.Label>{t('campaigns.pace.per')}</Field.Label>
          <SingleSelect
            value={per}
            disabled={pace === null}
            onChange={(value) =>
              wizard.change({
                pace: pace && { ...pace, per: value === 'hour' ? 'hour' : 'minute' },
              })
            }
          >
            {(['minute', 'hour'] as const).map((unit) => (
              <SingleSelectOption key={unit} value={unit}>
                {t(`campaigns.pace.${unit}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Flex>
    </Question>
  );
};
