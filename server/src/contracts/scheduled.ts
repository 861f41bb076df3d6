import { z } from 'zod';
import { id, instant } from './common';
import { agentView, messageBody } from './conversations';
import { sendMessageBody } from './send-message';

/** A message may be planned for at most a year ahead. */
export const MAX_AHEAD_MS = 366 * 86_400_000;

/**
 * A message of the composer that goes at a time. `waiting`: its time has not come; `sending`: it is being handed to the one
 * door; `held`: its time came and it was refused or missed, so a person decides.
 */
export const scheduledView = z.object({
  id,
  conversationId: id,
  state: z.enum(['waiting', 'sending', 'held']),
  dueAt: instant,
  body: messageBody,
  /** The words can be changed; of the other kinds only the time. */
  text: z.string().nullable(),
  agent: agentView.nullable(),
  /** Why it was held back, as the errors of messages are named. */
  problem: z.object({ class: z.string(), title: z.string(), advice: z.string() }).nullable(),
});
export type ScheduledView = z.infer<typeof scheduledView>;

/** GET /conversations/:id/scheduled, next first */
export const listScheduledResult = z.object({ scheduled: z.array(scheduledView) });
export type ListScheduledResult = z.infer<typeof listScheduledResult>;

/** POST /conversations/:id/scheduled → scheduledView; the `clientId` of the message makes a repeat harmless. */
export const scheduleBody = z.object({ at: instant, message: sendMessageBody });
export type ScheduleBody = z.input<typeof scheduleBody>;

/** PUT /scheduled/:id: another time, other words. */
export const rescheduleBody = z.object({
  at: instant.optional(),
  text: z.string().trim().min(1).max(4096).optional(),
});
export type RescheduleBody = z.infer<typeof rescheduleBody>;
