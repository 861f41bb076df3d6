import { byWord } from '../../kernel/words';

/**
 * Fact side of a message (engine 3): the new rank is the maximum, so any order, any duplicates and any split over
 * workers give the same end. `failed` beats accepted and sent, never delivered or read.
 */
export const RANK = {
  none: 0,
  accepted: 10,
  sent: 20,
  failed: 30,
  delivered: 40,
  read: 50,
  played: 60,
} as const;

const BY_STATUS = byWord<number>({
  accepted: RANK.accepted,
  sent: RANK.sent,
  failed: RANK.failed,
  delivered: RANK.delivered,
  read: RANK.read,
  played: RANK.played,
});

/** Rank of a status word; null for one we do not know (kept, not counted). */
export const rankOf = (status: string): number | null => BY_STATUS.get(status) ?? null;
