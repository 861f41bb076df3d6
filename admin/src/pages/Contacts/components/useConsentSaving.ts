import { useNotification } from '@strapi/strapi/admin';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** Records, says so and closes; a refusal is told and the window stays. */
export const useConsentSaving = (onClose: () => void) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  return async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      toggleNotification({ type: 'success', message: t('contacts.record.saved') });
      onClose();
    } catch (error) {
      refuse(error);
    }
  };
};
