import type { Knex } from 'knex';
import { tailOf } from '../cloud-api/wamid';
import { keyOf } from '../kernel/hash';
import { pieces, type Sql } from '../strapi/db';
import { CHANGES } from './domain/changes';
import { messageByKey } from './store';
import { messageTable, type MessageRow } from './tables';

const MESSAGES = messageTable.table;
type Raw = Record<string, unknown>;

/**
 * This many messages of a conversation are searched for an id in another spelling, the newest first. Tails are read here: the
 * column with them holds those of our messages only.
 */
const MOST = 2_000;
const PIECE = 500;
/** A message of a customer's that comes again has the time that it had. */
const SAME_MS = 1_000;

/** The message that another one answers or is about. */
export interface About {
  about: MessageRow | null;
  contextKey: string | null;
  contextTail: string | null;
}

interface Sought {
  conversationId: number;
  wamid: string;
  direction?: MessageRow['direction'];
  /** Only messages of about this time, epoch milliseconds. */
  at?: number;
  /** In a group an id is certain only as a whole: its tail may be given by another member. */
  isGroup?: boolean;
}

/** The message with this tail. Null when the conversation has none, or several. */
const byTail = async (
  sql: Sql,
  { conversationId, wamid, direction, at, isGroup = false }: Sought
): Promise<MessageRow | null> => {
  const tail = isGroup ? null : tailOf(wamid);
  if (tail === null) return null;
  const query = sql(MESSAGES).where({ conversation_id: conversationId });
  if (at !== undefined) void query.whereBetween('at', [at - SAME_MS, at + SAME_MS]);
  // The limit comes before the filter: otherwise the database reads the whole conversation to find enough rows.
  const rows = (await query
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(MOST)
    .select('id', 'wamid', 'direction')) as Raw[];
  const [found, other] = rows.filter(
    (row) =>
      (direction === undefined || row.direction === direction) &&
      typeof row.wamid === 'string' &&
      tailOf(row.wamid) === tail
  );
  if (!found || other) return null;
  return messageByKey(sql, { id: Number(found.id) });
};

/**
 * The message of this conversation with this id, whether the id holds the person's number or their user id. Other
 * conversations are not searched: customers choose the ids of their own messages.
 */
export const messageByWamid = async (sql: Sql, sought: Sought): Promise<MessageRow | null> => {
  const exact = await messageByKey(sql, { wamidKey: keyOf(sought.wamid) });
  if (!exact) return byTail(sql, sought);
  const isHere = exact.conversationId === sought.conversationId;
  return isHere && exact.direction === (sought.direction ?? exact.direction) ? exact : null;
};

/**
 * Is this message here already, perhaps with its id in another spelling? An id is in one row only, so one of another
 * conversation counts too.
 */
export const knownMessage = async (
  sql: Sql,
  sought: Sought & { direction: MessageRow['direction'] }
): Promise<MessageRow | null> =>
  (await messageByKey(sql, { wamidKey: keyOf(sought.wamid) })) ?? (await byTail(sql, sought));

/** What came before this message and is about it, under its id in another spelling, is about it from now on. */
export const adoptEarlier = async (
  trx: Knex.Transaction,
  {
    id,
    conversationId,
    direction,
    wamid,
  }: Pick<MessageRow, 'id' | 'conversationId' | 'direction'> & {
    wamid: string | null;
  }
): Promise<void> => {
  const tail = wamid ? tailOf(wamid) : null;
  if (!wamid || tail === null) return;
  // By the tail alone: with the conversation beside it SQLite may walk through all of that.
  const rows = (await trx(MESSAGES)
    .where({ context_tail: tail })
    .select('id', 'type', 'direction', 'conversation_id')) as Raw[];
  const isChange = (type: unknown) => CHANGES.some((change) => change === type);
  const ids = rows
    .filter((row) => Number(row.conversation_id) === conversationId && Number(row.id) !== id)
    .filter((row) => !isChange(row.type) || row.direction === direction)
    .map((row) => Number(row.id));
  if (ids.length === 0) return;
  const context = { context_key: keyOf(wamid), context_tail: null };
  for (const piece of pieces(ids, PIECE)) await trx(MESSAGES).whereIn('id', piece).update(context);
};

/** What a message is about, as its row keeps it: the key of the message where it is here, else what it can be found by later. */
export const aboutWamid = async (sql: Sql, sought: Sought): Promise<About> => {
  const about = await messageByWamid(sql, sought);
  return {
    about,
    contextKey: about?.wamidKey ?? keyOf(sought.wamid),
    contextTail: about || sought.isGroup ? null : tailOf(sought.wamid),
  };
};

export interface SentMessage {
  wamid: string;
  wamidKey: string;
  contactId: number;
  tail: string;
}

/** Messages of ours with these tails. */
export const sentByTails = async (sql: Sql, tails: readonly string[]): Promise<SentMessage[]> => {
  const found: SentMessage[] = [];
  for (const piece of pieces([...tails], PIECE)) {
    const rows = (await sql(MESSAGES)
      .whereIn('wamid_tail', piece)
      .select('wamid', 'wamid_key', 'contact_id', 'wamid_tail')) as Raw[];
    found.push(
      ...rows.map((row) => ({
        wamid: String(row.wamid),
        wamidKey: String(row.wamid_key),
        contactId: Number(row.contact_id),
        tail: String(row.wamid_tail),
      }))
    );
  }
  return found;
};

const onlyWithTailOf = async (sql: Sql, wamid: string): Promise<MessageRow | null> => {
  const tail = tailOf(wamid);
  const [found, other] = tail === null ? [] : await sentByTails(sql, [tail]);
  return found && !other ? messageByKey(sql, { wamidKey: found.wamidKey }) : null;
};

/**
 * A message of ours from this number, in whosever thread it is: by its whole id, else by the tail where exactly one has it.
 * Customers choose the ids that they name, so it joins nobody with anybody.
 */
export const sentByWamid = async (
  sql: Sql,
  { accountId, wamid, since }: { accountId: number; wamid: string; since: number }
): Promise<MessageRow | null> => {
  const row =
    (await messageByKey(sql, { wamidKey: keyOf(wamid) })) ?? (await onlyWithTailOf(sql, wamid));
  const isOurs = row?.direction === 'out' && row.accountId === accountId && row.at >= since;
  return isOurs ? row : null;
};
