import { ratePerSecond, type BusinessNumber } from './accounts';
import type { Relation } from './people';

/** Takes one message out of the number's bucket of one second. False = 130429. */
export const takeThroughput = (number: BusinessNumber, perSecond: number, now: number): boolean => {
  const rate = ratePerSecond(number, perSecond);
  if (number.bucketLevel < 0) number.bucketLevel = rate;
  const refill = ((now - number.bucketAt) / 1000) * rate;
  number.bucketLevel = Math.min(rate, number.bucketLevel + Math.max(refill, 0));
  number.bucketAt = now;
  if (number.bucketLevel < 1) return false;
  number.bucketLevel -= 1;
  return true;
};

/** One message per 6 s to the same person; up to 45 within 6 s, borrowed from the time after. False = 131056. */
export const takePair = (
  relation: Pick<Relation, 'pairTat' | 'burstStart' | 'burstCount'>,
  now: number,
  { gapMs, burst }: { gapMs: number; burst: number }
): boolean => {
  if (now >= relation.pairTat) {
    relation.burstStart = now;
    relation.burstCount = 1;
    relation.pairTat = now + gapMs;
    return true;
  }
  if (now - relation.burstStart < gapMs && relation.burstCount < burst) {
    relation.burstCount += 1;
    relation.pairTat += gapMs;
    return true;
  }
  return false;
};

const DAY_MS = 24 * 3600_000;

/** Distinct people reached by templates outside their window in the last 24 h, per portfolio. */
export type PortfolioLimit = {
  /** Counts the person if there is room. False = the limit is reached. */
  take(personId: string, limit: number, now: number): boolean;
  used(now: number): number;
  /** Who was reached when, the oldest first. */
  kept(): [string, number][];
  restore(kept: readonly [string, number][]): void;
};

export const createPortfolioLimit = (): PortfolioLimit => {
  // A Map keeps insertion order; a person counted again moves to the end, so the front is the oldest.
  const reached = new Map<string, number>();
  const forget = (now: number): void => {
    for (const [id, at] of reached) {
      if (now - at < DAY_MS) return;
      reached.delete(id);
    }
  };
  return {
    take: (personId, limit, now) => {
      forget(now);
      const known = reached.delete(personId);
      if (!known && reached.size >= limit) return false;
      reached.set(personId, now);
      return true;
    },
    used: (now) => {
      forget(now);
      return reached.size;
    },
    kept: () => [...reached],
    restore: (kept) => {
      for (const [id, at] of kept) reached.set(id, at);
    },
  };
};

/** Management calls per WABA in the running hour. */
export type CallCounter = {
  take(wabaId: string, perHour: number, now: number): boolean;
  used(wabaId: string): number;
};

export const createCallCounter = (): CallCounter => {
  const hours = new Map<string, { start: number; calls: number }>();
  return {
    take: (wabaId, perHour, now) => {
      const hour = hours.get(wabaId);
      if (!hour || now - hour.start >= 3600_000) {
        hours.set(wabaId, { start: now, calls: 1 });
        return true;
      }
      hour.calls += 1;
      return hour.calls <= perHour;
    },
    used: (wabaId) => hours.get(wabaId)?.calls ?? 0,
  };
};
