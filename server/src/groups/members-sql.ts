import { groupMemberTable } from './tables';

/**
 * Condition over alias `c` (contacts): is a member of the group. Uses the unique index (group_id, contact_id). Has no
 * placeholders; the id is checked to be a number.
 */
export const groupMembersSql = (groupId: number): string => {
  if (!Number.isSafeInteger(groupId)) throw new Error('a group id is a whole number');
  return `EXISTS (SELECT 1 FROM ${groupMemberTable.table} gm WHERE gm.group_id = ${groupId} AND gm.contact_id = c.id)`;
};
