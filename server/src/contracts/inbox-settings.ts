import { z } from 'zod';

const minutes = z.number().int().min(1).max(10_080);

/** GET, PUT /inbox-settings: what the list and the thread need to know; read by everybody who chats. */
export const inboxSettings = z.object({
  /** Offered when a conversation is closed. */
  closeReasons: z
    .array(z.string().trim().min(1, 'Write the reason or remove the line.').max(80))
    .max(30),
  /** A customer who waits this many minutes is shown as late, and as very late. */
  waitingWarnMinutes: minutes,
  waitingLateMinutes: minutes,
  /** Opt-outs, preferences and presses that a bot answered are unread and wait like any other message. */
  answeredPressesWait: z.boolean(),
});
export type InboxSettings = z.infer<typeof inboxSettings>;
