/** Turns of this part of what counts as late are calm again; apart, so that the rate does not swing. */
const CALM = 0.5;
const LOOK_MS = 250;
const SLOWER = 0.7;
const FASTER = 0.05;
/** However late the process is, a campaign goes on. */
const LEAST = 0.1;
/** From when to when people are told; apart, so that the words do not flicker. */
const TELL_BELOW = 0.5;
const TELL_UNTIL = 0.9;

export interface Yielding {
  /** Takes a look at how long the turns of the loop are, ms; more looks within 250 ms count as one. */
  look(turnMs: number): void;
  /** Part of the rate that is used now, 0.1…1. */
  share(): number;
  /** Slow enough that people should know why. */
  isSlow(): boolean;
}

/**
 * Of all that a process does, sending campaigns is the one thing that may wait: while the event loop is late it comes down
 * fast, and when the loop is calm again it recovers within some five seconds. `lateMs`: turns longer than this
 * are late; `monotonic` gives milliseconds.
 */
export const createYielding = (lateMs: number, monotonic: () => number): Yielding => {
  let share = 1;
  let at = monotonic();
  let isSlow = false;
  return {
    look: (turnMs) => {
      const looks = Math.floor((monotonic() - at) / LOOK_MS);
      if (looks === 0) return;
      at = monotonic();
      if (turnMs > lateMs) share = Math.max(LEAST, share * SLOWER);
      else if (turnMs < lateMs * CALM) share = Math.min(1, share + FASTER * looks);
      isSlow = share < TELL_BELOW || (isSlow && share < TELL_UNTIL);
    },
    share: () => share,
    isSlow: () => isSlow,
  };
};
