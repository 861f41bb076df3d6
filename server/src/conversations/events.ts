import type { Knex } from 'knex';
import type { ConversationEventKind } from '../contracts/conversations';
import { wellFormed, withoutNul } from '../kernel/json';
import type { FeedEntry } from '../realtime/public';
import { pieces, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { conversationById, updateConversation } from './store';
import {
  conversationEventTable,
  conversationTable,
  type ConversationEventRow,
  type ConversationRow,
} from './tables';

const TABLE = conversationEventTable.table;
type Raw = Record<string, unknown>;

/** Something that happened with a conversation beside its messages. */
export interface NewEvent {
  conversationId: number;
  kind: ConversationEventKind;
  /** Our time, epoch milliseconds. */
  at: number;
  /** Administrator who did it; null: nobody, or the system. */
  agentId?: number | null;
  /** Administrator whom it concerns: the assignee. */
  targetId?: number | null;
  botId?: number | null;
  /** The run of the bot. */
  runId?: number | null;
  /** What it is about, as people know it: names of tags, of a bot, of a task. At most 500 characters are kept. */
  subject?: string | null;
}

const hintOf = (conversation: Pick<ConversationRow, 'id' | 'assigneeId'>): FeedEntry => ({
  type: 'conversation',
  id: conversation.id,
  scope: { assignees: [conversation.assigneeId] },
});

const threadsOf = async (trx: Knex.Transaction, contactIds: readonly number[]) => {
  const rows = await trx(conversationTable.table)
    .whereIn('contact_id', contactIds)
    .orderBy('id')
    .select<{ id: unknown; assignee_id: unknown }[]>('id', 'assignee_id');
  return rows.map((row) => ({
    id: Number(row.id),
    assigneeId: row.assignee_id === null ? null : Number(row.assignee_id),
  }));
};

const rowOf = (event: NewEvent) =>
  writeRow(conversationEventTable, {
    conversationId: event.conversationId,
    kind: event.kind,
    at: event.at,
    agentId: event.agentId ?? null,
    targetId: event.targetId ?? null,
    botId: event.botId ?? null,
    runId: event.runId ?? null,
    subject: event.subject ? wellFormed(withoutNul(event.subject).slice(0, 500)) : null,
  });

/** Says to open pages that something of this person changed, which all their threads show. */
export const hintsOfContact = async (
  trx: Knex.Transaction,
  contactId: number
): Promise<FeedEntry[]> => (await threadsOf(trx, [contactId])).map(hintOf);

/** Events of conversations that the caller has read already, whose hints it makes itself. */
export const recordEvents = async (trx: Knex.Transaction, events: NewEvent[]): Promise<void> => {
  for (const piece of pieces(events, 200)) await trx(TABLE).insert(piece.map(rowOf));
};

/** An event for every conversation of these people: somebody opted out, was tagged… Answers the hints. */
export const recordEventOfContacts = async (
  trx: Knex.Transaction,
  contactIds: number[],
  event: Omit<NewEvent, 'conversationId'>
): Promise<FeedEntry[]> => {
  if (contactIds.length === 0) return [];
  const threads = await threadsOf(trx, contactIds);
  await recordEvents(
    trx,
    threads.map(({ id }) => ({ ...event, conversationId: id }))
  );
  return threads.map(hintOf);
};

/** That a bot answered, or a flow said its first words. */
export const BOT_CAME = [
  'bot-answered',
  'flow-began',
] as const satisfies readonly ConversationEventKind[];

const hasAnsweredBot = async (trx: Knex.Transaction, conversationId: number): Promise<boolean> => {
  const row = await trx(TABLE)
    .where({ conversation_id: conversationId })
    .whereIn('kind', [...BOT_CAME])
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
};

/**
 * A person took over: bots are silent in this conversation until it is handed back (B-18). Doing it again changes
 * nothing. The thread tells it only where a bot had spoken: elsewhere there is nothing to pause that anybody knows of.
 */
export const pauseBots = async (
  trx: Knex.Transaction,
  conversationId: number,
  { by, at }: { by: number | null; at: number }
): Promise<FeedEntry[]> => {
  const conversation = await conversationById(trx, conversationId);
  if (!conversation || conversation.botPausedAt !== null) return [];
  await updateConversation(trx, conversationId, { botPausedAt: at, botPausedBy: by });
  if (await hasAnsweredBot(trx, conversationId))
    await recordEvents(trx, [{ conversationId, kind: 'bot-paused', at, agentId: by }]);
  return [hintOf(conversation)];
};

/**
 * Hands the conversation back to the bots. Doing it again changes nothing. `byClosing`: the thread says so only where a bot had
 * spoken, as it does of the pause.
 */
export const resumeBots = async (
  trx: Knex.Transaction,
  conversationId: number,
  { by, at, byClosing = false }: { by: number | null; at: number; byClosing?: boolean }
): Promise<FeedEntry[]> => {
  const conversation = await conversationById(trx, conversationId);
  if (!conversation || conversation.botPausedAt === null) return [];
  await updateConversation(trx, conversationId, { botPausedAt: null, botPausedBy: null });
  if (!byClosing || (await hasAnsweredBot(trx, conversationId)))
    await recordEvents(trx, [{ conversationId, kind: 'bot-resumed', at, agentId: by }]);
  return [hintOf(conversation)];
};

/** When it was last handed back to the bots; null: it never was. */
export const handedBackAt = async (sql: Sql, conversationId: number): Promise<number | null> => {
  const last = await sql(TABLE)
    .where({ conversation_id: conversationId, kind: 'bot-resumed' })
    .orderBy('at', 'desc')
    .first<{ at: unknown } | undefined>('at');
  return last ? Number(last.at) : null;
};

/** How many events a page of a thread carries at most: a thread has far fewer of them than messages. */
const MOST_EVENTS = 300;

/** Events of a thread between two instants, `from` included and `until` not; oldest first. */
export const listEvents = async (
  sql: Sql,
  conversationId: number,
  { from, until }: { from: number | null; until: number | null }
): Promise<ConversationEventRow[]> => {
  const query = sql(TABLE).where({ conversation_id: conversationId });
  if (from !== null) void query.where('at', '>=', from);
  if (until !== null) void query.where('at', '<', until);
  const raw = await query
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(MOST_EVENTS)
    .select<Raw[]>();
  return raw.map((row) => readRow(conversationEventTable, row)).reverse();
};

/** Events of a thread that becomes part of another one. */
export const moveEvents = (trx: Knex.Transaction, from: number, to: number): Promise<number> =>
  trx(TABLE).where({ conversation_id: from }).update({ conversation_id: to });

/** Questions whether two contacts are one person: one event in the threads of each, which names the other. */
const QUESTIONS = ['maybe-same', 'same-number'] as const satisfies readonly ConversationEventKind[];

const questionsOf = (trx: Knex.Transaction, contactIds: readonly number[]) =>
  trx(TABLE)
    .whereIn(
      'conversation_id',
      trx(conversationTable.table)
        .whereIn('contact_id', [...contactIds])
        .select('id')
    )
    .whereIn('kind', [...QUESTIONS]);

/** Deletes what asks about deleted people in the threads of others: it contains their names. Both were written at once. */
export const dropQuestions = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  const own = (await questionsOf(trx, contactIds).distinct('at')) as { at: unknown }[];
  // Without an index; hardly anybody was ever asked about.
  for (const { at } of own) {
    const both = (await trx(TABLE)
      .where({ at })
      .whereIn('kind', [...QUESTIONS])
      .select('id')) as { id: unknown }[];
    await trx(TABLE)
      .whereIn(
        'id',
        both.map(({ id }) => Number(id))
      )
      .delete();
  }
};

/** They are one person now: nothing is to be asked any more. */
export const dropAnswered = async (trx: Knex.Transaction, contactId: number): Promise<void> =>
  void (await questionsOf(trx, [contactId]).delete());
