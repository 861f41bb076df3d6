import type { Sim } from '../sim';
import type { StateFolder } from './folder';
import { keptOf } from './kept';

const GAP_MS = 1000;
/** A large world takes long to write: the rest of the time is for what it is there for. */
const REST_FACTOR = 10;

/** Writes the world after changes. */
export type Keeper = {
  /** Something changed: it is written within a second or so. */
  changed(): void;
  /** Writes now. */
  write(): void;
  /** Writes for the last time. */
  end(): void;
};

export const createKeeper = (
  sim: Sim,
  folder: StateFolder,
  say: (line: string) => void
): Keeper => {
  let timer: NodeJS.Timeout | null = null;
  let restUntil = 0;
  let hasEnded = false;
  let failure = '';

  const write = (): void => {
    const began = performance.now();
    try {
      const media = new Map([...sim.media.all()].map(({ id, bytes }) => [id, bytes]));
      folder.write(JSON.stringify(keptOf(sim)), media);
      failure = '';
    } catch (error) {
      // A full disk: said once, and tried again with the next change.
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== failure) say(`The simulator could not keep its state: ${reason}`);
      failure = reason;
    }
    const took = performance.now() - began;
    restUntil = performance.now() + Math.max(GAP_MS, took * REST_FACTOR);
  };

  return {
    changed: () => {
      if (timer || hasEnded) return;
      timer = setTimeout(
        () => {
          timer = null;
          write();
        },
        Math.max(0, restUntil - performance.now())
      );
      timer.unref();
    },
    write,
    end: () => {
      if (hasEnded) return;
      hasEnded = true;
      if (timer) clearTimeout(timer);
      write();
    },
  };
};
