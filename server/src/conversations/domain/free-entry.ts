import type { ConversationRow } from '../tables';
import { isWindowOpen, SAFETY_MS, WINDOW_MS } from './window';

type Entry = Pick<ConversationRow, 'adAt' | 'freeUntil' | 'waitingSince' | 'windowExpiresAt'>;

/** Is everything free of charge at `now`? Meta told it; free of charge is not free-form. */
export const isFreeEntry = ({ freeUntil }: Pick<Entry, 'freeUntil'>, now: number): boolean =>
  freeUntil !== null && now + SAFETY_MS < freeUntil;

/**
 * What is known of the 72 hours after an ad. Meta opens them with the first answer within a day and says with that
 * answer's status when they end; until then only the last moment for the answer is known, and none where Meta has said that
 * the window is closed. Source: Meta, "Pricing on the WhatsApp Business Platform", free entry points.
 */
export const freeEntryOf = (
  { adAt, freeUntil, waitingSince, windowExpiresAt }: Entry,
  now: number
): { until: number | null; answerBy: number | null } => {
  if (isFreeEntry({ freeUntil }, now)) return { until: freeUntil, answerBy: null };
  const unanswered = adAt !== null && waitingSince !== null && waitingSince <= adAt;
  const answerBy = unanswered ? adAt + WINDOW_MS : null;
  const isInTime = answerBy !== null && answerBy > now && isWindowOpen(windowExpiresAt, now);
  return { until: null, answerBy: isInTime ? answerBy : null };
};
