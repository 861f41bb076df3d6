import { z } from 'zod';
import { id } from './common';
import { flowConditions } from './flow-conditions';

/** Below the loop guard, so that one chain never trips it. */
export const REPLIES_MOST = 5;

/** Other texts that one step may hold. */
export const VARIANTS_MOST = 10;

const words = (most: number) => z.string().trim().min(1).max(most);

/** What follows when a step fails (B-13). Default: a reply stops the chain, an action does not. */
export const onFail = z.enum(['stop', 'go-on']).nullable().default(null);
const text = z.string().trim().min(1, 'Enter the text.');
const tags = z.array(words(60)).max(20);
/** Team that gets the conversation, by its rule; without: none in particular. */
const teamId = id.nullish();

/** One step of the chain (B-06…B-12). */
export const botStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: text.max(4096),
    /** The first whose conditions hold is said in place of the text (E-23). */
    variants: z
      .array(z.object({ when: flowConditions, text: text.max(4096) }))
      .max(VARIANTS_MOST)
      .optional(),
    onFail,
  }),
  z.object({
    kind: z.literal('media'),
    fileId: id,
    caption: z.string().trim().max(1024).default(''),
    onFail,
  }),
  z.object({
    kind: z.literal('template'),
    templateId: id,
    /** By the order of the template: `templateId` is any of its languages, and no promise to the others (E-25). */
    byLanguage: z.literal(true).optional(),
    onFail,
  }),
  z.object({
    kind: z.literal('buttons'),
    text: text.max(1024),
    /** Meta: at most 3 of 20 characters. What is pressed comes back as id and words. */
    buttons: z.array(words(20)).min(1, 'Add a button.').max(3, 'WhatsApp shows at most 3 buttons.'),
    onFail,
  }),
  /** The list of message preferences (O-19); `text` replaces the usual question. */
  z.object({
    kind: z.literal('preferences'),
    text: z.string().trim().max(1024).default(''),
    onFail,
  }),
  /** `assigneeId` is not looked at where a team is named. */
  z.object({ kind: z.literal('assign'), assigneeId: id.nullable(), teamId, onFail }),
  z.object({ kind: z.literal('tag'), add: tags.default([]), remove: tags.default([]), onFail }),
  z.object({
    kind: z.literal('task'),
    title: text.max(200),
    note: z.string().trim().max(2000).default(''),
    /** From the moment of the step; null = no due time. */
    dueInMinutes: z.number().int().min(1).max(525_600).nullable().default(null),
    assigneeId: id.nullable().default(null),
    onFail,
  }),
  z.object({ kind: z.literal('close'), onFail }),
  /** Bots fall silent here and the conversation waits for a person. */
  z.object({ kind: z.literal('handover'), teamId, onFail }),
  z.object({ kind: z.literal('note'), text: text.max(500), onFail }),
]);
export type BotStep = z.infer<typeof botStep>;
export type BotStepKind = BotStep['kind'];

/** Kinds of step that reach the customer. */
export const REPLIES: ReadonlySet<string> = new Set([
  ...['text', 'media', 'template', 'buttons', 'preferences'],
  // Steps of flows.
  ...['question', 'choice', 'link'],
]);

/** Reaches the customer; the rest are actions. */
export const isReply = ({ kind }: { kind: string }): boolean => REPLIES.has(kind);

/** What follows a failed step: as chosen, else a reply stops the chain and an action does not (B-13). */
export const stopsChain = (step: { kind: string; onFail: BotStep['onFail'] }): boolean =>
  step.onFail === null ? isReply(step) : step.onFail === 'stop';
