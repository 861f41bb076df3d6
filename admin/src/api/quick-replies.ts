import { quickRepliesApi } from '../../../server/src/contracts/quick-replies';
import { changes, client, reads } from './client';

const LIST = { type: 'WhatsappQuickReply' as const, id: 'LIST' };

export const {
  useWhatsappListQuickRepliesQuery,
  useWhatsappCreateQuickRepliesMutation,
  useWhatsappUpdateQuickRepliesMutation,
  useWhatsappRemoveQuickRepliesMutation,
  useWhatsappPreviewQuickRepliesMutation,
  useWhatsappImportQuickRepliesMutation,
  useWhatsappRemoveManyQuickRepliesMutation,
  useWhatsappUsedQuickRepliesMutation,
} = client('QuickReplies', quickRepliesApi, {
  list: reads([LIST]),
  create: changes([LIST]),
  update: changes([LIST]),
  remove: changes([LIST]),
  preview: changes(),
  import: changes([LIST]),
  removeMany: changes([LIST]),
  // Not worth reading the list again.
  used: changes(),
});
