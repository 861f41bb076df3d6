import { z } from 'zod';
import { id, instant } from './common';

export const templateEventKind = z.enum([
  /** First read at Meta; `to`: the status it had. */
  'appeared',
  /** Handed to Meta for the first time. */
  'submitted',
  /** Handed to Meta again with another content. */
  'edited',
  'status',
  'category',
  /** Meta says that it will move the category (T-20). */
  'category-coming',
  /** Somebody asked Meta for a review; `to`: of what. */
  'review-asked',
  /** What became of it; `to`: granted or refused. */
  'review-result',
  'quality',
  /** Its content is another one at Meta, not by us. */
  'content',
  /** Where its variables come from. */
  'bindings',
  /** Somebody marked a quick reply as the way out; `to`: its text. */
  'opt-out-button',
  /** Meta said something that changes nothing of it: a warning, a lock. */
  'notice',
  'deleted',
]);
export type TemplateEventKind = z.infer<typeof templateEventKind>;

/** Who told it: somebody of the team, Meta's webhook, or a reading of Meta's list. */
export const templateEventVia = z.enum(['person', 'webhook', 'sync']);
export type TemplateEventVia = z.infer<typeof templateEventVia>;

export const templateEvent = z.object({
  id,
  at: instant,
  kind: templateEventKind,
  via: templateEventVia,
  /** The state before and after, in the words of the kind: statuses, categories, qualities. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Meta's reason. */
  reason: z.string().nullable(),
  /** The name that the person had then. */
  by: z.string().nullable(),
});
export type TemplateEvent = z.infer<typeof templateEvent>;

/** GET /templates/:id/history: what happened to a template, the newest first. */
export const templateHistory = z.object({
  events: z.array(templateEvent),
  /** There are older ones than those. */
  more: z.boolean(),
});
export type TemplateHistory = z.infer<typeof templateHistory>;
