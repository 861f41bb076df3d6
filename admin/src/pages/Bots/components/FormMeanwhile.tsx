import { Box, Button } from '@strapi/design-system';
import type { BotView } from '../../../../../server/src/contracts/bots';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { TheirsOrMine } from '../flow/Meanwhile';
import type { BotForm } from './useBotForm';

interface Props {
  readonly bot: BotView;
  readonly form: BotForm;
  /** Leaves the form for the flow that the bot is now. */
  readonly onFlow: () => void;
  readonly onReload: () => void;
}

/** What somebody else made of a bot while its form is open: a flow, or another list of steps. What is typed stays. */
export const FormMeanwhile = ({ bot, form, onFlow, onReload }: Props) => {
  const t = useT();
  const isFlow = bot.graph !== null;
  if (!isFlow && bot.draft === null && !form.isOvertaken) return null;
  const ofList = form.isOvertaken ? 'steps' : 'making-flow';
  const what = isFlow ? 'now-flow' : ofList;
  return (
    <Box paddingBottom={6} role="status">
      <Notice
        variant="warning"
        title={t(`flows.meanwhile.${what}`)}
        testId="form-meanwhile"
        action={
          what === 'steps' ? (
            <TheirsOrMine onTheirs={onReload} onMine={form.keepMine} />
          ) : (
            <Button size="S" variant="secondary" onClick={onFlow}>
              {t('flows.meanwhile.open')}
            </Button>
          )
        }
      >
        {t(`flows.meanwhile.${what}.body`)}
      </Notice>
    </Box>
  );
};
