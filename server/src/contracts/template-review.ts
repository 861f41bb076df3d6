import { z } from 'zod';
import { instant } from './common';

const DAY_MS = 86_400_000;
/** Meta takes a request for a review so long after the creation, and after it changed the category (T-19, T-21). */
export const REVIEW_MS = 60 * DAY_MS;
/** So long before the end those who may manage templates get a notice. */
export const SOON_MS = 7 * DAY_MS;

/** `creation`: of the category in which it was approved; `category`: of Meta's change; `rejection`: of the refusal. */
export const reviewAbout = z.enum(['creation', 'category', 'rejection']);
export type ReviewAbout = z.infer<typeof reviewAbout>;

/** `granted`: Meta changed its decision. */
export const reviewResult = z.enum(['granted', 'refused']);
export type ReviewResult = z.infer<typeof reviewResult>;

/** Meta has no endpoint for a review: it is asked for in WhatsApp Manager, and what we know is recorded. */
export const templateReview = z.object({
  /** What a review would be about now; null: there is nothing to review. */
  about: reviewAbout.nullable(),
  /** Until when Meta takes the request; null: a rejection, or a beginning that is not known. */
  endsAt: instant.nullable(),
  /** The last request. */
  asked: z
    .object({
      at: instant,
      /** The name that the person had then. */
      by: z.string().nullable(),
      about: reviewAbout,
      result: reviewResult.nullable(),
      resultAt: instant.nullable(),
    })
    .nullable(),
});
export type TemplateReview = z.infer<typeof templateReview>;

/** PUT /templates/:id/review: Meta's answer, as somebody read it. */
export const reviewResultBody = z.object({ result: reviewResult });

/** Made by our screens, or in WhatsApp Manager (T-23). */
export const templatePlace = z.enum(['here', 'manager']);
export type TemplatePlace = z.infer<typeof templatePlace>;

/** Why a template is counted in the menu until somebody has seen it. */
export const templateNotice = z.enum(['coming', 'moved', 'review-soon']);
export type TemplateNotice = z.infer<typeof templateNotice>;

/** DELETE /templates/:id/notice: the notice that was seen. */
export const noticeSeenQuery = z.object({ kind: templateNotice });

/** What is known of a template's beginnings. Null: not known. */
export const templateClocks = z.object({
  /** When it came into being at Meta. */
  createdAt: instant.nullable(),
  /** When it was approved for the first time. */
  approvedAt: instant.nullable(),
  /** When Meta moved it to another category. */
  categoryChangedAt: instant.nullable(),
});

/** GET /templates/notices */
export const templateNoticesResult = z.object({ count: z.number().int() });
export type TemplateNoticesResult = z.infer<typeof templateNoticesResult>;

type Window = Pick<TemplateReview, 'about' | 'endsAt'>;

/** The request may be made now; Meta takes that of a rejection without a bound that we know. */
export const isReviewOpen = ({ about, endsAt }: Window, now: number): boolean =>
  about === 'rejection' || (about !== null && endsAt !== null && now <= endsAt);

/**
 * The last request is for the decision that a review would be about now. One of before Meta's last move was for another
 * decision, answered or not.
 */
export const isReviewAsked = ({
  about,
  endsAt,
  asked,
}: Window & {
  asked: Pick<NonNullable<TemplateReview['asked']>, 'at' | 'about'> | null;
}): boolean =>
  asked !== null && asked.about === about && (endsAt === null || asked.at >= endsAt - REVIEW_MS);

/** Whole days that are left; 0 on the last one. */
export const reviewDaysLeft = (endsAt: number, now: number): number =>
  Math.max(0, Math.floor((endsAt - now) / DAY_MS));
