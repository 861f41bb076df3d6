import { IconButton } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type { BotView, CreateBotBody } from '../../../../../server/src/contracts/bots';
import { freeName } from '../../../../../server/src/contracts/free-name';
import { useWhatsappCreateBotsMutation } from '../../../api/bots';
import { PLUGIN_ID } from '../../../pluginId';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const NAME_MOST = 120;

/** The same bot, off. Of a flow what is being changed is copied, as a draft: the copy is published when it is ready. */
const copyOf = (
  { triggers, steps, graph, draft, accountId, cooldownMinutes, ...bot }: BotView,
  name: string
): CreateBotBody => ({
  ...{ name, triggers, steps, accountId, cooldownMinutes, active: false },
  ...{ countsAsAnswered: bot.countsAsAnswered, allowance: bot.allowance ?? null },
  ...{ graph: null, draft: draft?.graph ?? graph },
});

/** Makes a copy of a bot and opens it. */
export const CopyBot = ({ bot, others }: { bot: BotView; others: readonly BotView[] }) => {
  const t = useT();
  const refuse = useRefusal();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [create, { isLoading }] = useWhatsappCreateBotsMutation();
  const copy = async () => {
    // Room for the number that makes the name free.
    const wanted = t('bots.copy.name', { name: bot.name }).slice(0, NAME_MOST - 6);
    const taken = others.map(({ name }) => name);
    try {
      const { id, name } = await create(copyOf(bot, freeName(wanted, taken))).unwrap();
      toggleNotification({ type: 'success', message: t('bots.copy.made', { name }) });
      void navigate(`/plugins/${PLUGIN_ID}/bots/${id}`);
    } catch (error) {
      refuse(error);
    }
  };
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
