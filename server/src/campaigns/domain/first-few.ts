import type { CanaryPlan } from '../../contracts/campaign-trial';

/** How many of the receivers get it before the others wait for a decision; null: everybody gets it at once. */
export const firstFew = (
  canary: CanaryPlan | null,
  receivers: number
): { people: number; isExact: boolean } | null => {
  if (!canary) return null;
  const { people } = canary;
  if (people.kind === 'first') return { people: Math.min(receivers, people.count), isExact: true };
  const group =
    people.kind === 'share'
      ? Math.round((receivers * people.percent) / 100)
      : people.contactIds.length;
  return { people: Math.min(receivers, group), isExact: false };
};
