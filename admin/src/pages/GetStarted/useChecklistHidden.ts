import { useAuth, usePersistentState } from '@strapi/strapi/admin';

/** Whether this person hid the checklist in this browser; it can be shown again on the same page. */
export const useChecklistHidden = () => {
  const id = useAuth('WhatsappChecklist', (auth) => auth.user?.id ?? 'nobody');
  return usePersistentState<boolean>(`STRAPI_WHATSAPP_CHECKLIST_HIDDEN:${String(id)}`, false);
};
