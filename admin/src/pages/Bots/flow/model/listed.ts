import type { FlowProblem } from '../../../../../../server/src/contracts/bots';

/** An exit of a step that asks leads nowhere. */
export const NOTHING_AFTER = 'nothing-after';

/** A problem as people see it in the list: all exits of a step that lead nowhere together make one. */
export interface ListedProblem extends FlowProblem {
  /** The exits that lead nowhere; of any other problem none. */
  readonly exits: readonly string[];
}

export const listedProblems = (problems: readonly FlowProblem[]): ListedProblem[] => {
  const listed = new Map<string, ListedProblem>();
  for (const [i, problem] of problems.entries()) {
    const isExit = problem.kind === NOTHING_AFTER;
    const key = isExit ? `${problem.node} ${problem.level}` : String(i);
    const before = listed.get(key);
    const exits = isExit ? [...(before?.exits ?? []), problem.field] : [];
    listed.set(key, { ...(before ?? problem), exits });
  }
  return [...listed.values()];
};
