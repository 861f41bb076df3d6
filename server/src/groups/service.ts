import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { consentRules } from '../consent/public';
import type { MergeEffect } from '../contacts/public';
import type { GroupBody, GroupView } from '../contracts/groups';
import { DomainError, notFound, refusedInWords } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { stillUsed } from '../kernel/still-used';
import { realtimeService } from '../realtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { cleanMembers, countHygiene } from './hygiene';
import type { GroupsService } from './public';
import {
  addMembers,
  countMembers,
  deleteGroup,
  findGroup,
  groupsOfContact,
  insertGroup,
  joinGroups,
  listGroups,
  moveMember,
  removeMembers,
  updateGroup,
  type GroupCount,
} from './store';
import { groupMemberTable, type GroupRow } from './tables';

const nameTaken = (): DomainError =>
  new DomainError('name-taken', 'name: another group has this name', {
    field: 'name',
    remedy: 'Choose another name.',
    status: 409,
  });

const GROUP = { en: 'group', tr: 'grup', object: 'grubu' };

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
  optedOut: count?.optedOut ?? 0,
  inactive: count?.inactive ?? 0,
  unreachable: count?.unreachable ?? 0,
  createdAt: row.addedAt,
  changedAt: row.changedAt ?? row.addedAt,
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
  const uses: GroupsService['uses'] = [];

  const get = async (id: number): Promise<GroupRow> => {
    const row = await findGroup(db.knex, id);
    if (!row) throw notFound('group');
    return row;
  };
  /** How strict consent is by the settings: who may be messaged is counted by the same rule as campaigns do. */
  const rules = async () => consentRules(await settingsService(strapi).get());
  const view = async (id: number): Promise<GroupView> => {
    const ask = { rules: await rules(), groupId: id };
    return viewOf(await get(id), (await countMembers(db.knex, clock.now(), ask)).get(id));
  };

  const change = async (
    id: number,
    work: (trx: Knex.Transaction) => Promise<number>
  ): Promise<number> => {
    await get(id);
    return changing(strapi, async (trx) => ({ id, value: await work(trx) }));
  };
  /** Changes who is in it; the group has changed when anybody came or went. */
  const fill = (id: number, work: (trx: Knex.Transaction) => Promise<number>): Promise<number> =>
    change(id, async (trx) => {
      const changed = await work(trx);
      if (changed > 0) await updateGroup(trx, id, { changedAt: clock.now() });
      return changed;
    });
  const mergeEffect: MergeEffect = (trx, { winner, loser }) =>
    moveMember(db, trx, { from: loser.id, to: winner.id, at: clock.now() });

  const refuseUsed = async (id: number): Promise<void> => {
    for (const guard of guards) {
      const reason = await guard(id);
      if (reason) throw refusedInWords('in-use', reason, { status: 409 });
    }
    const books = await Promise.all(uses.map((read) => read()));
    const used = books.flatMap((book) => book.get(id) ?? []);
    if (used.length > 0) throw refusedInWords('in-use', stillUsed(used, GROUP), { status: 409 });
  };

  const remove = async (id: number): Promise<void> => {
    await get(id);
    await refuseUsed(id);
    await change(id, async (trx) => {
      await deleteGroup(trx, id);
      return 1;
    });
  };

  return {
    list: async () => {
      const counts = await countMembers(db.knex, clock.now(), { rules: await rules() });
      return (await listGroups(db.knex)).map((row) => viewOf(row, counts.get(row.id)));
    },
    names: async (ids) => {
      if (ids.length === 0) return new Map();
      const wanted = new Set(ids);
      const rows = (await listGroups(db.knex)).filter(({ id }) => wanted.has(id));
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    get,
    view,
    create: async (body) => {
      const { name = '', description = null } = columnsOf(body);
      const at = clock.now();
      const row = { name, description, sample: false, addedAt: at, changedAt: at };
      const id = await changing(strapi, async (trx) => {
        const made = await insertGroup(trx, row);
        return { id: made, value: made };
      });
      return view(id);
    },
    update: async (id, body) => {
      const columns = columnsOf(body);
      await change(id, async (trx) => {
        await updateGroup(trx, id, { ...columns, changedAt: clock.now() });
        return 1;
      });
      return view(id);
    },
    remove,
    guards,
    uses,
    addMembers: (id, contactIds) =>
      fill(id, (trx) => addMembers(db, trx, { groupId: id, contactIds, at: clock.now() })),
    join: (trx, groupIds, contactId) =>
      joinGroups(db, trx, { groupIds, contactId, at: clock.now() }),
    removeMembers: (id, contactIds) => fill(id, (trx) => removeMembers(trx, id, contactIds)),
    hygiene: async (id, ask) => {
      await get(id);
      return countHygiene(db, db.knex, { groupId: id, ask, now: clock.now() });
    },
    clean: (id, ask) =>
      fill(id, (trx) => cleanMembers(trx, { groupId: id, ask, now: clock.now() })),
    removeEffect: async (trx, contactIds) => {
      await trx(groupMemberTable.table).whereIn('contact_id', contactIds).delete();
    },
    groupsOf: (contactId) => groupsOfContact(db.knex, contactId),
    mergeEffect,
  };
};
