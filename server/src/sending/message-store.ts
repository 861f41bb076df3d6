import type { Knex } from 'knex';
import {
  conversationTable,
  factRow,
  factUpdateSql,
  messageTable,
  RANK,
  type MergedFact,
  type MessageRow,
} from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { leaseTable } from '../runtime/public';
import { affectedRows } from '../strapi/batch';
import type { Db, Sql } from '../strapi/db';
import { insertIgnore } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { PlanError } from './domain/plan';
import { attemptTable } from './tables';
import { UNASKED_LIKE } from './unasked';
import { isBriefSql, waitsFor, type InboundWait } from './unheard';

const MESSAGES = messageTable.table;
type Raw = Record<string, unknown>;

/** Meta's 2xx as a fact: only upward, whatever the row believes meanwhile (I4). */
export const recordAccepted = async (
  db: Db,
  trx: Knex.Transaction,
  {
    table,
    id,
    attempt,
    wamid,
    at,
  }: { table: string; id: number; attempt: number; wamid: string; at: number }
): Promise<void> => {
  const fact = {
    wamid,
    wamidKey: keyOf(wamid),
    token: null,
    rank: RANK.accepted,
    at,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    failedAt: null,
    error: null,
    pricing: null,
    freeUntil: null,
  };
  await trx.raw(factUpdateSql(db.dialect, { table, by: 'id', tails: table === MESSAGES }), [
    JSON.stringify([factRow(fact, { id, attempt })]),
  ]);
};

/** Changes the permission side of the attempt that holds this permit; 0 rows = somebody (a fact, a person) decided meanwhile. */
export const leavePermit = (
  sql: Sql,
  { id, permit }: { id: number; permit: string },
  change: Partial<MessageRow>
): Promise<number> =>
  sql(MESSAGES)
    .where({ id, permit })
    .whereIn('state', ['sending', 'uncertain'])
    .update(writeRow(messageTable, change));

export const failedChange = (error: PlanError, at: number): Partial<MessageRow> => ({
  state: 'failed',
  errorCode: error.code,
  errorClass: error.class,
  errorText: error.text,
  failedAt: at,
});

/** Back to the queue without an attempt: `why` is what it waits for, `until` when it asks again (epoch ms). */
export const waitingChange = (why: string, until: number): Partial<MessageRow> => ({
  state: 'queued',
  permit: null,
  permitAt: null,
  dueAt: until,
  errorCode: null,
  errorClass: why,
  errorText: null,
  ...OWNED_BY_WORKER,
});

/** Messages that wait for the end of quiet hours are asked again now: the hours have changed. */
export const wakeMessages = async (db: Db): Promise<void> => {
  await db
    .knex(MESSAGES)
    .where({ state: 'queued', ...OWNED_BY_WORKER, error_class: 'quiet-hours' })
    .andWhereRaw(`due_at > ${db.now}`)
    .update({ due_at: db.knex.raw(db.now) });
};

/** Keeps the attempt that is superseded, so that a late fact about it finds its row. */
export const keepAttempt = async (
  db: Db,
  trx: Knex.Transaction,
  attempt: {
    ownerKind: 'r' | 'm';
    ownerId: number;
    number: number;
    wamid: string | null;
    rank: number;
    permitAt: number | null;
    errorCode: number | null;
    errorText: string | null;
    decidedBy: string;
    at: number;
  }
): Promise<void> => {
  const row = writeRow(attemptTable, {
    ...attempt,
    wamidKey: attempt.wamid ? keyOf(attempt.wamid) : null,
  });
  await insertIgnore(db, trx, {
    table: attemptTable.table,
    rows: [row],
    keys: ['owner_kind', 'owner_id', 'number'],
  });
};

/** Keeps a fact about a superseded attempt on its row of the history. Answers the rank that was known before. */
export const writeOldAttempt = async (
  trx: Knex.Transaction,
  {
    ownerKind,
    ownerId,
    number,
    fact,
  }: { ownerKind: 'r' | 'm'; ownerId: number; number: number; fact: MergedFact }
): Promise<number> => {
  const place = { owner_kind: ownerKind, owner_id: ownerId, number };
  const known = await trx(attemptTable.table)
    .where(place)
    .first<{ id: number; rank: unknown } | undefined>('id', 'rank');
  const before = Number(known?.rank ?? 0);
  const change = { rank: Math.max(fact.rank, before), wamid: fact.wamid, wamid_key: fact.wamidKey };
  if (known) await trx(attemptTable.table).where({ id: known.id }).update(change);
  else
    await trx(attemptTable.table).insert({
      ...change,
      ...place,
      decided_by: 'engine',
      at: fact.at,
    });
  return before;
};

/**
 * Facts about superseded attempts of chat and API messages. A new attempt without permit is dropped: the message goes
 * back to the attempt that Meta took (engine 3). Call it before the facts are applied to the messages themselves.
 */
export const applyOldMessageFacts = async (
  trx: Knex.Transaction,
  facts: MergedFact[]
): Promise<void> => {
  const told = facts.flatMap((fact) => (fact.token?.kind === 'm' ? [{ fact, ...fact.token }] : []));
  if (told.length === 0) return;
  const ids = [...new Set(told.map(({ id }) => id))].sort((a, b) => a - b);
  const raw = await trx(MESSAGES)
    .whereIn('id', ids)
    .where('attempt', '>', 1)
    .orderBy('id')
    .forUpdate()
    .select<Raw[]>();
  const rows = new Map(raw.map((row) => readRow(messageTable, row)).map((row) => [row.id, row]));
  for (const { fact, id, attempt } of told) {
    const row = rows.get(id);
    if (!row || attempt >= row.attempt) continue;
    const before = await writeOldAttempt(trx, {
      ownerKind: 'm',
      ownerId: id,
      number: attempt,
      fact,
    });
    if (row.rank > 0 || !['queued', 'failed'].includes(row.state) || fact.rank <= before) continue;
    await trx(MESSAGES)
      .where({ id, attempt: row.attempt, state: row.state })
      .update({ attempt, permit: null, state: 'uncertain' });
  }
};

/** Of one that was told to wait for the end of quiet hours (M-50). */
export const sleeps = (alias: string, now: string): string =>
  `(COALESCE(${alias}.error_class, '') = 'quiet-hours' AND ${alias}.due_at > ${now})`;

/** Of a chain that the person did not ask for, of which an earlier message sleeps: it goes after that one. */
export const sleepsBehind = (alias: string, now: string): string =>
  `EXISTS (SELECT 1 FROM ${MESSAGES} s WHERE s.contact_id = ${alias}.contact_id AND s.state = 'queued'
    AND s.key_owner = ${alias}.key_owner AND s.key_owner LIKE '${UNASKED_LIKE}'
    AND s.id < ${alias}.id AND ${sleeps('s', now)})`;

/** A promotion that waits for what the person wrote: that may take as long as a change is tried again. */
const waitsToHear = (alias: string): string => `(COALESCE(${alias}.error_class, '') = 'unheard')`;

/** Of a chain that the person did not ask for, while `m` is none of it. */
const isOtherChain = (alias: string): string =>
  `(COALESCE(${alias}.key_owner, '') LIKE '${UNASKED_LIKE}'
    AND COALESCE(m.key_owner, '') <> ${alias}.key_owner)`;

/** Of a chain that the person did not ask for, as `m` is. */
const isSameChain = (alias: string): string =>
  `(COALESCE(${alias}.key_owner, '') LIKE '${UNASKED_LIKE}' AND m.key_owner = ${alias}.key_owner)`;

/**
 * Messages of the same thread that go before `m`: two on their way at once could arrive in the wrong order (engine 2).
 * One under way holds the next back for as long as its call may last, a chat message about to leave likewise; an API
 * message that waits holds back API messages only, since it may wait for hours; a chat message that the worker owns waits
 * minutes at most and holds back all. A promotion that waits for the morning, and a chain of a campaign or tag, hold back
 * only what is of the same chain: an order's news does not sleep, and waits for no paused campaign. Nor does what waits
 * after an outage, which may take an hour, hold back what does not. A one-time code is held
 * back by nothing that only waits: it would expire. Uses the index on (contact, state).
 */
const goesBefore = ({ now }: Db, sql: Sql, callMs: number): Knex.QueryBuilder =>
  sql(`${MESSAGES} as e`)
    .select('e.id')
    .whereRaw('e.contact_id = m.contact_id AND e.conversation_id = m.conversation_id')
    .whereRaw(`e.id < m.id AND e.direction = 'out'`)
    .whereRaw(
      `((e.state = 'sending' AND e.permit_at > ${now} - ?)
        OR (e.state = 'queued' AND e.lane = 0 AND NOT ${waitsToHear('e')}
            AND (e.owner IS NULL OR e.due_at > ${now} - ?))
        OR (e.state = 'queued' AND e.lane = 1 AND m.lane = 1
            AND COALESCE(m.category, '') <> 'AUTHENTICATION' AND NOT ${isOtherChain('e')}
            AND (${isSameChain('e')} OR m.origin = 'api' OR NOT ${isBriefSql('e')} OR ${isBriefSql('m')})
            AND (${isSameChain('e')} OR COALESCE(e.category, '') <> 'MARKETING' OR m.category = 'MARKETING')
            AND (NOT ${sleeps('e', now)} OR ${isSameChain('e')})))`,
      [callMs, callMs]
    );

/**
 * A chat message that its own process does not send at once belongs to the worker of the number, like an API message: it
 * rests with its thread after "too many to this person" (engine 10), however many processes come and go meanwhile.
 */
export const OWNED_BY_WORKER = { owner: null } as const;

/** Queued messages that the number's worker sends: those of the API and of automations, and chat messages that it owns. */
export const messagesOf = (sql: Sql, accountId: number): Knex.QueryBuilder =>
  sql(`${MESSAGES} as m`)
    .where({ 'm.state': 'queued', 'm.account_id': accountId })
    .where((mine) => void mine.where('m.lane', 1).orWhere({ 'm.lane': 0, 'm.owner': null }));

/** What follows in the thread and waits as well is due no earlier. */
export const waitLikewise = async (
  trx: Knex.Transaction,
  { id, conversationId }: Pick<MessageRow, 'id' | 'conversationId'>,
  until: number
): Promise<void> => {
  await trx(MESSAGES)
    .where({ conversation_id: conversationId, state: 'queued', lane: 0, ...OWNED_BY_WORKER })
    .andWhere('id', '>', id)
    .andWhere('due_at', '<', until)
    .update({ due_at: until });
};

/**
 * Leaves a chat message to the worker when an earlier one of its thread rests: it is sent after that one, in order, and
 * nobody is kept waiting for the answer. True when it was.
 */
export const followResting = async (db: Db, id: number): Promise<boolean> => {
  const resting = db
    .knex(`${MESSAGES} as e`)
    .join(`${MESSAGES} as m`, 'm.conversation_id', 'e.conversation_id')
    .where({ 'm.id': id, 'e.state': 'queued', 'e.lane': 0, 'e.owner': null })
    .whereRaw(`e.contact_id = m.contact_id AND e.id < m.id AND NOT ${waitsToHear('e')}`)
    .max({ due: 'e.due_at' })
    .first<{ due: unknown }>();
  const { due } = await resting;
  if (due === null) return false;
  const moved = await db
    .knex(MESSAGES)
    .where({ id, state: 'queued', lane: 0 })
    .update({ ...OWNED_BY_WORKER, due_at: Number(due) });
  return moved > 0;
};

/** What no permit would let go now, so that nobody asks for one again and again. */
export interface Resting {
  /** What promotions wait to hear; null: nothing. */
  hearing: InboundWait | null;
  /** Owners of chains whose campaign is paused. */
  owners: readonly string[];
}

const leaveOut = (query: Knex.QueryBuilder, { hearing, owners }: Resting): void => {
  if (hearing) void query.whereRaw(`(m.lane = 0 OR NOT ${waitsFor(hearing, 'm')})`);
  if (owners.length > 0)
    void query.where(
      (q) => void q.whereNull('m.key_owner').orWhereNotIn('m.key_owner', [...owners])
    );
};

/** Due messages of a number's worker, oldest first; of a thread only the first that is not settled yet. */
export const dueMessages = async (
  db: Db,
  accountId: number,
  { most, callMs, without }: { most: number; callMs: number; without?: Resting | null }
): Promise<number[]> => {
  const rows = await messagesOf(db.knex, accountId)
    .whereRaw(`m.due_at <= ${db.now}`)
    .modify((query) => void (without && leaveOut(query, without)))
    .whereRaw(`(m.media_state IS NULL OR m.media_state = 'ready')`)
    .whereNotExists(goesBefore(db, db.knex, callMs))
    .orderBy([{ column: 'm.due_at' }, { column: 'm.id' }])
    .limit(most)
    .select<{ id: number }[]>('m.id');
  return rows.map((row) => Number(row.id));
};

/**
 * Those of the messages that may go now by the order of their threads. The threads stay locked until the commit, so that
 * of two racing permits the second sees what the first one let go.
 */
const inTurn = async (
  db: Db,
  trx: Knex.Transaction,
  { ids, callMs }: { ids: number[]; callMs: number }
): Promise<number[]> => {
  const threads = trx(MESSAGES).whereIn('id', ids).select('conversation_id');
  await trx(conversationTable.table).whereIn('id', threads).orderBy('id').forUpdate().select('id');
  const rows = await trx(`${MESSAGES} as m`)
    .whereIn('m.id', ids)
    .whereNotExists(goesBefore(db, trx, callMs))
    .orderBy('m.id')
    .select<{ id: unknown; conversation_id: unknown }[]>('m.id', 'm.conversation_id');
  const first = new Map<number, number>();
  for (const { id, conversation_id: thread } of rows)
    if (!first.has(Number(thread))) first.set(Number(thread), Number(id));
  return [...first.values()].sort((a, b) => a - b);
};

/** The permit of messages: `queued → sending`, one statement, committed before any byte leaves (engine 8). */
export const permitMessages = async (
  db: Db,
  trx: Knex.Transaction,
  {
    ids,
    permit,
    lease,
    callMs,
  }: {
    ids: number[];
    permit: string;
    lease: { name: string; owner: string; epoch: number } | null;
    callMs: number;
  }
): Promise<MessageRow[]> => {
  const sorted = await inTurn(db, trx, { ids, callMs });
  if (sorted.length === 0) return [];
  const marks = sorted.map(() => '?').join(',');
  const guard = lease
    ? ` AND EXISTS (SELECT 1 FROM ${leaseTable.table} l WHERE l.name = ? AND l.owner = ? AND l.epoch = ? AND l.until_ms > ${db.now})`
    : '';
  const result: unknown = await trx.raw(
    `UPDATE ${MESSAGES} SET state = 'sending', permit = ?, permit_at = ${db.now} WHERE id IN (${marks}) AND state = 'queued' AND (media_state IS NULL OR media_state = 'ready')${guard}`,
    [permit, ...sorted, ...(lease ? [lease.name, lease.owner, lease.epoch] : [])]
  );
  if (affectedRows(db.dialect, result) === 0) return [];
  const raw = await trx(MESSAGES)
    .where({ permit })
    .whereIn('id', sorted)
    .orderBy('id')
    .select<Raw[]>();
  return raw.map((row) => readRow(messageTable, row));
};

/** True while a message waits only for an earlier one of its thread: one at a time, in order (engine 2). */
export const waitsForItsTurn = async (db: Db, id: number, callMs: number): Promise<boolean> => {
  const row = await db
    .knex(`${MESSAGES} as m`)
    .where({ 'm.id': id, 'm.state': 'queued' })
    .whereExists(goesBefore(db, db.knex, callMs))
    .first<{ id: number } | undefined>('m.id');
  return row !== undefined;
};
