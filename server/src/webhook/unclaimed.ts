import type { Knex } from 'knex';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { turnOfTheLoop } from '../kernel/turn';
import { insertIgnore, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { changeTable, unclaimedTable, type UnclaimedRow } from './tables';

/**
 * What people wrote to a number that is not connected here. It waits, for as long as raw webhooks are kept, until somebody
 * connects the number or says that it is not ours.
 */

const CHANGES = changeTable.table;
const NUMBERS = unclaimedTable.table;
const PIECE = 500;
/** This many waiting changes of a number are counted; the rest is "more". */
const MOST_COUNTED = 10_000;
/** Changes of people and what stands beside them; statuses never wait. */
const LANES: [number, number] = [0, 1];
type Raw = Record<string, unknown>;

/** The number in the example that Meta's dashboard sends to try an address out. Source: Meta, "Webhooks", test button. */
const EXAMPLE = '123456123';

export interface UnclaimedNumber extends UnclaimedRow {
  count: number;
  /** More wait than were counted. */
  more: boolean;
  firstAt: number;
  lastAt: number;
}

/** In the order of the index on (state, lane, received), which this reads and nothing else. */
const waiting = (sql: Sql, numberId: number): Knex.QueryBuilder =>
  sql(CHANGES)
    .where({ state: 'unclaimed', for_number: numberId })
    .whereBetween('lane', LANES)
    .orderBy([{ column: 'lane' }, { column: 'received_at' }]);

const numberOf = async (sql: Sql, phoneNumberId: string): Promise<UnclaimedRow | null> => {
  const raw = await sql(NUMBERS).where({ phone_number_id: phoneNumberId }).first<Raw | undefined>();
  return raw ? readRow(unclaimedTable, raw) : null;
};

const remember = async (
  db: Db,
  trx: Knex.Transaction,
  row: Omit<UnclaimedRow, 'id'>
): Promise<UnclaimedRow | null> => {
  const rows = [writeRow(unclaimedTable, row)];
  await insertIgnore(db, trx, { table: NUMBERS, rows, keys: ['phone_number_id'] });
  return numberOf(trx, row.phoneNumberId);
};

/**
 * Notes that something came for a number that is not connected. `numberId`: it waits for this one; null: it is dropped, since
 * nobody wants that number, or it is Meta's example. `isNew`: pages show something else now. `seenAt` is our time: the example
 * is of 2017 by Meta's.
 */
export const noteUnclaimed = async (
  db: Db,
  trx: Knex.Transaction,
  { phoneNumberId, displayPhoneNumber, wabaId, seenAt }: WebhookElement & { seenAt: number }
): Promise<{ numberId: number | null; isNew: boolean }> => {
  if (phoneNumberId === null) return { numberId: null, isNew: false };
  const known = await numberOf(trx, phoneNumberId.slice(0, 64));
  if (known?.isExample) {
    await trx(NUMBERS).where({ id: known.id }).update({ seen_at: seenAt });
    return { numberId: null, isNew: true };
  }
  const row =
    known ??
    (await remember(db, trx, {
      phoneNumberId: phoneNumberId.slice(0, 64),
      displayPhoneNumber: displayPhoneNumber?.slice(0, 40) ?? null,
      wabaId: wabaId?.slice(0, 64) ?? null,
      isExample: phoneNumberId === EXAMPLE,
      ignoredAt: null,
      seenAt,
    }));
  const isWanted = row !== null && !row.isExample && row.ignoredAt === null;
  return { numberId: isWanted ? row.id : null, isNew: known === null };
};

/** Numbers for which something waits, and Meta's example, if it came; those that nobody wants are not among them. */
export const listUnclaimed = async (sql: Sql): Promise<UnclaimedNumber[]> => {
  const raw = (await sql(NUMBERS).whereNull('ignored_at').orderBy('id')) as Raw[];
  const found: UnclaimedNumber[] = [];
  for (const row of raw.map((one) => readRow(unclaimedTable, one))) {
    const some = waiting(sql, row.id).limit(MOST_COUNTED).select('received_at');
    const [sum] = (await sql
      .from(some.as('w'))
      .count({ n: '*' })
      .min({ first: 'received_at' })
      .max({ last: 'received_at' })) as Raw[];
    const count = Number(sum?.n ?? 0);
    if (count === 0 && !row.isExample) continue;
    found.push({
      ...row,
      count,
      more: count >= MOST_COUNTED,
      firstAt: Number(sum?.first ?? row.seenAt),
      lastAt: Number(sum?.last ?? row.seenAt),
    });
  }
  return found;
};

/** "Not ours": what waits for this number is deleted, and what comes from now on is dropped. Answers how much it was. */
export const ignoreUnclaimed = async (db: Db, id: number, at: number): Promise<number> => {
  await db.knex(NUMBERS).where({ id }).update({ ignored_at: at });
  let dropped = 0;
  for (;;) {
    const n = await db.tx(async (trx) => {
      const rows = (await waiting(trx, id).limit(PIECE).select('id')) as Raw[];
      const ids = rows.map((row) => Number(row.id));
      // Somebody may have connected it in this moment: what a worker has by now is no longer waiting.
      const still = { state: 'unclaimed' };
      return ids.length === 0 ? 0 : trx(CHANGES).whereIn('id', ids).where(still).del();
    });
    dropped += n;
    if (n === 0) return dropped;
    await turnOfTheLoop();
  }
};

/** A number that is removed here is not asked about again. */
export const ignoreRemoved = async (
  db: Db,
  trx: Knex.Transaction,
  {
    at,
    ...number
  }: Pick<UnclaimedRow, 'phoneNumberId' | 'displayPhoneNumber' | 'wabaId'> & { at: number }
): Promise<void> => {
  await remember(db, trx, { ...number, isExample: false, ignoredAt: at, seenAt: at });
  await trx(NUMBERS).where({ phone_number_id: number.phoneNumberId }).update({ ignored_at: at });
};

/** The next piece of what waited for this number, into the queue. */
const claimSome = (db: Db, id: number): Promise<number> =>
  db.tx(async (trx) => {
    const rows = (await waiting(trx, id).limit(PIECE).select('id')) as Raw[];
    const ids = rows.map((row) => Number(row.id));
    if (ids.length === 0) return 0;
    return trx(CHANGES)
      .whereIn('id', ids)
      .where({ state: 'unclaimed' })
      .update({ state: 'new', next_at: 0, attempts: 0, failures: 0 });
  });

/**
 * Hands what waited for numbers that are connected by now to the workers. Safe to repeat: who was killed in the middle goes on.
 * The rows of the numbers stay, since a worker may write another change for one in this moment.
 */
export const claimConnected = async (
  db: Db,
  connected: readonly string[],
  handed: () => void
): Promise<void> => {
  const raw = (await db
    .knex(NUMBERS)
    .whereIn('phone_number_id', [...connected])
    .select('id', 'ignored_at')) as Raw[];
  for (const { id, ignored_at: ignored } of raw) {
    if (ignored !== null) await db.knex(NUMBERS).where({ id }).update({ ignored_at: null });
    while ((await claimSome(db, Number(id))) > 0) {
      handed();
      await turnOfTheLoop();
    }
  }
};
