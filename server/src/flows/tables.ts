import type { BotStep, StepResult } from '../contracts/bots';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** `due`: has steps to do. `stopped`: ended on purpose (a person took over, the loop guard). */
export type RunState = 'due' | 'done' | 'failed' | 'stopped';

/** One chain under way for one person: durable, and made once per fact (I12). */
export const runTable = defineTable({
  name: 'bot-run',
  kind: 'content-type',
  description: 'One answer of a bot, step by step',
  columns: {
    botId: must.int(),
    botName: must.string<string>('', 120),
    accountId: must.int(),
    contactId: must.int(),
    conversationId: must.int(),
    /** sha256 of what set it off: an inbound message, a tag, a campaign's recipient. At most one run each. */
    factKey: must.string<string>(undefined, 64),
    origin: must.string<'message' | 'tag' | 'campaign'>('message', 10),
    /** The message that it answers; null = a tag or a campaign set it off. */
    messageId: maybe.int(),
    /** Of a campaign's recipient: the campaign's own key. */
    flowKey: maybe.string(120),
    /** What holds and ends it together with others: `campaign:12`. Null = an answer, or of a tag. */
    chain: maybe.string(40),
    /** The trigger in short, for the log: `keyword`, `event:first-message`. */
    trigger: must.string<string>('', 60),
    /** As they were when it began: a bot that is changed meanwhile changes no run. */
    steps: maybe.json<BotStep[]>(),
    state: must.string<RunState>('due', 8),
    reason: maybe.string(40),
    /** The node where it is, of the graph of its steps; null: the one of `step`, in a run from before there were nodes. */
    node: maybe.string(12),
    /** How many nodes it has left: the next one is its visit number `step` + 1. */
    step: must.int(0),
    /** Nodes that it entered since it began or waited last. */
    sinceWait: must.int(1),
    /** It said something. */
    said: must.bool(false),
    /** A step of it failed. */
    troubled: must.bool(false),
    nextAt: must.big(0),
    /** Tries of the step that failed for a reason of ours (a lost connection). */
    tries: must.int(0),
    /** Process that works on it, and until when it may be taken for dead. */
    owner: maybe.string(64),
    ownedUntil: must.big(0),
    /** Steps of runs from before there were rows of steps. */
    log: maybe.json<StepResult[]>(),
    startedAt: must.big(),
    endedAt: maybe.big(),
    sample: must.bool(false),
  },
  indexes: [
    { columns: ['factKey'], unique: true },
    { columns: ['state', 'nextAt', 'id'] },
    { columns: ['conversationId', 'state', 'id'] },
    { columns: ['botId', 'startedAt'] },
    { columns: ['contactId'] },
    { columns: ['state', 'chain'] },
  ],
});
export type RunRow = RowOf<typeof runTable>;

/** A node that a run has left: one row for each visit, never written again. */
export const runStepTable = defineTable({
  name: 'bot-run-step',
  kind: 'content-type',
  description: 'A step of one answer of a bot, done or failed',
  columns: {
    runId: must.int(),
    /** The first one is 1. */
    visit: must.int(),
    node: must.string<string>(undefined, 12),
    kind: must.string<string>(undefined, 20),
    ok: must.bool(true),
    /** Why not, as a stable word. */
    reason: maybe.string(64),
    /** What belongs to it: the tag, the person, the task. */
    subject: maybe.text(),
    /** The run ended here, because it failed. */
    stopped: must.bool(false),
    at: must.big(),
  },
  indexes: [{ columns: ['runId', 'visit'], unique: true }],
});
export type RunStepRow = RowOf<typeof runStepTable>;

/**
 * Facts that started a run and may come again long after it: a campaign's recipient. They live as long as the bot; runs are
 * cleared away before.
 */
export const runFactTable = defineTable({
  name: 'bot-run-fact',
  kind: 'content-type',
  description: 'What a bot has answered already',
  columns: {
    /** sha256 of the fact, as in the run. */
    factKey: must.string<string>(undefined, 64),
    botId: must.int(),
    runId: must.int(),
    at: must.big(),
  },
  indexes: [{ columns: ['factKey'], unique: true }, { columns: ['botId'] }],
});
