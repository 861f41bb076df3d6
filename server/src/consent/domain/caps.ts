import type { MarketingCap } from '../../contracts/consent';
import type { Frequency } from '../../contracts/contacts';
import { DAY_MS } from '../../kernel/time';

export const FREQUENCY_DAYS: Readonly<Record<Frequency, number>> = { weekly: 7, monthly: 30 };

/** The caps that hold for a person. A person's own wish binds everybody; an agent who decides by hand only that. */
export const capsOf = (
  frequency: Frequency | null,
  { cap, byHand }: { cap: MarketingCap | null; byHand: boolean }
): MarketingCap[] => [
  ...(frequency ? [{ messages: 1, days: FREQUENCY_DAYS[frequency] }] : []),
  ...(cap && !byHand ? [cap] : []),
];

/**
 * The first cap that one more promotion at `now` would break; null: none. `sent`: when this person got one, epoch ms, in any
 * order.
 */
export const cappedBy = (
  caps: readonly MarketingCap[],
  sent: readonly number[],
  now: number
): MarketingCap | null =>
  caps.find(
    ({ messages, days }) => sent.filter((at) => at > now - days * DAY_MS).length >= messages
  ) ?? null;

/** True when one more promotion at `now` would be too many, see `cappedBy`. */
export const isCapped = (...given: Parameters<typeof cappedBy>): boolean =>
  cappedBy(...given) !== null;

/** How far back promotions must be known for these people; 0 = not at all. */
export const lookBackMs = (
  frequencies: readonly (Frequency | null)[],
  cap: MarketingCap | null
): number =>
  Math.max(
    0,
    (cap?.days ?? 0) * DAY_MS,
    ...frequencies.map((one) => (one ? FREQUENCY_DAYS[one] * DAY_MS : 0))
  );
