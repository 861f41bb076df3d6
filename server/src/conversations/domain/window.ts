/** Customer service window (C-11): free-form messages only within 24 h of the customer's last message, by Meta's time. */
export const WINDOW_MS = 24 * 3_600_000;

/** End of the window that a customer's message opens. Our own messages never extend it (C-12). */
export const windowEnd = (inboundAt: number): number => inboundAt + WINDOW_MS;

/** A window that ends within this time counts as closed: the call itself takes time, and clocks differ. */
export const SAFETY_MS = 5_000;

export const isWindowOpen = (expiresAt: number | null, now: number): boolean =>
  expiresAt !== null && now + SAFETY_MS < expiresAt;
