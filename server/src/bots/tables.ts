import type { BotStep, BotTrigger, BotTrouble, StepResult } from '../contracts/bots';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

export const botTable = defineTable({
  name: 'bot',
  kind: 'content-type',
  related: { mainField: 'name' },
  description: 'Answers messages by itself',
  columns: {
    name: must.string<string>(undefined, 120),
    active: must.bool(false),
    /** Order in which they are asked; the lowest first. */
    position: must.int(0),
    triggers: maybe.json<BotTrigger[]>(),
    steps: maybe.json<BotStep[]>(),
    accountId: maybe.int(),
    cooldownMinutes: must.int(0),
    /** Words that it answered need nobody of the team. */
    countsAsAnswered: must.bool(false),
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

/** `due`: has steps to do. `stopped`: ended on purpose (a person took over, the loop guard). */
export type RunState = 'due' | 'done' | 'failed' | 'stopped';

/** One chain under way for one person: durable, and made once per fact (I12). */
export const botRunTable = defineTable({
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
    /** Index of the next step. */
    step: must.int(0),
    nextAt: must.big(0),
    /** Tries of the step that failed for a reason of ours (a lost connection). */
    tries: must.int(0),
    /** Process that works on it, and until when it may be taken for dead. */
    owner: maybe.string(64),
    ownedUntil: must.big(0),
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
export type BotRunRow = RowOf<typeof botRunTable>;
