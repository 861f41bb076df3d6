import type { CanaryPlan, TrialPlan } from '../../contracts/campaign-trial';

/** Those who get a campaign before the others wait. */
export interface FirstFew {
  people: number;
  /** Wait for the decision of a person. Others of a campaign with a test wait for its result. */
  waiting: number;
  /** False: a share is drawn by chance, and of chosen testers those who are not among the people do not count. */
  isExact: boolean;
}

const sizeOf = (group: CanaryPlan['people'], due: number): number => {
  if (group.kind === 'first') return group.count;
  return group.kind === 'share' ? Math.round((due * group.percent) / 100) : group.contactIds.length;
};

/** How many of the receivers get it before the others wait for a decision; null: everybody gets it at once. */
export const firstFew = (
  { canary, test }: Pick<TrialPlan, 'canary' | 'test'>,
  receivers: number
): FirstFew | null => {
  if (!canary) return null;
  // With an A/B test the test batch is taken from its people: nobody else is due before it has a result.
  const due = test ? Math.round((receivers * test.sharePercent) / 100) : receivers;
  const people = Math.min(due, sizeOf(canary.people, due));
  return { people, waiting: due - people, isExact: canary.people.kind === 'first' && !test };
};
