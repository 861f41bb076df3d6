import {
  isReviewOpen,
  REVIEW_MS,
  reviewDaysLeft,
} from '../../../../../server/src/contracts/template-review';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { useCategoryWord } from './CategoryNews';

/** While Meta takes a request for a review of the category: how it came about, and what can be done until when. */
export const useReviewWords = (
  { category, review }: Pick<TemplateView, 'category' | 'review'>,
  now: number
): { why: string; until: string } | null => {
  const t = useT();
  const moments = useMoments();
  const word = useCategoryWord();
  const { about, endsAt } = review;
  // A rejection has its own three ways on.
  if (about === null || about === 'rejection' || endsAt === null || !isReviewOpen(review, now))
    return null;
  const day = moments.full(endsAt - REVIEW_MS);
  return {
    why: t(`templates.review.why.${about}`, { category: word(category), day }),
    until: t('templates.review.until', {
      until: moments.full(endsAt),
      days: reviewDaysLeft(endsAt, now),
    }),
  };
};
