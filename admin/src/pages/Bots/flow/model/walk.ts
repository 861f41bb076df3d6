import type { FlowKey } from '../../../../../../server/src/contracts/flow-graph';
import type { OutlineItem } from './outline';

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const;
export type Arrow = (typeof ARROWS)[number];
export const isArrow = (key: string): key is Arrow => (ARROWS as readonly string[]).includes(key);

const leads = ({ node, exits }: OutlineItem): FlowKey[] => [
  ...new Set(
    exits.flatMap(({ target }) => (target === null || target === node.id ? [] : [target]))
  ),
];

/**
 * Which step an arrow leads to on the canvas: right along the first exit that leads anywhere, left to the first step that
 * leads here, up and down among the steps that this one leads to.
 */
export const stepBeside = (
  items: readonly OutlineItem[],
  key: FlowKey,
  arrow: Arrow
): FlowKey | null => {
  const here = items.find(({ node }) => node.id === key);
  if (!here) return null;
  if (arrow === 'ArrowRight') return leads(here)[0] ?? null;
  const before = items.find((item) => leads(item).includes(key)) ?? null;
  if (arrow === 'ArrowLeft' || before === null) return before?.node.id ?? null;
  const beside = leads(before);
  return beside[beside.indexOf(key) + (arrow === 'ArrowUp' ? -1 : 1)] ?? null;
};
