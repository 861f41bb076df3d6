import type { SegmentView } from '../../contracts/segments';

type Use = SegmentView['uses'][number];

/** Each use once: an automation may ask by itself and in its own flow. What asks now comes before an earlier version. */
export const distinctUses = (uses: readonly Use[]): Use[] => {
  const found = new Map<string, Use>();
  for (const use of uses) {
    const key = `${use.kind} ${use.id}`;
    if (!found.has(key) || !use.earlier) found.set(key, use);
  }
  return [...found.values()];
};
