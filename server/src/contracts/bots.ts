import { z } from 'zod';
import { botAllowance } from './bot-allowance';
import { botBody, createBotBody, updateBotBody } from './bot-body';
import { botStep } from './bot-steps';
import { botTrigger, isMinutesOfWait, WINDOW_MINUTES, type BotEvent } from './bot-triggers';
import { messageBody } from './conversations';
import { cursor, id, instant, nextCursor } from './common';
import { flowCostBody, type FlowCost } from './flow-cost';
import { dropDraftQuery, flowDraft, flowDraftBody, seenDraft } from './flow-drafts';
import { figuresQuery, type FlowGoals, type StepFigures } from './flow-figures';
import { FLOW_NODES, flowGraph, flowKey } from './flow-graph';
import { drawBody, rehearsalBody, type DrawResult, type Rehearsal } from './flow-rehearsal';
import { resumeBody, runOrigin, runState, type RunDetails } from './flow-runs';
import {
  flowTrial,
  TRIAL_MOVES,
  trialMove,
  trialPerson,
  trialSilence,
  triedBot,
} from './flow-trial';
import { del, endpoints, get, post, put } from './endpoints';
import { actions } from './permissions';
import {
  allRunsQuery,
  bulkRunsBody,
  type AllRunsResult,
  type BulkRunsResult,
  type UnseenRuns,
} from './run-list';

export * from './bot-allowance';
export * from './bot-body';
export * from './bot-steps';
export * from './bot-triggers';
export * from './flow-drafts';
export * from './flow-figures';

/** Loop guard: answers of bots in one conversation within a minute (docs/bots.md). */
export const ANSWERS_MOST = 6;
export const ANSWERS_WITHIN_MS = 60_000;
/** A message that is applied later than this is answered by no machine: nobody waits for it any more (docs/bots.md). */
export const LATE_MS = 15 * 60_000;

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
  /** Of a flow that is switched off: people who wait in it may finish. Left out: no. */
  finishing: z.boolean().optional(),
  /** 1 = asked first. */
  position: z.number().int(),
  triggers: z.array(botTrigger),
  steps: z.array(botStep),
  graph: flowGraph.nullable(),
  /** A change of the graph that is saved and not published; null: none. */
  draft: flowDraft.nullable(),
  accountId: id.nullable(),
  /** It belongs to an automation, which begins it and switches it on and off. Left out: no. */
  ofAutomation: z.boolean().optional(),
  cooldownMinutes: z.number().int(),
  countsAsAnswered: z.boolean(),
  /** Left out: none. */
  allowance: botAllowance.nullish(),
  /** Messages that it has sent or queued in this month of the business. Left out: none. */
  sentThisMonth: z.number().int().optional(),
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

export const activeBody = z.object({
  active: z.boolean(),
  /** Of a flow that is switched off: what becomes of people who wait in it. They end, or finish while nobody new begins. */
  waiting: z.enum(['end', 'finish']).default('end'),
});
export type ActiveBody = z.input<typeof activeBody>;
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
  /** The one that goes first answers only where conditions of its trigger hold. Left out: it always answers. */
  conditional: z.boolean().optional(),
});
export type BotOverlap = z.infer<typeof botOverlap>;
export const overlapsResult = z.object({ overlaps: z.array(botOverlap) });
export type OverlapsResult = z.infer<typeof overlapsResult>;

/** What may set a bot off in a trial. The first message is one of which `isFirst` is true. */
export const TRY_EVENTS = [
  'message',
  'button',
  'file',
  'place',
  'ad',
  'outside-hours',
  'reopened',
  'tag-added',
  'opted-in',
  'topic-out',
  'link-opened',
  'unanswered',
  'closed',
] as const satisfies readonly BotEvent[];
export type TryEvent = (typeof TRY_EVENTS)[number];

/** What happens in a trial. */
const tryMessage = z
  .object({
    /** What the made-up customer writes or has written, or the words of the button. */
    text: z.string().max(4096).default(''),
    event: z.enum(TRY_EVENTS).default('message'),
    /** Of the event: the tag, the kind of file, the topic, the link, the reason, the minutes without a reply. */
    value: z.string().trim().max(256).default(''),
    isFirst: z.boolean().default(false),
  })
  .refine(({ event, value }) => event !== 'unanswered' || isMinutesOfWait(value), {
    message: 'Enter 1 to 1,440 minutes.',
    path: ['value'],
  });
export type TriedMessage = z.output<typeof tryMessage>;

/** Runs an unsaved draft against a made-up message. Nothing is sent, written or counted. */
export const tryBody = z.object({
  id: id.nullable().default(null),
  bot: botBody,
  contactId: id.nullable().default(null),
  message: tryMessage,
  /** The made-up person, where no contact is named; null: one of ours. */
  person: trialPerson.nullable().default(null),
  /** Of a flow: what the person has done since, from the beginning. Each answer plays them all again. */
  moves: z.array(trialMove).max(TRIAL_MOVES).default([]),
  /** When the trial began, as its first answer said; null: now. */
  at: instant.min(0).max(4_102_444_800_000).nullable().default(null),
  /** May free text go to the made-up person although they have written nothing? Of a contact it is known. */
  windowOpen: z.boolean().default(true),
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
  /** A trigger fits, and its conditions hold. */
  matched: z.boolean(),
  /** Index of the trigger that fits, whether its conditions hold or not. */
  trigger: z.number().int().nullable(),
  /** Another active bot that is asked first and would answer instead. */
  answeredBy: z.string().nullable(),
  /** Bots that the message sets off, in the order in which they are asked; the draft counts as switched on. */
  order: z.array(triedBot),
  /** Why none of them is asked; null: nothing keeps them. */
  silence: trialSilence.nullable(),
  /** Who answers the message now instead, since it is outside of business hours now; null: nobody else does. */
  outside: z.string().nullable(),
  /** Of the draft; of the bot that answers, where the draft is not set off. */
  steps: z.array(stepResult.extend({ body: messageBody.nullable() })),
  /** How the draft goes, where it is a flow; also where it is not set off. */
  trial: flowTrial.nullable(),
});
export type TryResult = z.infer<typeof tryResult>;

/** What is wrong with a flow, node by node; saves nothing. */
export const checkFlowBody = z.object({
  graph: flowGraph,
  /** The number of the flow, which its templates must belong to; null: every number. */
  accountId: id.nullable().default(null),
  /** The bot: files that it has may be looked up by who may see no others. */
  id: id.nullable().default(null),
  /** Minutes for which the person may have written nothing when the flow begins (`silenceBefore`). Left out: a message begins it. */
  silentMinutes: z.number().int().min(0).max(WINDOW_MINUTES).default(0),
});
export type CheckFlowBody = z.input<typeof checkFlowBody>;
export const flowProblem = z.object({
  node: z.string(),
  /** Field of the step, or the exit. */
  field: z.string(),
  /** Stable word that the admin translates: `leads-nowhere`, `nothing-after`, `template-not-sendable`… */
  kind: z.string(),
  /** What is meant, in words: the fields that a new entry needs. */
  names: z.array(z.string()).optional(),
  /** `stop`: it cannot be published. */
  level: z.enum(['stop', 'warn']),
});
export type FlowProblem = z.infer<typeof flowProblem>;
export const checkFlowResult = z.object({ problems: z.array(flowProblem) });
export type CheckFlowResult = z.infer<typeof checkFlowResult>;

/** Open runs of a flow are counted to this number: there it may be more. */
export const FLOW_OPEN_COUNTED = 100_000;

/** People who are in the flow now, and where, seen from the graph that is to be published. */
export const impactBody = z.object({ graph: flowGraph });
export const flowImpact = z.object({
  /** Open runs, counted to `FLOW_OPEN_COUNTED`. Those of a list of steps take seconds and are not among them. */
  open: z.number().int(),
  /** Steps at which people wait, most people first. */
  nodes: z.array(
    z.object({
      node: z.string(),
      kind: z.string(),
      /** What the step says, as it was published. */
      words: z.string().nullable(),
      count: z.number().int(),
      /** The graph to be published has no such step. */
      isGone: z.boolean(),
    })
  ),
});
export type FlowImpact = z.infer<typeof flowImpact>;

/** What becomes of people at a step that is deleted. `finish`: they go on by the version on which they began. */
const ofWaiting = z.discriminatedUnion('then', [
  z.object({ node: flowKey, then: z.literal('finish') }),
  z.object({ node: flowKey, then: z.literal('end') }),
  z.object({ node: flowKey, then: z.literal('move'), to: flowKey }),
]);
export const publishBody = z.object({
  graph: flowGraph,
  /** The version that the writer saw: a newer one is not overwritten (409 `changed-meanwhile`). */
  from: z.number().int().min(1),
  seen: seenDraft,
  waiting: z.array(ofWaiting).max(FLOW_NODES).default([]),
});
export type PublishBody = z.input<typeof publishBody>;
export type PublishOrder = z.output<typeof publishBody>;

/** Versions of a flow, the newest first. */
export const flowVersion = z.object({
  version: z.number().int(),
  at: instant,
  /** Who published it; null: nobody of the team. */
  by: z.string().nullable(),
  nodes: z.number().int(),
  /** Runs that walk it and are not finished, counted to `FLOW_OPEN_COUNTED`. */
  open: z.number().int(),
  isCurrent: z.boolean(),
});
export type FlowVersion = z.infer<typeof flowVersion>;
export const listVersionsResult = z.object({ versions: z.array(flowVersion) });
export type ListVersionsResult = z.infer<typeof listVersionsResult>;
export const flowVersionGraph = z.object({ version: z.number().int(), graph: flowGraph });
export type FlowVersionGraph = z.infer<typeof flowVersionGraph>;

/** Newest first. */
export const listRunsQuery = z.object({ cursor: cursor.optional() });
export type ListRunsQuery = z.input<typeof listRunsQuery>;
export const runView = z.object({
  id,
  state: runState,
  /** Why it ended early: `person-took-over`, `campaign-cancelled`, `loop-guard`, `deactivated`, `step-failed`, `too-many-steps`,
   * `conversation-reopened`, `node-gone`, `stale`, `daily-bound`, `allowance-used`, `too-many-open`, `opted-out`, `left`, `answered-late`,
   * `step-deleted`, `opening-failed`, `ended-by-hand`. */
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

const { botObserve, botBuild, contactBrowse } = actions;
export const botsApi = endpoints('/bots', {
  list: get('').needs(botObserve).query(listBotsQuery).answers<ListBotsResult>(),
  // Before the addresses that name a bot: a word is no id.
  allRuns: get('/runs').needs(botObserve).query(allRunsQuery).answers<AllRunsResult>(),
  unseenRuns: get('/runs/unseen').needs(botObserve).answers<UnseenRuns>(),
  /** Beside the permission the asker must see the conversation of each. */
  bulkRuns: post('/runs/bulk').needs(botBuild).body(bulkRunsBody).answers<BulkRunsResult>(),
  goals: get('/goals').needs(botObserve).answers<FlowGoals>(),
  get: get('/:id').of('shared').needs(botObserve).answers<BotView>(),
  runs: get('/:id/runs')
    .of('shared')
    .needs(botObserve)
    .query(listRunsQuery)
    .answers<ListRunsResult>(),
  /** Of the team: who may not see the conversation gets it without texts and values. */
  run: get('/:id/runs/:runId').of('shared').needs(botObserve).answers<RunDetails>(),
  /** Beside the permission the asker must see the conversation. */
  resume: post('/:id/runs/:runId/replay')
    .of('conversation')
    .needs(botBuild)
    .body(resumeBody)
    .answers<RunDetails>(),
  create: post('').needs(botBuild).body(createBotBody).answers<BotView>(),
  reorder: put('/order').needs(botBuild).body(orderBody).answers<ListBotsResult>(),
  /** Compares the unsaved form with the other bots; saves nothing. */
  overlaps: post('/overlaps').needs(botBuild).body(overlapsBody).answers<OverlapsResult>(),
  try: post('/try').needs(botBuild).body(tryBody).answers<TryResult>(),
  /** A rehearsal plays saved contacts: its asker may see all of them. */
  draw: post('/rehearsal/people')
    .needs(botBuild, contactBrowse)
    .body(drawBody)
    .answers<DrawResult>(),
  rehearse: post('/rehearsal')
    .needs(botBuild, contactBrowse)
    .body(rehearsalBody)
    .answers<Rehearsal>(),
  update: put('/:id').of('shared').needs(botBuild).body(updateBotBody).answers<BotView>(),
  setActive: put('/:id/active').of('shared').needs(botBuild).body(activeBody).answers<BotView>(),
  /** Saves a change of the flow for later; answers go on by the published graph. */
  saveDraft: put('/:id/draft').of('shared').needs(botBuild).body(flowDraftBody).answers<BotView>(),
  dropDraft: del('/:id/draft')
    .of('shared')
    .needs(botBuild)
    .query(dropDraftQuery)
    .answers<BotView>(),
  check: post('/check').needs(botBuild).body(checkFlowBody).answers<CheckFlowResult>(),
  /** What a flow costs per person, by the price table. */
  cost: post('/cost').needs(botBuild).body(flowCostBody).answers<FlowCost>(),
  impact: post('/:id/impact').of('shared').needs(botBuild).body(impactBody).answers<FlowImpact>(),
  /** Refused with `problems`, each with its `place: { node, field }`; the first one's is beside them. */
  publish: post('/:id/publish').of('shared').needs(botBuild).body(publishBody).answers<BotView>(),
  versions: get('/:id/versions').of('shared').needs(botObserve).answers<ListVersionsResult>(),
  version: get('/:id/versions/:version').of('shared').needs(botObserve).answers<FlowVersionGraph>(),
  figures: get('/:id/steps')
    .of('shared')
    .needs(botObserve)
    .query(figuresQuery)
    .answers<StepFigures>(),
  remove: del('/:id').of('shared').needs(botBuild).done(),
});
