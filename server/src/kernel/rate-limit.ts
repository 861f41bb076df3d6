interface Counted {
  from: number;
  count: number;
}

export interface RateLimit {
  /** Counts one more of this key; false when it is over the limit of the running window. */
  take(key: string, now: number): boolean;
  /** How many keys are remembered. */
  size(): number;
}

/**
 * At most `most` per `perMs` and key, in the memory of this process. It remembers at most `keys` keys: beyond that the
 * oldest window is forgotten, so that a flood of addresses costs a fixed amount of memory.
 */
export const createRateLimit = ({
  most,
  perMs,
  keys = 10_000,
}: {
  most: number;
  perMs: number;
  keys?: number;
}): RateLimit => {
  const counted = new Map<string, Counted>();
  const begin = (key: string, now: number) => {
    counted.delete(key);
    for (const [oldest, { from }] of counted) {
      if (counted.size < keys && now - from < perMs) break;
      counted.delete(oldest);
    }
    counted.set(key, { from: now, count: 1 });
  };
  return {
    take: (key, now) => {
      const known = counted.get(key);
      if (!known || now - known.from >= perMs) {
        begin(key, now);
        return most > 0;
      }
      known.count += 1;
      return known.count <= most;
    },
    size: () => counted.size,
  };
};
