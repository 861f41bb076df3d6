/** How people took messages in the last seven days, per template and per number. */
export type Tally = { delivered: number; read: number; blocked: number };

export type Feedback = {
  note(key: string, kind: keyof Tally, now: number): Tally;
  tally(key: string, now: number): Tally;
  /** Starts afresh, after a pause. */
  forget(key: string): void;
  kept(): [string, Day[]][];
  restore(kept: readonly [string, Day[]][]): void;
};

const DAY_MS = 24 * 3600_000;
const DAYS = 7;

export type Day = Tally & { day: number };

export const createFeedback = (): Feedback => {
  const days = new Map<string, Day[]>();

  const recent = (key: string, now: number): Day[] => {
    const today = Math.floor(now / DAY_MS);
    const known = days.get(key);
    if (known?.at(-1)?.day === today) return known;
    const kept = (known ?? []).filter(({ day }) => today - day < DAYS);
    kept.push({ day: today, delivered: 0, read: 0, blocked: 0 });
    days.set(key, kept);
    return kept;
  };
  const sum = (list: readonly Day[]): Tally =>
    list.reduce<Tally>(
      (total, day) => ({
        delivered: total.delivered + day.delivered,
        read: total.read + day.read,
        blocked: total.blocked + day.blocked,
      }),
      { delivered: 0, read: 0, blocked: 0 }
    );

  return {
    note: (key, kind, now) => {
      const list = recent(key, now);
      const today = list.at(-1);
      if (today) today[kind] += 1;
      return sum(list);
    },
    tally: (key, now) => sum(recent(key, now)),
    forget: (key) => void days.delete(key),
    kept: () => [...days],
    restore: (kept) => {
      for (const [key, list] of kept) days.set(key, list);
    },
  };
};
