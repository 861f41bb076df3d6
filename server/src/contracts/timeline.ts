import { z } from 'zod';
import { id, instant } from './common';

/** What happened with a person, beside the words of their messages. */
export const timelineKind = z.enum([
  'added',
  'merged',
  'number-changed',
  'opted-in',
  'opted-out',
  'stop-lifted',
  'opt-in-not-theirs',
  'asked-to-stop',
  'stop-not-meant',
  'tagged',
  'untagged',
  'grouped',
  'linked',
  'clicked',
  'converted',
  'campaign',
  'campaign-skipped',
  'automation-began',
  'automation-skipped',
  'began',
  'assigned',
  'unassigned',
  'closed',
  'reopened',
  'bot-answered',
  'bot-paused',
  'bot-resumed',
  'flow-began',
  'flow-ended',
  'flow-stopped',
  'task-made',
  'task-done',
]);
export type TimelineKind = z.infer<typeof timelineKind>;

export const timelineEntry = z.object({
  /** Unlike any other entry of the person. */
  key: z.string(),
  kind: timelineKind,
  at: instant,
  /** Who did it; null = by itself, or nobody wrote it down. */
  who: z.string().nullable(),
  /** What it is about, as people know it: a tag, a campaign, a colleague. */
  subject: z.string().nullable(),
  /** More of it: where the person came from, the state of a message, the category of a consent. */
  detail: z.string().nullable(),
  /** Where it can be seen. */
  target: z
    .object({ page: z.enum(['campaign', 'conversation', 'group', 'automation']), id })
    .or(z.object({ page: z.literal('entry'), url: z.string() }))
    /** The run of a bot; for who may not see bots, its conversation. */
    .or(z.object({ page: z.literal('run'), id, botId: id, conversationId: id }))
    .nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** GET /contacts/:id/timeline: newest first. What the viewer's role may not see is left out. */
export const timelineQuery = z.object({
  /** `nextBefore` of the page before. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type TimelineQuery = z.input<typeof timelineQuery>;
export const timelineResult = z.object({
  entries: z.array(timelineEntry),
  /** null = that was all. */
  nextBefore: instant.nullable(),
});
export type TimelineResult = z.infer<typeof timelineResult>;
