import { Radio } from '@strapi/design-system';
import type { PreflightResult } from '../../../../../server/src/contracts/campaigns';
import { useT } from '../../../shared/useT';
import { Choice } from './Question';

type Props = {
  bill: PreflightResult;
  mode: 'spread' | 'first';
  onChange: (mode: 'spread' | 'first') => void;
  disabled: boolean;
};

/** More people than places: over days by itself, or only the first who fit (M-34). */
export const LimitChoice = ({ bill, mode, onChange, disabled }: Props) => {
  const t = useT();
  const { limit } = bill;
  if (limit.days <= 1) return null;
  return (
    <Radio.Group
      aria-label={t('campaigns.limit.choice')}
      value={mode}
      disabled={disabled}
      onValueChange={(value) => onChange(value === 'first' ? 'first' : 'spread')}
    >
      <Choice
        value="spread"
        title={t('campaigns.limit.spreadTitle', { days: limit.days })}
        testId="limit-spread"
      >
        {t('campaigns.limit.spread', { free: limit.today, days: limit.days })}
      </Choice>
      <Choice
        value="first"
        title={t('campaigns.limit.firstTitle', { count: limit.today })}
        testId="limit-first"
      >
        {t('campaigns.limit.first')}
      </Choice>
    </Radio.Group>
  );
};
