/** Share of Meta's throughput that we use, so that clock skew never becomes a 130429. */
const USE = 0.995;
/** The bucket is this deep: a stall of the loop costs no rate, a longer pause saves up no burst. */
const DEPTH_MS = 100;
const CUT = 0.7;
const REST_MS = 1_000;
const RECOVER_PER_SECOND = 0.02;
const LEAST_SHARE = 0.05;

export interface Bucket {
  /** Takes up to `most` tokens; 0 when there is none now. */
  take(most: number): number;
  /** Meta said 130429: slower at once, nothing for a second, then slowly faster (AIMD). */
  refused(): void;
  /** Milliseconds until `n` tokens are there (1 unless told; more than fit count as what fits). */
  waitMs(n?: number): number;
  /** Messages per second now. */
  rate(): number;
  /** What it has come down to: 1 = all that is allowed. */
  share(): number;
  /** Meta changed the throughput of the number: the same share of it is used. */
  setAllowed(mps: number): void;
  /** Only this part of the rate is used, 0…1, for other reasons than Meta's; a successor starts without it. */
  giveWay(share: number): void;
  /** Nothing until then (a maintenance of the number). */
  restUntil(at: number): void;
}

/**
 * Token bucket of one number (engine 13). `monotonic` gives milliseconds; the bucket starts empty, so that two holders in
 * a row never exceed the rate together. `savedShare` is what a predecessor had come down to: a share, as the number may
 * be allowed another rate by now.
 */
export const createBucket = (
  allowedMps: number,
  monotonic: () => number,
  savedShare = 1
): Bucket => {
  let allowed = allowedMps * USE;
  let rate = allowed * (savedShare > 0 ? Math.min(1, savedShare) : 1);
  let tokens = 0;
  let at = monotonic();
  let rest = 0;
  let given = 1;
  let calmSince = at;

  const used = () => rate * given;
  const depth = () => Math.max(1, (used() * DEPTH_MS) / 1000);
  const fill = () => {
    const now = monotonic();
    const from = Math.max(at, rest);
    if (now > from) {
      const calm = Math.max(0, (now - Math.max(calmSince, at)) / 1000);
      rate = Math.min(allowed, rate + allowed * RECOVER_PER_SECOND * calm);
      tokens = Math.min(depth(), tokens + (used() * (now - from)) / 1000);
    }
    at = now;
  };

  return {
    take: (most) => {
      fill();
      if (at < rest) return 0;
      const n = Math.max(0, Math.min(most, Math.floor(tokens)));
      tokens -= n;
      return n;
    },
    refused: () => {
      fill();
      rate = Math.max(allowed * LEAST_SHARE, rate * CUT);
      tokens = 0;
      rest = Math.max(rest, at + REST_MS);
      calmSince = rest;
    },
    waitMs: (n = 1) => {
      fill();
      const missing = Math.max(1, Math.min(n, Math.floor(depth()))) - tokens;
      return Math.max(0, rest - at) + (missing <= 0 ? 0 : Math.ceil((missing / used()) * 1000));
    },
    rate: used,
    share: () => rate / allowed,
    setAllowed: (mps) => {
      if (mps * USE === allowed) return;
      fill();
      rate *= (mps * USE) / allowed;
      allowed = mps * USE;
    },
    giveWay: (share) => {
      if (share === given) return;
      fill();
      given = share;
    },
    restUntil: (until) => {
      rest = Math.max(rest, until);
    },
  };
};
