import type { FlowGraph } from '../../contracts/flow-graph';
import { TRIAL_MOVES, type FlowTrial } from '../../contracts/flow-trial';
import { createPlay } from './trial';
import type { Played, Stage } from './trial-stage';

/**
 * Plays a flow from its beginning with these moves of the person, and then with what `next` says, up to `TRIAL_MOVES` in
 * all. The same moves come to the same.
 */
export const playFlow = async (
  graph: FlowGraph,
  stage: Stage,
  { moves, next, ...opening }: Played
): Promise<FlowTrial> => {
  const play = createPlay(graph, stage, opening);
  await play.start();
  for (const one of moves) await play.make(one);
  for (let made = moves.length; next && made < TRIAL_MOVES; made += 1) {
    const one = next(play.result());
    if (one === null) break;
    await play.make(one);
  }
  return play.result();
};
