import { tailOf } from '../cloud-api/wamid';
import type { Knex } from 'knex';
import type { MessageCategory } from '../consent/public';
import { contactsService } from '../contacts/public';
import type { MessageBody } from '../contracts/conversations';
import type { FileRef } from '../contracts/media';
import {
  conversationTable,
  holdThreads,
  messageTable,
  noteTexts,
  type MessageRow,
} from '../conversations/public';
import { wellFormed } from '../kernel/json';
import { messageLine } from '../sending/public';
import { among, updateFromSql } from '../strapi/batch';
import { dialectOf, type Db } from '../strapi/db';
import { insertMany } from '../strapi/insert';
import type { Core } from '@strapi/strapi';
import { recipientTable, type RecipientRow } from './tables';

const CONVERSATIONS = conversationTable.table;
const MESSAGES = messageTable.table;

/** A recipient's message as it stands in the thread. */
export interface ThreadItem {
  /** The row as it is now: a status may have come before our own answer was written. */
  row: RecipientRow;
  body: MessageBody;
  file: FileRef | null;
  category: MessageCategory;
  at: number;
}

type Pair = Pick<RecipientRow, 'accountId' | 'contactId'>;

/** Person and number of rows, before anything of them is locked. */
export const threadsOf = async (
  trx: Knex.Transaction,
  ids: readonly number[],
  { withoutMessage }: { withoutMessage: boolean }
): Promise<Pair[]> => {
  if (ids.length === 0 || dialectOf(trx) === 'sqlite') return [];
  const query = trx(recipientTable.table).modify(among(dialectOf(trx), 'id', ids));
  if (withoutMessage) void query.whereNull('wamid');
  const rows = await query.select<Record<string, unknown>[]>('account_id', 'contact_id');
  return rows.map((row) => ({
    accountId: Number(row.account_id),
    contactId: Number(row.contact_id),
  }));
};

/**
 * Takes the people of rows and their threads before the rows themselves, as the inbound side does: an opt-out holds its
 * person and then wants the rows, so that a transaction which took them the other way round would wait for it in a circle.
 */
export const holdPeopleOf = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  rows: readonly Pair[]
): Promise<void> => {
  if (rows.length === 0) return;
  const people = rows.map(({ contactId }) => contactId);
  await contactsService(strapi).hold(trx, people);
  for (const accountId of [...new Set(rows.map((row) => row.accountId))].sort((a, b) => a - b)) {
    const mine = rows.filter((row) => row.accountId === accountId);
    await holdThreads(trx, { accountId, contactIds: mine.map(({ contactId }) => contactId) });
  }
};

const ensureThreads = async (
  db: Db,
  trx: Knex.Transaction,
  { accountId, items }: { accountId: number; items: ThreadItem[] }
): Promise<Map<number, number>> => {
  // A campaign does not fill the list of open conversations: the thread opens when the person answers.
  const rows = items.map(({ row, at }) => ({
    accountId,
    contactId: row.contactId,
    status: 'closed' as const,
    unread: 0,
    lastMessageAt: at,
    origin: 'campaign' as const,
    sample: false,
    openedAt: at,
  }));
  await insertMany(db, trx, { into: conversationTable, rows, keys: ['accountId', 'contactId'] });
  const found = await trx(CONVERSATIONS)
    .where({ account_id: accountId })
    .modify(
      among(
        db.dialect,
        'contact_id',
        items.map(({ row }) => row.contactId)
      )
    )
    .select<{ id: unknown; contact_id: unknown }[]>('id', 'contact_id');
  return new Map(found.map((row) => [Number(row.contact_id), Number(row.id)]));
};

const messageOf = (
  { row, body, file, category, at }: ThreadItem,
  conversationId: number
): Partial<MessageRow> => ({
  conversationId,
  accountId: row.accountId,
  contactId: row.contactId,
  direction: 'out',
  origin: 'campaign',
  type: body.type,
  body,
  payload: file ? { file } : null,
  text: body.text ?? '',
  category,
  wamid: row.wamid,
  wamidKey: row.wamidKey,
  wamidTail: row.wamid ? tailOf(row.wamid) : null,
  state: 'accepted',
  rank: row.rank,
  attempt: row.attempt,
  lane: 2,
  dueAt: 0,
  campaignId: row.campaignId,
  recipientId: row.id,
  inLimit: false,
  priceCategory: row.priceCategory === 'service' ? row.priceCategory : null,
  priceType: row.priceCategory === 'service' ? row.priceType : null,
  sample: false,
  at,
  acceptedAt: row.acceptedAt,
  sentAt: row.sentAt,
  deliveredAt: row.deliveredAt,
  readAt: row.readAt,
  failedAt: row.failedAt,
  errorCode: row.errorCode,
  errorClass: row.errorClass,
  errorText: row.errorText,
});

/**
 * The last message of threads. A thread made for this very message has its time already: moving it would rewrite each
 * index that is sorted by time, for nothing.
 */
const bumpSql = (db: Db, which: 'same-time' | 'older'): string =>
  updateFromSql(db.dialect, {
    table: CONVERSATIONS,
    columns: [
      { name: 'id', type: 'int' },
      { name: 'at', type: 'int' },
      { name: 'txt', type: 'text' },
      { name: 'typ', type: 'text' },
      { name: 'mid', type: 'int' },
    ],
    set: {
      last_message_id: 'v.mid',
      last_text: 'v.txt',
      last_direction: `'out'`,
      last_type: 'v.typ',
      ...(which === 'older' ? { last_message_at: 'v.at' } : {}),
    },
    on: 't.id = v.id',
    where: which === 'older' ? 't.last_message_at < v.at' : 't.last_message_at = v.at',
  });

/**
 * Puts accepted campaign messages into their threads, in the transaction that records the fact. Repeats are harmless:
 * a wamid is in one message only. Neither opens a thread nor counts as unread.
 */
export const writeThreads = async (
  strapi: Core.Strapi,
  { db, trx }: { db: Db; trx: Knex.Transaction },
  items: ThreadItem[]
): Promise<void> => {
  for (const [accountId, mine] of byAccount(items)) {
    const contactIds = mine.map(({ row }) => row.contactId);
    await contactsService(strapi).touchOutbound(
      trx,
      contactIds,
      Math.max(...mine.map(({ at }) => at))
    );
    const threads = await ensureThreads(db, trx, { accountId, items: mine });
    const rows = mine.flatMap((item) => {
      const conversationId = threads.get(item.row.contactId);
      return conversationId ? [messageOf(item, conversationId)] : [];
    });
    await insertMany(db, trx, { into: messageTable, rows, keys: ['wamidKey'] });
    const made = await trx(MESSAGES)
      .modify(
        among(
          db.dialect,
          'wamid_key',
          mine.map(({ row }) => row.wamidKey ?? '')
        )
      )
      .select<{ id: unknown; wamid_key: string }[]>('id', 'wamid_key');
    const ids = new Map(made.map((row) => [row.wamid_key, Number(row.id)]));
    await noteTexts(
      trx,
      mine.flatMap(({ row, body }) => {
        const id = ids.get(row.wamidKey ?? '');
        return id === undefined ? [] : [{ id, type: body.type, body, text: body.text }];
      })
    );
    const bumps = mine.map(({ row, body, at }) => ({
      id: threads.get(row.contactId),
      at,
      // A cut may leave half an emoji, which PostgreSQL refuses, and with it every result of the batch.
      txt: wellFormed(messageLine(body).slice(0, 500)),
      typ: body.type,
      mid: ids.get(row.wamidKey ?? ''),
    }));
    // In this order, or the second would do the work of the first again.
    for (const which of ['same-time', 'older'] as const)
      await trx.raw(bumpSql(db, which), [JSON.stringify(bumps)]);
  }
};

const byAccount = (items: ThreadItem[]): Map<number, ThreadItem[]> => {
  const groups = new Map<number, ThreadItem[]>();
  for (const item of items) {
    const mine = groups.get(item.row.accountId);
    if (mine) mine.push(item);
    else groups.set(item.row.accountId, [item]);
  }
  return groups;
};
