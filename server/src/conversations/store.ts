import type { Knex } from 'knex';
import { contactTable, type Found } from '../contacts/public';
import { among } from '../strapi/batch';
import { dialectOf, insertIgnore, insertRow, type Db, type Sql } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { pageByMoment, readBy, type MomentOrder } from '../strapi/keyset';
import { readRow, writeRow } from '../strapi/table';
import { ABOUT_ANOTHER } from './domain/changes';
import type { Standing } from './domain/standing';
import { noteTexts } from './texts';
import { conversationTable, messageTable, type ConversationRow, type MessageRow } from './tables';

const CONVERSATIONS = conversationTable.table;
const MESSAGES = messageTable.table;
type Raw = Record<string, unknown>;

interface WantedThread {
  accountId: number;
  contactId: number;
  now: number;
  origin: string;
  /** How a new one stands. */
  status?: Standing;
}

/** The same as `ensureConversation`; `isNew`: it was made here. */
export const findOrMakeConversation = async (
  db: Db,
  trx: Knex.Transaction,
  { accountId, contactId, now, origin, status = 'open' }: WantedThread
): Promise<{ conversation: ConversationRow; isNew: boolean }> => {
  const pair = { account_id: accountId, contact_id: contactId };
  const find = () => trx(CONVERSATIONS).where(pair).forUpdate().first<Raw | undefined>();
  const known = await find();
  if (known) return { conversation: readRow(conversationTable, known), isNew: false };
  const row = writeRow(conversationTable, {
    accountId,
    contactId,
    status,
    unread: 0,
    lastMessageAt: now,
    origin,
    sample: false,
    openedAt: now,
  });
  await insertIgnore(db, trx, {
    table: CONVERSATIONS,
    rows: [row],
    keys: ['account_id', 'contact_id'],
  });
  const made = await find();
  if (!made) throw new Error('the conversation could not be made');
  const conversation = readRow(conversationTable, made);
  // Somebody else may have made it at the same moment.
  return { conversation, isNew: conversation.origin === origin };
};

/** The thread of a contact with a number, made when it is not there; the row stays locked until the commit. */
export const ensureConversation = async (
  db: Db,
  trx: Knex.Transaction,
  wanted: WantedThread
): Promise<ConversationRow> => (await findOrMakeConversation(db, trx, wanted)).conversation;

/**
 * Locks the threads that these people have with a number, the lowest id first; after the people and before messages and
 * recipients (engine 9). SQLite has one writer.
 */
export const holdThreads = async (
  trx: Knex.Transaction,
  { accountId, contactIds }: { accountId: number; contactIds: readonly number[] }
): Promise<void> => {
  if (contactIds.length === 0 || dialectOf(trx) === 'sqlite') return;
  const threads = trx(CONVERSATIONS)
    .where({ account_id: accountId })
    .modify(among(dialectOf(trx), 'contact_id', contactIds));
  await threads.orderBy('id').forUpdate().select('id');
};

type Pair = Pick<ConversationRow, 'accountId' | 'contactId'>;

/** Has this person written a message before this one, to any number? Calls and notices are none. */
export const hasWritten = async (
  sql: Sql,
  { contactId, before }: { contactId: number; before: number }
): Promise<boolean> =>
  (await sql(MESSAGES)
    .where({ contact_id: contactId, direction: 'in' })
    .whereNotIn('type', ['call', 'system'])
    .whereNot({ id: before })
    .first<{ id: unknown } | undefined>('id')) !== undefined;

/** The thread of this pair. */
export const conversationOf = async (
  sql: Sql,
  { accountId, contactId }: Pair
): Promise<ConversationRow | null> => {
  const pair = { account_id: accountId, contact_id: contactId };
  const raw = await sql(CONVERSATIONS).where(pair).first<Raw | undefined>();
  return raw ? readRow(conversationTable, raw) : null;
};

/** Is there a thread of this pair? */
export const hasConversation = async (sql: Sql, pair: Pair): Promise<boolean> =>
  (await conversationOf(sql, pair)) !== null;

export const conversationById = async (sql: Sql, id: number): Promise<ConversationRow | null> => {
  const raw = await sql(CONVERSATIONS).where({ id }).first<Raw | undefined>();
  return raw ? readRow(conversationTable, raw) : null;
};

/** Did people write here before? */
export const hasAnyInbound = async (sql: Sql): Promise<boolean> =>
  (await sql(CONVERSATIONS).whereNotNull('last_inbound_at').first('id')) !== undefined;

export const conversationsByIds = async (sql: Sql, ids: number[]): Promise<ConversationRow[]> => {
  const raw = await sql(CONVERSATIONS).whereIn('id', ids).select<Raw[]>();
  return raw.map((row) => readRow(conversationTable, row));
};

/** The row, locked until the commit: a transaction that erases or joins the thread waits. */
export const lockConversation = async (
  trx: Knex.Transaction,
  id: number
): Promise<ConversationRow | null> => {
  const raw = await trx(CONVERSATIONS).where({ id }).forUpdate().first<Raw | undefined>();
  return raw ? readRow(conversationTable, raw) : null;
};

/** Writes what is given; nothing given = nothing to write. */
export const updateConversation = async (
  sql: Sql,
  id: number,
  change: Partial<ConversationRow>
): Promise<number> =>
  Object.keys(change).length === 0
    ? 0
    : sql(CONVERSATIONS).where({ id }).update(writeRow(conversationTable, change));

export const messageByKey = async (
  sql: Sql,
  key: Partial<MessageRow>
): Promise<MessageRow | null> => {
  const raw = await sql(MESSAGES).where(writeRow(messageTable, key)).first<Raw | undefined>();
  return raw ? readRow(messageTable, raw) : null;
};

/** Writes a message with its words for the search; answers its id. */
export const insertMessage = async (sql: Sql, row: Partial<MessageRow>): Promise<number> => {
  const id = await insertRow(sql, MESSAGES, writeRow(messageTable, row));
  await noteTexts(sql, [{ ...row, id }]);
  return id;
};

export const messagesByIds = async (sql: Sql, ids: number[]): Promise<Map<number, MessageRow>> => {
  const raw = await sql(MESSAGES).whereIn('id', ids).select<Raw[]>();
  return new Map(raw.map((row) => [Number(row.id), readRow(messageTable, row)]));
};

export interface ListFilter {
  /** `undefined` = everybody's; otherwise one of these assignees (null = nobody). */
  assignees?: (number | null)[];
  status?: Standing;
  unread?: boolean;
  accountId?: number;
  /** How it began. */
  origin?: string;
  /** Only those that wait for an answer, who waits longest first. */
  waiting?: boolean;
  contactId?: number;
  /** Narrows to people that a search found. */
  people?: Found | null;
  /** Narrows to conversations of a sub-select. */
  ids?: Knex.QueryBuilder;
  /** Narrows to people with a tag, likewise. */
  tagged?: Knex.QueryBuilder;
  cursor?: string | undefined;
  limit: number;
}
type Narrowing = Omit<ListFilter, 'limit' | 'cursor'>;

/** Where many were found the conversations are read in their order, and their people looked up one by one. */
const ofPeople =
  (found: Found) =>
  (query: Knex.QueryBuilder): void => {
    if ('ids' in found) return void query.whereIn('contact_id', found.ids);
    const { sql, bindings } = found.condition;
    const isAmong = `SELECT 1 FROM ${contactTable.table} c WHERE c.id = ${CONVERSATIONS}.contact_id AND ${sql}`;
    // With this end it is no join: PostgreSQL would gather all the people first.
    void query.whereRaw(`EXISTS (${isAmong} LIMIT 1 OFFSET 0)`, bindings);
  };

/** Conversations that pass a filter, without order. */
export const filtered = (sql: Sql, filter: Narrowing): Knex.QueryBuilder =>
  narrowed(sql(CONVERSATIONS), filter);

const narrowed = (query: Knex.QueryBuilder, filter: Narrowing): Knex.QueryBuilder => {
  const { assignees } = filter;
  if (assignees) {
    const ids = assignees.filter((id) => id !== null);
    void query.where((q) => {
      void q.whereIn('assignee_id', ids); // unassigned of an empty list: then nothing is found
      if (assignees.includes(null)) void q.orWhereNull('assignee_id');
    });
  }
  if (filter.status) void query.where({ status: filter.status });
  if (filter.accountId) void query.where({ account_id: filter.accountId });
  if (filter.origin) void query.where({ origin: filter.origin });
  // Not `is not null`: MariaDB would walk through all that wait for nothing.
  if (filter.waiting) void query.where('waiting_since', '>', 0);
  if (filter.contactId) void query.where({ contact_id: filter.contactId });
  if (filter.unread) void query.where('unread', '>', 0);
  if (filter.tagged) void query.whereIn('contact_id', filter.tagged);
  if (filter.ids) void query.whereIn('id', filter.ids);
  if (filter.people) void query.where(ofPeople(filter.people));
  return query;
};

const LATEST: MomentOrder = { column: 'last_message_at', order: 'desc' };
const LONGEST_WAIT: MomentOrder = { column: 'waiting_since', order: 'asc' };

/** The index in whose order the list stands; null where few pass for another reason, which the database knows best. */
const orderIndex = (filter: ListFilter): string[] | null => {
  const { status, waiting, assignees, accountId } = filter;
  if (filter.contactId || filter.ids || filter.tagged) return null;
  if (filter.people && 'ids' in filter.people) return null;
  if (waiting) return status && !assignees ? ['status', 'waitingSince', 'id'] : null;
  const latest = ['lastMessageAt', 'id'];
  if (!status) return assignees || accountId ? null : latest;
  if (assignees?.length === 1) return ['assigneeId', 'status', ...latest];
  return [...(accountId ? ['accountId'] : []), 'status', ...latest];
};

/** One page, latest activity first or who waits longest. Throws `invalid` for a cursor that is none of ours. */
export const listConversations = async (
  sql: Sql,
  filter: ListFilter
): Promise<{ rows: ConversationRow[]; nextCursor: string | null }> => {
  const { raw, nextCursor } = await pageByMoment(
    narrowed(readBy(sql, conversationTable, orderIndex(filter)), filter),
    filter.waiting ? LONGEST_WAIT : LATEST,
    filter
  );
  return { rows: raw.map((row) => readRow(conversationTable, row)), nextCursor };
};

/** How many conversations pass, counted no further than `most`: the database counts, no row leaves it. */
export const countFiltered = (sql: Sql, filter: Narrowing, most: number): Promise<number> =>
  countOf(sql.from(filtered(sql, filter).limit(most).select('id').as('counted')));

/** Conversations with unread messages of these assignees; counts no further than 1,000. */
export const countUnread = (sql: Sql, assignees: (number | null)[]): Promise<number> =>
  countFiltered(sql, { assignees, unread: true, status: 'open' }, 1_000);

/** Reactions on these messages, edits and deletions of them, oldest first, so that the last one per side wins. */
export const saidAbout = async (sql: Sql, wamidKeys: string[]): Promise<MessageRow[]> => {
  if (wamidKeys.length === 0) return [];
  const raw = await sql(MESSAGES)
    .whereIn('context_key', wamidKeys)
    .whereIn('type', [...ABOUT_ANOTHER])
    .orderBy(['at', 'id'])
    .select<Raw[]>();
  return raw.map((row) => readRow(messageTable, row));
};

export const messagesByWamidKeys = async (
  sql: Sql,
  keys: string[]
): Promise<Map<string, MessageRow>> => {
  if (keys.length === 0) return new Map();
  const raw = await sql(MESSAGES).whereIn('wamid_key', keys).select<Raw[]>();
  return new Map(
    raw.map((row) => readRow(messageTable, row)).map((row) => [row.wamidKey ?? '', row])
  );
};
