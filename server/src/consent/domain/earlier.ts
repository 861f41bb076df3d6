import type { Word } from './merged';

interface Earlier {
  marketingRefusedAt: number | null;
  utilityRefusedAt: number | null;
}

/**
 * What somebody had refused before their row was made (they were deleted since): no line of its ledger says so, and it is
 * ordered with the lines all the same.
 */
export const earlierRefusals = ({ marketingRefusedAt, utilityRefusedAt }: Earlier): Word[] =>
  (
    [
      ['marketing', marketingRefusedAt],
      ['utility', utilityRefusedAt],
    ] as const
  ).flatMap(([category, at]) =>
    at === null ? [] : [{ category, topic: null, action: 'opt-out' as const, at }]
  );
