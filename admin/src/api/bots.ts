import { botsApi } from '../../../server/src/contracts/bots';
import { changes, client, reads } from './client';

const one = (id: number) => ({ type: 'WhatsappBot' as const, id });
const LIST = { type: 'WhatsappBot' as const, id: 'LIST' };
/** Segments say which bots use them. */
const SEGMENTS = { type: 'WhatsappSegment' as const, id: 'LIST' };

export const {
  useWhatsappListBotsQuery,
  useWhatsappAllRunsBotsQuery,
  useWhatsappUnseenRunsBotsQuery,
  useWhatsappBulkRunsBotsMutation,
  useWhatsappGoalsBotsQuery,
  useWhatsappGetBotsQuery,
  useWhatsappRunsBotsQuery,
  useWhatsappRunBotsQuery,
  useWhatsappResumeBotsMutation,
  useWhatsappCreateBotsMutation,
  useWhatsappReorderBotsMutation,
  useWhatsappOverlapsBotsMutation,
  useWhatsappTryBotsMutation,
  useWhatsappDrawBotsMutation,
  useWhatsappRehearseBotsMutation,
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
  allRuns: reads([LIST]),
  unseenRuns: reads([LIST]),
  bulkRuns: changes([LIST]),
  // Of thousands of runs, as figures.
  goals: reads([], { keepSeconds: 30 }),
  get: reads((_, id) => [one(id)]),
  runs: reads([LIST]),
  run: reads([LIST]),
  resume: changes([LIST]),
  create: changes([LIST, SEGMENTS]),
  reorder: changes([LIST]),
  overlaps: changes(),
  try: changes(),
  draw: changes(),
  rehearse: changes(),
  update: changes((_, { id }) => [one(id), LIST, SEGMENTS]),
  setActive: changes((_, { id }) => [one(id), LIST]),
  saveDraft: changes((_, { id }) => [one(id), LIST, SEGMENTS]),
  dropDraft: changes((_, { id }) => [one(id), LIST, SEGMENTS]),
  // Templates, files and people that a flow names may have changed since the same graph was looked at.
  check: reads([], { keepSeconds: 0 }),
  cost: reads([], { keepSeconds: 60 }),
  impact: reads([], { keepSeconds: 0 }),
  publish: changes((_, { id }) => [one(id), LIST, SEGMENTS]),
  versions: reads((_, id) => [one(id)]),
  version: reads([]),
  // Of thousands of runs: not counted again with each of them.
  figures: reads([], { keepSeconds: 30 }),
  remove: changes([LIST, SEGMENTS]),
});
