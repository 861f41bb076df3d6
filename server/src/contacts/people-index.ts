import { dialectOf, type Dialect, type Sql } from '../strapi/db';
import { contactTable } from './tables';

/**
 * Parts of names and numbers by index: SQLite has a table of its own for it, beside those that Strapi knows, and PostgreSQL an
 * index; MariaDB has none for parts of words and reads the people through.
 */
export const NAMES = 'whatsapp_contact_names';
const PEOPLE = contactTable.table;
const COLUMNS = ['name_search', 'phone', 'wa_id'];

const listOf = (alias: string): string => COLUMNS.map((column) => `${alias}.${column}`).join(', ');
const forget = `INSERT INTO ${NAMES}(${NAMES}, rowid, ${COLUMNS.join(', ')}) VALUES ('delete', old.id, ${listOf('old')});`;
const note = `INSERT INTO ${NAMES}(rowid, ${COLUMNS.join(', ')}) VALUES (new.id, ${listOf('new')});`;
const differs = COLUMNS.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ');

/** By the database itself: people are written in many ways, in bulk too, and none may be forgotten. */
const TRIGGERS = [
  `CREATE TRIGGER ${NAMES}_insert AFTER INSERT ON ${PEOPLE} BEGIN ${note} END`,
  `CREATE TRIGGER ${NAMES}_delete AFTER DELETE ON ${PEOPLE} BEGIN ${forget} END`,
  `CREATE TRIGGER ${NAMES}_update AFTER UPDATE OF ${COLUMNS.join(', ')} ON ${PEOPLE} WHEN ${differs} BEGIN ${forget} ${note} END`,
];

const hasTriggers = async (sql: Sql): Promise<boolean> => {
  const rows = (await sql('sqlite_master')
    .where({ type: 'trigger', tbl_name: PEOPLE })
    .whereLike('name', `${NAMES}%`)
    .select('name')) as unknown[];
  return rows.length === TRIGGERS.length;
};

/** Strapi makes the table again where its columns change, and the triggers are gone with the old one. */
const prepareSqlite = async (sql: Sql): Promise<void> => {
  if (await hasTriggers(sql)) return;
  for (const event of ['insert', 'delete', 'update'])
    await sql.raw(`DROP TRIGGER IF EXISTS ${NAMES}_${event}`);
  await sql.raw(
    `CREATE VIRTUAL TABLE IF NOT EXISTS ${NAMES} USING fts5(${COLUMNS.join(', ')}, content='${PEOPLE}', content_rowid='id', tokenize='trigram')`
  );
  // What is deleted leaves the index too, not only the row.
  await sql.raw(`INSERT INTO ${NAMES}(${NAMES}, rank) VALUES('secure-delete', 1)`);
  for (const trigger of TRIGGERS) await sql.raw(trigger);
  await sql.raw(`INSERT INTO ${NAMES}(${NAMES}) VALUES('rebuild')`);
};

const preparePostgres = async (sql: Sql): Promise<void> => {
  // Even where the index is there, making it waits for the statements that write people.
  const known = sql.raw('to_regclass(?) IS NOT NULL AS known', [NAMES]);
  if ((await sql.select<{ known: boolean }[]>(known))[0]?.known) return;
  await sql.raw('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  const columns = COLUMNS.map((column) => `${column} gin_trgm_ops`).join(', ');
  await sql.raw(`CREATE INDEX IF NOT EXISTS ${NAMES} ON ${PEOPLE} USING gin (${columns})`);
};

const PREPARE: Partial<Record<Dialect, (sql: Sql) => Promise<void>>> = {
  sqlite: prepareSqlite,
  postgres: preparePostgres,
};

/** Makes the index where it is missing; harmless when it is there. Rejects where the database does not let us. */
export const preparePeopleIndex = async (sql: Sql): Promise<void> => PREPARE[dialectOf(sql)]?.(sql);

/** Shorter parts are in no index of three letters. */
const LEAST = 3;
const quoted = (part: string): string => `"${part.replaceAll('"', '""')}"`;

/**
 * What SQLite's index is asked for: people of whom a name holds all these words, or a number these digits, and perhaps others.
 * Null when the parts are too short for it.
 */
export const matchOf = (words: readonly string[], digits: string | null): string | null => {
  const named = words.filter((word) => [...word].length >= LEAST).map(quoted);
  if (named.length === 0) return null;
  const all = named.join(' AND ');
  return digits === null ? all : `(${all}) OR ${quoted(digits)}`;
};
