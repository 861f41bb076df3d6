import { botsApi } from '../../../server/src/contracts/bots';
import { changes, client, reads } from './client';

const one = (id: number) => ({ type: 'WhatsappBot' as const, id });
const LIST = { type: 'WhatsappBot' as const, id: 'LIST' };

export const {
  useWhatsappListBotsQuery,
  useWhatsappGetBotsQuery,
  useWhatsappRunsBotsQuery,
  useWhatsappRunBotsQuery,
  useWhatsappResumeBotsMutation,
  useWhatsappCreateBotsMutation,
  useWhatsappReorderBotsMutation,
  useWhatsappOverlapsBotsMutation,
  useWhatsappTryBotsMutation,
  useWhatsappUpdateBotsMutation,
  useWhatsappSetActiveBotsMutation,
  useWhatsappRemoveBotsMutation,
} = client('Bots', botsApi, {
  list: reads([LIST]),
  get: reads((_, id) => [one(id)]),
  runs: reads([LIST]),
  run: reads([LIST]),
  resume: changes([LIST]),
  create: changes([LIST]),
  reorder: changes([LIST]),
  overlaps: changes(),
  try: changes(),
  update: changes((_, { id }) => [one(id), LIST]),
  setActive: changes((_, { id }) => [one(id), LIST]),
  remove: changes([LIST]),
});
