import { textsOf } from '../../../../../../server/src/contracts/flow-parts';
import type { FlowKey, FlowStep } from '../../../../../../server/src/contracts/flow-graph';
import { fold } from '../../../../../../server/src/contracts/fold';
import type { OutlineItem } from './outline';

/** All that is written in a step, with titles and names of its exits. */
const writtenIn = (step: FlowStep): string[] => {
  const texts = textsOf(step).map(([, text]) => text);
  if (step.kind === 'choice')
    return [...texts, ...step.choices.flatMap(({ title, note }) => [title, note])];
  return step.kind === 'branch' ? step.cases.map(({ name }) => name) : texts;
};

/**
 * The steps that one looks for, in the order of the page: by a text in them, by how they are named (`named`), or by their
 * number, which comes first.
 */
export const hitsOf = (
  items: readonly OutlineItem[],
  typed: string,
  named: (item: OutlineItem) => string
): FlowKey[] => {
  const wanted = fold(typed.trim());
  if (wanted === '') return [];
  const isNumbered = ({ number }: OutlineItem) => String(number) === wanted;
  const isWritten = (item: OutlineItem) =>
    [named(item), ...writtenIn(item.node.step)].some((text) => fold(text).includes(wanted));
  return [
    ...items.filter(isNumbered),
    ...items.filter((item) => !isNumbered(item) && isWritten(item)),
  ].map(({ node }) => node.id);
};
