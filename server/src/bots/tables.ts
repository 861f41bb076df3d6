import type { BotAllowance, BotStep, BotTrigger, BotTrouble, FlowDraft } from '../contracts/bots';
import type { FlowGraph } from '../contracts/flow-graph';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

export const botTable = defineTable({
  name: 'bot',
  kind: 'content-type',
  related: { mainField: 'name' },
  description: 'Answers messages',
  columns: {
    name: must.string<string>(undefined, 120),
    active: must.bool(false),
    /** Switched off, but people who wait in it may finish. */
    finishing: must.bool(false),
    /** Order in which they are asked; the lowest first. */
    position: must.int(0),
    triggers: maybe.json<BotTrigger[]>(),
    steps: maybe.json<BotStep[]>(),
    /** Of a flow, which has no list of steps. */
    graph: maybe.json<FlowGraph>(),
    /** A change of the graph that is not published. */
    draft: maybe.json<FlowDraft>(),
    accountId: maybe.int(),
    /** It belongs to an automation, which alone begins it: nobody sees it among the bots. */
    ofAutomation: must.bool(false),
    cooldownMinutes: must.int(0),
    /** Words that it answered need nobody of the team. */
    countsAsAnswered: must.bool(false),
    /** Messages of a month of the business; null: any number. */
    allowance: maybe.json<BotAllowance>(),
    version: must.int(1),
    lastError: maybe.json<BotTrouble>(),
    lastErrorAt: maybe.big(),
    addedAt: must.big(),
    changedAt: must.big(),
    sample: must.bool(false),
  },
  indexes: [{ columns: ['active', 'position'] }],
});
export type BotRow = RowOf<typeof botTable>;

/** A bot that is switched on, as it is kept in memory. */
export interface ActiveBot {
  id: number;
  name: string;
  triggers: NonNullable<BotRow['triggers']>;
  accountId: number | null;
  row: BotRow;
}
