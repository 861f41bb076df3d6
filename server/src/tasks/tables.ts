import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** `dueSort` of a task without a due time: after every date. */
export const NEVER_DUE = 9_007_199_254_740_991;

export const taskTable = defineTable({
  name: 'task',
  kind: 'content-type',
  description: 'Something to do for a contact',
  columns: {
    title: must.string<string>(undefined, 200),
    note: maybe.text(),
    state: must.string<'open' | 'done'>('open', 8),
    dueAt: maybe.big(),
    /** Due time for sorting; a very late one when there is none. */
    dueSort: must.big(NEVER_DUE),
    assigneeId: maybe.int(),
    contactId: maybe.int(),
    conversationId: maybe.int(),
    origin: must.string<'agent' | 'bot' | 'api' | 'call' | 'system'>('agent', 8),
    /** The person or bot that made it. */
    makerId: maybe.int(),
    makerName: maybe.string(120),
    /** A repeat of the same deed (step of a bot's run, API key) makes no second task. */
    dedupeKey: maybe.string(120),
    doneAt: maybe.big(),
    doneById: maybe.int(),
    addedAt: must.big(),
    changedAt: must.big(),
    sample: must.bool(false),
  },
  indexes: [
    { columns: ['dedupeKey'], unique: true },
    { columns: ['state', 'dueSort', 'id'] },
    { columns: ['assigneeId', 'state', 'dueSort', 'id'] },
    { columns: ['state', 'doneAt', 'id'] },
    { columns: ['contactId', 'state'] },
  ],
});
export type TaskRow = RowOf<typeof taskTable>;
