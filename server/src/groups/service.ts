import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MergeEffect } from '../contacts/public';
import type { GroupBody, GroupView } from '../contracts/groups';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import type { GroupsService } from './public';
import {
  addMembers,
  countMembers,
  deleteGroup,
  findGroup,
  groupsOfContact,
  insertGroup,
  listGroups,
  moveMember,
  removeMembers,
  updateGroup,
  type GroupCount,
} from './store';
import type { GroupRow } from './tables';

const nameTaken = (): DomainError =>
  new DomainError('name-taken', 'name: another group has this name', {
    field: 'name',
    remedy: 'Choose another name.',
    status: 409,
  });

const columnsOf = (body: Partial<GroupBody>): Partial<Pick<GroupRow, 'name' | 'description'>> => {
  const name = body.name === undefined ? undefined : withoutNul(body.name).trim();
  if (name === '')
    throw new DomainError('invalid', 'name: a name is needed', {
      field: 'name',
      remedy: 'Type a name.',
    });
  return {
    ...(name === undefined ? {} : { name }),
    ...(body.description === undefined
      ? {}
      : { description: withoutNul(body.description ?? '').trim() || null }),
  };
};

const viewOf = (row: GroupRow, count: GroupCount | undefined): GroupView => ({
  id: row.id,
  name: row.name,
  description: row.description,
  members: count?.members ?? 0,
  messageable: count?.messageable ?? 0,
  createdAt: row.addedAt,
});

/** Runs the change and tells the open pages, in one transaction. A name given twice becomes a refusal. */
const changing = async <T>(
  strapi: Core.Strapi,
  work: (trx: Knex.Transaction) => Promise<{ id: number; value: T }>
): Promise<T> => {
  try {
    return await contextOf(strapi).db.tx(async (trx) => {
      const { id, value } = await work(trx);
      await realtimeService(strapi).append(trx, [{ type: 'group', id }]);
      return value;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken() : error;
  }
};

export const createGroupsService = ({ strapi }: { strapi: Core.Strapi }): GroupsService => {
  const { db, clock } = contextOf(strapi);
  const guards: GroupsService['guards'] = [];

  const get = async (id: number): Promise<GroupRow> => {
    const row = await findGroup(db.knex, id);
    if (!row) throw notFound('group');
    return row;
  };
  const view = async (id: number): Promise<GroupView> =>
    viewOf(await get(id), (await countMembers(db.knex, clock.now(), id)).get(id));

  const change = async (
    id: number,
    work: (trx: Knex.Transaction) => Promise<number>
  ): Promise<number> => {
    await get(id);
    return changing(strapi, async (trx) => ({ id, value: await work(trx) }));
  };
  const mergeEffect: MergeEffect = (trx, { winner, loser }) =>
    moveMember(db, trx, { from: loser.id, to: winner.id, at: clock.now() });

  const remove = async (id: number): Promise<void> => {
    await get(id);
    for (const guard of guards) {
      const reason = await guard(id);
      if (reason) throw new DomainError('in-use', reason, { status: 409, remedy: reason });
    }
    await change(id, async (trx) => {
      await deleteGroup(trx, id);
      return 1;
    });
  };

  return {
    list: async () => {
      const counts = await countMembers(db.knex, clock.now());
      return (await listGroups(db.knex)).map((row) => viewOf(row, counts.get(row.id)));
    },
    get,
    view,
    create: async (body) => {
      const { name = '', description = null } = columnsOf(body);
      const row = { name, description, sample: false, addedAt: clock.now() };
      const id = await changing(strapi, async (trx) => {
        const made = await insertGroup(trx, row);
        return { id: made, value: made };
      });
      return view(id);
    },
    update: async (id, body) => {
      const columns = columnsOf(body);
      await change(id, async (trx) => {
        await updateGroup(trx, id, columns);
        return 1;
      });
      return view(id);
    },
    remove,
    guards,
    addMembers: (id, contactIds) =>
      change(id, (trx) => addMembers(db, trx, { groupId: id, contactIds, at: clock.now() })),
    removeMembers: (id, contactIds) => change(id, (trx) => removeMembers(trx, id, contactIds)),
    groupsOf: (contactId) => groupsOfContact(db.knex, contactId),
    mergeEffect,
  };
};
