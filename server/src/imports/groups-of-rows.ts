import type { Knex } from 'knex';
import { groupFinder, groupMemberTable, groupTable } from '../groups/public';
import type { RunParams } from './classify';
import type { RowPerson } from './domain/person';

type Named = Pick<RowPerson, 'groups'>;

/** Groups that people come into: those of the rules, and those that their row names. */
export interface RowGroups {
  /** Groups that exist. */
  idsOf(person: Named): number[];
  /** Names of others. */
  unknownOf(person: Named): string[];
}

/** Reads which groups there are; once for the rows of a step. Groups that were deleted meanwhile are left out. */
export const groupsOfRows = async (
  trx: Knex.Transaction,
  { rules, columns }: Pick<RunParams, 'rules' | 'columns'>
): Promise<RowGroups> => {
  const chosen = () => trx(groupTable.table).whereIn('id', rules.groupIds).select('id');
  const rows = (rules.groupIds.length > 0 ? await chosen() : []) as { id: unknown }[];
  const ofAll = rows.map(({ id }) => Number(id));
  const find = columns.includes('groups') ? await groupFinder(trx) : () => null;
  return {
    idsOf: ({ groups }) => [...new Set([...ofAll, ...groups.flatMap((name) => find(name) ?? [])])],
    unknownOf: ({ groups }) => groups.filter((name) => find(name) === null),
  };
};

/** Who is in which of these groups, as `groupId contactId`. */
export const membersAmong = async (
  trx: Knex.Transaction,
  { groupIds, contactIds }: { groupIds: readonly number[]; contactIds: readonly number[] }
): Promise<Set<string>> => {
  if (groupIds.length === 0 || contactIds.length === 0) return new Set();
  const rows = (await trx(groupMemberTable.table)
    .whereIn('group_id', groupIds)
    .whereIn('contact_id', contactIds)
    .select('group_id', 'contact_id')) as { group_id: unknown; contact_id: unknown }[];
  return new Set(rows.map((row) => `${Number(row.group_id)} ${Number(row.contact_id)}`));
};
