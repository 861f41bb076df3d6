import { useNotification } from '@strapi/strapi/admin';
import type { ResolveRecipientsBody } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappResolveRecipientsMutation } from '../../../api/campaigns';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** Decides about uncertain rows, or tries failed ones again; says how many rows changed. Rejects when refused. */
export const useResolve = (campaignId: number) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [resolve, { isLoading }] = useWhatsappResolveRecipientsMutation();
  const run = async (body: ResolveRecipientsBody) => {
    try {
      const { changed } = await resolve({ id: campaignId, body }).unwrap();
      toggleNotification({
        type: 'success',
        message: t(`campaigns.resolved.${body.action}`, { changed }),
      });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return { run, isLoading };
};
