import type { BotStep } from '../contracts/bots';
import type { FlowGraph } from '../contracts/flow-graph';
import type { Value } from './domain/answer';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/**
 * `due`: has steps to do. `waiting`: until an answer or `nextAt`, and holds nobody back. `held`: until a person hands the
 * conversation back. `stopped`: ended on purpose (a person took over, the loop guard).
 */
export type RunState = 'due' | 'waiting' | 'held' | 'done' | 'failed' | 'stopped';

/** States of runs that are not finished. */
export const OPEN: readonly RunState[] = ['due', 'waiting', 'held'];

/** Why a run ended on purpose. */
export type StopReason =
  | 'loop-guard'
  | 'deactivated'
  | 'step-deleted'
  | 'conversation-gone'
  | 'person-took-over'
  | 'conversation-reopened'
  | 'campaign-cancelled'
  | 'opted-out'
  | 'paused'
  | 'blocked'
  | 'left'
  | 'answered-late'
  | 'too-many-open'
  | 'opening-failed'
  | 'stale'
  | 'daily-bound'
  | 'allowance-used'
  | 'ended-by-hand'
  // What an automation began ends with it, its entry, its conditions or its goal.
  | 'automation-off'
  | 'person-changed'
  | 'entry-gone'
  | 'conditions'
  | 'stop-conditions'
  | 'goal-reached'
  | 'ceiling'
  | 'merged-run';

/** What came of a call to another system, or of an entry that was written. */
export interface Heard {
  /** Null: there was no answer that could be read. */
  status: number | null;
  /** Why it failed, as a stable word; null: it did not. */
  reason: string | null;
  /** Values that the step takes out of the answer; of an entry its document id, as `entry`. */
  saved: Record<string, Value>;
  /** Of an entry: the way out, where it is not the usual one, and what belongs to the step. */
  exit?: string;
  subject?: string | null;
}

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
    origin: must.string<'message' | 'tag' | 'event' | 'campaign' | 'automation'>('message', 10),
    /** The message that it answers; null = a tag or a campaign set it off. */
    messageId: maybe.int(),
    /** Of a campaign's recipient, or of what an automation began: their own key. */
    flowKey: maybe.string(120),
    /** What holds and ends it together with others: `campaign:12`, `automation:3`. Null = an answer, or of a tag. */
    chain: maybe.string(40),
    /** After this a time of it that is over is of no more use; null: after a day, and of a campaign never. */
    staleMs: maybe.int(),
    /** The trigger in short, for the log: `keyword`, `event:first-message`. */
    trigger: must.string<string>('', 60),
    /** The word, pattern or value of the trigger that fitted. */
    word: maybe.text(),
    /** The message that set it off; `messageId` is a later one where the run asked. */
    beganById: maybe.int(),
    /** As they were when it began: a bot that is changed meanwhile changes no run. */
    steps: maybe.json<BotStep[]>(),
    /** The stored graph that it walks; null: its steps are the graph. */
    versionId: maybe.int(),
    state: must.string<RunState>('due', 8),
    /** Why it ended; of a run that is not finished: why it ends before it does anything else (`endRuns`). */
    reason: maybe.string(40),
    /** Why it ended, as lists show it: the reason of the step that failed last, else `reason`. */
    why: maybe.string(64),
    /** It was set aside, and nobody of the team has looked at it. */
    unseen: must.bool(false),
    /** The node where it is, of the graph of its steps; null: it has ended, or is a list of steps at its first one. */
    node: maybe.string(12),
    /** How many nodes it has left: the next one is its visit number `step` + 1. */
    step: must.int(0),
    /** Nodes that it entered since it began or waited last. */
    sinceWait: must.int(1),
    /**
     * For what it waits at its node; null: it has not begun to, also where it waits for its turn. `answer`: of the question
     * that it asks. `message`: of any message, which stays one for everybody. `failed`: its question did not get through.
     * `event`: what it waited for beside its time has happened. `calling`: of another system, which may have heard it, or until
     * an entry is written. `called`: that is done.
     */
    waitsFor: maybe.string<
      'answer' | 'message' | 'time' | 'failed' | 'event' | 'calling' | 'called'
    >(8),
    /** What another system answered, until the step is left. */
    heard: maybe.json<Heard>(),
    /** The event that ends its wait (`awaitedKey`). */
    waitsEvent: maybe.string(300),
    /** Its question, or its wait, has begun; false: it is being handed to the door. */
    asked: must.bool(false),
    /** When it asked last; the newest open question of a conversation owns the answer. */
    askedAt: maybe.big(),
    /** The message that came as the answer, or that ended a wait. */
    answerId: maybe.int(),
    /** Times that it asked at this node. */
    attempts: must.int(0),
    /** It has not said anything since the message that it answers. */
    owes: must.bool(false),
    /** Values that its steps kept, by name. */
    variables: maybe.json<Record<string, Value>>(),
    /** Of a flow: what it says now answers nobody. It began without a message, or waited for one that did not come. */
    unasked: must.bool(false),
    /** The node whose message its campaign has sent already: it is passed once. */
    opened: maybe.string(12),
    /** How many flows began each other before it; 1 after one that the person answered. */
    depth: must.int(0),
    /** 0 answers a person who waits, 1 comes after a time: it is done after those. */
    lane: must.int(0),
    /** It said something. */
    said: must.bool(false),
    /** A step of it failed. */
    troubled: must.bool(false),
    nextAt: must.big(0),
    /** Tries of the step that failed for a reason of ours (a lost connection). */
    tries: must.int(0),
    /** What the last of them said. */
    lastError: maybe.string(200),
    /** Process that works on it, and until when it may be taken for dead. */
    owner: maybe.string(64),
    ownedUntil: must.big(0),
    startedAt: must.big(),
    endedAt: maybe.big(),
    /** What reaches the goal of its flow beside a step (`goalKeyOf`), and until when. */
    goalKey: maybe.string(120),
    goalUntil: maybe.big(),
    /** When it reached the goal. */
    goalAt: maybe.big(),
    sample: must.bool(false),
  },
  indexes: [
    { columns: ['factKey'], unique: true },
    { columns: ['state', 'nextAt', 'id'] },
    { columns: ['state', 'lane', 'nextAt'] },
    { columns: ['conversationId', 'state', 'id'] },
    { columns: ['botId', 'startedAt'] },
    { columns: ['contactId', 'state'] },
    { columns: ['state', 'chain', 'nextAt'] },
    { columns: ['chain', 'waitsFor', 'state'] },
    { columns: ['versionId', 'state', 'node', 'startedAt'] },
    { columns: ['startedAt'] },
    { columns: ['state', 'startedAt'] },
    { columns: ['botId', 'state', 'startedAt'] },
    { columns: ['why', 'state', 'startedAt'] },
    { columns: ['unseen', 'startedAt'] },
    { columns: ['contactId', 'goalUntil'] },
    { columns: ['endedAt'] },
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
    /** The way that it left the node by; null: it failed, and the flow has no way for that. */
    exit: maybe.string(12),
    /** The message that came in as the answer. */
    messageId: maybe.int(),
    /** Why not, as a stable word. */
    reason: maybe.string(64),
    /** What belongs to it: the answer, the tag, the person, the task. */
    subject: maybe.text(),
    /** Which variant of its text was sent, from 1; 0: the text itself; null: it has none, or that is not known. */
    variant: maybe.int(),
    /** The run ended here, because it failed. */
    stopped: must.bool(false),
    at: must.big(),
  },
  indexes: [{ columns: ['runId', 'visit'], unique: true }],
});
export type RunStepRow = RowOf<typeof runStepTable>;

/**
 * Facts that started a run and may come again long after it: a campaign's recipient, a link that somebody opened. They live as
 * long as the bot; runs are cleared away before.
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

/** Messages of a bot in one month of the business, each counted in the transaction that writes it. */
export const monthTable = defineTable({
  name: 'bot-month',
  kind: 'content-type',
  description: 'Messages of a bot in a month',
  columns: {
    botId: must.int(),
    /** `2026-11`, on the clock of the business. */
    month: must.string<string>(undefined, 7),
    messages: must.int(0),
  },
  indexes: [{ columns: ['month', 'botId'], unique: true }],
});

/** The graph of a flow as it was published: runs finish on the version on which they began. Stays as long as the bot. */
export const flowVersionTable = defineTable({
  name: 'bot-version',
  kind: 'content-type',
  description: 'A published version of a flow',
  columns: {
    botId: must.int(),
    version: must.int(),
    graph: maybe.json<FlowGraph>(),
    /** How many nodes it has; the graph is long. */
    nodes: must.int(0),
    /** Name of who published it. */
    by: maybe.text(),
    /** The administrator who did: by their rights it writes entries. Null: nobody of the team. */
    publisherId: maybe.int(),
    /** Its bot is gone: it goes once no run walks it. */
    dropped: must.bool(false),
    at: must.big(),
  },
  indexes: [{ columns: ['botId', 'version'], unique: true }],
});

/** Of an order: whatever step they are at. */
export const ANYWHERE = '';

/** What is still to be done for people at a step that a published version has no more, or in a bot that was switched off; usually none. */
export const runOrderTable = defineTable({
  name: 'bot-run-order',
  kind: 'content-type',
  description: 'Moves or ends runs of a flow that was published or switched off',
  columns: {
    botId: must.int(),
    /** The version that was published: runs of the ones before it are meant. */
    version: must.int(),
    /** The deleted step; `ANYWHERE`: of a bot that was switched off or deleted. */
    node: must.string<string>(undefined, 12),
    /** When it was decided: what comes to the step later is not meant. */
    at: must.big(0),
    /** The node of this version at which they go on; null: they end. */
    target: maybe.string(12),
    /** Name of who published it. */
    by: maybe.text(),
  },
  indexes: [{ columns: ['botId', 'version', 'node'], unique: true }],
});
export type RunOrderRow = RowOf<typeof runOrderTable>;
