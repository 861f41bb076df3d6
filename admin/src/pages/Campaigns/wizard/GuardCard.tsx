import { Checkbox, Flex, Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { NumberField } from './NumberField';
import { Question } from './Question';
import { setTrial } from './trial-form';
import type { Wizard } from './useWizard';

const rails = ['failedPercent', 'optOutPercent'] as const;
const USUAL = { failedPercent: 20, optOutPercent: 3 };

/** Rates above which the campaign pauses itself (M-43). */
export const GuardCard = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { guards } = wizard.form.trial;
  const change = (part: Partial<typeof guards>) =>
    setTrial(wizard, { guards: { ...guards, ...part } });
  return (
    <Question title={t('campaigns.guard.title')}>
      <Typography textColor="neutral600">{t('campaigns.guard.intro')}</Typography>
      {rails.map((rail) => {
        const percent = guards[rail];
        return (
          <Flex key={rail} direction="column" alignItems="stretch" gap={2}>
            <Checkbox
              checked={percent !== null}
              onCheckedChange={(on) => change({ [rail]: on === true ? USUAL[rail] : null })}
            >
              {t(`campaigns.guard.${rail}`)}
            </Checkbox>
            {percent === null ? null : (
              <NumberField
                name={rail}
                label={t(`campaigns.guard.${rail}Label`)}
                value={percent}
                min={1}
                max={100}
                onChange={(next) => change({ [rail]: next })}
              />
            )}
          </Flex>
        );
      })}
      <NumberField
        name="least"
        label={t('campaigns.guard.least')}
        hint={t('campaigns.guard.leastHint')}
        value={guards.least}
        min={10}
        max={10_000}
        onChange={(least) => change({ least })}
      />
    </Question>
  );
};
