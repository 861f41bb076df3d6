import type { Knex } from 'knex';
import { among, updateFromSql } from '../strapi/batch';
import { dbNow, INSERT_PIECE, insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { insertMany } from '../strapi/insert';
import { DAY_MS, MINUTE_MS } from '../kernel/time';
import { freePlaces, minuteOf, WINDOW_MINUTES } from './domain/allowance';
import { limitMinuteTable, limitPersonTable, portfolioTable } from './tables';

const PORTFOLIOS = portfolioTable.table;
const PERSONS = limitPersonTable.table;
const MINUTES = limitMinuteTable.table;

export interface Reservation {
  /** These may be sent to. */
  granted: Set<number>;
}

const addToMinutes = async (
  db: Db,
  trx: Knex.Transaction,
  { portfolioId, changes }: { portfolioId: number; changes: Map<number, number> }
) => {
  const minutes = [...changes.keys()]
    .filter((minute) => changes.get(minute) !== 0)
    .sort((a, b) => a - b);
  const rows = minutes.map((minute) => ({ portfolio_id: portfolioId, minute, n: 0 }));
  if (rows.length > 0)
    await insertIgnore(db, trx, { table: MINUTES, rows, keys: ['portfolio_id', 'minute'] });
  for (const minute of minutes) {
    await trx(MINUTES)
      .where({ portfolio_id: portfolioId, minute })
      .increment('n', changes.get(minute) ?? 0);
  }
};

const bump = (changes: Map<number, number>, minute: number, by: number) =>
  changes.set(minute, (changes.get(minute) ?? 0) + by);

/** Used places: a sum over at most 1,441 minute rows, at any number of people. */
export const usedPlaces = async (sql: Sql, portfolioId: number, now: number): Promise<number> => {
  const row = await sql(MINUTES)
    .where({ portfolio_id: portfolioId })
    .andWhere('minute', '>', minuteOf(now) - WINDOW_MINUTES)
    .sum('n as used')
    .first<{ used: unknown } | undefined>();
  return Math.max(0, Number(row?.used ?? 0));
};

/** When the earliest place becomes free, or null when none is used. */
export const nextFreeAt = async (
  sql: Sql,
  portfolioId: number,
  now: number
): Promise<number | null> => {
  const row = await sql(MINUTES)
    .where({ portfolio_id: portfolioId })
    .andWhere('minute', '>', minuteOf(now) - WINDOW_MINUTES)
    .andWhere('n', '>', 0)
    .min('minute as minute')
    .first<{ minute: unknown } | undefined>();
  return row?.minute === null || row?.minute === undefined
    ? null
    : (Number(row.minute) + WINDOW_MINUTES) * MINUTE_MS;
};

/** `person` was reached within 24 hours and needs no new place; one binding: the portfolio. */
export const reachedSql = (db: Db, person: string): string =>
  `EXISTS (SELECT 1 FROM ${PERSONS} lp WHERE lp.portfolio_id = ? AND lp.contact_id = ${person} AND lp.at > ${db.now} - ${DAY_MS})`;

/** Meta refused although our count had room: until when nobody new is reached; 0 = not so. */
export const fullUntil = async (sql: Sql, id: number): Promise<number> =>
  Number(
    (await sql(PORTFOLIOS).where({ id }).first<{ full_until: unknown } | undefined>('full_until'))
      ?.full_until ?? 0
  );

/** The row of a portfolio, made on first use. */
export const portfolioId = async (db: Db, sql: Sql, key: string): Promise<number> => {
  const find = () => sql(PORTFOLIOS).where({ key }).first<{ id: unknown } | undefined>('id');
  const known = await find();
  if (known) return Number(known.id);
  await insertIgnore(db, sql, {
    table: PORTFOLIOS,
    rows: [{ key, ver: 0, full_until: 0 }],
    keys: ['key'],
  });
  return Number((await find())?.id);
};

/** Takes the portfolio's lock until the commit: two numbers on two processes count together. */
const lock = async (trx: Knex.Transaction, id: number): Promise<number> => {
  await trx(PORTFOLIOS).where({ id }).increment('ver', 1);
  const row = await trx(PORTFOLIOS)
    .where({ id })
    .first<{ full_until: unknown } | undefined>('full_until');
  return Number(row?.full_until ?? 0);
};

/**
 * Reserves places for people whom a business-initiated template is about to reach (engine 12), inside the permit's
 * transaction. People already counted need no new place; their time moves forward, so that they count from the last send.
 */
export const reservePlaces = async (
  db: Db,
  trx: Knex.Transaction,
  ask: { portfolioId: number; limit: number | null; contactIds: number[]; lane: 'bulk' | 'agent' }
): Promise<Reservation> => {
  const { portfolioId: id, limit, contactIds, lane } = ask;
  if (contactIds.length === 0) return { granted: new Set() };
  const until = await lock(trx, id);
  const now = await dbNow(db, trx);
  const rows = await trx(PERSONS)
    .where({ portfolio_id: id })
    .modify(among(db.dialect, 'contact_id', contactIds))
    .select<{ contact_id: unknown; at: unknown; minute: unknown }[]>('contact_id', 'at', 'minute');
  const known = new Map(
    rows.map((row) => [Number(row.contact_id), { at: Number(row.at), minute: Number(row.minute) }])
  );
  const counted = contactIds.filter((contact) => (known.get(contact)?.at ?? 0) > now - DAY_MS);
  const countedSet = new Set(counted);
  const fresh = contactIds.filter((contact) => !countedSet.has(contact));
  const used = await usedPlaces(trx, id, now);
  const free = freePlaces({ limit, used, isFull: until > now }, lane);
  const made = new Set(fresh.slice(0, Math.min(fresh.length, free)));
  const granted = new Set([...counted, ...made]);

  const minute = minuteOf(now);
  const changes = new Map<number, number>();
  // Anyone who has a row leaves its minute, also when that lies more than a day back: the minutes are the sum of the rows.
  for (const contact of granted) {
    const before = known.get(contact);
    if (before) bump(changes, before.minute, -1);
  }
  bump(changes, minute, granted.size);
  const upserts = [...granted]
    .sort((a, b) => a - b)
    .map((contact) => ({
      portfolioId: id,
      contactId: contact,
      at: now,
      minute,
      // A second send to somebody who has a place leans on it: no failure of either may give it back.
      state: countedSet.has(contact) ? ('counted' as const) : ('reserved' as const),
    }));
  if (upserts.length > 0) {
    await insertMany(db, trx, {
      into: limitPersonTable,
      rows: upserts,
      keys: ['portfolioId', 'contactId'],
      taken: ['at', 'minute', 'state'],
    });
    await addToMinutes(db, trx, { portfolioId: id, changes });
  }
  return { granted };
};

/** Gives back the places of sends that certainly did not happen; only places that these sends took. */
export const releasePlaces = async (
  db: Db,
  trx: Knex.Transaction,
  { portfolioId: id, contactIds }: { portfolioId: number; contactIds: number[] }
): Promise<void> => {
  if (contactIds.length === 0) return;
  await lock(trx, id);
  const rows = await trx(PERSONS)
    .where({ portfolio_id: id, state: 'reserved' })
    .whereIn('contact_id', contactIds)
    .select<{ id: number; minute: unknown }[]>('id', 'minute');
  const changes = new Map<number, number>();
  for (const row of rows) bump(changes, Number(row.minute), -1);
  await trx(PERSONS)
    .whereIn(
      'id',
      rows.map((row) => row.id)
    )
    .del();
  await addToMinutes(db, trx, { portfolioId: id, changes });
};

const countedSql = (db: Db): string =>
  updateFromSql(db.dialect, {
    table: PERSONS,
    columns: [
      { name: 'id', type: 'int' },
      { name: 'at', type: 'int' },
      { name: 'mi', type: 'int' },
    ],
    set: { state: `'counted'`, at: 'v.at', minute: 'v.mi' },
    on: 't.id = v.id',
  });

/** A delivery turns reservations into counted places, from the time of the delivery on (M-36). */
export const countPlaces = async (
  db: Db,
  trx: Knex.Transaction,
  { portfolioId: id, deliveries }: { portfolioId: number; deliveries: Map<number, number> }
): Promise<void> => {
  if (deliveries.size === 0) return;
  await lock(trx, id);
  const rows = await trx(PERSONS)
    .where({ portfolio_id: id })
    .whereIn('contact_id', [...deliveries.keys()])
    .select<{ id: number; contact_id: unknown; minute: unknown; at: unknown }[]>(
      'id',
      'contact_id',
      'minute',
      'at'
    );
  const changes = new Map<number, number>();
  const known = new Set(rows.map((row) => Number(row.contact_id)));
  // Their places were given back before Meta delivered after all.
  const missing = [...deliveries]
    .filter(([contact]) => !known.has(contact))
    .map(([contact, at]) => ({
      portfolio_id: id,
      contact_id: contact,
      at,
      minute: minuteOf(at),
      state: 'counted',
    }));
  for (const piece of pieces(missing, INSERT_PIECE)) await trx(PERSONS).insert(piece);
  for (const { minute } of missing) bump(changes, minute, 1);
  const moved = rows
    .map((row) => {
      const at = Math.max(Number(row.at), deliveries.get(Number(row.contact_id)) ?? 0);
      bump(changes, Number(row.minute), -1);
      bump(changes, minuteOf(at), 1);
      return { id: row.id, at, mi: minuteOf(at) };
    })
    .sort((a, b) => a.id - b.id);
  if (moved.length > 0) await trx.raw(countedSql(db), [JSON.stringify(moved)]);
  await addToMinutes(db, trx, { portfolioId: id, changes });
};

/** Meta refused although our count had room: other tools use this portfolio too. */
export const markFull = (sql: Sql, id: number, until: number): Promise<number> =>
  sql(PORTFOLIOS).where({ id }).update({ full_until: until });

/** Recomputes the minutes from the people and answers the sum of differences found (must be 0). */
export const rebuildMinutes = async (db: Db, id: number): Promise<number> =>
  db.tx(async (trx) => {
    await lock(trx, id);
    const want = await trx(PERSONS)
      .where({ portfolio_id: id })
      .groupBy('minute')
      .select<{ minute: unknown; n: unknown }[]>('minute', trx.raw('COUNT(*) as n'));
    const have = await trx(MINUTES)
      .where({ portfolio_id: id })
      .select<{ minute: unknown; n: unknown }[]>('minute', 'n');
    const wanted = new Map(want.map((row) => [Number(row.minute), Number(row.n)]));
    const changes = new Map<number, number>();
    for (const row of have) bump(changes, Number(row.minute), -Number(row.n));
    for (const [minute, n] of wanted) bump(changes, minute, n);
    await addToMinutes(db, trx, { portfolioId: id, changes });
    return [...changes.values()].reduce((sum, n) => sum + Math.abs(n), 0);
  });
