import { Typography } from '@strapi/design-system';
import { allowanceState, type BotAllowance } from '../../../../../server/src/contracts/bots';
import { useT } from '../../../shared/useT';
import { WarningText } from '../../../shared/WarningText';

/** "1,204 of 2,000 this month", with a warning from 80 % on. */
export const MonthLine = ({ allowance, sent }: { allowance: BotAllowance; sent: number }) => {
  const t = useT();
  const state = allowanceState(sent, allowance);
  const words = t(`bots.month.${state}`, { sent, messages: allowance.messages });
  if (state === 'near') return <WarningText data-testid="bot-month">{words}</WarningText>;
  return (
    <Typography
      tag="p"
      variant="pi"
      textColor={state === 'used' ? 'danger600' : 'neutral600'}
      data-testid="bot-month"
    >
      {words}
    </Typography>
  );
};
