import { systemKeysApi } from '../../../server/src/contracts/system-keys';
import { changes, client, reads } from './client';

const LIST = { type: 'WhatsappSystemKey' as const, id: 'LIST' };

export const {
  useWhatsappListSystemKeysQuery,
  useWhatsappNamesSystemKeysQuery,
  useWhatsappCreateSystemKeysMutation,
  useWhatsappUpdateSystemKeysMutation,
  useWhatsappRemoveSystemKeysMutation,
} = client('SystemKeys', systemKeysApi, {
  list: reads([LIST]),
  names: reads([LIST]),
  create: changes([LIST]),
  update: changes([LIST]),
  remove: changes([LIST]),
});
