import { z } from 'zod';
import { botStep, onFail } from './bot-steps';
import { id } from './common';
import { TOPIC_KEY } from './consent';
import { entryStep } from './entry-step';
import { flowConditions, variableName } from './flow-conditions';

export { variableName };

/** Bounds of a flow; the editor says them where one builds. */
export const FLOW_NODES = 200;
/** Nodes that a run may pass between two waits: a circle without a wait ends here. */
export const FLOW_STEPS_BETWEEN_WAITS = 100;
/** Runs of flows that one person may have open; the oldest ends for a new one. */
export const FLOW_RUNS_OPEN = 5;
/** A wait that is over for longer (the server was down) ends the run: nobody gets yesterday's reminder. */
export const FLOW_STALE_MS = 24 * 3_600_000;
/** Messages of bots in one conversation within 24 hours, after which no flow says more. */
export const FLOW_MESSAGES_A_DAY = 30;

/** Id of a node or of one of its exits: made once by the editor, never from a label, so that renaming breaks nothing. */
export const flowKey = z.string().regex(/^[a-z0-9]{1,12}$/);
export type FlowKey = z.infer<typeof flowKey>;

/** Ways out of one step: ten choices, and those of every question. */
const EXITS_MOST = 16;

const words = (most: number) => z.string().trim().min(1).max(most);
const minutes = z.number().int().min(1).max(525_600);

/** What a question takes for an answer. */
export const answerKind = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), most: z.number().int().min(1).max(4096).default(1000) }),
  z.object({
    kind: z.literal('number'),
    from: z.number().nullable().default(null),
    to: z.number().nullable().default(null),
    whole: z.boolean().default(false),
  }),
  /** Day and month in the order of the person's language. */
  z.object({ kind: z.literal('date'), when: z.enum(['any', 'past', 'future']).default('any') }),
  z.object({ kind: z.literal('phone') }),
  z.object({ kind: z.literal('email') }),
  z.object({ kind: z.literal('file') }),
  z.object({ kind: z.literal('place') }),
]);
export type AnswerKind = z.infer<typeof answerKind>;

/** A choice that is shown as button or row; `id` is its exit. */
const choice = z.object({
  id: flowKey,
  title: words(24),
  note: z.string().trim().max(72).default(''),
});
export type FlowChoice = z.infer<typeof choice>;

/** What a step that asks does about what it did not understand, and about silence. */
const asking = {
  /** Tries in all; then the exit `other`. */
  tries: z.number().int().min(1).max(5).default(2),
  /** Said after an answer that does not fit; empty: the question again. */
  again: z.string().trim().max(1024).default(''),
  /** Minutes of silence after which the exit `no-answer` is taken. */
  // Within the 24 hours in which the next text may still go.
  noAnswerAfter: minutes.default(1380),
};

/** Steps that wait for the person. */
const askingSteps = [
  z.object({
    kind: z.literal('question'),
    text: words(1024),
    answer: answerKind,
    saveAs: variableName,
    ...asking,
  }),
  /** Up to three choices are buttons, up to ten a list (Meta, Interactive messages). */
  z.object({
    kind: z.literal('choice'),
    text: words(1024),
    /** Of the button that opens the list. */
    open: z.string().trim().max(20).default(''),
    choices: z.array(choice).min(1).max(10),
    saveAs: variableName.nullable().default(null),
    ...asking,
  }),
] as const;

/** What ends a wait beside its time: events that set bots off too. `value`: the tag, the link, the topic; empty for any. */
export const WAIT_EVENTS = ['opted-in', 'topic-out', 'link-opened', 'tag-added'] as const;
const waitEvent = z.object({
  event: z.enum(WAIT_EVENTS),
  value: z.string().trim().max(256).default(''),
});
export type WaitEvent = z.infer<typeof waitEvent>;

/** Steps that decide or wait, and say nothing. */
const turningSteps = [
  z.object({
    kind: z.literal('branch'),
    /** The first whose conditions hold. */
    cases: z
      .array(
        z.object({ id: flowKey, name: z.string().trim().max(60).default(''), when: flowConditions })
      )
      .min(1)
      .max(10),
  }),
  z.object({
    kind: z.literal('wait'),
    until: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('minutes'), minutes }),
      /** The next time that it is this hour where the person is, not within the first `least` minutes. */
      z.object({
        kind: z.literal('hour'),
        hour: z.number().int().min(0).max(23),
        minute: z.number().int().min(0).max(59).default(0),
        least: z.number().int().min(0).max(525_600).default(0),
      }),
    ]),
    /** Any message of the person ends it before, by the exit `came`. */
    orAnswer: z.boolean().default(false),
    /** So does this, when it happens meanwhile. */
    orEvent: waitEvent.nullish(),
  }),
] as const;

/** Fields of a person that a flow may set; profile fields are `custom.<key>`. */
const settable = z.union([
  z.enum(['name', 'givenName', 'familyName', 'email', 'town', 'language', 'timezone']),
  z.string().regex(/^custom\.[a-z0-9_-]{1,60}$/i, 'Write a profile field as custom.<key>.'),
]);

export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const HTTP_HEADERS_MOST = 10;
export const HTTP_SAVES_MOST = 10;
/** After this another system has not answered. */
export const HTTP_LIMIT_MS = 8_000;
/** Headers that belong to the connection, or to us. */
const OWN_HEADERS =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|keep-alive|proxy-.*|accept-encoding|idempotency-key|user-agent)$/i;

/** Asks another system and keeps values of its answer. */
const httpStep = z.object({
  kind: z.literal('http'),
  method: z.enum(HTTP_METHODS),
  /** Begins with https:// and a host; variables may follow. */
  url: words(2000),
  headers: z
    .array(
      z.object({
        name: z
          .string()
          .regex(/^[A-Za-z0-9-]{1,60}$/, 'Use letters, digits and hyphens.')
          .refine((name) => !OWN_HEADERS.test(name), 'Remove this header: the plugin sets it.'),
        value: z.string().trim().max(1000),
      })
    )
    .max(HTTP_HEADERS_MOST)
    .default([]),
  /** JSON; values of variables are written inside its strings. */
  body: z.string().trim().max(10_000).default(''),
  /** `path` in the JSON of the answer, `order.items.0.name`; empty: the whole text. */
  saves: z
    .array(z.object({ path: z.string().trim().max(200).default(''), saveAs: variableName }))
    .max(HTTP_SAVES_MOST)
    .default([]),
});

/** Steps that bots do not have. */
const doingSteps = [
  /** A text with one button that opens an address; both may hold variables. */
  z.object({
    kind: z.literal('link'),
    text: words(1024),
    button: words(20),
    url: words(2000),
    onFail,
  }),
  z.object({
    kind: z.literal('set'),
    /** Field → text with variables; an empty text clears the field. */
    values: z
      .array(z.object({ field: settable, text: z.string().trim().max(1000).default('') }))
      .min(1)
      .max(10),
    onFail,
  }),
  /** A kind of message that the person wants, or does not (O-27). What is wanted needs an answer of theirs right before. */
  z.object({ kind: z.literal('topic'), topic: z.string().regex(TOPIC_KEY), wanted: z.boolean() }),
  /** Records the answer right before as the opt-in to marketing, or as its end. */
  z.object({ kind: z.literal('opt-in'), action: z.enum(['opt-in', 'opt-out']) }),
  httpStep,
  entryStep,
  /** Begins another flow for the same person, beside this one. */
  z.object({ kind: z.literal('start-flow'), flowId: id, onFail }),
] as const;

export const flowStep = z.discriminatedUnion('kind', [
  ...botStep.options,
  ...askingSteps,
  ...turningSteps,
  ...doingSteps,
]);
export type FlowStep = z.infer<typeof flowStep>;

export const flowNode = z.object({
  id: flowKey,
  step: flowStep,
  /** Exit → node. An exit that leads nowhere ends the run. */
  to: z
    .record(z.string(), flowKey)
    .refine((to) => Object.keys(to).length <= EXITS_MOST, `At most ${EXITS_MOST} ways out.`)
    .default({}),
  /** Place on the canvas. */
  at: z.object({ x: z.number(), y: z.number() }).nullable().default(null),
});
export type FlowNode = z.infer<typeof flowNode>;

/** What reaches the goal of a flow beside a step; `value`: the tag, the link, the conversion; empty for any. */
export const GOAL_EVENTS = ['tag-added', 'converted', 'link-opened', 'opted-in'] as const;
export const GOAL_DAYS_MOST = 90;
/** As long as the longest name of a tracked link. */
export const GOAL_VALUE_MOST = 120;
/** What a flow is for. Each run reaches it at most once. */
export const flowGoal = z.discriminatedUnion('kind', [
  /** The run comes to this step. */
  z.object({ kind: z.literal('step'), node: flowKey }),
  /** It happens with the person within this many days after the run began, whether the run is over or not. */
  z.object({
    kind: z.literal('event'),
    event: z.enum(GOAL_EVENTS),
    value: z.string().trim().max(GOAL_VALUE_MOST).default(''),
    days: z.number().int().min(1).max(GOAL_DAYS_MOST).default(7),
  }),
]);
export type FlowGoal = z.infer<typeof flowGoal>;

export const flowGraph = z.object({
  start: flowKey,
  /** A draft may have none yet; without one nothing is published. */
  nodes: z.array(flowNode).max(FLOW_NODES),
  /** When a person takes the conversation: the run ends, or goes on when the conversation is handed back. */
  whenTaken: z.enum(['end', 'go-on']).default('go-on'),
  goal: flowGoal.nullish(),
});
export type FlowGraph = z.infer<typeof flowGraph>;
