import { IconButton } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import {
  isEmptyChain,
  type BotView,
  type CreateBotBody,
} from '../../../../../server/src/contracts/bots';
import { freeName, shortName } from '../../../../../server/src/contracts/free-name';
import { useWhatsappCreateBotsMutation } from '../../../api/bots';
import { PLUGIN_ID } from '../../../pluginId';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** Of the copied name: with what is added it stays below the 120 of a name. */
const NAME_KEPT = 100;

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
  const refuse = useRefusal();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [create, { isLoading }] = useWhatsappCreateBotsMutation();
  const copy = async () => {
    const wanted = t('bots.copy.name', { name: shortName(bot.name, NAME_KEPT) });
    const taken = others.map(({ name }) => name);
    try {
      const { id, name } = await create(copyOf(bot, freeName(wanted, taken))).unwrap();
      toggleNotification({ type: 'success', message: t('bots.copy.made', { name }) });
      void navigate(`/plugins/${PLUGIN_ID}/bots/${id}`);
    } catch (error) {
      refuse(error);
    }
  };
  const { steps, draft } = chainOf(bot);
  if (isEmptyChain({ steps, graph: draft })) return null;
  return (
    <IconButton
      variant="ghost"
      label={t('bots.copy-of', { name: bot.name })}
      disabled={isLoading}
      onClick={() => void copy()}
    >
      <Duplicate />
    </IconButton>
  );
};
