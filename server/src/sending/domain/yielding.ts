/** Turns of this part of what counts as late are calm again; apart, so that the rate does not swing. */
const CALM = 0.5;
const LOOK_MS = 250;
const SLOWER = 0.7;
const FASTER = 0.05;
/** However late the process is, a campaign goes on. */
const LEAST = 0.1;
/** Receipts that wait longer are behind. It takes a while until fewer messages bring fewer of them, so the looks are apart. */
const BEHIND_MS = 5_000;
const BEHIND_LOOK_MS = 1_000;
/** From when to when people are told; apart, so that the words do not flicker. */
const TELL_BELOW = 0.5;
const TELL_UNTIL = 0.9;

/** A process that sent nothing lately does not know yet how much it can do: the first receipts come after a second. */
const BEGIN_PER_SECOND = 100;

export interface Yielding {
  /** The process begins to send, at this rate at most: it comes up to it by and by. */
  begin(perSecond: number): void;
  /**
   * Takes a look at how long the turns of the loop are and how long the oldest receipt waits, ms; more looks within 250 ms
   * count as one.
   */
  look(turnMs: number, receiptsMs?: number): void;
  /** Part of the rate that is used now, 0.1…1. */
  share(): number;
  /** Slow enough that people should know why. */
  isSlow(): boolean;
}

/**
 * Of all that a process does, sending campaigns is the one thing that may wait: while the event loop is late, or receipts
 * are behind, it comes down fast, and when both are calm again it recovers within some five seconds. Each message brings
 * three receipts, and what is not applied yet is missing in threads and figures. `lateMs`: turns longer than this are late; `monotonic` gives milliseconds.
 */
export const createYielding = (lateMs: number, monotonic: () => number): Yielding => {
  let share = 1;
  let at = monotonic();
  let behindAt = at;
  let isSlow = false;
  const isLate = (turnMs: number, receiptsMs: number): boolean => {
    if (turnMs > lateMs) return true;
    if (receiptsMs <= BEHIND_MS || monotonic() - behindAt < BEHIND_LOOK_MS) return false;
    behindAt = monotonic();
    return true;
  };
  return {
    begin: (perSecond) => {
      share = Math.min(share, Math.max(LEAST, BEGIN_PER_SECOND / perSecond));
      at = monotonic();
    },
    look: (turnMs, receiptsMs = 0) => {
      const looks = Math.floor((monotonic() - at) / LOOK_MS);
      if (looks === 0) return;
      at = monotonic();
      const isCalm = turnMs < lateMs * CALM && receiptsMs < BEHIND_MS * CALM;
      if (isLate(turnMs, receiptsMs)) {
        share = Math.max(LEAST, share * SLOWER);
        isSlow ||= share < TELL_BELOW;
      } else if (isCalm) share = Math.min(1, share + FASTER * looks);
      isSlow &&= share < TELL_UNTIL;
    },
    share: () => share,
    isSlow: () => isSlow,
  };
};
