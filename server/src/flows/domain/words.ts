import type { FlowGraph } from '../../contracts/flow-graph';
import { nodeOf } from './walk';

/** What a step says; a file's words, where it has no others. */
export const wordsOf = (graph: FlowGraph, node: string): string | null => {
  const step = nodeOf(graph, node)?.step;
  if (!step) return null;
  if ('text' in step && step.text !== '') return step.text;
  return 'caption' in step && step.caption !== '' ? step.caption : null;
};
