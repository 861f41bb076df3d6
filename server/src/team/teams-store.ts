import type { Knex } from 'knex';
import { conversationTable, type JoinEffect } from '../conversations/public';
import { insertIgnore, insertRow, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { Candidate } from './domain/pick';
import {
  assignmentWaitTable,
  colleagueTable,
  deskTable,
  presenceTable,
  teamTable,
  type AssignmentWaitRow,
  type ColleagueRow,
  type DeskRow,
  type TeamRow,
} from './tables';

const TEAMS = teamTable.table;
const DESKS = deskTable.table;
const COLLEAGUES = colleagueTable.table;
const WAITS = assignmentWaitTable.table;
const TALKS = conversationTable.table;
type Raw = Record<string, unknown>;

/** A page tells every 15 s that it is open; two may be missed. */
export const ONLINE_MS = 45_000;

export const allTeams = async (sql: Sql): Promise<TeamRow[]> =>
  (await sql(TEAMS).orderBy('id').select<Raw[]>()).map((raw) => readRow(teamTable, raw));

/** All teams, locked until the commit: conversations are given one after the other, so that loads are exact. */
export const lockTeams = async (trx: Knex.Transaction): Promise<TeamRow[]> =>
  (await trx(TEAMS).orderBy('id').forUpdate().select<Raw[]>()).map((raw) =>
    readRow(teamTable, raw)
  );

export const insertTeam = (sql: Sql, row: Omit<TeamRow, 'id'>): Promise<number> =>
  insertRow(sql, TEAMS, writeRow(teamTable, row));

export const updateTeam = (sql: Sql, id: number, change: Partial<TeamRow>): Promise<number> =>
  sql(TEAMS).where({ id }).update(writeRow(teamTable, change));

/** The team, what waits for it, and where it worked. */
export const deleteTeam = async (trx: Knex.Transaction, id: number): Promise<number> => {
  await trx(WAITS).where({ team_id: id }).delete();
  await trx(DESKS).where({ team_id: id }).update({ team_id: null });
  return trx(TEAMS).where({ id }).delete();
};

export const allDesks = async (sql: Sql): Promise<DeskRow[]> =>
  (await sql(DESKS).orderBy('account_id').select<Raw[]>()).map((raw) => readRow(deskTable, raw));

export const saveDesk = async (
  db: Db,
  trx: Knex.Transaction,
  row: Omit<DeskRow, 'id'>
): Promise<void> => {
  const written = writeRow(deskTable, row);
  const n = await trx(DESKS).where({ account_id: row.accountId }).update(written);
  if (n === 0) await insertIgnore(db, trx, { table: DESKS, rows: [written], keys: ['account_id'] });
};

/** Open conversations of these people. */
const loadsOf = async (sql: Sql, userIds: readonly number[]): Promise<Map<number, number>> => {
  const rows = (await sql(TALKS)
    .where({ status: 'open' })
    .whereIn('assignee_id', userIds)
    .groupBy('assignee_id')
    .select('assignee_id')
    .count({ n: '*' })) as { assignee_id: unknown; n: unknown }[];
  return new Map(rows.map((row) => [Number(row.assignee_id), Number(row.n)]));
};

/** These people as they are now, in their order; whom we never saw is at their post and has no page open. */
export const colleaguesNow = async (
  sql: Sql,
  userIds: readonly number[],
  now: number
): Promise<Candidate[]> => {
  if (userIds.length === 0) return [];
  const raw = await sql(COLLEAGUES).whereIn('user_id', userIds).select<Raw[]>();
  const known = new Map(
    raw.map((row) => readRow(colleagueTable, row)).map((row) => [row.userId, row])
  );
  const loads = await loadsOf(sql, userIds);
  return userIds.map((id) => ({
    id,
    onDuty: known.get(id)?.onDuty ?? true,
    isOnline: (known.get(id)?.seenAt ?? 0) > now - ONLINE_MS,
    load: loads.get(id) ?? 0,
  }));
};

const ensureColleagues = (db: Db, sql: Sql, userIds: readonly number[]): Promise<void> =>
  insertIgnore(db, sql, {
    table: COLLEAGUES,
    rows: userIds.map((userId) => writeRow(colleagueTable, { userId, onDuty: true, seenAt: 0 })),
    keys: ['user_id'],
  });

export const setDuty = async (
  db: Db,
  trx: Knex.Transaction,
  { userId, onDuty }: Pick<ColleagueRow, 'userId' | 'onDuty'>
): Promise<void> => {
  await ensureColleagues(db, trx, [userId]);
  await trx(COLLEAGUES).where({ user_id: userId }).update({ on_duty: onDuty });
};

/** Their pages are open. */
export const seeColleagues = async (
  db: Db,
  userIds: readonly number[],
  now: number
): Promise<void> => {
  if (userIds.length === 0) return;
  const seen = await db
    .knex(COLLEAGUES)
    .whereIn('user_id', userIds)
    .select<{ user_id: unknown }[]>('user_id');
  const known = new Set(seen.map((row) => Number(row.user_id)));
  await ensureColleagues(
    db,
    db.knex,
    userIds.filter((id) => !known.has(id))
  );
  await db.knex(COLLEAGUES).whereIn('user_id', userIds).update({ seen_at: now });
};

/** Nobody could be found: it waits, from the first time on. */
export const waitForSomebody = (
  db: Db,
  trx: Knex.Transaction,
  wait: Omit<AssignmentWaitRow, 'id'>
): Promise<void> =>
  insertIgnore(db, trx, {
    table: WAITS,
    rows: [writeRow(assignmentWaitTable, wait)],
    keys: ['conversation_id'],
  });

/**
 * For `conversationsService.joinEffects`. Anyone who waited for somebody still does, unless the thread that remains has a colleague
 * or waits itself; who had the other one open reads on in it after the next beat of their page.
 */
export const joinWaits: JoinEffect = async (trx, { keep, gone }) => {
  const waitOf = (conversationId: number) => trx(WAITS).where({ conversation_id: conversationId });
  const isAssigned = keep.assigneeId !== null || gone.assigneeId !== null;
  if (isAssigned || (await waitOf(keep.id).first('id'))) await waitOf(gone.id).delete();
  else await waitOf(gone.id).update({ conversation_id: keep.id });
  await trx(presenceTable.table).where({ conversation_id: gone.id }).delete();
};

/**
 * At most this many that wait, the longest first. Each team has an equal part of them: those that wait for a team without
 * anybody free must not hide those of the others.
 */
export const waits = async (sql: Sql, most: number): Promise<AssignmentWaitRow[]> => {
  const teams = await sql(WAITS).distinct('team_id').select<{ team_id: unknown }[]>('team_id');
  const part = Math.max(1, Math.floor(most / Math.max(1, teams.length)));
  const found: AssignmentWaitRow[] = [];
  for (const { team_id: teamId } of teams) {
    const raw = await sql(WAITS)
      .where({ team_id: Number(teamId) })
      .orderBy('since')
      .orderBy('id')
      .limit(part)
      .select<Raw[]>();
    found.push(...raw.map((row) => readRow(assignmentWaitTable, row)));
  }
  return found.sort((one, other) => one.since - other.since || one.id - other.id);
};

export const waitsByTeam = async (sql: Sql): Promise<Map<number, number>> => {
  const rows = (await sql(WAITS).groupBy('team_id').select('team_id').count({ n: '*' })) as {
    team_id: unknown;
    n: unknown;
  }[];
  return new Map(rows.map((row) => [Number(row.team_id), Number(row.n)]));
};

export const endWait = (sql: Sql, conversationId: number): Promise<number> =>
  sql(WAITS).where({ conversation_id: conversationId }).delete();
