import type { TemplateStatus } from '../../contracts/templates';
import { byWord } from '../../kernel/words';

const OURS = byWord<TemplateStatus>({
  APPROVED: 'APPROVED',
  REINSTATED: 'APPROVED',
  UNARCHIVED: 'APPROVED',
  UNLOCKED: 'APPROVED',
  PENDING: 'PENDING',
  IN_REVIEW: 'PENDING',
  REJECTED: 'REJECTED',
  PAUSED: 'PAUSED',
  DISABLED: 'DISABLED',
  IN_APPEAL: 'IN_APPEAL',
  DELETED: 'MISSING',
  PENDING_DELETION: 'MISSING',
});

/** Our word for Meta's status; what we do not know is never sendable. */
export const statusOf = (word: string): TemplateStatus => {
  const known = word.toUpperCase();
  return OURS.get(known) ?? 'OTHER';
};

/**
 * Status after an event of Meta, null when the event changes none: FLAGGED is a warning on an approved template, and
 * LOCKED only stops editing.
 */
export const statusAfterEvent = (event: string): TemplateStatus | null =>
  event === 'FLAGGED' || event === 'LOCKED' || event === 'UNLOCKED' ? null : statusOf(event);

/** `en-US` as Meta's webhooks write it, `en_US` as its lists do: one form. */
export const languageOf = (language: string): string => language.replaceAll('-', '_').slice(0, 12);

/** `NONE` and null are no reasons. */
export const reasonOf = (reason: string | null | undefined): string | null =>
  reason && reason.toUpperCase() !== 'NONE' ? reason : null;

export const qualityOf = (score: string | null | undefined): string =>
  score && ['GREEN', 'YELLOW', 'RED'].includes(score.toUpperCase())
    ? score.toUpperCase()
    : 'UNKNOWN';
