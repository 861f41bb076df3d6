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

/** `key` is the contact's id where the audience has it in an index: ranges and orders go by it. */
export interface AudiencePart extends SqlPart {
  key: string;
}

const pickedBinding = (contactIds: number[]): string =>
  JSON.stringify([...new Set(contactIds)].map((cid) => ({ cid })));

/** Who an audience means, as FROM and WHERE over the contacts table `c`. Merged rows stand for nobody. */
export const audiencePart = (dialect: Dialect, audience: Audience): AudiencePart => {
  if (audience.kind === 'everyone')
    return { sql: `${CONTACTS} c WHERE c.merged_into IS NULL`, bindings: [], key: 'c.id' };
  if (audience.kind === 'group') {
    return {
      sql: `${MEMBERS} cm JOIN ${CONTACTS} c ON c.id = cm.contact_id WHERE cm.group_id = ? AND c.merged_into IS NULL`,
      bindings: [audience.groupId],
      key: 'cm.contact_id',
    };
  }
  const picked = valuesSql(dialect, [{ name: 'cid', type: 'int' }], 'cv');
  return {
    sql: `${picked} JOIN ${CONTACTS} c ON c.id = cv.cid WHERE c.merged_into IS NULL`,
    bindings: [pickedBinding(audience.contactIds)],
    key: 'c.id',
  };
};

/**
 * An earlier person of the audience with the address of `c`. It starts from the address, which has an index: started
 * from the audience, as a join invites to, each person would read all others.
 */
export const twinPart = (dialect: Dialect, audience: Audience): SqlPart => {
  const twin = `SELECT 1 FROM ${CONTACTS} d WHERE d.address_key = c.address_key AND d.id < c.id AND d.merged_into IS NULL`;
  if (audience.kind === 'everyone') return { sql: `EXISTS (${twin})`, bindings: [] };
  if (audience.kind === 'group') {
    return {
      sql: `EXISTS (${twin} AND EXISTS (SELECT 1 FROM ${MEMBERS} dm WHERE dm.group_id = ? AND dm.contact_id = d.id))`,
      bindings: [audience.groupId],
    };
  }
  const picked = valuesSql(dialect, [{ name: 'cid', type: 'int' }], 'dv');
  return {
    sql: `EXISTS (${twin} AND (d.id + 0) IN (SELECT dv.cid FROM ${picked}))`,
    bindings: [pickedBinding(audience.contactIds)],
  };
};

/** Highest contact id of an audience when it is asked: people who join later are not in this run. */
export const highestContact = async (db: Db, sql: Sql, audience: Audience): Promise<number> => {
  const { sql: from, bindings, key } = audiencePart(db.dialect, audience);
  const result: unknown = await sql.raw(`SELECT MAX(${key}) AS hi FROM ${from}`, bindings);
  return Number(rawRows(db.dialect, result)[0]?.hi ?? 0);
};

/** The end of the next piece of `size` people after `lo`. */
export const pieceEnd = async (
  db: Db,
  sql: Sql,
  { audience, lo, hiMax, size }: { audience: Audience; lo: number; hiMax: number; size: number }
): Promise<number> => {
  const { sql: from, bindings, key } = audiencePart(db.dialect, audience);
  const result: unknown = await sql.raw(
    `SELECT MAX(x.id) AS hi FROM (SELECT ${key} AS id FROM ${from} AND ${key} > ? AND ${key} <= ? ORDER BY ${key} LIMIT ${size}) x`,
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
