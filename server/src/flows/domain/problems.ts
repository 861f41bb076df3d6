import type { FlowGraph, FlowNode, FlowStep } from '../../contracts/flow-graph';
import { unknownVariables } from '../../contracts/text-variables';
import { exitsOf, isWaiting } from './walk';

/** What is wrong with a node. `stop`: the flow cannot be published; `warn`: it can. */
export interface GraphProblem {
  readonly node: string;
  /** Field of the step, or the exit. */
  readonly field: string;
  readonly kind:
    | 'same-id'
    | 'start-gone'
    | 'leads-nowhere'
    | 'unknown-exit'
    | 'unreachable'
    | 'loop-without-wait'
    | 'nothing-after'
    | 'same-choices'
    | 'unknown-variable';
  readonly level: 'stop' | 'warn';
}

type Nodes = ReadonlyMap<string, FlowNode>;

const targetsOf = ({ to }: FlowNode): string[] => Object.values(to);

const reached = (start: string, nodes: Nodes): Set<string> => {
  const seen = new Set<string>();
  for (let edge = [start]; edge.length > 0;) {
    const fresh = edge.filter((key) => nodes.has(key) && !seen.has(key));
    for (const key of fresh) seen.add(key);
    edge = fresh.flatMap((key) => targetsOf(nodes.get(key) as FlowNode));
  }
  return seen;
};

const edgeProblems = (node: FlowNode, nodes: Nodes): GraphProblem[] =>
  Object.entries(node.to).flatMap(([exit, target]): GraphProblem[] => [
    ...(exitsOf(node.step).includes(exit)
      ? []
      : [{ node: node.id, field: exit, kind: 'unknown-exit', level: 'stop' } as const]),
    ...(nodes.has(target)
      ? []
      : [{ node: node.id, field: exit, kind: 'leads-nowhere', level: 'stop' } as const]),
  ]);

/** A question without anything after its answers asks in vain; silence that nothing follows ends the run unseen. */
const exitProblems = ({ id, step, to }: FlowNode): GraphProblem[] => {
  if (step.kind !== 'question' && step.kind !== 'choice') return [];
  const answers = exitsOf(step).filter((exit) => exit !== 'other' && exit !== 'no-answer');
  return [
    ...answers
      .filter((exit) => !(exit in to))
      .map((exit) => ({ node: id, field: exit, kind: 'nothing-after', level: 'warn' }) as const),
    ...('no-answer' in to
      ? []
      : [{ node: id, field: 'no-answer', kind: 'nothing-after', level: 'warn' } as const]),
  ];
};

/** Keys of nodes on a circle that never waits: a run would go round until its bound. */
const onLoops = (nodes: Nodes): string[] => {
  const quick = new Map([...nodes].filter(([, { step }]) => !isWaiting(step)));
  return [...quick.keys()].filter((key) =>
    targetsOf(quick.get(key) as FlowNode).some((next) => reached(next, quick).has(key))
  );
};

const textsOf = (step: FlowStep): [field: string, text: string][] => {
  const fields = ['text', 'caption', 'title', 'note', 'again'] as const;
  return fields.flatMap((field) => {
    const text = (step as Partial<Record<string, unknown>>)[field];
    return typeof text === 'string' ? [[field, text] as [string, string]] : [];
  });
};

const stepProblems = ({ id, step }: FlowNode, variables: ReadonlySet<string>): GraphProblem[] => [
  ...textsOf(step)
    .filter(([, text]) => unknownVariables(text).some((name) => !variables.has(name)))
    .map(([field]) => ({ node: id, field, kind: 'unknown-variable', level: 'stop' }) as const),
  ...(step.kind === 'choice' &&
  new Set(step.choices.map(({ title }) => title)).size < step.choices.length
    ? [{ node: id, field: 'choices', kind: 'same-choices', level: 'stop' } as const]
    : []),
];

/** Variables that some node of the flow sets. */
export const variablesOf = ({ nodes }: FlowGraph): Set<string> =>
  new Set(
    nodes.flatMap(({ step }) => ('saveAs' in step && step.saveAs !== null ? [step.saveAs] : []))
  );

/** What can be seen of a flow without asking anybody, node by node. Empty = fine. */
export const graphProblems = (graph: FlowGraph): GraphProblem[] => {
  const nodes: Nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const live = reached(graph.start, nodes);
  const variables = variablesOf(graph);
  const twice = graph.nodes.filter(({ id }, i) => graph.nodes.findIndex((n) => n.id === id) !== i);
  return [
    ...twice.map(({ id }) => ({ node: id, field: 'id', kind: 'same-id', level: 'stop' }) as const),
    ...(nodes.has(graph.start)
      ? []
      : [{ node: graph.start, field: 'start', kind: 'start-gone', level: 'stop' } as const]),
    ...graph.nodes
      .filter(({ id }) => !live.has(id))
      .map(({ id }) => ({ node: id, field: 'id', kind: 'unreachable', level: 'warn' }) as const),
    ...onLoops(nodes).map(
      (id) => ({ node: id, field: 'to', kind: 'loop-without-wait', level: 'stop' }) as const
    ),
    ...graph.nodes.flatMap((node) => [
      ...edgeProblems(node, nodes),
      ...exitProblems(node),
      ...stepProblems(node, variables),
    ]),
  ];
};
