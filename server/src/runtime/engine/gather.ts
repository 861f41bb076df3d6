import type { Clock } from '../../kernel/clock';

/** Collects what is to be told and hands it on together after `ms`: a thousand commits a second are a few wake-ups. */
export const createGather = (
  clock: Pick<Clock, 'sleep'>,
  ms: number,
  flush: (keys: string[]) => void
): ((key: string) => void) => {
  let keys = new Set<string>();
  return (key) => {
    keys.add(key);
    if (keys.size > 1) return;
    void clock.sleep(ms).then(() => {
      const gathered = [...keys];
      keys = new Set();
      flush(gathered);
    });
  };
};
