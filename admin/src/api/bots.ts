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
  useWhatsappSaveDraftBotsMutation,
  useWhatsappDropDraftBotsMutation,
  useWhatsappCheckBotsQuery,
  useWhatsappCostBotsQuery,
  useWhatsappImpactBotsQuery,
  useWhatsappPublishBotsMutation,
  useWhatsappVersionsBotsQuery,
  useWhatsappVersionBotsQuery,
  useWhatsappFiguresBotsQuery,
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
  saveDraft: changes((_, { id }) => [one(id), LIST]),
  dropDraft: changes((_, id) => [one(id), LIST]),
  // Templates, files and people that a flow names may have changed since the same graph was looked at.
  check: reads([], { keepSeconds: 0 }),
  cost: reads([], { keepSeconds: 60 }),
  impact: reads([], { keepSeconds: 0 }),
  publish: changes((_, { id }) => [one(id), LIST]),
  versions: reads((_, id) => [one(id)]),
  version: reads([]),
  // Of thousands of runs: not counted again with each of them.
  figures: reads([], { keepSeconds: 30 }),
  remove: changes([LIST]),
});
