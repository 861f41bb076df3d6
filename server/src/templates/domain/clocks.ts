import {
  isReviewAsked,
  isReviewOpen,
  REVIEW_MS,
  SOON_MS,
  type ReviewResult,
  type TemplateReview,
} from '../../contracts/template-review';
import type { Cause } from './history';
import type { TemplateRow } from '../tables';

type Window = Pick<TemplateReview, 'about' | 'endsAt'>;
type Reviewed = Pick<
  TemplateRow,
  'status' | 'category' | 'previousCategory' | 'metaCreatedAt' | 'categoryChangedAt'
>;

const endOf = (from: number | null): number | null => (from === null ? null : from + REVIEW_MS);

/** What a review by Meta would be about, and until when it may be asked for (T-19, T-21, T-22). */
export const reviewWindow = (row: Reviewed): Window => {
  if (row.status === 'REJECTED') return { about: 'rejection', endsAt: null };
  if (row.status !== 'APPROVED' && row.status !== 'PAUSED') return { about: null, endsAt: null };
  const isMoved =
    row.categoryChangedAt !== null ||
    (row.previousCategory !== null && row.previousCategory !== row.category);
  return isMoved
    ? { about: 'category', endsAt: endOf(row.categoryChangedAt) }
    : { about: 'creation', endsAt: endOf(row.metaCreatedAt) };
};

type Asked = Pick<
  TemplateRow,
  'reviewAskedAt' | 'reviewAskedBy' | 'reviewAbout' | 'reviewResult' | 'reviewResultAt'
>;

/** The review of a template as pages show it. */
export const reviewOf = (row: Reviewed & Asked): TemplateReview => ({
  ...reviewWindow(row),
  asked:
    row.reviewAskedAt === null || row.reviewAbout === null
      ? null
      : {
          at: row.reviewAskedAt,
          by: row.reviewAskedBy,
          about: row.reviewAbout,
          result: row.reviewResult,
          resultAt: row.reviewResultAt,
        },
});

/** The request waits for Meta's answer. */
export const isAsked = (row: Pick<TemplateRow, 'reviewAskedAt' | 'reviewResult'>): boolean =>
  row.reviewAskedAt !== null && row.reviewResult === null;

/**
 * The end of a review's time that is near and of which no notice went out; null: none. Who has asked for that review already
 * needs no reminder; a request of before Meta's last move was for another one.
 */
export const soonOver = (
  row: Reviewed & Pick<TemplateRow, 'reviewAskedAt' | 'reviewAbout' | 'reviewToldFor'>,
  now: number
): number | null => {
  const { about, endsAt } = reviewWindow(row);
  if (endsAt === null || !isReviewOpen({ about, endsAt }, now) || endsAt - now > SOON_MS)
    return null;
  if (row.reviewToldFor === endsAt) return null;
  const { reviewAskedAt: at, reviewAbout } = row;
  const asked = at === null || reviewAbout === null ? null : { at, about: reviewAbout };
  return isReviewAsked({ about, endsAt, asked }) ? null : endsAt;
};

/** What a change by Meta says of the review that somebody asked for; null: nothing. */
const answerIn = (row: TemplateRow, change: Partial<TemplateRow>): ReviewResult | null => {
  if (!isAsked(row)) return null;
  if (row.reviewAbout === 'rejection') {
    if (change.status === 'APPROVED') return 'granted';
    return change.status === 'REJECTED' && row.status === 'IN_APPEAL' ? 'refused' : null;
  }
  const to = change.category;
  // To marketing Meta moves of its own accord: nobody asks for that.
  return to !== undefined && to !== row.category && to !== 'MARKETING' ? 'granted' : null;
};

interface When {
  /** Now. */
  at: number;
  /** Meta's own time of the news. */
  toldAt: number;
  cause: Cause;
}

const announcement = (
  row: TemplateRow,
  { at, cause: { said } }: Pick<When, 'at' | 'cause'>
): Partial<TemplateRow> => {
  if (said?.kind !== 'category-coming' || said.to === row.category) return {};
  const comingAt = said.effectiveAt ?? null;
  if (row.comingCategory === said.to && (comingAt === null || row.comingAt === comingAt)) return {};
  return {
    comingCategory: said.to,
    comingAt,
    noticeKind: 'coming',
    noticeAt: at,
    noticeMailedAt: null,
  };
};

/** A move that was announced took effect when Meta had said, not when a sync found it. */
const movedAt = (row: TemplateRow, to: string, { at, toldAt, cause }: When): number => {
  if (cause.effectiveAt !== undefined) return cause.effectiveAt;
  const { comingCategory, comingAt } = row;
  const wasDue = comingCategory === to && comingAt !== null && comingAt <= at;
  return cause.via === 'sync' && wasDue ? comingAt : toldAt;
};

/**
 * What follows for the clocks, for an announced category, for a review and for the notice, where Meta (not one of us)
 * changed a template; of one that is gone only the notice ends. Pure.
 */
export const consequences = (
  row: TemplateRow,
  change: Partial<TemplateRow>,
  when: When
): Partial<TemplateRow> => {
  // Of what is gone nobody has to look at anything.
  if (change.status === 'MISSING' && row.noticeKind !== null)
    return { noticeKind: null, noticeAt: null };
  if (when.cause.via === 'person' || row.status === 'DRAFT') return {};
  // Another template under the same name was not moved.
  if (change.metaId !== undefined && row.metaId !== null && change.metaId !== row.metaId) return {};
  const result = answerIn(row, change);
  const { category } = change;
  const isMoved = category !== undefined && category !== row.category;
  return {
    ...announcement(row, when),
    ...(isMoved
      ? {
          previousCategory: change.previousCategory ?? row.category,
          categoryChangedAt: movedAt(row, category, when),
          comingCategory: null,
          comingAt: null,
          ...(result === 'granted'
            ? { noticeKind: null, noticeAt: null }
            : { noticeKind: 'moved' as const, noticeAt: when.at, noticeMailedAt: null }),
        }
      : {}),
    ...(result ? { reviewResult: result, reviewResultAt: when.toldAt } : {}),
  };
};
