import { z } from 'zod';
import { id, instant } from './common';

export const agentView = z.object({ id, name: z.string() });
export type AgentView = z.infer<typeof agentView>;

export const conversationEventKind = z.enum([
  'assigned',
  'unassigned',
  'closed',
  'reopened',
  'snoozed',
  'woken',
  'tagged',
  'untagged',
  'opted-out',
  'opted-in',
  'asked-to-stop',
  'stop-not-meant',
  'maybe-same',
  'same-number',
  'payment-pending',
  'payment-paid',
  'payment-failed',
  'bot-answered',
  'bot-paused',
  'bot-resumed',
  'flow-began',
  'flow-ended',
  'flow-stopped',
  'task-made',
]);
export type ConversationEventKind = z.infer<typeof conversationEventKind>;

/** What happened beside the messages, drawn between them by `at`. */
export const conversationEventView = z.object({
  id,
  conversationId: id,
  kind: conversationEventKind,
  at: instant,
  /** Who did it; null = by itself. */
  agent: agentView.nullable(),
  /** Whom it concerns: the one it was assigned to. */
  target: agentView.nullable(),
  subject: z.string().nullable(),
  /** The run of a bot that it tells of. */
  run: z.object({ botId: id, id }).nullish(),
});
export type ConversationEventView = z.infer<typeof conversationEventView>;
