import type { SendOutcome } from '../../cloud-api/outcome';

/** This many calls in a row of which nobody knows what became, and Meta counts as silent. */
const SILENT_AFTER = 5;
/** How long nothing leaves then, ms: longer each time that it is still silent. */
const RESTS_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

export interface Silence {
  /** What a call came to. Answers for how long nothing may leave now, ms. */
  heard(kind: SendOutcome['kind']): number;
  /** A question that changes nothing got no answer either. Answers for how long nothing may leave now, ms. */
  stillSilent(): number;
  /** Meta is silent: one message at a time, after a question that changes nothing. */
  isSilent(): boolean;
}

/**
 * Whether Meta answers for a number. While it resets connections or a proxy answers in its place, each call leaves a
 * person of whom nobody knows whether they got the message; a campaign would go through all its people like this. So a few
 * such calls in a row end it for a while, and any answer, also a refusal, lets it go on. `told` hears of both.
 */
export const createSilence = (
  monotonic: () => number,
  told: (isSilent: boolean) => void
): Silence => {
  let unknown = 0;
  let rests = 0;
  let until: number | null = null;
  const rest = (): number => {
    const ms = RESTS_MS[Math.min(rests, RESTS_MS.length - 1)] ?? 0;
    if (until === null) told(true);
    until = monotonic() + ms;
    rests += 1;
    return ms;
  };
  const answered = (): void => {
    if (until !== null) told(false);
    unknown = 0;
    rests = 0;
    until = null;
  };
  return {
    heard: (kind) => {
      // Nothing left this machine: Meta was not asked.
      if (kind === 'not-sent') return 0;
      if (kind !== 'uncertain') {
        answered();
        return 0;
      }
      unknown += 1;
      // What was under way when it became silent says nothing new.
      if (until !== null) return monotonic() < until ? 0 : rest();
      return unknown < SILENT_AFTER ? 0 : rest();
    },
    stillSilent: rest,
    isSilent: () => until !== null,
  };
};
