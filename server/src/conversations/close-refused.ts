import type { Knex } from 'knex';
import type { FeedEntry } from '../realtime/public';
import { windowRefused } from './domain/window';
import { conversationOf, lockConversation, updateConversation } from './store';

/** Free text that Meta refused because it counts the window as closed. */
export interface RefusedText {
  accountId: number;
  contactId: number;
  /** When it was sent, epoch milliseconds. */
  sentAt: number;
}

/**
 * Meta's word on a window counts, not our clock: the window of this person with this number is closed until they write again.
 * What they wrote since the refused message keeps it open. It locks conversations, which come before recipients and messages;
 * the caller holds the people. Answers what open pages hear.
 */
export const closeRefused = async (
  trx: Knex.Transaction,
  refused: readonly RefusedText[]
): Promise<FeedEntry[]> => {
  const hints: FeedEntry[] = [];
  for (const { sentAt, ...pair } of refused) {
    const found = await conversationOf(trx, pair);
    const conversation = found && (await lockConversation(trx, found.id));
    const windowExpiresAt = conversation && windowRefused(conversation, sentAt);
    if (!conversation || windowExpiresAt === null) continue;
    const { id, assigneeId } = conversation;
    await updateConversation(trx, id, { windowExpiresAt });
    hints.push({ type: 'conversation', id, scope: { assignees: [assigneeId] } });
  }
  return hints;
};
