import { isReply } from '../../contracts/bot-steps';
import type { FlowGraph, FlowNode, FlowStep } from '../../contracts/flow-graph';
import { savedNames, textsOf } from '../../contracts/flow-parts';
import { openVariables } from '../../contracts/text-variables';
import { FAILED, isAnswered, isWaiting } from './walk';

/** The reply window: 24 hours from what the person wrote last. */
const WINDOW_MINUTES = 1440;

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

/** Minutes since the person wrote last with which each node may be entered, counted to 24 hours. */
const silences = (graph: FlowGraph): Map<string, number> =>
  // What sets a flow off is a message, for all that the graph tells.
  flowThrough(graph, 0, {
    over: (before, step, exit) =>
      hasWritten(step, exit) ? 0 : Math.min(before + passes(step, exit), WINDOW_MINUTES),
    // A circle of waits is walked for as long as one likes.
    more: (known, other, isCircle) => {
      if (other <= known) return null;
      return isCircle ? WINDOW_MINUTES : other;
    },
  });

/** Nodes that say something other than a template where the person may not have written for 24 hours: WhatsApp would refuse it. */
export const mayBeShut = (graph: FlowGraph): string[] => {
  const silence = silences(graph);
  return graph.nodes
    .filter(({ step }) => isReply(step) && step.kind !== 'template')
    .filter(({ id }) => (silence.get(id) ?? 0) >= WINDOW_MINUTES)
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

/** Nodes that need an answer of the person, and to which a way leads without one, or with a wait since. */
export const lackAnswer = (graph: FlowGraph): string[] => {
  const answered = flowThrough(graph, false, {
    over: (before, step, exit) => (isWaiting(step) ? isAnswered(step.kind, exit) : before),
    more: (known, other) => (known && !other ? false : null),
  });
  return graph.nodes
    .filter(({ id, step }) => needsAnswer(step) && answered.get(id) === false)
    .map(({ id }) => id);
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
