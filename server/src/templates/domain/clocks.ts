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

/** Statuses in which a review of the category may be asked for. */
const isInUse = (status: TemplateRow['status']): boolean =>
  status === 'APPROVED' || status === 'PAUSED';

/** What a review by Meta would be about, and until when it may be asked for (T-19, T-21, T-22). */
export const reviewWindow = (row: Reviewed): Window => {
  if (row.status === 'REJECTED') return { about: 'rejection', endsAt: null };
  if (!isInUse(row.status)) return { about: null, endsAt: null };
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

type Answered = Pick<TemplateRow, 'reviewAbout' | 'reviewResult' | 'reviewResultAt'>;

/** The last move is what a review had asked for. To marketing Meta moves of its own accord: nobody asks for that. */
const isWon = (row: Reviewed & Answered): boolean =>
  row.reviewResult === 'granted' &&
  row.reviewAbout !== 'rejection' &&
  row.category !== 'MARKETING' &&
  row.categoryChangedAt !== null &&
  row.reviewResultAt !== null &&
  row.reviewResultAt >= row.categoryChangedAt;

/**
 * The end of a review's time that is near and of which no notice went out; null: none. Who has asked for that review already,
 * or got the category that was asked for, needs no reminder; a request of before Meta's last move was for another one.
 */
export const soonOver = (
  row: Reviewed & Answered & Pick<TemplateRow, 'reviewAskedAt' | 'reviewToldFor'>,
  now: number
): number | null => {
  const { about, endsAt } = reviewWindow(row);
  if (endsAt === null || !isReviewOpen({ about, endsAt }, now) || endsAt - now > SOON_MS)
    return null;
  if (row.reviewToldFor === endsAt || isWon(row)) return null;
  const { reviewAskedAt: at, reviewAbout } = row;
  const asked = at === null || reviewAbout === null ? null : { at, about: reviewAbout };
  return isReviewAsked({ about, endsAt, asked }) ? null : endsAt;
};

/** The notice of a near end has outlived the time, or the status, in which the review may be asked for. */
export const isSoonOverPast = (
  row: Reviewed & Pick<TemplateRow, 'noticeKind'>,
  now: number
): boolean =>
  row.noticeKind === 'review-soon' &&
  !(isInUse(row.status) && isReviewOpen(reviewWindow(row), now));

/** Somebody recorded that Meta granted the category, before Meta's change came. */
const isGrantedByHand = (row: TemplateRow): boolean =>
  row.reviewResult === 'granted' &&
  row.reviewAbout !== 'rejection' &&
  row.reviewAskedAt !== null &&
  row.reviewAskedAt >= (row.categoryChangedAt ?? 0);

/** What a change by Meta says of the review that somebody asked for; null: nothing. */
const answerIn = (row: TemplateRow, change: Partial<TemplateRow>): ReviewResult | null => {
  if (!isAsked(row) && !isGrantedByHand(row)) return null;
  if (row.reviewAbout === 'rejection') {
    if (change.status === 'APPROVED') return 'granted';
    return change.status === 'REJECTED' && row.status === 'IN_APPEAL' ? 'refused' : null;
  }
  const to = change.category;
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

/** Of what is gone nobody has to look at anything, and of what is not in use nobody can ask for a review. */
const endsNotice = ({ noticeKind }: TemplateRow, { status }: Partial<TemplateRow>): boolean =>
  noticeKind !== null &&
  status !== undefined &&
  (status === 'MISSING' || (noticeKind === 'review-soon' && !isInUse(status)));

/**
 * What follows for the clocks, for an announced category, for a review and for the notice, where Meta (not one of us)
 * changed a template. A notice that is over ends, also where one of us made the change. Pure.
 */
export const consequences = (
  row: TemplateRow,
  change: Partial<TemplateRow>,
  when: When
): Partial<TemplateRow> => {
  const ended = endsNotice(row, change) ? { noticeKind: null, noticeAt: null } : {};
  if (change.status === 'MISSING' && row.noticeKind !== null) return ended;
  if (when.cause.via === 'person' || row.status === 'DRAFT') return ended;
  // Another template under the same name was not moved.
  if (change.metaId !== undefined && row.metaId !== null && change.metaId !== row.metaId) return {};
  const result = answerIn(row, change);
  const { category } = change;
  const isMoved = category !== undefined && category !== row.category;
  const moved = isMoved ? movedAt(row, category, when) : null;
  return {
    ...ended,
    ...announcement(row, when),
    ...(isMoved
      ? {
          previousCategory: change.previousCategory ?? row.category,
          categoryChangedAt: moved,
          comingCategory: null,
          comingAt: null,
          ...(result === 'granted'
            ? { noticeKind: null, noticeAt: null }
            : { noticeKind: 'moved' as const, noticeAt: when.at, noticeMailedAt: null }),
        }
      : {}),
    // The move is the answer: it counts for the category that it gives, by whatever clock Meta dates it.
    ...(result ? { reviewResult: result, reviewResultAt: Math.max(when.toldAt, moved ?? 0) } : {}),
  };
};
