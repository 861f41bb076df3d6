/** Where time comes from. Tests hand in their own. */
export type BaseClock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
};

/** The simulator's time: the base clock plus an offset that can only grow. */
export type WorldClock = {
  now(): number;
  offsetMs(): number;
  advance(ms: number): void;
  after: BaseClock['after'];
};

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: BaseClock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const createWorldClock = (base: BaseClock): WorldClock => {
  let offset = 0;
  return {
    now: () => base.now() + offset,
    offsetMs: () => offset,
    advance: (ms) => {
      offset += ms;
    },
    after: base.after,
  };
};

/** Meta's timestamps: unix seconds as a string. */
export const unixSeconds = (ms: number): string => String(Math.floor(ms / 1000));
