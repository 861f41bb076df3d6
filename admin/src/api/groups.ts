import { groupsApi } from '../../../server/src/contracts/groups';
import { changes, client, reads } from './client';

const one = (id: number) => ({ type: 'WhatsappGroup' as const, id });
const LIST = { type: 'WhatsappGroup' as const, id: 'LIST' };
/** Membership shows in contacts too: their groups, the filter by group. */
const MEMBERS = ['WhatsappGroup', 'WhatsappContact'] as const;

export const {
  useWhatsappListGroupsQuery,
  useWhatsappCreateGroupsMutation,
  useWhatsappUpdateGroupsMutation,
  useWhatsappRemoveGroupsMutation,
  useWhatsappAddMembersGroupsMutation,
  useWhatsappRemoveMembersGroupsMutation,
  useWhatsappHygieneGroupsQuery,
  useWhatsappCleanGroupsMutation,
} = client('Groups', groupsApi, {
  list: reads((answer) => [LIST, ...(answer?.groups ?? []).map(({ id }) => one(id))]),
  create: changes(['WhatsappGroup']),
  update: changes(['WhatsappGroup']),
  remove: changes(MEMBERS),
  addMembers: changes(MEMBERS),
  removeMembers: changes(MEMBERS),
  hygiene: reads((_, { id }) => [one(id)]),
  clean: changes(MEMBERS),
});
