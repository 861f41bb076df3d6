/** Fewer people than this are hardly worth a segment of their own (P-21). */
export const TINY = 20;

/** From this many per cent in common on two segments count as the same. */
const SAME_PERCENT = 90;

/** Can two segments of these sizes be nearly the same? Spares the count of what they have in common. */
export const mayBeSame = (one: number, other: number): boolean =>
  Math.min(one, other) * 100 >= Math.max(one, other) * SAME_PERCENT;

/** Per cent of the larger one that are in both, when that is nearly all of it; else null. */
export const sameness = (sizes: { one: number; other: number; both: number }): number | null => {
  const largest = Math.max(sizes.one, sizes.other);
  const percent = largest === 0 ? 0 : Math.floor((sizes.both * 100) / largest);
  return percent >= SAME_PERCENT ? percent : null;
};
