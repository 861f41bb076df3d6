import { z } from 'zod';
import { leavesIn } from './condition-tree';
import { flowConditions } from './flow-conditions';

export const KEYWORDS_MOST = 30;

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
      .min(1, 'Enter at least one keyword.')
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
    pattern: z.string().min(1, 'Enter a pattern.').max(300, 'At most 300 characters.'),
    when,
  }),
  z.object({
    kind: z.literal('event'),
    event: z.enum([
      /** Any message: a bot for what no other bot answers. */
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

/** Does it fit only where something holds? A group without conditions always does. */
export const hasConditions = ({ when: tree }: BotTrigger): boolean =>
  tree !== null && tree !== undefined && leavesIn(tree).length > 0;
export type BotEvent = Extract<BotTrigger, { kind: 'event' }>['event'];

/** Kinds of files that the event `file` may be narrowed to. */
export const FILE_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export const isFileKind = (value: string): boolean =>
  (FILE_KINDS as readonly string[]).includes(value);

/** The value of `unanswered`: from a minute to a day. */
export const isMinutesOfWait = (value: string): boolean =>
  /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1440;

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

/** The reply window: free text may go for 24 hours after the person wrote last. */
export const WINDOW_MINUTES = 1440;

const silenceOf = (trigger: BotTrigger): number => {
  if (trigger.kind !== 'event' || !isApart(trigger.event)) return 0;
  if (trigger.event !== 'unanswered') return WINDOW_MINUTES;
  // It counts from a message that waits for an answer. What is being typed is no number yet.
  return isMinutesOfWait(trigger.value) ? Number(trigger.value) : 0;
};

/**
 * Minutes, counted to `WINDOW_MINUTES`, for which the person may have written nothing when one of these sets a flow off. One
 * without triggers is begun by a campaign, an automation or another flow.
 */
export const silenceBefore = (triggers: readonly BotTrigger[]): number =>
  triggers.length === 0 ? WINDOW_MINUTES : Math.max(...triggers.map(silenceOf));

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
