import { z } from 'zod';
import { botTrigger, FILE_KINDS } from './bot-triggers';
import { instant } from './common';
import { marketingCap } from './consent';
import { messageBody } from './conversations';
import { HTTP_SAVES_MOST, variableName, WAIT_EVENTS } from './flow-graph';

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
  /** They have agreed to marketing and utility messages. */
  optedIn: z.boolean().default(true),
});
export type TrialPerson = z.output<typeof trialPerson>;

/** What the person, a colleague or another system does in a trial, that an event happens, or that time passes. */
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
  /** A colleague takes the conversation, and hands it back to the bots. */
  z.object({ kind: z.literal('taken') }),
  z.object({ kind: z.literal('handed-back') }),
  /** Another system answers the call that waits: values by the names of the step. What is left out is not in its answer. */
  z.object({
    kind: z.literal('called'),
    values: z
      .array(z.object({ name: variableName, value: z.string().trim().min(1).max(4096) }))
      .max(HTTP_SAVES_MOST)
      .default([]),
  }),
  z.object({ kind: z.literal('call-failed') }),
  /** The event that ends the wait. */
  z.object({ kind: z.literal('happened') }),
]);
export type TrialMove = z.output<typeof trialMove>;

const step = {
  node: z.string(),
  /** Counts the nodes that were entered; the first one is 1. */
  visit: z.number().int(),
  at: instant,
};

/**
 * What a word does beside answering: opts out of all or of marketing, may be an opt-out (`ask`), opts in again. `answer`: it
 * may be one elsewhere, and is the answer here. `left`: it leads out of the question.
 */
const wordDoes = z.enum(['out', 'out-of-marketing', 'ask', 'in', 'answer', 'left']);

/** What happened in a trial, in its order. */
export const trialLine = z.discriminatedUnion('kind', [
  /**
   * The person did this. `taken`: the step that waited took it; else it would be one for bots and people. `colleague`: one
   * has the conversation, and gets it.
   */
  z.object({
    kind: z.literal('heard'),
    at: instant,
    text: z.string(),
    type: z.string(),
    taken: z.boolean(),
    colleague: z.boolean(),
  }),
  /** What was written or pressed is more than an answer: what it does, or why it does nothing. */
  z.object({
    kind: z.literal('word'),
    at: instant,
    words: z.string(),
    does: wordDoes,
    /** Something of the person is another now; false: it was so already. */
    changed: z.boolean(),
    /** Flows and bots get the message all the same. */
    passes: z.boolean(),
  }),
  /** What would be sent, with what can be pressed on it. */
  z.object({
    kind: z.literal('bubble'),
    ...step,
    body: messageBody,
    presses: z.array(z.object({ exit: z.string(), title: z.string(), note: z.string() })),
    /** Of a text with variants: the one that was chosen, from 1; 0: the text itself. Null: it has none. */
    variant: z.number().int().nullable(),
    /** The choice of the variant depends on what is not known here. */
    unsure: z.boolean(),
    /** Why it does not go now by WhatsApp: it waits until then, or goes by another channel. */
    held: z
      .object({ reason: z.enum(['quiet-hours', 'channel']), until: instant.nullable() })
      .nullable(),
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
    /** A condition asked what is not known of a made-up person, or what only this trial changed; of an entry: it is made up. */
    unsure: z.boolean(),
    /** The cap that kept the message back. */
    cap: marketingCap.nullable(),
  }),
  /**
   * A colleague takes the conversation, or hands it back. `holds`: the flow has something to do while they have it, and waits
   * for them, at most until then.
   */
  z.object({
    kind: z.literal('colleague'),
    at: instant,
    does: z.enum(['takes', 'hands-back', 'holds']),
    until: instant.nullable(),
  }),
  /** The event for which a wait waits. */
  z.object({
    kind: z.literal('happened'),
    at: instant,
    event: z.enum(WAIT_EVENTS),
    value: z.string(),
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
      /** `held`: until a colleague hands the conversation back. `calling`: until another system answers. */
      waits: z.enum(['answer', 'message', 'time', 'held', 'calling']),
      until: instant,
    })
    .nullable(),
  /** A colleague has the conversation. */
  taken: z.boolean(),
  end: z
    .object({ state: z.enum(['done', 'failed', 'stopped']), reason: z.string().nullable() })
    .nullable(),
});
export type FlowTrial = z.infer<typeof flowTrial>;

/** A bot that a tried message sets off. */
export const triedBot = z.object({
  name: z.string(),
  /** From 1, among all bots of the page. */
  place: z.number().int(),
  isThis: z.boolean(),
  active: z.boolean(),
  /** By what it is set off. */
  trigger: botTrigger,
  /** The conditions of the trigger do not hold: it lets the next one answer. */
  unmet: z.boolean(),
  /** They ask what this trial does not know. */
  unsure: z.boolean(),
  /** It has answered this contact, and its pause after that is not over: it lets the next one answer. */
  rests: z.boolean(),
  answers: z.boolean(),
});

/**
 * Why no bot is asked: the message is an opt-out word, a colleague has the conversation, the contact is blocked; `unclear`: it may
 * be an opt-out, and none of them names it.
 */
export const trialSilence = z.enum(['word', 'taken', 'blocked', 'unclear']);
