import type { FlowGraph } from '../../server/src/contracts/flow-graph';
import { nodeOf } from '../../server/src/contracts/flow-parts';
import type { FlowTrial, TrialMove } from '../../server/src/contracts/flow-trial';
import { playFrom } from './flow-stage';

export const LATER: TrialMove = { kind: 'later', minutes: null };

/** What the person may do where the flow waits: each choice, an answer that fits, one that does not, silence. */
const movesAt = (graph: FlowGraph, { place }: FlowTrial): TrialMove[] => {
  const step = nodeOf(graph, place?.node ?? null)?.step;
  const visit = place?.visit ?? 1;
  const junk: TrialMove = { kind: 'text', text: '!?' };
  if (step?.kind === 'choice')
    return [
      ...step.choices.map(({ id: exit }): TrialMove => ({ kind: 'press', visit, exit })),
      ...[junk, LATER],
    ];
  if (step?.kind === 'wait' && step.orAnswer) return [junk, LATER];
  if (step?.kind !== 'question') return [LATER];
  const fits = step.answer.kind === 'date' ? '24.12.2026' : '1007';
  return [{ kind: 'text', text: fits }, junk, LATER];
};

/** Goes by these numbers, and then in silence until the flow ends. */
export const wander = async (
  graph: FlowGraph,
  numbers: readonly number[],
  at: number
): Promise<FlowTrial> => {
  const play = (moves: readonly TrialMove[]) => playFrom(graph, { at, said: null }, { moves });
  const moves: TrialMove[] = [];
  let trial = await play(moves);
  for (const number of [...numbers, ...Array.from({ length: 6 }, () => null)]) {
    if (trial.end) break;
    const all = number === null ? [LATER] : movesAt(graph, trial);
    moves.push(all[(number ?? 0) % all.length] ?? LATER);
    trial = await play(moves);
  }
  return trial;
};
