import { isReply, type BotStep } from '../../contracts/bots';
import type { FlowGraph, FlowNode } from '../../contracts/flow-graph';
import { firstLine, NEXT } from './walk';

/** Key of the node that a step of a form becomes. */
export const keyAt = (index: number): string => `s${index + 1}`;

/** The form of a bot is a graph without forks: one engine runs both. Steps keep their order and their settings. */
export const graphOfSteps = (steps: readonly BotStep[]): FlowGraph => ({
  start: keyAt(0),
  whenTaken: 'end',
  nodes: steps.map((step, i): FlowNode => ({
    id: keyAt(i),
    step,
    to: i + 1 < steps.length ? { [NEXT]: keyAt(i + 1) } : {},
    at: null,
  })),
});

/** The steps of a graph that is one line from its start; null when it forks, asks, turns back or leaves nodes out. */
export const stepsOfGraph = ({ start, nodes }: FlowGraph): FlowNode['step'][] | null => {
  const byKey = new Map(nodes.map((node) => [node.id, node]));
  const line: FlowNode[] = [];
  for (let at: FlowNode | undefined = byKey.get(start); at;) {
    if (line.includes(at)) return null;
    line.push(at);
    const [exit, ...others] = Object.keys(at.to);
    if (others.length > 0 || (exit !== undefined && exit !== NEXT)) return null;
    at = exit === undefined ? undefined : byKey.get(at.to[exit] ?? '');
  }
  return line.length === nodes.length ? line.map(({ step }) => step) : null;
};

/** The step that surely speaks first; null where that depends on the person, or none speaks. */
export const openingOf = ({
  graph,
  steps,
}: {
  graph: FlowGraph | null;
  steps: readonly BotStep[] | null;
}): FlowNode | null =>
  firstLine(graph ?? graphOfSteps(steps ?? [])).find(({ step }) => isReply(step)) ?? null;
