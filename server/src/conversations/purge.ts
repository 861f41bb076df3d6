import type { Knex } from 'knex';
import { contactTable, type RemoveEffect } from '../contacts/public';
import { dropFiles } from '../media/public';
import type { Sql } from '../strapi/db';
import { countOf, type Keeping } from '../strapi/keeping';
import { readRow } from '../strapi/table';
import { fileOf } from './domain/file-of';
import { dropQuestions } from './events';
import { dropTexts } from './texts';
import {
  conversationEventTable,
  conversationTable,
  messageTable,
  type ConversationRow,
  type MessageRow,
} from './tables';

const MESSAGES = messageTable.table;
const TALKS = conversationTable.table;
/** With their files and threads about 50 ms. */
const PIECE = 500;
/** What comes of these must still find its row. */
const UNDER_WAY: MessageRow['state'][] = ['queued', 'sending', 'uncertain'];

type Doomed = Pick<MessageRow, 'id' | 'payload' | 'conversationId'>;

const doomed = async (query: Knex.QueryBuilder): Promise<Doomed[]> =>
  (
    (await query.limit(PIECE).select('id', 'payload', 'conversation_id')) as Record<
      string,
      unknown
    >[]
  ).map((raw) => readRow(messageTable, raw));

const old = (sql: Sql, before: number) =>
  sql(MESSAGES).where('at', '<', before).whereNotIn('state', UNDER_WAY);

/**
 * A thread whose last message went shows no words of it. It stays, with who looks after it and the id of that message:
 * by this bots know that it is not a new one.
 */
const emptyThreads = async (trx: Knex.Transaction, rows: readonly Doomed[]): Promise<void> => {
  await trx(TALKS)
    .whereIn(
      'last_message_id',
      rows.map(({ id }) => id)
    )
    .whereIn('id', [...new Set(rows.map(({ conversationId }) => conversationId))])
    .update({
      last_text: null,
      close_reason: null,
      last_type: null,
      last_direction: null,
      unread: 0,
      referral: null,
      last_inbound_wamid: null,
    });
};

/** Ids and name of who wrote a message in a group. */
const authorsOf = ({ payload, body }: MessageRow): string[] =>
  [...(payload?.author ?? []), body?.sender].filter((one) => typeof one === 'string');

/** Work of rooms above when messages are deleted, inside the transaction. */
export type MessagesGone = (trx: Knex.Transaction, messageIds: readonly number[]) => Promise<void>;

export interface MessagePurge {
  /** Work of rooms above (attempts of sends); filled by the wiring. */
  effects: MessagesGone[];
  /** Deletes a piece of these people's messages; answers how many, 0 = none is left. One that is being sent stays. */
  piece(trx: Knex.Transaction, contactIds: readonly number[]): Promise<number>;
  /**
   * Deletes what erased people wrote in groups, in the next piece of group messages. `isAbout`: one of these texts names
   * one of them. `last` null: there were no more.
   */
  groupPiece(
    trx: Knex.Transaction,
    ask: { after: number; isAbout: (texts: Iterable<string>) => boolean }
  ): Promise<{ last: number | null; removed: number }>;
  /** For `contactsService.removeEffects`: the threads of deleted people, and what was still to be sent. */
  removeEffect: RemoveEffect;
  /** Messages and notes whose time is over. */
  keeping: Keeping;
}

/** Deletes messages, with their files and what other rooms keep of them. */
export const createMessagePurge = (): MessagePurge => {
  const effects: MessagesGone[] = [];

  const removeRows = async (trx: Knex.Transaction, rows: readonly Doomed[]): Promise<void> => {
    const ids = rows.map(({ id }) => id);
    const attachedIds = rows.flatMap(({ payload }) => {
      const file = fileOf(payload);
      return file?.from === 'attached' ? [file.id] : [];
    });
    await dropFiles(trx, { messageIds: ids, attachedIds });
    for (const effect of effects) await effect(trx, ids);
    await dropTexts(trx, ids);
    await trx(MESSAGES).whereIn('id', ids).delete();
  };
  /** Some messages of threads that stay. Threads are locked before their messages, as a permit takes them (engine 9). */
  const removeFromThreads = async (trx: Knex.Transaction, rows: readonly Doomed[]) => {
    if (rows.length === 0) return;
    const threads = [...new Set(rows.map(({ conversationId }) => conversationId))];
    await trx(TALKS).whereIn('id', threads).orderBy('id').forUpdate().select('id');
    await removeRows(trx, rows);
    await emptyThreads(trx, rows);
  };
  const piece: MessagePurge['piece'] = async (trx, contactIds) => {
    const theirs = trx(MESSAGES).whereIn('contact_id', [...contactIds]);
    const rows = await doomed(theirs.whereNot({ state: 'sending' }));
    if (rows.length > 0) await removeRows(trx, rows);
    return rows.length;
  };
  const groupPiece: MessagePurge['groupPiece'] = async (trx, { after, isAbout }) => {
    const groups = trx(contactTable.table).where({ source: 'group' }).select('id');
    const raw = (await trx(MESSAGES)
      .whereIn('contact_id', groups)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PIECE)) as Record<string, unknown>[];
    const rows = raw.map((one) => readRow(messageTable, one));
    const theirs = rows.filter((row) => isAbout(authorsOf(row)));
    await removeFromThreads(trx, theirs);
    return { last: rows.at(-1)?.id ?? null, removed: theirs.length };
  };
  const removeEffect: RemoveEffect = async (trx, contactIds) => {
    const threads = () =>
      trx(TALKS)
        .select('id')
        .whereIn('contact_id', [...contactIds]);
    // Threads before their messages, as a permit takes them (engine 9).
    await threads().orderBy('id').forUpdate();
    await dropQuestions(trx, contactIds);
    await trx(conversationEventTable.table).whereIn('conversation_id', threads()).delete();
    while ((await piece(trx, contactIds)) > 0);
    await trx(TALKS)
      .whereIn('contact_id', [...contactIds])
      .delete();
  };
  const keeping: Keeping = {
    count: (sql, before) => countOf(old(sql, before)),
    purge: async (trx, before) => {
      // The index on `at` finds them.
      const rows = await doomed(old(trx, before).orderBy('at'));
      await removeFromThreads(trx, rows);
      return rows.length;
    },
  };
  return { effects, piece, groupPiece, removeEffect, keeping };
};

/** A page of a person's messages by id, for the export of one person: memory stays bounded. */
export const messagesOfPerson = async (
  sql: Sql,
  contactId: number,
  { after, limit }: { after: number; limit: number }
): Promise<MessageRow[]> =>
  (
    (await sql(MESSAGES)
      .where({ contact_id: contactId })
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)) as Record<string, unknown>[]
  ).map((raw) => readRow(messageTable, raw));

export const threadsOfPerson = async (sql: Sql, contactId: number): Promise<ConversationRow[]> =>
  (
    (await sql(TALKS).where({ contact_id: contactId }).orderBy('id')) as Record<string, unknown>[]
  ).map((raw) => readRow(conversationTable, raw));

export const countMessagesOf = (sql: Sql, contactId: number): Promise<number> =>
  countOf(sql(MESSAGES).where({ contact_id: contactId }));
