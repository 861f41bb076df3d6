import { savedBy, textsOf } from '../../../../../../server/src/contracts/flow-parts';
import type { FlowKey, FlowStep } from '../../../../../../server/src/contracts/flow-graph';
import { fold } from '../../../../../../server/src/contracts/fold';
import type { OutlineItem } from './outline';

/** What is written on buttons, rows and exits, and tags. */
const labelsIn = (step: FlowStep): string[] => {
  switch (step.kind) {
    case 'choice':
      return [step.open, ...step.choices.flatMap(({ title, note }) => [title, note])];
    case 'branch':
      return step.cases.map(({ name }) => name);
    case 'buttons':
      return step.buttons;
    case 'link':
      return [step.button];
    case 'tag':
      return [...step.add, ...step.remove];
    default:
      return [];
  }
};

/** All that is written in a step, with the names under which it saves values. */
const writtenIn = (step: FlowStep): string[] => [
  ...textsOf(step).map(([, text]) => text),
  ...labelsIn(step),
  ...savedBy(step),
];

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
