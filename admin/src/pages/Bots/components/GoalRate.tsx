import { Typography } from '@strapi/design-system';
import type { BotView } from '../../../../../server/src/contracts/bots';
import { GOAL_RUNS } from '../../../../../server/src/contracts/flow-figures';
import { useWhatsappGoalsBotsQuery } from '../../../api/bots';
import { useT } from '../../../shared/useT';

/** How many runs of the last 30 days reached the goal of the flow; nothing where it has none, or nobody began. */
export const GoalRate = ({ bot }: { bot: BotView }) => {
  const t = useT();
  const { data } = useWhatsappGoalsBotsQuery(undefined, { skip: !bot.graph?.goal });
  const goal = data?.goals.find(({ botId }) => botId === bot.id);
  if (!goal || goal.runs === 0) return null;
  const { reached, runs } = goal;
  return (
    <Typography tag="p" variant="pi" textColor="neutral600" data-testid="goal-rate">
      {t(runs < GOAL_RUNS ? 'flows.goal.rate' : 'flows.goal.rate.newest', {
        ...{ reached, runs },
        share: reached / runs,
      })}
    </Typography>
  );
};
