import { useNotification } from '@strapi/strapi/admin';
import { useWhatsappDecideParkedMutation, type ParkedDeed } from '../../../api/parked';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const SAID = { retry: 'parked.retried', discard: 'parked.discarded' } as const;

/** Tries again or discards, and says what was done. */
export const useDecide = (onDecided: () => void) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [decide, { isLoading }] = useWhatsappDecideParkedMutation();
  return {
    isLoading,
    decide: async (deed: ParkedDeed): Promise<void> => {
      onDecided();
      const answer = await decide(deed);
      if ('error' in answer) return refuse(answer.error);
      const { count, left } = answer.data;
      const said = t(SAID[deed.deed], { n: count });
      toggleNotification({
        type: 'success',
        message: left ? `${said} ${t('parked.left')}` : said,
      });
    },
  };
};
