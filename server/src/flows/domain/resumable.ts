import type { FlowGraph } from '../../contracts/flow-graph';
import { nodeOf } from './walk';

/** The step that tells who let the run go on. It takes a visit of its own, so that no key of a message comes twice. */
export const RESUMED = 'resume';

/** The step that tells who moved the run away from a deleted one. It takes the visit of that one, whose message may be out. */
export const MOVED = 'moved';

/** Bounds that stop a run where it is: it is not finished, and nobody wanted it to end. */
export const BOUNDS: ReadonlySet<string> = new Set([
  'stale',
  'daily-bound',
  'allowance-used',
  'loop-guard',
]);

/** The steps since the run was let go on; all of one that never was. */
export const sinceResumed = <S extends { kind: string }>(steps: readonly S[]): S[] =>
  steps.slice(steps.findLastIndex(({ kind }) => kind === RESUMED) + 1);

interface Ended {
  state: string;
  reason: string | null;
  /** Where it was stopped; null: it had left its last node. */
  node: string | null;
  /** Null: a list of steps. */
  versionId: number | null;
}

/** Did it fail, or was it set aside? */
export const isResumable = ({ state, reason }: Pick<Ended, 'state' | 'reason'>): boolean =>
  state === 'failed' || (state === 'stopped' && BOUNDS.has(reason ?? ''));

/**
 * Nodes from which a run may go on, first the one where it failed or was set aside. A list of steps goes on from there alone,
 * a flow from any node that it has been at.
 */
export const resumableFrom = (
  run: Ended,
  {
    graph,
    steps,
  }: { graph: FlowGraph; steps: readonly { node: string; kind: string; ok: boolean }[] }
): string[] => {
  if (!isResumable(run)) return [];
  const failed = sinceResumed(steps).findLast(({ ok }) => !ok)?.node ?? null;
  const visited = run.versionId === null ? [] : steps.map(({ node }) => node);
  const nodes = [run.node ?? failed, ...visited].filter((one) => one !== null);
  return [...new Set(nodes)].filter((one) => nodeOf(graph, one) !== null);
};
