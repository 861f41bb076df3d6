import type { EngagementLevel } from '../../contracts/segments';

/** Over this many days it is counted how often somebody wrote (P-14). */
export const ENGAGEMENT_DAYS = 30;

/** Messages from the person in that time. Everybody is in exactly one level. */
export const ENGAGEMENT: Readonly<Record<EngagementLevel, { atLeast: number; atMost?: number }>> = {
  high: { atLeast: 10 },
  medium: { atLeast: 3, atMost: 9 },
  low: { atLeast: 1, atMost: 2 },
  none: { atLeast: 0, atMost: 0 },
};
