import type { PublishOrder } from '../../contracts/bots';
import type { FlowGraph } from '../../contracts/flow-graph';
import type { DraftProblem } from './chain';

/** What is wrong with what was decided for people at deleted steps; null: nothing. */
export const waitingProblem = (
  waiting: PublishOrder['waiting'],
  { nodes }: FlowGraph
): (DraftProblem & { remedy: string }) | null => {
  const there = new Set(nodes.map(({ id }) => id));
  const decided = new Set<string>();
  for (const [i, one] of waiting.entries()) {
    const at = `waiting.${i}`;
    if (there.has(one.node))
      return {
        field: `${at}.node`,
        kind: 'step-stays',
        message: 'the flow has this step',
        remedy: 'Decide only about deleted steps.',
      };
    if (decided.has(one.node))
      return {
        field: `${at}.node`,
        kind: 'decided-twice',
        message: 'the same step has two decisions',
        remedy: 'Keep one of them.',
      };
    if (one.then === 'move' && !there.has(one.to))
      return {
        field: `${at}.to`,
        kind: 'target-gone',
        message: 'the flow has no such step',
        remedy: 'Choose a step of the flow.',
      };
    decided.add(one.node);
  }
  return null;
};
