/** A run at one of its visits: `step` counts the nodes that it has left. */
interface Visit {
  id: number;
  step: number;
}

/** Key of what a node says: run and visit, so that a repeat after a crash is the same message and a circle says another one. */
export const keyOfStep = ({ id, step }: Visit): string => `run:${id}:${step}`;

/** Key of the question of this visit: the first time, or asked again. */
export const keyOfAsking = (run: Visit & { attempts: number }): string =>
  run.attempts <= 1 ? keyOfStep(run) : `${keyOfStep(run)}:again${run.attempts - 1}`;
