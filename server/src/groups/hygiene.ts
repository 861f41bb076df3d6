import { contactTable } from '../contacts/public';
import type { HygieneBody, HygieneResult } from '../contracts/groups';
import { rawRows } from '../strapi/batch';
import type { Db, Sql } from '../strapi/db';
import { hygieneSql, inactiveSql, OPTED_OUT, UNREACHABLE } from './hygiene-sql';
import { groupMemberTable } from './tables';

const MEMBERS = groupMemberTable.table;
const CONTACTS = contactTable.table;

/** How many members each reason finds, and how many people the asked reasons find together. */
export const countHygiene = async (
  db: Db,
  sql: Sql,
  { groupId, ask, now }: { groupId: number; ask: HygieneBody; now: number }
): Promise<HygieneResult> => {
  const sum = (condition: string) => `COALESCE(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`;
  const text = `SELECT ${sum(inactiveSql(now, ask.inactiveDays))} AS inactive, ${sum(OPTED_OUT)} AS opted_out, ${sum(UNREACHABLE)} AS unreachable, ${sum(hygieneSql(ask, now))} AS total FROM ${MEMBERS} gm JOIN ${CONTACTS} c ON c.id = gm.contact_id WHERE gm.group_id = ? AND c.merged_into IS NULL`;
  const [row] = rawRows(db.dialect, await sql.raw(text, [groupId]));
  return {
    inactive: Number(row?.inactive ?? 0),
    optedOut: Number(row?.opted_out ?? 0),
    unreachable: Number(row?.unreachable ?? 0),
    total: Number(row?.total ?? 0),
  };
};

/** Takes the people of these reasons out of the group, in one statement. Answers how many. */
export const cleanMembers = (
  sql: Sql,
  { groupId, ask, now }: { groupId: number; ask: HygieneBody; now: number }
): Promise<number> => {
  const people = `SELECT 1 FROM ${CONTACTS} c WHERE c.id = ${MEMBERS}.contact_id AND c.merged_into IS NULL AND ${hygieneSql(ask, now)}`;
  return sql(MEMBERS).where({ group_id: groupId }).whereRaw(`EXISTS (${people})`).delete();
};
