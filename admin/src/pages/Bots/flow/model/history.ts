/** What was, what is, and what was taken back: the newest last. */
export interface History<State> {
  readonly past: readonly State[];
  readonly now: State;
  readonly future: readonly State[];
}

/** Changes that can be taken back. */
const MOST = 100;

export const begun = <State>(now: State): History<State> => ({ past: [], now, future: [] });

/** Adds a state. The same again adds none, so that what was taken back can still be done again. */
export const done = <State>(
  history: History<State>,
  next: State,
  isSame: (a: State, b: State) => boolean = Object.is
): History<State> =>
  isSame(next, history.now)
    ? history
    : { past: [...history.past, history.now].slice(-MOST), now: next, future: [] };

export const undone = <State>({ past, now, future }: History<State>): History<State> => {
  const before = past.at(-1);
  return before === undefined
    ? { past, now, future }
    : { past: past.slice(0, -1), now: before, future: [...future, now] };
};

export const redone = <State>({ past, now, future }: History<State>): History<State> => {
  const after = future.at(-1);
  return after === undefined
    ? { past, now, future }
    : { past: [...past, now], now: after, future: future.slice(0, -1) };
};
