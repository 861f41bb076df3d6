import { skipReasonSql } from '../consent/public';
import { contactTable } from '../contacts/public';
import type { Audience } from '../contracts/campaigns';
import { groupMemberTable } from '../groups/public';
import { rawRows, valuesSql } from '../strapi/batch';
import type { Db, Dialect, Sql } from '../strapi/db';

const CONTACTS = contactTable.table;
const MEMBERS = groupMemberTable.table;

export interface SqlPart {
  sql: string;
  bindings: (string | number | boolean | null)[];
}

/** Who an audience means, as FROM and WHERE over an alias of the contacts table. Merged rows stand for nobody. */
export const audiencePart = (dialect: Dialect, audience: Audience, c = 'c'): SqlPart => {
  if (audience.kind === 'everyone')
    return { sql: `${CONTACTS} ${c} WHERE ${c}.merged_into IS NULL`, bindings: [] };
  if (audience.kind === 'group') {
    return {
      sql: `${MEMBERS} ${c}m JOIN ${CONTACTS} ${c} ON ${c}.id = ${c}m.contact_id WHERE ${c}m.group_id = ? AND ${c}.merged_into IS NULL`,
      bindings: [audience.groupId],
    };
  }
  const picked = valuesSql(dialect, [{ name: 'cid', type: 'int' }], `${c}v`);
  return {
    sql: `${picked} JOIN ${CONTACTS} ${c} ON ${c}.id = ${c}v.cid WHERE ${c}.merged_into IS NULL`,
    bindings: [JSON.stringify([...new Set(audience.contactIds)].map((cid) => ({ cid })))],
  };
};

/** Highest contact id of an audience when it is asked: people who join later are not in this run. */
export const highestContact = async (db: Db, sql: Sql, audience: Audience): Promise<number> => {
  const { sql: from, bindings } = audiencePart(db.dialect, audience);
  const result: unknown = await sql.raw(`SELECT MAX(c.id) AS hi FROM ${from}`, bindings);
  return Number(rawRows(db.dialect, result)[0]?.hi ?? 0);
};

/** The end of the next piece of `size` people after `lo`. */
export const pieceEnd = async (
  db: Db,
  sql: Sql,
  { audience, lo, hiMax, size }: { audience: Audience; lo: number; hiMax: number; size: number }
): Promise<number> => {
  const { sql: from, bindings } = audiencePart(db.dialect, audience);
  const result: unknown = await sql.raw(
    `SELECT MAX(x.id) AS hi FROM (SELECT c.id AS id FROM ${from} AND c.id > ? AND c.id <= ? ORDER BY c.id LIMIT ${size}) x`,
    [...bindings, lo, hiMax]
  );
  return Number(rawRows(db.dialect, result)[0]?.hi ?? hiMax);
};

/** The same rule as the gate at the moment of sending, as one CASE over `c`; NULL = may receive. */
export const reasonPart = (
  db: Db,
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION'
): SqlPart => ({
  sql: skipReasonSql(category, db.now),
  bindings: [],
});
