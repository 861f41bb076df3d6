import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappGetConversationQuery } from '../../../api/conversations';

/** The chosen conversation: its row in the list, or asked for by id (a shared link, another filter). */
export const useChosen = (id: number | null, rows: readonly ConversationView[]) => {
  const row = rows.find((one) => one.id === id);
  const asked = useWhatsappGetConversationQuery(id ?? 0, { skip: id === null });
  const conversation = row ?? (asked.data?.id === id ? asked.data : undefined);
  return {
    conversation: conversation ?? null,
    error: conversation ? null : asked.error,
    refetch: asked.refetch,
  };
};
