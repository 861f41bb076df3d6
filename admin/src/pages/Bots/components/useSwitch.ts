import { useNotification } from '@strapi/strapi/admin';
import type { ActiveBody, BotView } from '../../../../../server/src/contracts/bots';
import { useWhatsappSetActiveBotsMutation } from '../../../api/bots';
import { useT } from '../../../shared/useT';

/** Switches a bot on or off and says so. Throws what the server refuses. */
export const useSwitch = () => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const [setActive] = useWhatsappSetActiveBotsMutation();
  return async (bot: BotView, body: ActiveBody): Promise<void> => {
    await setActive({ id: bot.id, body }).unwrap();
    toggleNotification({
      type: 'success',
      message: t(body.active ? 'bots.now-active' : 'bots.now-silent', { name: bot.name }),
    });
  };
};
