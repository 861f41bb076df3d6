import { contactTable } from '../contacts/public';
import { skipReasonSql, type ConsentRules } from '../consent/public';
import { INACTIVE_DAYS, inactiveSql, OPTED_OUT, UNREACHABLE } from './hygiene-sql';
import { addTo } from '../kernel/lists';
import { insertIgnore, insertRow, pieces, type Db, type Sql } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { readRow, writeRow } from '../strapi/table';
import { groupMemberTable, groupTable, type GroupRow } from './tables';

const GROUPS = groupTable.table;
const MEMBERS = groupMemberTable.table;
const IDS_PIECE = 500;
type Raw = Record<string, unknown>;
const read = (raw: Raw): GroupRow => readRow(groupTable, raw);

/** By name; a company has tens of groups. */
export const listGroups = async (sql: Sql): Promise<GroupRow[]> =>
  ((await sql(GROUPS).orderBy('name')) as Raw[]).map(read);

export const findGroup = async (sql: Sql, id: number): Promise<GroupRow | null> => {
  const raw = await sql(GROUPS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Rejects with the driver's unique violation when the name is taken. */
export const insertGroup = (sql: Sql, row: Omit<GroupRow, 'id'>): Promise<number> =>
  insertRow(sql, GROUPS, writeRow(groupTable, row));

export const updateGroup = async (
  sql: Sql,
  id: number,
  change: Partial<GroupRow>
): Promise<void> => {
  const columns = writeRow(groupTable, change);
  if (Object.keys(columns).length > 0) await sql(GROUPS).where({ id }).update(columns);
};

/** Deletes the group and its memberships; the contacts stay. */
export const deleteGroup = async (sql: Sql, id: number): Promise<void> => {
  await sql(MEMBERS).where({ group_id: id }).delete();
  await sql(GROUPS).where({ id }).delete();
};

export interface GroupCount {
  members: number;
  messageable: number;
  optedOut: number;
  inactive: number;
  unreachable: number;
}

const sumOf = (condition: string, name: string): string =>
  `sum(case when ${condition} then 1 else 0 end) as ${name}`;

/**
 * Members per group, how many of them may get marketing now by the gate's own rule, and what hygiene would find. One
 * grouped read over the memberships: 100 k members take tens of milliseconds.
 */
export const countMembers = async (
  sql: Sql,
  now: number,
  { rules, groupId }: { rules: ConsentRules; groupId?: number }
): Promise<Map<number, GroupCount>> => {
  const query = sql(`${MEMBERS} as gm`)
    .join(`${contactTable.table} as c`, 'c.id', 'gm.contact_id')
    .whereNull('c.merged_into')
    .groupBy('gm.group_id')
    .select(
      'gm.group_id',
      sql.raw('count(*) as members'),
      sql.raw(sumOf(`(${skipReasonSql('MARKETING', now, rules)}) is null`, 'messageable')),
      sql.raw(sumOf(OPTED_OUT, 'opted_out')),
      sql.raw(sumOf(inactiveSql(now, INACTIVE_DAYS), 'inactive')),
      sql.raw(sumOf(UNREACHABLE, 'unreachable'))
    );
  if (groupId !== undefined) void query.where('gm.group_id', groupId);
  const rows = (await query) as Raw[];
  return new Map(
    rows.map((row) => [
      Number(row.group_id),
      {
        members: Number(row.members),
        messageable: Number(row.messageable),
        optedOut: Number(row.opted_out),
        inactive: Number(row.inactive),
        unreachable: Number(row.unreachable),
      },
    ])
  );
};

const countRows = (sql: Sql, groupId: number): Promise<number> =>
  countOf(sql(MEMBERS).where({ group_id: groupId }));

/** Ids of people that exist and were not merged away. */
const livePeople = async (sql: Sql, ids: readonly number[]): Promise<number[]> => {
  const live: number[] = [];
  for (const piece of pieces(
    [...new Set(ids)].sort((a, b) => a - b),
    IDS_PIECE
  )) {
    const rows = (await sql(contactTable.table)
      .select('id')
      .whereIn('id', piece)
      .whereNull('merged_into')) as Raw[];
    live.push(...rows.map((row) => Number(row.id)));
  }
  return live;
};

/** Adds people who exist; answers how many are new in the group. */
export const addMembers = async (
  db: Db,
  sql: Sql,
  { groupId, contactIds, at }: { groupId: number; contactIds: readonly number[]; at: number }
): Promise<number> => {
  const before = await countRows(sql, groupId);
  const ids = await livePeople(sql, contactIds);
  const rows = ids.map((contactId) => ({ group_id: groupId, contact_id: contactId, added_at: at }));
  await insertIgnore(db, sql, { table: MEMBERS, rows, keys: ['group_id', 'contact_id'] });
  return (await countRows(sql, groupId)) - before;
};

/** Answers the groups that there are; being in one already changes nothing. */
export const joinGroups = async (
  db: Db,
  sql: Sql,
  { groupIds, contactId, at }: { groupIds: readonly number[]; contactId: number; at: number }
): Promise<number[]> => {
  if (groupIds.length === 0) return [];
  const found = (await sql(GROUPS)
    .whereIn('id', [...groupIds])
    .select('id')) as Raw[];
  const ids = found.map((row) => Number(row.id));
  const rows = ids.map((id) => ({ group_id: id, contact_id: contactId, added_at: at }));
  await insertIgnore(db, sql, { table: MEMBERS, rows, keys: ['group_id', 'contact_id'] });
  return ids;
};

export const removeMembers = async (
  sql: Sql,
  groupId: number,
  contactIds: readonly number[]
): Promise<number> => {
  let changed = 0;
  for (const piece of pieces([...new Set(contactIds)], IDS_PIECE)) {
    changed += await sql(MEMBERS)
      .where({ group_id: groupId })
      .whereIn('contact_id', piece)
      .delete();
  }
  return changed;
};

/** The survivor of a merge takes the places of the other. */
export const moveMember = async (
  db: Db,
  sql: Sql,
  { from, to, at }: { from: number; to: number; at: number }
): Promise<void> => {
  const rows = (await sql(MEMBERS).select('group_id').where({ contact_id: from })) as Raw[];
  const moved = rows.map((row) => ({
    group_id: Number(row.group_id),
    contact_id: to,
    added_at: at,
  }));
  await insertIgnore(db, sql, { table: MEMBERS, rows: moved, keys: ['group_id', 'contact_id'] });
  await sql(MEMBERS).where({ contact_id: from }).delete();
};

/** Names of the groups that these people are in, sorted. */
export const groupNamesOf = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<Map<number, string[]>> => {
  const found = new Map<number, string[]>();
  for (const piece of pieces([...new Set(contactIds)], IDS_PIECE)) {
    const rows = (await sql(`${MEMBERS} as gm`)
      .join(`${GROUPS} as g`, 'g.id', 'gm.group_id')
      .whereIn('gm.contact_id', piece)
      .orderBy('g.name')
      .select('gm.contact_id', 'g.name')) as Raw[];
    for (const row of rows) addTo(found, Number(row.contact_id), String(row.name));
  }
  return found;
};

const lowered = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** Finds groups by the name that a list gives them: as it is written, else in whatever capitals. */
export const groupFinder = async (sql: Sql): Promise<(name: string) => number | null> => {
  const groups = await listGroups(sql);
  const exact = new Map(groups.map(({ id, name }) => [name, id]));
  const loose = new Map(groups.map(({ id, name }) => [lowered(name), id]));
  return (name) => exact.get(name) ?? loose.get(lowered(name)) ?? null;
};

/**
 * Makes groups of these names, where there are none, in the caller's transaction; answers the group of each name. To MySQL
 * and MariaDB `Bag` and `Bağ` are one name, of which there can be one group only: it is the answer for both.
 */
export const makeGroups = async (
  db: Db,
  trx: Sql,
  { names, at }: { names: readonly string[]; at: number }
): Promise<Map<string, number>> => {
  const rows = names.map((name) =>
    writeRow(groupTable, { name, description: null, sample: false, addedAt: at, changedAt: at })
  );
  if (rows.length > 0) await insertIgnore(db, trx, { table: GROUPS, rows, keys: ['name'] });
  const made = new Map<string, number>();
  // One by one: which row answers which name only the database can tell.
  for (const name of names) {
    const raw = await trx(GROUPS).where({ name }).first<Raw | undefined>('id');
    if (raw) made.set(name, Number(raw.id));
  }
  return made;
};

export const groupsOfContact = async (
  sql: Sql,
  contactId: number
): Promise<{ id: number; name: string }[]> => {
  const rows = (await sql(`${GROUPS} as g`)
    .join(`${MEMBERS} as gm`, 'gm.group_id', 'g.id')
    .where('gm.contact_id', contactId)
    .orderBy('g.name')
    .select('g.id', 'g.name')) as Raw[];
  return rows.map((row) => ({ id: Number(row.id), name: String(row.name) }));
};
