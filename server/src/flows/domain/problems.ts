import type { FlowGraph, FlowNode, FlowStep } from '../../contracts/flow-graph';
import { sourceOf, TEXT_VARIABLES, unknownVariables } from '../../contracts/text-variables';
import { isReply, REPLIES_MOST } from '../../contracts/bot-steps';
import { leavesIn } from '../../contracts/condition-tree';
import type { FlowConditions } from '../../contracts/flow-conditions';
import { stopWord } from '../../contracts/opt-out-words';
import { lackConsent, mayBeMissing, mayBeShut, shutBehindOpening, shutFromStart } from './foreseen';
import {
  ALREADY,
  conditionsOf,
  NEXT,
  NOT_FOUND,
  savedNames,
  textsOf,
  TOO_LATE,
} from '../../contracts/flow-parts';
import { hasBody, outsideStrings } from './http-answer';
import { hasLiteralKey } from './http-keys';
import { exitsOf, FAILED, isWaiting } from './walk';

/** What is wrong with a node. `stop`: the flow cannot be published; `warn`: it can. */
export interface GraphProblem {
  readonly node: string;
  /** Field of the step, or the exit. */
  readonly field: string;
  readonly kind:
    | 'same-id'
    | 'no-steps'
    | 'start-gone'
    | 'goal-gone'
    | 'leads-nowhere'
    | 'unknown-exit'
    | 'unreachable'
    | 'loop-without-wait'
    | 'nothing-after'
    | 'same-choices'
    | 'unknown-variable'
    | 'same-exits'
    | 'reserved-name'
    | 'variable-in-title'
    | 'names-itself'
    | 'bad-address'
    | 'unquoted-variable'
    | 'too-many-replies'
    | 'needs-answer'
    | 'needs-yes'
    | 'many-messages'
    | 'value-may-be-missing'
    | 'window-may-be-shut'
    | 'window-not-open'
    | 'opt-out-title'
    | 'may-mean-leaving'
    | 'opt-out-button'
    | 'literal-key';
  readonly level: 'stop' | 'warn';
}

type Nodes = ReadonlyMap<string, FlowNode>;

const targetsOf = ({ to }: FlowNode): string[] => Object.values(to);

const reached = (starts: readonly string[], nodes: Nodes): Set<string> => {
  const seen = new Set<string>();
  for (let edge = [...new Set(starts)]; edge.length > 0;) {
    const fresh = edge.filter((key) => nodes.has(key) && !seen.has(key));
    for (const key of fresh) seen.add(key);
    // Many exits may lead to one node: without the set a layer would multiply.
    edge = [...new Set(fresh.flatMap((key) => targetsOf(nodes.get(key) as FlowNode)))];
  }
  return seen;
};

const edgeProblems = (node: FlowNode, nodes: Nodes): GraphProblem[] =>
  Object.entries(node.to).flatMap(([exit, target]): GraphProblem[] => [
    ...(exit === FAILED || exitsOf(node.step).includes(exit)
      ? []
      : [{ node: node.id, field: exit, kind: 'unknown-exit', level: 'stop' } as const]),
    ...(nodes.has(target)
      ? []
      : [{ node: node.id, field: exit, kind: 'leads-nowhere', level: 'stop' } as const]),
  ]);

/** Exits after which the person waits for something. */
const watchedExits = (step: FlowStep): string[] => {
  if (step.kind === 'entry') return exitsOf(step).filter((exit) => exit !== NEXT);
  return step.kind === 'question' || step.kind === 'choice' ? exitsOf(step) : [];
};

/** A question without anything after its answers asks in vain; silence that nothing follows ends the run unseen. */
const exitProblems = ({ id, step, to }: FlowNode): GraphProblem[] =>
  watchedExits(step)
    .filter((exit) => !Object.hasOwn(to, exit))
    .map((exit) => ({ node: id, field: exit, kind: 'nothing-after', level: 'warn' }) as const);

/** Keys of nodes on a circle that never waits: a run would go round until its bound. */
const onLoops = (nodes: Nodes): string[] => {
  const quick = new Map([...nodes].filter(([, { step }]) => !isWaiting(step)));
  return [...quick].flatMap(([key, node]) =>
    reached(targetsOf(node), quick).has(key) ? [key] : []
  );
};

/** Ids that the flow gave to the exits of a step; the others are fixed. */
const ownExits = (step: FlowStep): string[] => {
  if (step.kind === 'choice') return step.choices.map(({ id }) => id);
  return step.kind === 'branch' ? step.cases.map(({ id }) => id) : [];
};
const FIXED = new Set([
  'next',
  'answered',
  'other',
  'no-answer',
  'else',
  'over',
  'came',
  FAILED,
  NOT_FOUND,
  ALREADY,
  TOO_LATE,
]);

/** By which variable a text names the field that a step sets. */
const VARIABLE_OF: Readonly<Record<string, string>> = {
  givenName: 'first_name',
  familyName: 'last_name',
};
/** Names of a person are made of each other. */
const NAMES = ['name', 'first_name', 'last_name'];
const namesItself = ({ field, text }: { field: string; text: string }): boolean => {
  const variable = VARIABLE_OF[field] ?? field;
  const own = NAMES.includes(variable) ? NAMES : [variable];
  return own.some((one) => new RegExp(`\\{\\{\\s*${one}\\s*[|}]`).test(text));
};

const namesIn = (tree: FlowConditions): string[] =>
  leavesIn(tree).flatMap((leaf) => (leaf.kind === 'value' ? [leaf.name] : []));

/** A value under the name of a field would be hidden by the field. */
const isReserved = (step: FlowStep): boolean => {
  const own = 'saveAs' in step ? [step.saveAs ?? ''] : [];
  const names = step.kind === 'http' ? step.saves.map(({ saveAs }) => saveAs) : own;
  return names.some((name) => (TEXT_VARIABLES as readonly string[]).includes(name));
};

/** The host of a link is the flow's own: a customer's words may come after it only. */
const ADDRESS = /^https:\/\/[^\s/?#{}]+([/?#]|$)/i;

/** Labels of buttons and rows. They are sent without filling in variables. */
const titlesOf = (step: FlowStep): string[] => {
  if (step.kind === 'link') return [step.button];
  if (step.kind !== 'choice') return [];
  return [step.open, ...step.choices.flatMap(({ title, note }) => [title, note])];
};

const stepProblems = ({ id, step }: FlowNode, variables: ReadonlySet<string>): GraphProblem[] => {
  const stop = (field: string, kind: GraphProblem['kind'], is: boolean): GraphProblem[] =>
    is ? [{ node: id, field, kind, level: 'stop' }] : [];
  const exits = ownExits(step);
  const titles = step.kind === 'choice' ? step.choices.map(({ title }) => title) : [];
  const unknown = textsOf(step).filter(([, text]) =>
    unknownVariables(text).some((name) => !variables.has(name) && sourceOf(name) === null)
  );
  const asked = conditionsOf(step).flatMap(([, when]) => namesIn(when));
  return [
    ...unknown.map(
      ([field]) => ({ node: id, field, kind: 'unknown-variable', level: 'stop' }) as const
    ),
    ...stop(
      step.kind === 'text' ? 'variants' : 'cases',
      'unknown-variable',
      asked.some((name) => !variables.has(name))
    ),
    ...stop('choices', 'same-choices', new Set(titles).size < titles.length),
    ...stop(
      step.kind === 'branch' ? 'cases' : 'choices',
      'same-exits',
      new Set(exits).size < exits.length || exits.some((exit) => FIXED.has(exit))
    ),
    ...stop(
      step.kind === 'choice' ? 'choices' : 'button',
      'variable-in-title',
      titlesOf(step).some((title) => title.includes('{{'))
    ),
    ...stop(step.kind === 'http' ? 'saves' : 'saveAs', 'reserved-name', isReserved(step)),
    ...stop('values', 'names-itself', step.kind === 'set' && step.values.some(namesItself)),
    ...stop(
      'url',
      'bad-address',
      (step.kind === 'link' || step.kind === 'http') && !ADDRESS.test(step.url)
    ),
  ];
};

/** Keys and passwords that would be safer by name. */
const keyHints = ({ id, step }: FlowNode): GraphProblem[] =>
  step.kind !== 'http'
    ? []
    : step.headers.flatMap((header, i): GraphProblem[] =>
        hasLiteralKey(header)
          ? [{ node: id, field: `headers.${i}.value`, kind: 'literal-key', level: 'warn' }]
          : []
      );

/**
 * Labels by which people leave (O-17). A press on a sure one opts out and answers no question, which would stay open; one that
 * may also mean something else is an answer only while the question is new. On a button that no step waits for it may be meant.
 */
const leavingProblems = ({ id: node, step }: FlowNode): GraphProblem[] => {
  if (step.kind === 'buttons')
    return step.buttons.some((title) => stopWord(title)?.sure)
      ? [{ node, field: 'buttons', kind: 'opt-out-button', level: 'warn' }]
      : [];
  const words = step.kind === 'choice' ? step.choices.map(({ title }) => stopWord(title)) : [];
  const field = 'choices';
  if (words.some((word) => word?.sure))
    return [{ node, field, kind: 'opt-out-title', level: 'stop' }];
  return words.some((word) => word !== null)
    ? [{ node, field, kind: 'may-mean-leaving', level: 'warn' }]
    : [];
};

const asksNumber = ({ step }: FlowNode): boolean =>
  step.kind === 'question' && step.answer.kind === 'number';

/** Bodies in which a variable is in no string, unless its value is surely a number. */
const bodyProblems = (graph: FlowGraph): GraphProblem[] => {
  const { nodes } = graph;
  const numbers = new Set(savedNames({ ...graph, nodes: nodes.filter(asksNumber) }));
  const others = savedNames({ ...graph, nodes: nodes.filter((node) => !asksNumber(node)) });
  for (const name of others) numbers.delete(name);
  return nodes.flatMap(({ id: node, step }): GraphProblem[] =>
    step.kind === 'http' &&
    hasBody(step) &&
    outsideStrings(step.body).some((name) => !numbers.has(name))
      ? [{ node, field: 'body', kind: 'unquoted-variable', level: 'stop' }]
      : []
  );
};

/** How many messages at most go out from a node before it waits for the person. Circles are found by `onLoops`. */
const messagesFrom = (nodes: Nodes): Map<string, number> => {
  const known = new Map<string, number>();
  const longest = (key: string, on: ReadonlySet<string>): number => {
    const node = nodes.get(key);
    if (!node || on.has(key)) return 0;
    const before = known.get(key);
    if (before !== undefined) return before;
    const own = isReply(node.step) ? 1 : 0;
    const next = isWaiting(node.step) ? [] : targetsOf(node);
    const most = own + Math.max(0, ...next.map((one) => longest(one, new Set([...on, key]))));
    known.set(key, most);
    return most;
  };
  return new Map([...nodes.keys()].map((key) => [key, longest(key, new Set())]));
};

/** More than the loop guard lets pass cannot be published; as many as it lets pass could be fewer, longer ones. */
const talkProblems = (nodes: Nodes): GraphProblem[] =>
  [...messagesFrom(nodes)].flatMap(([node, count]): GraphProblem[] => {
    if (count > REPLIES_MOST)
      return [{ node, field: 'to', kind: 'too-many-replies', level: 'stop' }];
    const begins = count === REPLIES_MOST && isReply((nodes.get(node) as FlowNode).step);
    return begins ? [{ node, field: 'kind', kind: 'many-messages', level: 'warn' }] : [];
  });

const startProblems = ({ start: node }: FlowGraph, nodes: Nodes): GraphProblem[] => {
  if (nodes.has(node)) return [];
  const kind = nodes.size === 0 ? 'no-steps' : 'start-gone';
  return [{ node, field: 'start', kind, level: 'stop' }];
};

const goalProblems = ({ goal }: FlowGraph, nodes: Nodes): GraphProblem[] =>
  goal?.kind === 'step' && !nodes.has(goal.node)
    ? [{ node: goal.node, field: 'goal', kind: 'goal-gone', level: 'stop' }]
    : [];

/** Messages other than templates where the reply window may be shut: after waits, behind the first template, from the start. */
const windowProblems = (graph: FlowGraph, silentMinutes: number): GraphProblem[] => {
  const waited = mayBeShut(graph);
  const behind = shutBehindOpening(graph).filter((id) => !waited.includes(id));
  const known = new Set([...waited, ...behind]);
  const begun = shutFromStart(graph, silentMinutes).filter((id) => !known.has(id));
  const warn = (ids: readonly string[], kind: GraphProblem['kind']) =>
    ids.map((node): GraphProblem => ({ node, field: 'kind', kind, level: 'warn' }));
  return [
    ...warn(waited, 'window-may-be-shut'),
    ...warn(behind, 'window-not-open'),
    ...warn(begun, 'window-may-be-shut'),
  ];
};

/**
 * What can be seen of a flow without asking anybody, node by node. Empty = fine. `silentMinutes`: for which the person may have
 * written nothing when it begins (`silenceBefore`); left out: a message begins it.
 */
export const graphProblems = (graph: FlowGraph, silentMinutes = 0): GraphProblem[] => {
  const nodes: Nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const live = reached([graph.start], nodes);
  const variables = new Set(savedNames(graph));
  const twice = graph.nodes.filter(({ id }, i) => graph.nodes.findIndex((n) => n.id === id) !== i);
  return [
    ...twice.map(({ id }) => ({ node: id, field: 'id', kind: 'same-id', level: 'stop' }) as const),
    ...startProblems(graph, nodes),
    ...goalProblems(graph, nodes),
    ...graph.nodes
      .filter(({ id }) => !live.has(id))
      .map(({ id }) => ({ node: id, field: 'id', kind: 'unreachable', level: 'warn' }) as const),
    ...onLoops(nodes).map(
      (id) => ({ node: id, field: 'to', kind: 'loop-without-wait', level: 'stop' }) as const
    ),
    ...lackConsent(graph).map(
      ({ node, lacks }) => ({ node, field: 'kind', kind: `needs-${lacks}`, level: 'stop' }) as const
    ),
    ...talkProblems(nodes),
    ...windowProblems(graph, silentMinutes),
    ...bodyProblems(graph),
    ...mayBeMissing(graph).map(
      (place) => ({ ...place, kind: 'value-may-be-missing', level: 'warn' }) as const
    ),
    ...graph.nodes.flatMap((node) => [
      ...edgeProblems(node, nodes),
      ...exitProblems(node),
      ...stepProblems(node, variables),
      ...keyHints(node),
      ...leavingProblems(node),
    ]),
  ];
};
