import { useNotification } from '@strapi/strapi/admin';
import type { ActiveBody, BotView } from '../../../../../server/src/contracts/bots';
import { useWhatsappSetActiveBotsMutation } from '../../../api/bots';
import { useT } from '../../../shared/useT';

/** What a switch comes to. A flow in which people may finish still speaks to those. */
const wordOf = ({ active, waiting }: ActiveBody) => {
  if (active) return 'bots.now-active';
  return waiting === 'finish' ? 'bots.now-finishing' : 'bots.now-silent';
};

/** Switches a bot on or off and says so. Throws what the server refuses. */
export const useSwitch = () => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const [setActive] = useWhatsappSetActiveBotsMutation();
  return async (bot: BotView, body: ActiveBody): Promise<void> => {
    await setActive({ id: bot.id, body }).unwrap();
    toggleNotification({
      type: 'success',
      message: t(wordOf(body), { name: bot.name }),
    });
  };
};
