/** What is kept of a customer's waiting. */
export interface Waiting {
  /** The oldest message that nobody has answered. */
  waitingSince: number | null;
  /** How long the first answer took since the conversation (re)opened; null before it. */
  firstAnswerMs: number | null;
}

/** What is kept over a closing. */
export interface Waited {
  /** Since when the customer waited as the conversation was closed; read only while it is closed. */
  waitedSince: number | null;
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

/** A closing ends the waiting. */
export const afterClosing = ({
  waitingSince,
}: Pick<Waiting, 'waitingSince'>): Pick<Waiting, 'waitingSince'> & Waited => ({
  waitingSince: null,
  waitedSince: waitingSince,
});

/**
 * A person takes a closing back: the customer waits as long as before. Nobody has answered meanwhile, as an answer and a
 * message of the customer open the conversation by themselves.
 */
export const afterReopening = ({
  waitedSince,
}: Waited): Pick<Waiting, 'waitingSince'> & Waited => ({
  waitingSince: waitedSince,
  waitedSince: null,
});

const earliest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** Two conversations become one: who waits longest waits. */
export const joinedWaiting = (a: Waiting & Waited, b: Waiting & Waited): Waiting & Waited => ({
  waitingSince: earliest(a.waitingSince, b.waitingSince),
  waitedSince: earliest(a.waitedSince, b.waitedSince),
  firstAnswerMs: a.firstAnswerMs ?? b.firstAnswerMs,
});
