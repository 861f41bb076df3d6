/** What is kept of a customer's waiting. */
export interface Waiting {
  /** The oldest message that nobody has answered. */
  waitingSince: number | null;
  /** How long the first answer took since the conversation (re)opened; null before it. */
  firstAnswerMs: number | null;
}

/** Who answers for real: what a machine sends by itself ends no customer's waiting. */
export const ANSWERS: ReadonlySet<string> = new Set(['agent', 'phone', 'api']);

/** A customer wrote at `at`. A conversation that was not open starts again. */
export const afterInbound = (
  before: Waiting,
  { at, reopens }: { at: number; reopens: boolean }
): Waiting => ({
  waitingSince: reopens ? at : Math.min(before.waitingSince ?? at, at),
  firstAnswerMs: reopens ? null : before.firstAnswerMs,
});

/** We wrote at `at`: the waiting ends with an answer of a person, or of the company's own system. */
export const afterAnswer = (
  before: Waiting,
  { origin, at }: { origin: string; at: number }
): Partial<Waiting> => {
  if (!ANSWERS.has(origin) || before.waitingSince === null) return {};
  return {
    waitingSince: null,
    firstAnswerMs: before.firstAnswerMs ?? Math.max(0, at - before.waitingSince),
  };
};

/** Two conversations become one: who waits longest waits. */
export const joinedWaiting = (a: Waiting, b: Waiting): Waiting => ({
  waitingSince:
    a.waitingSince === null || b.waitingSince === null
      ? (a.waitingSince ?? b.waitingSince)
      : Math.min(a.waitingSince, b.waitingSince),
  firstAnswerMs: a.firstAnswerMs ?? b.firstAnswerMs,
});
