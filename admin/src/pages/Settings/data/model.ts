import type { RetentionKind, RetentionView } from '../../../../../server/src/contracts/privacy';

export type Kept = RetentionView['kinds'][number];

/** What was changed on the page, by kind; `undefined` days = an empty field. */
export type Days = number | null | undefined;
export type Changes = Partial<Record<RetentionKind, Days>>;

export const MOST_DAYS = 3650;
/** Offered when somebody ends keeping for good. */
export const FIRST_DAYS = 365;

export const daysOf = (kept: Kept, changes: Changes): Days =>
  kept.kind in changes ? changes[kept.kind] : kept.days;

export const isFit = (kept: Kept, days: Days): boolean =>
  days === null
    ? kept.canKeep
    : days !== undefined && Number.isInteger(days) && days >= kept.leastDays && days <= MOST_DAYS;

/** Only what differs from what is saved. */
export const changed = (kinds: readonly Kept[], changes: Changes): Kept[] =>
  kinds.filter((kept) => daysOf(kept, changes) !== kept.days);

/** Kinds that would be deleted sooner than now: it is asked before. */
export const shortened = (kinds: readonly Kept[], changes: Changes): Kept[] =>
  changed(kinds, changes).filter((kept) => {
    const days = daysOf(kept, changes);
    return typeof days === 'number' && (kept.days === null || days < kept.days);
  });

/** The body of the request; null while a field does not fit. */
export const bodyOf = (
  kinds: readonly Kept[],
  changes: Changes
): Partial<Record<RetentionKind, number | null>> | null => {
  const body: Partial<Record<RetentionKind, number | null>> = {};
  for (const kept of changed(kinds, changes)) {
    const days = daysOf(kept, changes);
    if (!isFit(kept, days) || days === undefined) return null;
    body[kept.kind] = days;
  }
  return body;
};
