import type { GuardPlan } from '../../contracts/campaign-trial';

/** What happened since some moment. `attempted`: messages with a result, accepted or failed. */
export interface Happened {
  attempted: number;
  failed: number;
  optedOut: number;
}

export type GuardRail = 'guard-failed' | 'guard-opted-out';

const share = (part: number, of: number): number => Math.round((part * 1_000) / of) / 10;

/** Which guard rail is crossed, with the rate in percent; null below the minimum sample or within the rails. */
export const crossed = (
  plan: GuardPlan,
  { attempted, failed, optedOut }: Happened
): { rail: GuardRail; percent: number } | null => {
  if (attempted < plan.least) return null;
  const rates: [GuardRail, number, number | null][] = [
    ['guard-failed', failed, plan.failedPercent],
    ['guard-opted-out', optedOut, plan.optOutPercent],
  ];
  const hit = rates.find(([, n, most]) => most !== null && n * 100 > most * attempted);
  return hit ? { rail: hit[0], percent: share(hit[1], attempted) } : null;
};
