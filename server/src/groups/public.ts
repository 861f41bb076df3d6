import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MergeEffect, RemoveEffect } from '../contacts/public';
import type { GroupBody, GroupView, HygieneBody, HygieneResult } from '../contracts/groups';
import type { InputWords } from '../kernel/input-words';
import type { NamedUse } from '../kernel/still-used';
import type { GroupRow } from './tables';

export type { GroupRow } from './tables';
export { groupFinder, groupNamesOf, makeGroups } from './store';
export { groupMemberTable, groupTable } from './tables';

export interface GroupsService {
  list(): Promise<GroupView[]>;
  /** Names by id, without counting anybody. */
  names(ids: readonly number[]): Promise<Map<number, string>>;
  /** Throws `not-found`. */
  get(id: number): Promise<GroupRow>;
  view(id: number): Promise<GroupView>;
  create(body: GroupBody): Promise<GroupView>;
  update(id: number, body: Partial<GroupBody>): Promise<GroupView>;
  /** Refused (409) with the first reason that a guard gives, or with what uses it. Contacts stay. */
  remove(id: number): Promise<void>;
  /** Reasons against removal, and what to do; null = none. Set by the wiring. */
  guards: ((id: number) => Promise<InputWords | null>)[];
  /** What names which groups in its conditions; filled by the wiring. Each answers all uses in one read. */
  uses: (() => Promise<ReadonlyMap<number, readonly NamedUse[]>>)[];
  /** Answers how many were not in it before. */
  addMembers(id: number, contactIds: readonly number[]): Promise<number>;
  /** Puts one person into those of the groups that exist, in the caller's transaction; hints are the caller's. */
  join(trx: Knex.Transaction, groupIds: readonly number[], contactId: number): Promise<number[]>;
  removeMembers(id: number, contactIds: readonly number[]): Promise<number>;
  /** What a clean-up would find (P-09). */
  hygiene(id: number, ask: HygieneBody): Promise<HygieneResult>;
  /** Takes the people of these reasons out; answers how many. */
  clean(id: number, ask: HygieneBody): Promise<number>;
  groupsOf(contactId: number): Promise<{ id: number; name: string }[]>;
  /** For `contactsService.mergeEffects`: the survivor takes the other's places. */
  mergeEffect: MergeEffect;
  /** For `contactsService.removeEffects`. */
  removeEffect: RemoveEffect;
}

export const groupsService = (strapi: Core.Strapi): GroupsService =>
  strapi.plugin('whatsapp').service('groups') as GroupsService;
