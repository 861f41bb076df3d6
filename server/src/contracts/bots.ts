import { z } from 'zod';
import { botStep } from './bot-steps';
import { messageBody } from './conversations';
import { cursor, id, instant, nextCursor } from './common';
import { flowConditions } from './flow-conditions';
import { flowGraph } from './flow-graph';
import { resumeBody, runOrigin, runState, type RunDetails } from './flow-runs';
import { del, endpoints, get, post, put } from './endpoints';
import { actions } from './permissions';

export * from './bot-steps';

export const KEYWORDS_MOST = 30;
export const TRIGGERS_MOST = 10;
export const STEPS_MOST = 12;
/** Loop guard: answers of bots in one conversation within a minute (docs/bots.md). */
export const ANSWERS_MOST = 6;
export const ANSWERS_WITHIN_MS = 60_000;
/** A message that is applied later than this is answered by no machine: nobody waits for it any more (docs/bots.md). */
export const LATE_MS = 15 * 60_000;

const words = (most: number) => z.string().trim().min(1).max(most);

/** Only where these hold, at the moment when it happens; without: always. */
const when = flowConditions.nullish();

/** What sets a bot off (B-03, B-04, B-05). */
export const botTrigger = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('keyword'),
    match: z.enum(['exact', 'contains', 'starts']),
    words: z
      .array(words(80))
      .min(1, 'Write at least one word.')
      .max(KEYWORDS_MOST, `At most ${KEYWORDS_MOST} words.`),
    /** `kargo` is then not found in `kargom`. */
    wholeWord: z.boolean().default(false),
    /** True: ş is not s. Case and the kinds of i never matter. */
    accents: z.boolean().default(false),
    when,
  }),
  z.object({
    kind: z.literal('pattern'),
    /** RE2 syntax: linear time, whatever is written. */
    pattern: z.string().min(1, 'Write a pattern.').max(300, 'At most 300 characters.'),
    when,
  }),
  z.object({
    kind: z.literal('event'),
    event: z.enum([
      /** Any message at all: a bot for what no other bot answers. */
      'message',
      /** The person writes for the first time. */
      'first-message',
      /** The first message of a conversation, or of one that was closed. */
      'opened',
      'reopened',
      /** A button or a list row was pressed; `value` is its id or its words, empty for any. */
      'button',
      /** The person got the tag `value`. */
      'tag-added',
      /** The message came by an ad. */
      'ad',
      /** A message outside of the number's business hours. */
      'outside-hours',
      /** A file came; `value` is its kind (`image`, `video`, `audio`, `document`, `sticker`), empty for any. */
      'file',
      /** A place came. */
      'place',
      /** The person agreed to marketing, in their own words or by a form of ours. */
      'opted-in',
      /** The person refused a kind of message; `value` is its key, empty for any. */
      'topic-out',
      /** The person opened a tracked link; `value` is its name, empty for any. */
      'link-opened',
      /** Somebody of the team closed the conversation; `value` is the reason, empty for any. */
      'closed',
      /** Nobody answered the person for `value` minutes. */
      'unanswered',
    ]),
    value: z.string().trim().max(256).default(''),
    when,
  }),
]);
export type BotTrigger = z.infer<typeof botTrigger>;
export type BotEvent = Extract<BotTrigger, { kind: 'event' }>['event'];

/** Events that are no message of the person. */
const APART = [
  'tag-added',
  'opted-in',
  'topic-out',
  'link-opened',
  'closed',
  'unanswered',
] as const satisfies readonly BotEvent[];
export type ApartEvent = (typeof APART)[number];
export const isApart = (event: BotEvent): event is ApartEvent =>
  (APART as readonly string[]).includes(event);

/** Events that say nothing of what was written: any words set these off. */
const ANY_WORDS: ReadonlySet<string> = new Set([
  'message',
  'first-message',
  'opened',
  'reopened',
  'ad',
  'outside-hours',
]);

/** Does it answer whatever people write? What it says then is no answer to their words. */
export const takesAnyMessage = (trigger: BotTrigger): boolean =>
  trigger.kind === 'event' && ANY_WORDS.has(trigger.event);

const botFields = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(120),
  triggers: z.array(botTrigger).max(TRIGGERS_MOST).default([]),
  steps: z.array(botStep).max(STEPS_MOST, `At most ${STEPS_MOST} steps.`).default([]),
  /** Of a flow, in place of the list of steps. */
  graph: flowGraph.nullable().default(null),
  /** Null: on every number. */
  accountId: id.nullable().default(null),
  /** Minutes in which it does not answer the same conversation again; 0 = always. */
  cooldownMinutes: z.number().int().min(0).max(43_200).default(0),
  /**
   * What it answered in full is neither unread nor open, also in the person's own words. Refused together with a trigger
   * that takes any message.
   */
  countsAsAnswered: z.boolean().default(false),
  active: z.boolean().default(false),
});
/** Without triggers it is started by campaigns only. */
export const botBody = botFields.superRefine(({ steps, graph }, ctx) => {
  const issue = (message: string) => ctx.addIssue({ code: 'custom', path: ['steps'], message });
  if (graph === null && steps.length === 0) issue('Add a reply or an action.');
  if (graph !== null && steps.length > 0) issue('A flow has its steps in its graph.');
});
export type BotBody = z.input<typeof botBody>;
export type BotDraft = z.output<typeof botBody>;

/** What went wrong last: the step (from 0; null = not one step) and why, as a stable word. */
export const botTrouble = z.object({
  step: z.number().int().nullable(),
  kind: z.string().nullable(),
  reason: z.string(),
});
export type BotTrouble = z.infer<typeof botTrouble>;

export const botView = z.object({
  id,
  name: z.string(),
  active: z.boolean(),
  /** 1 = asked first. */
  position: z.number().int(),
  triggers: z.array(botTrigger),
  steps: z.array(botStep),
  graph: flowGraph.nullable(),
  accountId: id.nullable(),
  cooldownMinutes: z.number().int(),
  countsAsAnswered: z.boolean(),
  version: z.number().int(),
  runs: z.object({ today: z.number().int(), handedOver: z.number().int() }),
  lastError: botTrouble.extend({ at: instant }).nullable(),
  changedAt: instant,
});
export type BotView = z.infer<typeof botView>;

/** In the order in which they are asked; `since` = start of the viewer's day for "runs today". */
export const listBotsQuery = z.object({ since: z.coerce.number().int().min(0).default(0) });
export type ListBotsQuery = z.input<typeof listBotsQuery>;
export const listBotsResult = z.object({ bots: z.array(botView) });
export type ListBotsResult = z.infer<typeof listBotsResult>;

export const activeBody = z.object({ active: z.boolean() });
/** Every bot, first one first. */
export const orderBody = z.object({ ids: z.array(id).min(1).max(200) });
export type OrderBody = z.infer<typeof orderBody>;

/** Bots that the same message would set off, and which of the two goes first. */
export const overlapsBody = z.object({ id: id.nullable().default(null), bot: botBody });
export type OverlapsBody = z.input<typeof overlapsBody>;
export const botOverlap = z.object({
  botId: id,
  name: z.string(),
  /** A message that both would answer, or the event; empty for "any message". */
  sample: z.string(),
  kind: z.enum(['words', 'event']),
  first: z.enum(['this', 'other']),
});
export type BotOverlap = z.infer<typeof botOverlap>;
export const overlapsResult = z.object({ overlaps: z.array(botOverlap) });
export type OverlapsResult = z.infer<typeof overlapsResult>;

/** Runs an unsaved draft against a made-up message. Nothing is sent, written or counted. */
export const tryBody = z.object({
  id: id.nullable().default(null),
  bot: botBody,
  contactId: id.nullable().default(null),
  message: z.object({
    text: z.string().max(4096).default(''),
    /** What the made-up customer does. */
    event: z.enum(['message', 'button', 'tag-added', 'ad']).default('message'),
    isFirst: z.boolean().default(false),
  }),
});
export type TryBody = z.input<typeof tryBody>;

export const stepResult = z.object({
  index: z.number().int(),
  kind: z.string(),
  ok: z.boolean(),
  /** Why not: a stable word that the admin translates, or the server's words. */
  reason: z.string().nullable(),
  /** Names that belong to it: the tag, the person, the task. */
  subject: z.string().nullable(),
  /** The chain ended here. */
  stopped: z.boolean(),
});
export type StepResult = z.infer<typeof stepResult>;
export const tryResult = z.object({
  matched: z.boolean(),
  /** Index of the trigger that matched. */
  trigger: z.number().int().nullable(),
  /** Another active bot that is asked first and would answer instead. */
  answeredBy: z.string().nullable(),
  /** Bots that the message sets off, in the order in which they are asked; the draft counts as switched on. */
  order: z.array(
    z.object({
      name: z.string(),
      /** From 1, among all bots of the page. */
      place: z.number().int(),
      isThis: z.boolean(),
      active: z.boolean(),
      /** By what it is set off. */
      trigger: botTrigger,
      answers: z.boolean(),
    })
  ),
  /** Of the draft; of the bot that answers, where the draft is not set off. */
  steps: z.array(stepResult.extend({ body: messageBody.nullable() })),
});
export type TryResult = z.infer<typeof tryResult>;

/** Newest first. */
export const listRunsQuery = z.object({ cursor: cursor.optional() });
export type ListRunsQuery = z.input<typeof listRunsQuery>;
export const runView = z.object({
  id,
  state: runState,
  /** Why it ended early: `person-took-over`, `campaign-cancelled`, `loop-guard`, `deactivated`, `step-failed`, `too-many-steps`,
   * `node-gone`, `stale`, `daily-bound`, `too-many-open`, `opted-out`, `left`, `answered-late`. */
  reason: z.string().nullable(),
  origin: runOrigin,
  trigger: z.string(),
  contact: z.object({ id, name: z.string() }).nullable(),
  conversationId: id,
  steps: z.array(stepResult),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export type RunView = z.infer<typeof runView>;
export const listRunsResult = z.object({ runs: z.array(runView), nextCursor });
export type ListRunsResult = z.infer<typeof listRunsResult>;

const { botObserve, botBuild } = actions;
export const botsApi = endpoints('/bots', {
  list: get('').needs(botObserve).query(listBotsQuery).answers<ListBotsResult>(),
  get: get('/:id').of('shared').needs(botObserve).answers<BotView>(),
  runs: get('/:id/runs')
    .of('shared')
    .needs(botObserve)
    .query(listRunsQuery)
    .answers<ListRunsResult>(),
  run: get('/:id/runs/:runId').of('shared').needs(botObserve).answers<RunDetails>(),
  /** Beside the permission the asker must see the conversation. */
  resume: post('/:id/runs/:runId/replay')
    .of('shared')
    .needs(botBuild)
    .body(resumeBody)
    .answers<RunDetails>(),
  create: post('').needs(botBuild).body(botBody).answers<BotView>(),
  reorder: put('/order').needs(botBuild).body(orderBody).answers<ListBotsResult>(),
  /** Compares the unsaved form with the other bots; saves nothing. */
  overlaps: post('/overlaps').needs(botBuild).body(overlapsBody).answers<OverlapsResult>(),
  try: post('/try').needs(botBuild).body(tryBody).answers<TryResult>(),
  update: put('/:id').of('shared').needs(botBuild).body(botBody).answers<BotView>(),
  setActive: put('/:id/active').of('shared').needs(botBuild).body(activeBody).answers<BotView>(),
  remove: del('/:id').of('shared').needs(botBuild).done(),
});
