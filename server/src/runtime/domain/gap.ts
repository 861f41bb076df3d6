/** Why what people wrote may not have reached us: nobody was there to take it, or we refused it. */
export type GapReason = 'down' | 'refused';

/** A time in which what people wrote may not have reached us. Epoch ms of the database's clock. */
export interface Gap {
  from: number;
  to: number;
  reason: GapReason;
}

/** What is waited for after gaps, until Meta has delivered again what it could not. */
export interface CatchUp extends Gap {
  /** How long the door was shut in all, ms. */
  awayMs: number;
  /** When what sends by itself goes on. */
  until: number;
  /** Until when another gap belongs to the same trouble, and when the first one of it was over. */
  calmAt: number;
  firstTo: number;
}

/** After gaps of this length at most (null: of any) so long is waited, ms. */
export interface CatchUpStep {
  upToMs: number | null;
  waitMs: number;
}

export const waitAfter = (steps: readonly CatchUpStep[], gapMs: number): number =>
  steps.find(({ upToMs }) => upToMs === null || gapMs <= upToMs)?.waitMs ?? 0;

/** Once nobody was there, nobody knows what is missing. */
const joinedReason = (before: Gap, gap: Gap): Pick<Gap, 'to' | 'reason'> => ({
  to: Math.max(before.to, gap.to),
  reason: before.reason === 'down' ? 'down' : gap.reason,
});

/**
 * The wait after one more gap. Of two that run into each other the longer wait counts, but what sends by itself never waits
 * longer than the longest step from the end of the first gap on: a door that opens and shuts for hours must not stop it for
 * hours. While it is shut nothing goes.
 */
export const catchUpAfter = (
  before: CatchUp | null,
  gap: Gap,
  steps: readonly CatchUpStep[]
): CatchUp => {
  const longestMs = waitAfter(steps, Number.POSITIVE_INFINITY);
  // The door was shut all the time between: who refused at first was gone later.
  const isSame = before !== null && before.firstTo === before.to && gap.from < before.to;
  const whole = isSame
    ? { ...joinedReason(before, gap), from: Math.min(before.from, gap.from) }
    : gap;
  const calmAt = whole.to + waitAfter(steps, whole.to - whole.from);
  const isNew = !before || gap.from > before.calmAt || gap.to - gap.from >= longestMs;
  if (isSame || isNew) {
    const awayMs = whole.to - whole.from;
    return { ...whole, awayMs, until: calmAt, calmAt, firstTo: whole.to };
  }
  const latest = before.firstTo + longestMs;
  return {
    ...joinedReason(before, gap),
    from: before.from,
    awayMs: before.awayMs + Math.max(0, gap.to - Math.max(gap.from, before.to)),
    until: Math.max(gap.to, Math.min(Math.max(before.until, calmAt), latest)),
    calmAt: Math.max(before.calmAt, calmAt),
    firstTo: before.firstTo,
  };
};
