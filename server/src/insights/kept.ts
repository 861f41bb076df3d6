import type { Clock } from '../kernel/clock';

/** Never asked more often than that, however quick the answer was: as often as live pages hear of changes. */
const AT_LEAST_MS = 1_000;
/** At most a tenth of the time is spent counting. */
const TIMES = 10;
const MOST = 50;

export interface Kept<T> {
  value: T;
  /** When the counting began. */
  at: number;
  /** In how many ms it is counted again; 0 when it was counted for this question. */
  againIn: number;
}

/**
 * Keeps what takes long to work out, by id and `mark` (what makes an older answer wrong at once): for ten times as long as
 * it took, a second at least. Who asks meanwhile waits for the same answer; a failure is not kept. Holds the fifty that
 * were asked last.
 */
export const createKept = <T>(clock: Clock, workOut: (id: number) => Promise<T>) => {
  const entries = new Map<string, { answer: Promise<Omit<Kept<T>, 'againIn'>>; until: number }>();

  const start = (key: string, id: number) => {
    const at = clock.now();
    const entry = { answer: workOut(id).then((value) => ({ value, at })), until: Infinity };
    entries.delete(key);
    entries.set(key, entry);
    for (const old of [...entries.keys()].slice(0, -MOST)) entries.delete(old);
    entry.answer.then(
      () => {
        const now = clock.now();
        entry.until = now + Math.max(AT_LEAST_MS, TIMES * (now - at));
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key);
      }
    );
    return entry.answer;
  };

  return async (id: number, mark = ''): Promise<Kept<T>> => {
    const key = `${id} ${mark}`;
    const known = entries.get(key);
    if (!known || known.until <= clock.now()) return { ...(await start(key, id)), againIn: 0 };
    const answer = await known.answer;
    return { ...answer, againIn: Math.max(1, known.until - clock.now()) };
  };
};
