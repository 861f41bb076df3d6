import type { Knex } from 'knex';
import { FOLD_VERSION } from '../contracts/fold';
import { updateFromSql, type BatchColumn } from '../strapi/batch';
import type { Clock } from '../kernel/clock';
import { dialectOf, insertIgnore, type Db, type Sql } from '../strapi/db';
import { nameKeyOf, spellingKeyOf } from '../strapi/name-keys';
import { foldStateTable } from './tables';

/*
 * Stored keys follow `fold` (contracts/fold.ts). After an update that changed it they are written again, once for each
 * database: in order of ids, a piece in each transaction, which also notes how far it came. A kill leaves whole pieces; of two
 * processes one waits for the other's piece and goes on behind it. Meanwhile new rows are written by the new fold.
 */

const STATES = foldStateTable.table;
/** Above every id: nothing is left. */
const DONE = Number.MAX_SAFE_INTEGER;
/** Rows of one transaction: some milliseconds, so that messages of people come between two of them. */
const PIECE = 200;
/** How long a run goes on before other timers have their turn. */
const RUN_MS = 1_000;

type Raw = Record<string, unknown>;

export interface Refolding {
  /** Names the row that keeps how far it is; never changed. */
  name: string;
  table: string;
  /** Columns in SQL that the keys are made of, and the keys. */
  columns: readonly string[];
  /** Writes what differs of these rows, read without a lock. Awaits only `trx`; doing it again changes nothing. */
  rewrite(trx: Knex.Transaction, rows: readonly Raw[]): Promise<void>;
}

/** Notes that rows under this name follow the fold of now; false when they did already. */
export const takeUpFold = async (
  db: Db,
  sql: Sql,
  { name, nextId }: { name: string; nextId: number }
): Promise<boolean> => {
  const rows = [{ name, version: 0, next_id: 0 }];
  await insertIgnore(db, sql, { table: STATES, rows, keys: ['name'] });
  const taken = await sql(STATES)
    .where({ name })
    .where('version', '<', FOLD_VERSION)
    .update({ version: FOLD_VERSION, next_id: nextId });
  return taken > 0;
};

/** At every start of a server: where the fold changed, the rows are due from the first on. An empty table has none. */
export const beginRefold = async (db: Db, all: readonly Refolding[]): Promise<void> => {
  for (const { name, table } of all) {
    const first = await db.knex(table).first<Raw | undefined>('id');
    await takeUpFold(db, db.knex, { name, nextId: first ? 0 : DONE });
  }
};

/** One piece; answers whether there is more. */
const step = (db: Db, { name, table, columns, rewrite }: Refolding): Promise<boolean> =>
  db.tx(async (trx) => {
    const state = await trx(STATES).where({ name }).forUpdate().first<Raw | undefined>('next_id');
    const next = Number(state?.next_id ?? DONE);
    if (next >= DONE) return false;
    const rows = await trx(table)
      .where('id', '>=', next)
      .orderBy('id')
      .limit(PIECE)
      .select<Raw[]>('id', ...columns);
    await rewrite(trx, rows);
    const last = rows.length < PIECE ? undefined : rows.at(-1);
    await trx(STATES)
      .where({ name })
      .update({ next_id: last ? Number(last.id) + 1 : DONE });
    return last !== undefined;
  });

interface WhileDeps {
  db: Db;
  clock: Clock;
  /** Ends it with the process. */
  draining: AbortSignal;
}

/** Some of it, by the timer of one process. */
export const refoldForAWhile = async (
  { db, clock, draining }: WhileDeps,
  all: readonly Refolding[]
): Promise<void> => {
  const end = clock.monotonic() + RUN_MS;
  for (const one of all)
    while (!draining.aborted && clock.monotonic() < end) if (!(await step(db, one))) break;
};

/** True in SQL for rows of `alias` that may still have the keys of the former fold. Never NULL. */
export const notRefoldedSql = (alias: string, name: string): string =>
  `${alias}.id >= COALESCE((SELECT fs.next_id FROM ${STATES} fs WHERE fs.name = '${name}'), ${DONE})`;

interface Rewriting {
  table: string;
  /** Columns that follow from others, as they are written. */
  set: readonly BatchColumn[];
  /** Columns that are read. */
  columns: readonly string[];
  /** Those of `set` for a row. */
  valuesOf(row: Raw): Record<string, unknown>;
}

/** Writes the columns of the rows in which they differ, locked in the order of their ids and read again. */
export const rewriteRows = async (
  trx: Knex.Transaction,
  { table, set, columns, valuesOf }: Rewriting,
  rows: readonly Raw[]
): Promise<void> => {
  const differs = (row: Raw): boolean => {
    const values = valuesOf(row);
    return set.some(({ name }) => (row[name] ?? null) !== values[name]);
  };
  const ids = rows.filter(differs).map(({ id }) => Number(id));
  if (ids.length === 0) return;
  const locked = await trx(table)
    .whereIn('id', ids)
    .orderBy('id')
    .forUpdate()
    .select<Raw[]>('id', ...columns);
  const values = locked.filter(differs).map((row) => ({ id: Number(row.id), ...valuesOf(row) }));
  const sql = updateFromSql(dialectOf(trx), {
    table,
    columns: [{ name: 'id', type: 'int' }, ...set],
    set: Object.fromEntries(set.map(({ name }) => [name, `v.${name}`])),
    on: 't.id = v.id',
  });
  if (values.length > 0) await trx.raw(sql, [JSON.stringify(values)]);
};

/** A table in which a name is unique by its key: alone, or for each owner. */
interface NameTable {
  table: string;
  name: string;
  key: string;
  owner?: string;
}

/** Two names that were two and have one key now: the later one keeps a key of its own spelling. */
interface SetApart {
  first: string;
  later: string;
}

type Keyed = Pick<NameTable, 'table' | 'key' | 'owner'>;

const holderOf = (
  trx: Knex.Transaction,
  { table, key, owner }: Keyed,
  { row, value }: { row: Raw; value: string }
): Promise<Raw | undefined> =>
  trx(table)
    .where({ [key]: value, ...(owner ? { [owner]: row[owner] } : {}) })
    .whereNot({ id: row.id })
    .first<Raw | undefined>();

/** The key of its spelling, and should even that be taken, one by which nobody finds the row: it stays, and can be renamed. */
const keyApart = async (trx: Knex.Transaction, at: NameTable, row: Raw): Promise<string> => {
  const value = spellingKeyOf(String(row[at.name]));
  const isTaken = await holderOf(trx, at, { row, value });
  return isTaken ? spellingKeyOf(`${String(row[at.name])} ${String(row.id)}`) : value;
};

const rekeyRow = async (
  trx: Knex.Transaction,
  at: NameTable,
  row: Raw
): Promise<SetApart | null> => {
  const write = (id: unknown, value: string) =>
    trx(at.table)
      .where({ id })
      .update({ [at.key]: value });
  const value = nameKeyOf(String(row[at.name]));
  const holder = await holderOf(trx, at, { row, value });
  if (!holder) {
    await write(row.id, value);
    return null;
  }
  const [first, later] = Number(row.id) < Number(holder.id) ? [row, holder] : [holder, row];
  await write(later.id, await keyApart(trx, at, later));
  if (first === row) await write(row.id, value);
  return { first: String(first[at.name]), later: String(later[at.name]) };
};

/** Gives these rows the keys of now; answers which of them are kept apart. */
const rekeyNames = async (
  trx: Knex.Transaction,
  at: NameTable,
  rows: readonly Raw[]
): Promise<SetApart[]> => {
  const isDue = (row: Raw): boolean => {
    const name = String(row[at.name]);
    return row[at.key] !== nameKeyOf(name) && row[at.key] !== spellingKeyOf(name);
  };
  const due = rows.filter(isDue).map(({ id }) => Number(id));
  const apart: SetApart[] = [];
  for (const id of due) {
    // Read again: the row before may have moved the key of this one.
    const row = await trx(at.table).where({ id }).forUpdate().first<Raw | undefined>();
    const found = row && isDue(row) ? await rekeyRow(trx, at, row) : null;
    if (found) apart.push(found);
  }
  return apart;
};

interface NamesRefolding extends NameTable {
  /** As in `Refolding`. */
  state: string;
  /** Called for each two names that became one, in the transaction that keeps them apart. */
  tell(trx: Knex.Transaction, two: SetApart): Promise<void>;
}

/**
 * Gives the names of a table the keys of now, at the start of a server and before anybody asks. Of two that are one now both
 * rows stay; the later one gets the key of its own spelling, by which it is found.
 */
export const refoldNames = async (
  db: Db,
  { state, tell, ...at }: NamesRefolding
): Promise<void> => {
  const names: Refolding = {
    name: state,
    table: at.table,
    columns: [at.name, at.key],
    rewrite: async (trx, rows) => {
      for (const two of await rekeyNames(trx, at, rows)) await tell(trx, two);
    },
  };
  await beginRefold(db, [names]);
  let hasMore = true;
  while (hasMore) hasMore = await step(db, names);
};
