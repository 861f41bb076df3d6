import type { Knex } from 'knex';
import { encodeCursor, momentIn } from '../kernel/cursor';
import { notFound } from '../kernel/errors';
import type { Sql } from '../strapi/db';
import { beyond, inOrder, readBy, type Moment, type MomentOrder } from '../strapi/keyset';
import { readRow } from '../strapi/table';
import { CHANGES } from './domain/changes';
import { listEvents } from './events';
import { messageTable, type ConversationEventRow, type MessageRow } from './tables';

const MESSAGES = messageTable.table;
type Raw = Record<string, unknown>;

/** Which page of a thread: at most one of `cursor`, `after` and `around`; without them the newest. */
export interface ThreadPlace {
  /** Older than this place. */
  cursor?: string | undefined;
  /** Newer than this place. */
  after?: string | undefined;
  /** Id of a message: it and about half of the page on each side. */
  around?: number | undefined;
  limit: number;
}

export interface ThreadPage {
  /** Newest first. */
  rows: MessageRow[];
  /** What happened in the span of the page, oldest first. Spans of neighbours leave no time out between them. */
  events: ConversationEventRow[];
  /** Stands at the oldest row; null: nothing is older. */
  nextCursor: string | null;
  /** Stands at the newest row; null: nothing is newer. */
  newerCursor: string | null;
}

type Sides = 'older' | 'newer';

/** A page is what lies on the two sides of a moment; the row at the moment itself belongs to one of them. */
interface Split {
  /** Null: behind the newest row. */
  moment: Moment | null;
  own: Sides;
  /** How many rows of each side the page holds. */
  counts: Record<Sides, number>;
}

/** Rows of one side, nearest first, and the one behind them that the page holds no more. */
interface Side {
  rows: MessageRow[];
  beyond: MessageRow | undefined;
}

/** Not what is drawn on the message that it is about. An edit or deletion of a message that is not here stands for itself. */
const standing = (query: Knex.QueryBuilder, sql: Sql): Knex.QueryBuilder =>
  query.whereNot({ type: 'reaction' }).whereNot(
    (q) =>
      void q.whereIn('type', [...CHANGES]).whereExists(
        sql(`${MESSAGES} as about`)
          .select(sql.raw('1'))
          .whereRaw(
            'about.wamid_key = ?? AND about.conversation_id = ?? AND about.direction = ??',
            ['context_key', 'conversation_id', 'direction'].map((c) => `${MESSAGES}.${c}`)
          )
      )
  );

/** The messages, to be read by the index of the thread. */
const byIndex = (sql: Sql): Knex.QueryBuilder =>
  readBy(sql, messageTable, ['conversationId', 'at', 'id']);

const WALKS: Record<Sides, MomentOrder> = {
  older: { column: 'at', order: 'desc' },
  newer: { column: 'at', order: 'asc' },
};

/** One side of a split: a bounded walk through the index (conversation, at, id), away from its moment. */
const walk = async (
  query: Knex.QueryBuilder,
  side: Sides,
  { moment, own, counts }: Split
): Promise<Side> => {
  if (moment) void beyond(query, WALKS[side], { ...moment, own: own === side });
  const raw = (await inOrder(query, WALKS[side])
    .limit(counts[side] + 1)
    .select()) as Raw[];
  const rows = raw.map((row) => readRow(messageTable, row));
  return { rows: rows.slice(0, counts[side]), beyond: rows[counts[side]] };
};

/**
 * Where the page that is asked for splits the thread. `drawn` finds what the thread shows; throws `not-found` for any other
 * message.
 */
const splitOf = async (drawn: Knex.QueryBuilder, place: ThreadPlace): Promise<Split> => {
  const { cursor, after, around, limit } = place;
  if (after !== undefined)
    return { moment: momentIn(after, 'after'), own: 'older', counts: { older: 0, newer: limit } };
  if (around === undefined) {
    const moment = cursor === undefined ? null : momentIn(cursor, 'cursor');
    return { moment, own: 'newer', counts: { older: limit, newer: 0 } };
  }
  const raw = await drawn.where({ id: around }).first<Raw | undefined>('at');
  if (!raw) throw notFound('the message');
  const newer = Math.floor((limit - 1) / 2);
  const moment = { at: Number(raw.at), id: around };
  return { moment, own: 'older', counts: { older: limit - newer, newer } };
};

const cursorAt = (row: Moment | undefined): string | null =>
  row ? encodeCursor([row.at, row.id]) : null;

/**
 * One page of a thread, without what is drawn on other messages: reactions, edits, deletions. It is read by the row that
 * lies beyond each end too: that one says whether there is more, and bounds the time whose events are on this page. A page
 * without rows leads nowhere.
 */
export const readThreadPage = async (
  sql: Sql,
  conversationId: number,
  place: ThreadPlace
): Promise<ThreadPage> => {
  const drawn = (rows: Knex.QueryBuilder) =>
    standing(rows.where({ conversation_id: conversationId }), sql);
  const split = await splitOf(drawn(sql(MESSAGES)), place);
  const { moment } = split;
  const [older, newer] = await Promise.all([
    walk(drawn(byIndex(sql)), 'older', split),
    moment ? walk(drawn(byIndex(sql)), 'newer', split) : { rows: [], beyond: undefined },
  ]);
  const rows = [...newer.rows.reverse(), ...older.rows];
  const oldest = rows.at(-1);
  // From the moment itself on, where the page begins behind it: the page before ended there, whatever came or went since.
  const from = Math.min(oldest?.at ?? Infinity, moment?.at ?? Infinity);
  const events = await listEvents(sql, conversationId, {
    from: older.beyond ? from : null,
    until: newer.beyond?.at ?? null,
  });
  return {
    rows,
    events,
    nextCursor: older.beyond ? cursorAt(oldest) : null,
    newerCursor: newer.beyond ? cursorAt(rows[0]) : null,
  };
};
