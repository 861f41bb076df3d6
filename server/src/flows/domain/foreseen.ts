import { isReply } from '../../contracts/bot-steps';
import { WINDOW_MINUTES } from '../../contracts/bot-triggers';
import { leavesIn } from '../../contracts/condition-tree';
import type { FlowGraph, FlowNode, FlowStep } from '../../contracts/flow-graph';
import { savedNames, textsOf } from '../../contracts/flow-parts';
import { openVariables } from '../../contracts/text-variables';
import { FAILED, firstLine, handlesFailure, isAnswered, isWaiting } from './walk';

/** The exits of a node with where they lead. */
const waysOut = (node: FlowNode | undefined): [node: FlowNode, exit: string, to: string][] =>
  node ? Object.entries(node.to).map(([exit, to]) => [node, exit, to]) : [];

/** Has the person written something when the step is left by this exit? */
const hasWritten = (step: FlowStep, exit: string): boolean =>
  step.kind === 'question' || step.kind === 'choice'
    ? exit !== 'no-answer' && exit !== FAILED
    : step.kind === 'wait' && exit === 'came' && !step.orEvent;

/** Minutes at most that pass in the step before it is left by this exit. */
const passes = (step: FlowStep, exit: string): number => {
  if (exit === 'no-answer' && 'noAnswerAfter' in step) return step.noAnswerAfter;
  if (step.kind !== 'wait' || hasWritten(step, exit)) return 0;
  return step.until.kind === 'minutes' ? step.until.minutes : step.until.least + WINDOW_MINUTES;
};

/**
 * What is known of each node when it is entered: `over` tells what an exit makes of it, and `more` what two ways make together,
 * or null where the second one changes nothing. `isCircle`: there are more rounds than steps, so the second way is a circle.
 */
const flowThrough = <T>(
  graph: FlowGraph,
  first: T,
  {
    over,
    more,
  }: {
    over: (before: T, step: FlowStep, exit: string) => T;
    more: (known: T, other: T, isCircle: boolean) => T | null;
  }
): Map<string, T> => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const known = new Map([[graph.start, first]]);
  let rounds = 0;
  for (let edge = [graph.start]; edge.length > 0; rounds += 1) {
    const changed = new Set<string>();
    for (const [node, exit, to] of edge.flatMap((from) => waysOut(nodes.get(from)))) {
      const came = over(known.get(node.id) as T, node.step, exit);
      const before = known.get(to);
      const now = before === undefined ? came : more(before, came, rounds > nodes.size);
      if (now === null) continue;
      known.set(to, now);
      changed.add(to);
    }
    edge = [...changed];
  }
  return known;
};

/**
 * Minutes since the person wrote last with which each node may be entered, counted to 24 hours. `first`: with which the flow
 * begins.
 */
const silences = (graph: FlowGraph, first: number): Map<string, number> =>
  flowThrough(graph, first, {
    over: (before, step, exit) =>
      hasWritten(step, exit) ? 0 : Math.min(before + passes(step, exit), WINDOW_MINUTES),
    // A circle of waits is walked for as long as one likes.
    more: (known, other, isCircle) => {
      if (other <= known) return null;
      return isCircle ? WINDOW_MINUTES : other;
    },
  });

/** Nodes that say something other than a template where the person may not have written for 24 hours: WhatsApp would refuse it. */
const shutAt = (graph: FlowGraph, first: number): FlowNode[] => {
  const silence = silences(graph, first);
  return graph.nodes
    .filter(({ step }) => isReply(step) && step.kind !== 'template')
    .filter(({ id }) => (silence.get(id) ?? 0) >= WINDOW_MINUTES);
};

/** The same where a message set the flow off. */
export const mayBeShut = (graph: FlowGraph): string[] => shutAt(graph, 0).map(({ id }) => id);

/**
 * The same where the person may have written nothing for this time when the flow begins. A step that says what follows its
 * failure is left out.
 */
export const shutFromStart = (graph: FlowGraph, silentMinutes: number): string[] =>
  shutAt(graph, silentMinutes)
    .filter((node) => !handlesFailure(node))
    .map(({ id }) => id);

/**
 * The same where the flow surely begins with a template: a campaign sends that to people who have not written, and then only
 * templates until they answer. A step that says what follows its failure is left out.
 */
export const shutBehindOpening = (graph: FlowGraph): string[] => {
  const opening = firstLine(graph).find(({ step }) => isReply(step));
  if (opening?.step.kind !== 'template') return [];
  // The campaign begins the flow only where the template was sent.
  const { [FAILED]: _failed, ...to } = opening.to;
  const nodes = graph.nodes.map((node) => (node.id === opening.id ? { ...node, to } : node));
  return shutAt({ ...graph, nodes }, WINDOW_MINUTES)
    .filter((node) => !handlesFailure(node))
    .map(({ id }) => id);
};

/** Names that are surely kept when the node is left by this exit, beside those before it. */
const keeps = (step: FlowStep, exit: string): string[] =>
  'saveAs' in step && step.saveAs !== null && hasWritten(step, exit) && exit !== 'other'
    ? [step.saveAs]
    : [];

/** Names that every way to a node keeps. */
const surelyKept = (graph: FlowGraph): Map<string, ReadonlySet<string>> =>
  flowThrough<ReadonlySet<string>>(graph, new Set(), {
    over: (before, step, exit) => {
      const kept = keeps(step, exit);
      return kept.length === 0 ? before : new Set([...before, ...kept]);
    },
    more: (known, other) => {
      const both = new Set([...known].filter((name) => other.has(name)));
      return both.size < known.size ? both : null;
    },
  });

/** May it be done only on an answer of the person? */
export const needsAnswer = (step: FlowStep): boolean =>
  step.kind === 'opt-in' || (step.kind === 'topic' && step.wanted);

/** Does it write down that the person agreed? */
const isYes = (step: FlowStep): boolean =>
  (step.kind === 'opt-in' && step.action === 'opt-in') || (step.kind === 'topic' && step.wanted);

/**
 * Does this exit of a branch say what the person answered? That they said something at all does not, nor what they answered
 * before. `savedAs`: the value of the last question; null: it is not kept, or the ways here keep it by different names.
 */
const looksAt = (step: FlowStep, exit: string, savedAs: string | null): boolean =>
  step.kind === 'branch' &&
  step.cases
    .filter(({ id }) => id === exit)
    .flatMap(({ when }) => leavesIn(when))
    .some(
      (leaf) =>
        (leaf.kind === 'value' && leaf.name === savedAs && leaf.operator !== 'filled') ||
        (leaf.kind === 'said' && leaf.operator !== 'type')
    );

/** What the way to a node says of the person's last answer: none, something in their own words, or what they mean. */
const ANSWERS = { none: 0, words: 1, meant: 2 } as const;

interface Answer {
  readonly says: number;
  readonly savedAs: string | null;
}
const NO_ANSWER: Answer = { says: ANSWERS.none, savedAs: null };

const answersAt = (graph: FlowGraph): Map<string, Answer> =>
  flowThrough<Answer>(graph, NO_ANSWER, {
    over: (before, step, exit) => {
      if (isWaiting(step) && !isAnswered(step.kind, exit)) return NO_ANSWER;
      if (step.kind === 'question') return { says: ANSWERS.words, savedAs: step.saveAs };
      if (step.kind === 'choice') return { says: ANSWERS.meant, savedAs: step.saveAs };
      const isMeant = before.says > ANSWERS.none && looksAt(step, exit, before.savedAs);
      return isMeant ? { ...before, says: ANSWERS.meant } : before;
    },
    more: (known, other) => {
      const says = Math.min(known.says, other.says);
      const savedAs = known.savedAs === other.savedAs ? known.savedAs : null;
      return says === known.says && savedAs === known.savedAs ? null : { says, savedAs };
    },
  });

/**
 * Where the flow may come from a node, with it, before it waits again or a branch looks at the answer, which is kept as
 * `savedAs`.
 */
const soonFrom = (
  nodes: ReadonlyMap<string, FlowNode>,
  { first, savedAs }: { first: string | undefined; savedAs: string | null }
): Set<string> => {
  const seen = new Set<string>();
  for (let edge = first === undefined ? [] : [first]; edge.length > 0;) {
    const fresh = edge.flatMap((id) => (seen.has(id) ? [] : (nodes.get(id) ?? [])));
    for (const { id } of fresh) seen.add(id);
    const ways = fresh.filter(({ step }) => !isWaiting(step)).flatMap(waysOut);
    const unasked = ways.filter(([{ step }, exit]) => !looksAt(step, exit, savedAs));
    edge = [...new Set(unasked.map(([, , to]) => to))];
  }
  return seen;
};

/** Nodes to which all choices of a step lead: which of them it was makes no difference there. */
const whateverChosen = (graph: FlowGraph): Set<string> => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const common = graph.nodes.flatMap((node) => {
    if (node.step.kind !== 'choice' || node.step.choices.length < 2) return [];
    const targets = new Map(waysOut(node).map(([, exit, to]) => [exit, to]));
    const { choices, saveAs: savedAs } = node.step;
    const [first, ...others] = choices.map(({ id }) =>
      soonFrom(nodes, { first: targets.get(id), savedAs })
    );
    return [...(first ?? [])].filter((id) => others.every((one) => one.has(id)));
  });
  return new Set(common);
};

/**
 * Nodes that write down what the person wants although a way leads there without an answer, or with a wait since (`answer`),
 * and such as write down a yes although the answer may be a no (`yes`).
 */
export const lackConsent = (graph: FlowGraph): { node: string; lacks: 'answer' | 'yes' }[] => {
  const answers = answersAt(graph);
  const whatever = whateverChosen(graph);
  return graph.nodes.flatMap(({ id: node, step }): { node: string; lacks: 'answer' | 'yes' }[] => {
    const answer = answers.get(node)?.says;
    if (answer === undefined || !needsAnswer(step)) return [];
    if (answer === ANSWERS.none) return [{ node, lacks: 'answer' }];
    const isUnclear = answer === ANSWERS.words || whatever.has(node);
    return isYes(step) && isUnclear ? [{ node, lacks: 'yes' }] : [];
  });
};

/** Texts that name a value which not every way to them keeps, and have no words for that: the step would fail. */
export const mayBeMissing = (graph: FlowGraph): { node: string; field: string }[] => {
  const names = new Set(savedNames(graph));
  const kept = surelyKept(graph);
  return graph.nodes.flatMap(({ id: node, step }) => {
    const here = kept.get(node);
    if (!here) return [];
    return textsOf(step)
      .filter(([, text]) => openVariables(text).some((name) => names.has(name) && !here.has(name)))
      .map(([field]) => ({ node, field }));
  });
};
