import type { Knex } from 'knex';
import { readRow, writeRow } from '../strapi/table';
import { joinedStanding } from './domain/standing';
import { joinedWaiting } from './domain/waiting';
import { dropAnswered, moveEvents } from './events';
import { conversationTable, messageTable, type ConversationRow } from './tables';

const CONVERSATIONS = conversationTable.table;
const MESSAGES = messageTable.table;

const threadsOf = async (trx: Knex.Transaction, contactId: number): Promise<ConversationRow[]> => {
  const raw = await trx(CONVERSATIONS)
    .where({ contact_id: contactId })
    .orderBy('id')
    .forUpdate()
    .select<Record<string, unknown>[]>();
  return raw.map((row) => readRow(conversationTable, row));
};

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** What the surviving thread takes over: nothing unread, no window and no newer message gets lost. */
const joined = (keep: ConversationRow, gone: ConversationRow): Partial<ConversationRow> => {
  const newer = gone.lastMessageAt > keep.lastMessageAt ? gone : keep;
  const inbound = (gone.lastInboundAt ?? 0) > (keep.lastInboundAt ?? 0) ? gone : keep;
  return {
    ...joinedStanding(keep, gone),
    ...joinedWaiting(keep, gone),
    assigneeId: keep.assigneeId ?? gone.assigneeId,
    botPausedAt: keep.botPausedAt ?? gone.botPausedAt,
    botPausedBy: keep.botPausedBy ?? gone.botPausedBy,
    referral: keep.referral ?? gone.referral,
    unread: keep.unread + gone.unread,
    windowExpiresAt: later(keep.windowExpiresAt, gone.windowExpiresAt),
    adAt: later(keep.adAt, gone.adAt),
    freeUntil: later(keep.freeUntil, gone.freeUntil),
    lastInboundAt: inbound.lastInboundAt,
    lastInboundWamid: inbound.lastInboundWamid,
    lastMessageAt: newer.lastMessageAt,
    wokenAt: newer.wokenAt,
    lastMessageId: newer.lastMessageId,
    lastText: newer.lastText,
    lastDirection: newer.lastDirection,
    lastType: newer.lastType,
  };
};

/** Of two threads with one number `gone` becomes part of `keep`, and is there until its effects are done. */
export type JoinEffect = (
  trx: Knex.Transaction,
  threads: { readonly keep: ConversationRow; readonly gone: ConversationRow }
) => Promise<void>;

/** Two contacts are one person: one thread per number remains, with the messages of both (engine 15). */
export const mergeConversations = async (
  trx: Knex.Transaction,
  { winner, loser }: { winner: { id: number }; loser: { id: number } },
  effects: readonly JoinEffect[]
): Promise<void> => {
  const kept = await threadsOf(trx, winner.id);
  for (const gone of await threadsOf(trx, loser.id)) {
    const keep = kept.find((thread) => thread.accountId === gone.accountId);
    if (!keep) {
      await trx(CONVERSATIONS).where({ id: gone.id }).update({ contact_id: winner.id });
      continue;
    }
    await trx(MESSAGES).where({ conversation_id: gone.id }).update({ conversation_id: keep.id });
    await moveEvents(trx, gone.id, keep.id);
    for (const effect of effects) await effect(trx, { keep, gone });
    await trx(CONVERSATIONS)
      .where({ id: keep.id })
      .update(writeRow(conversationTable, joined(keep, gone)));
    await trx(CONVERSATIONS).where({ id: gone.id }).del();
  }
  await trx(MESSAGES).where({ contact_id: loser.id }).update({ contact_id: winner.id });
  await dropAnswered(trx, winner.id);
};
