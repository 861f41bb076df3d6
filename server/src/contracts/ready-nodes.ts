import { flowGraph, type FlowGraph } from './flow-graph';
import type { ReadyWords } from './ready-flow-words';

/* What the graphs of ready flows and of ready automations are made of. */

/** A node of a graph, as it is parsed. */
export type Node = Record<string, unknown>;
/** Exit → node. */
export type To = Record<string, string>;

/** Within the reply window, so that what follows can still be sent. */
export const SILENCE = 23 * 60;
const asking = { tries: 2, again: '', noAnswerAfter: SILENCE };

export const says = (id: string, text: string, next?: string): Node => ({
  ...{ id, step: { kind: 'text', text }, to: next === undefined ? {} : { next } },
});
export const does = (id: string, step: Node, next?: string): Node => ({
  ...{ id, step, to: next === undefined ? {} : { next } },
});
export const asks = (
  id: string,
  step: { text: string; saveAs: string; answer?: Node },
  to: To
): Node => ({
  ...{
    id,
    step: { kind: 'question', answer: { kind: 'text', most: 500 }, ...asking, ...step },
    to,
  },
});
/** Choices `c1`, `c2` … in the order of their titles. */
export const offers = (
  id: string,
  step: {
    text: string;
    titles: readonly string[];
    saveAs?: string;
    open?: string;
    tries?: number;
  },
  to: To
): Node => {
  const { titles, ...words } = step;
  const choices = titles.map((title, i) => ({ id: `c${i + 1}`, title }));
  return { id, step: { kind: 'choice', choices, ...asking, ...words }, to };
};
const people = (id = 'team'): Node => ({ id, step: { kind: 'handover' }, to: {} });
/** Where silence leads: the run says so, and nothing is sent. */
export const silent = (words: Pick<ReadyWords, 'silent'>): Node => ({
  ...{ id: 'silent', step: { kind: 'note', text: words.silent }, to: {} },
});
export const toPeople = (words: Pick<ReadyWords, 'toTeam'>): Node[] => [
  says('wait', words.toTeam, 'team'),
  people(),
];
/** What is not understood goes to people, silence ends. */
export const UNCLEAR = { other: 'wait', 'no-answer': 'silent' } as const;

/** The flow of these nodes, beginning with the first. */
export const graphFrom = (nodes: readonly Node[]): FlowGraph =>
  flowGraph.parse({ start: nodes[0]?.['id'], nodes });
