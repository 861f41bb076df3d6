import {
  isEmptyChain,
  type BotView,
  type CreateBotBody,
} from '../../../../../server/src/contracts/bots';
import { freeName } from '../../../../../server/src/contracts/free-name';
import { useWhatsappCreateBotsMutation } from '../../../api/bots';
import { CopyButton } from '../../../shared/CopyButton';
import { useT } from '../../../shared/useT';

/** What a copy would do: of a flow what is being changed. */
const chainOf = ({ steps, graph, draft }: BotView) => {
  const flow = draft?.graph ?? graph;
  return { steps: flow ? [] : steps, draft: flow };
};

/** The same bot, off; a flow as a draft: the copy is published when it is ready. */
const copyOf = (bot: BotView, name: string): CreateBotBody => {
  const { triggers, accountId, cooldownMinutes, countsAsAnswered, allowance = null } = bot;
  return {
    ...{ name, triggers, accountId, cooldownMinutes, countsAsAnswered, allowance },
    ...{ ...chainOf(bot), graph: null, active: false },
  };
};

/** Makes a copy of a bot and opens it. */
export const CopyBot = ({ bot, others }: { bot: BotView; others: readonly BotView[] }) => {
  const t = useT();
  const [create, { isLoading }] = useWhatsappCreateBotsMutation();
  const { steps, draft } = chainOf(bot);
  if (isEmptyChain({ steps, graph: draft })) return null;
  const taken = others.map(({ name }) => name);
  return (
    <CopyButton
      label={t('bots.copy-of', { name: bot.name })}
      name={bot.name}
      pages="bots"
      isCopying={isLoading}
      onCopy={(wanted) => create(copyOf(bot, freeName(wanted, taken))).unwrap()}
    />
  );
};
