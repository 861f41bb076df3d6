import { automationsApi } from '../../../server/src/contracts/automation-desk';
import { changes, client, reads } from './client';

const one = (id: number) => ({ type: 'WhatsappAutomation' as const, id });
const LIST = { type: 'WhatsappAutomation' as const, id: 'LIST' };
/** The flow of an automation is published, renamed or deleted among the bots. */
const BOTS = { type: 'WhatsappBot' as const, id: 'LIST' };
/** Segments say which automations use them. */
const SEGMENTS = { type: 'WhatsappSegment' as const, id: 'LIST' };

export const {
  useWhatsappListAutomationsQuery,
  useWhatsappTypesAutomationsQuery,
  useWhatsappGetAutomationsQuery,
  useWhatsappCreateAutomationsMutation,
  useWhatsappCheckAutomationsQuery,
  useWhatsappUpdateAutomationsMutation,
  useWhatsappCopyAutomationsMutation,
  useWhatsappExistingAutomationsQuery,
  useWhatsappSetActiveAutomationsMutation,
  useWhatsappAnswerAutomationsMutation,
  useWhatsappHeldAutomationsQuery,
  useWhatsappStartHeldAutomationsMutation,
  useWhatsappFiguresAutomationsQuery,
  useWhatsappRemoveAutomationsMutation,
} = client('Automations', automationsApi, {
  list: reads([LIST, BOTS]),
  types: reads([{ type: 'WhatsappSetup', id: 'RECORDS' }]),
  get: reads((_, id) => [one(id), BOTS]),
  create: changes([LIST, SEGMENTS]),
  // What an automation needs may have changed since the same one was looked at.
  check: reads([LIST, BOTS], { keepSeconds: 0 }),
  update: changes((_, { id }) => [one(id), LIST, SEGMENTS]),
  copy: changes([LIST, SEGMENTS]),
  // Counted of many entries, and asked for before each switch.
  existing: reads([], { keepSeconds: 0 }),
  setActive: changes((_, { id }) => [one(id), LIST]),
  answer: changes((_, { id }) => [one(id), LIST]),
  // Counted of many changes.
  held: reads((_, id) => [one(id)], { keepSeconds: 0 }),
  startHeld: changes((_, { id }) => [one(id), LIST]),
  // Of thousands of starts: not counted again with each of them.
  figures: reads([], { keepSeconds: 30 }),
  remove: changes([LIST, SEGMENTS]),
});
