import { z } from 'zod';
import { FILE_KINDS } from './bot-triggers';
import { instant } from './common';
import { messageBody } from './conversations';

/** Moves of one trial. */
export const TRIAL_MOVES = 100;
/** Steps that a trial walks in all; a circle over a long time ends here. */
export const TRIAL_STEPS = 2_000;

/** A person who exists nowhere: what texts, questions and conditions of a trial ask. */
export const trialPerson = z.object({
  name: z.string().trim().max(120).default(''),
  language: z.string().trim().max(12).default(''),
  country: z
    .string()
    .regex(/^([A-Z]{2})?$/)
    .default(''),
  town: z.string().trim().max(120).default(''),
  tags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
});
export type TrialPerson = z.output<typeof trialPerson>;

/** What the person does in a trial, or that time passes. */
export const trialMove = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(4096) }),
  /** A button or a row of the message of this visit; of buttons without ways of their own, `exit` is the title. */
  z.object({
    kind: z.literal('press'),
    visit: z.number().int().min(1).max(TRIAL_STEPS),
    exit: z.string().min(1).max(40),
  }),
  z.object({ kind: z.literal('file'), type: z.enum(FILE_KINDS).default('image') }),
  z.object({ kind: z.literal('place') }),
  /** Null: until the step that waits now is over. */
  z.object({
    kind: z.literal('later'),
    minutes: z.number().int().min(1).max(525_600).nullable().default(null),
  }),
]);
export type TrialMove = z.output<typeof trialMove>;

const step = {
  node: z.string(),
  /** Counts the nodes that were entered; the first one is 1. */
  visit: z.number().int(),
  at: instant,
};

/** What happened in a trial, in its order. */
export const trialLine = z.discriminatedUnion('kind', [
  /** The person did this. `taken`: the step that waited took it; else it would be one for bots and people. */
  z.object({
    kind: z.literal('heard'),
    at: instant,
    text: z.string(),
    type: z.string(),
    taken: z.boolean(),
  }),
  /** What would be sent, with what can be pressed on it. */
  z.object({
    kind: z.literal('bubble'),
    ...step,
    body: messageBody,
    presses: z.array(z.object({ exit: z.string(), title: z.string(), note: z.string() })),
  }),
  /** A step was left. */
  z.object({
    kind: z.literal('left'),
    ...step,
    step: z.string(),
    ok: z.boolean(),
    /** Why it failed: a stable word that the admin translates. */
    reason: z.string().nullable(),
    /** What belongs to it: the choice, the tag, the person, the task. */
    subject: z.string().nullable(),
    /** Null: it failed, and the flow has no way for that. */
    exit: z.string().nullable(),
    /** A condition asked what is not known of a made-up person, or what only this trial changed. */
    unsure: z.boolean(),
  }),
  /** Time passed until now. */
  z.object({ kind: z.literal('clock'), at: instant }),
]);
export type TrialLine = z.infer<typeof trialLine>;

/** How a flow would go, played from its beginning. */
export const flowTrial = z.object({
  /** Given back with the next move, so that the same days and hours hold. */
  startedAt: instant,
  now: instant,
  lines: z.array(trialLine),
  variables: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })),
  /** Where it waits, for what, and until when; null: it has ended. */
  place: z
    .object({
      node: z.string(),
      visit: z.number().int(),
      waits: z.enum(['answer', 'message', 'time']),
      until: instant,
    })
    .nullable(),
  end: z
    .object({ state: z.enum(['done', 'failed', 'stopped']), reason: z.string().nullable() })
    .nullable(),
});
export type FlowTrial = z.infer<typeof flowTrial>;
