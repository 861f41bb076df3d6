import type { ReactNode } from 'react';
import { Typography } from '@strapi/design-system';
import type { BotView } from '../../../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappRemoveBotsMutation } from '../../../api/bots';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { countedIn, PeopleIn, useImpact } from '../flow/SwitchOff';

interface Props {
  readonly bot: BotView;
  readonly onClose: () => void;
}

const Ask = ({
  bot,
  onClose,
  isCounted,
  children,
}: Props & { isCounted: boolean; children: ReactNode }) => {
  const t = useT();
  const refuse = useRefusal();
  const [remove] = useWhatsappRemoveBotsMutation();
  return (
    <ConfirmAction
      open
      variant="danger"
      title={t('bots.delete.title', { name: bot.name })}
      confirmLabel={t('bots.delete.confirm')}
      confirmTestId="delete-bot"
      confirmDisabled={!isCounted}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await remove(bot.id).unwrap();
        } catch (error) {
          refuse(error);
          throw error;
        }
      }}
    >
      {children}
    </ConfirmAction>
  );
};

/** A draft that nobody published is written nowhere else. */
const Draft = ({ bot }: Pick<Props, 'bot'>) => {
  const t = useT();
  return bot.draft ? <Typography>{t('flows.delete.draft')}</Typography> : null;
};

/** People who are in a flow are counted first: it ends for them. */
const DeleteFlow = (props: Props) => {
  const t = useT();
  const impact = useImpact(props.bot.id, props.bot.graph as FlowGraph);
  const counted = countedIn(impact);
  return (
    <Ask {...props} isCounted={counted !== null}>
      <Typography>{t('bots.delete.body')}</Typography>
      <PeopleIn impact={impact} />
      {counted && counted.open > 0 ? <Typography>{t('flows.delete.people')}</Typography> : null}
      <Draft bot={props.bot} />
    </Ask>
  );
};

/** Asks before a bot or a flow is deleted, and says what goes with it. */
export const DeleteBot = (props: Props) => {
  const t = useT();
  if (props.bot.graph) return <DeleteFlow {...props} />;
  return (
    <Ask {...props} isCounted>
      <Typography>{t('bots.delete.body')}</Typography>
      <Draft bot={props.bot} />
    </Ask>
  );
};
