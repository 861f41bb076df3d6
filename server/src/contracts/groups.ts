import { z } from 'zod';
import { id, instant } from './common';
import { del, endpoints, get, post, put } from './endpoints';
import { actions } from './permissions';

export const groupView = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  members: z.number().int(),
  /** Members who may be sent marketing now. */
  messageable: z.number().int(),
  /** Members who refused marketing. */
  optedOut: z.number().int(),
  /** Members who have been here and silent for `inactiveDays`. */
  inactive: z.number().int(),
  /** Members without an address, or blocked. */
  unreachable: z.number().int(),
  createdAt: instant,
  changedAt: instant,
});
export type GroupView = z.infer<typeof groupView>;

export const listGroupsResult = z.object({ groups: z.array(groupView) });
export type ListGroupsResult = z.infer<typeof listGroupsResult>;

export const groupBody = z.object({
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500).nullable().optional(),
});
export type GroupBody = z.infer<typeof groupBody>;

export const membersBody = z.object({ contactIds: z.array(id).min(1).max(5000) });
export type MembersBody = z.infer<typeof membersBody>;
export const membersResult = z.object({ changed: z.number().int() });
export type MembersResult = z.infer<typeof membersResult>;

export const hygieneReason = z.enum(['inactive', 'opted-out', 'unreachable']);
export type HygieneReason = z.infer<typeof hygieneReason>;
/** Which members to count (`hygiene`) or remove (`clean`), P-09. */
export const hygieneBody = z.object({
  reasons: z.array(hygieneReason).max(3).default([]),
  inactiveDays: z.number().int().min(1).max(3650).default(180),
});
export type HygieneBody = z.infer<typeof hygieneBody>;
export const hygieneResult = z.object({
  inactive: z.number().int(),
  optedOut: z.number().int(),
  unreachable: z.number().int(),
  /** People of the asked reasons, each once. */
  total: z.number().int(),
});
export type HygieneResult = z.infer<typeof hygieneResult>;

const { contactBrowse, groupChange } = actions;
export const groupsApi = endpoints('/groups', {
  list: get('').needs(contactBrowse).answers<ListGroupsResult>(),
  create: post('').needs(groupChange).body(groupBody).answers<GroupView>(),
  update: put('/:id').of('shared').needs(groupChange).body(groupBody).answers<GroupView>(),
  remove: del('/:id').of('shared').needs(groupChange).done(),
  addMembers: post('/:id/members')
    .of('shared')
    .needs(groupChange)
    .body(membersBody)
    .answers<MembersResult>(),
  removeMembers: post('/:id/members/remove')
    .of('shared')
    .needs(groupChange)
    .body(membersBody)
    .answers<MembersResult>(),
  hygiene: post('/:id/hygiene')
    .of('shared')
    .needs(groupChange)
    .body(hygieneBody)
    .answers<HygieneResult>(),
  clean: post('/:id/clean')
    .of('shared')
    .needs(groupChange)
    .body(hygieneBody)
    .answers<MembersResult>(),
});
