import type { ConversationRow } from '../tables';

/** Customer service window (C-11): free-form messages only within 24 h of the customer's last message, by Meta's time. */
export const WINDOW_MS = 24 * 3_600_000;

/** End of the window that a customer's message opens. Our own messages never extend it (C-12). */
export const windowEnd = (inboundAt: number): number => inboundAt + WINDOW_MS;

/** A window that ends within this time counts as closed: the call itself takes time, and clocks differ. */
export const SAFETY_MS = 5_000;

export const isWindowOpen = (expiresAt: number | null, now: number): boolean =>
  expiresAt !== null && now + SAFETY_MS < expiresAt;

/** Meta's code for free text outside the window, as it counts. */
const OUTSIDE = 131047;
export const isOutsideWindow = (code: number | null | undefined): boolean => code === OUTSIDE;

type Window = Pick<ConversationRow, 'windowExpiresAt' | 'lastInboundAt'>;

/**
 * The end after a message or call of the customer. One that is older than the newest message here moves nothing: Meta, which
 * knew it, may have refused since.
 */
export const windowAfter = ({ windowExpiresAt, lastInboundAt }: Window, at: number) =>
  at < (lastInboundAt ?? 0) ? windowExpiresAt : Math.max(windowExpiresAt ?? 0, windowEnd(at));

const SECOND_MS = 1_000;

/**
 * The end where Meta refused free text that we sent at `sentAt`: its word counts, not our clock. Null where the window is
 * closed already, or was opened since; Meta tells whole seconds, so within one the customer's message is the later.
 */
export const windowRefused = (
  { windowExpiresAt }: Pick<Window, 'windowExpiresAt'>,
  sentAt: number
): number | null => {
  const at = Math.floor(sentAt / SECOND_MS) * SECOND_MS;
  if (windowExpiresAt === null || at >= windowExpiresAt) return null;
  return windowExpiresAt - WINDOW_MS < at ? at : null;
};

/** Is it closed by Meta's word alone: by our count of their last message it would be open? */
export const isClosedByMeta = (
  { windowExpiresAt, lastInboundAt }: Window,
  now: number
): boolean => {
  if (windowExpiresAt === null || lastInboundAt === null) return false;
  const counted = windowEnd(lastInboundAt);
  return windowExpiresAt < counted && !isWindowOpen(windowExpiresAt, now) && now < counted;
};
