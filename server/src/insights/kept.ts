import type { Clock } from '../kernel/clock';

/** Never asked more often than that, however quick the answer was. */
const AT_LEAST_MS = 10_000;
/** At most a tenth of the time is spent counting. */
const TIMES = 10;
const MOST = 50;

export interface Kept<T> {
  value: T;
  at: number;
}

/**
 * Keeps what takes long to work out, by id: for ten times as long as it took, ten seconds at least. Who asks meanwhile
 * waits for the same answer; a failure is not kept. Holds the fifty that were asked last.
 */
export const createKept = <T>(clock: Clock, workOut: (id: number) => Promise<T>) => {
  const entries = new Map<number, { answer: Promise<Kept<T>>; until: number }>();

  const start = (id: number): Promise<Kept<T>> => {
    const at = clock.now();
    const entry = { answer: workOut(id).then((value) => ({ value, at })), until: Infinity };
    entries.delete(id);
    entries.set(id, entry);
    for (const old of [...entries.keys()].slice(0, -MOST)) entries.delete(old);
    entry.answer.then(
      () => {
        const now = clock.now();
        entry.until = now + Math.max(AT_LEAST_MS, TIMES * (now - at));
      },
      () => {
        if (entries.get(id) === entry) entries.delete(id);
      }
    );
    return entry.answer;
  };

  return (id: number): Promise<Kept<T>> => {
    const known = entries.get(id);
    return known && known.until > clock.now() ? known.answer : start(id);
  };
};
