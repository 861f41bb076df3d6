import type { Core } from '@strapi/strapi';
import type { MergeEffect } from '../contacts/public';
import type { GroupBody, GroupView } from '../contracts/groups';
import type { GroupRow } from './tables';

export type { GroupRow } from './tables';
export { groupMemberTable, groupTable } from './tables';

export interface GroupsService {
  list(): Promise<GroupView[]>;
  /** Throws `not-found`. */
  get(id: number): Promise<GroupRow>;
  view(id: number): Promise<GroupView>;
  create(body: GroupBody): Promise<GroupView>;
  update(id: number, body: Partial<GroupBody>): Promise<GroupView>;
  /** Refused (409) with the first reason that a guard gives. Contacts stay. */
  remove(id: number): Promise<void>;
  /** Reasons against removal, null = none; set by the wiring. */
  guards: ((id: number) => Promise<string | null>)[];
  /** Answers how many were not in it before. */
  addMembers(id: number, contactIds: readonly number[]): Promise<number>;
  removeMembers(id: number, contactIds: readonly number[]): Promise<number>;
  groupsOf(contactId: number): Promise<{ id: number; name: string }[]>;
  /** For `contactsService.mergeEffects`: the survivor takes the other's places. */
  mergeEffect: MergeEffect;
}

export const groupsService = (strapi: Core.Strapi): GroupsService =>
  strapi.plugin('whatsapp').service('groups') as GroupsService;
