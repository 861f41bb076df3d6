import { Typography } from '@strapi/design-system';
import { allowanceState, type BotAllowance } from '../../../../../server/src/contracts/bots';
import { useT } from '../../../shared/useT';

const COLORS = { left: 'neutral600', near: 'warning700', used: 'danger600' } as const;

/** "1,204 of 2,000 this month", with a warning from 80 % on. */
export const MonthLine = ({ allowance, sent }: { allowance: BotAllowance; sent: number }) => {
  const t = useT();
  const state = allowanceState(sent, allowance);
  return (
    <Typography tag="p" variant="pi" textColor={COLORS[state]} data-testid="bot-month">
      {t(`bots.month.${state}`, { sent, messages: allowance.messages })}
    </Typography>
  );
};
