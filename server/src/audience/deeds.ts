import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, contactTable } from '../contacts/public';
import type { PeopleChoice } from '../contracts/audience';
import type { DeedResult } from '../contracts/people';
import { actions } from '../contracts/permissions';
import { groupMemberTable, groupTable } from '../groups/public';
import { defineOperationKind, operationsService, type OperationKind } from '../operations/public';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { rawRows } from '../strapi/batch';
import { contextOf, type Ctx } from '../strapi/context';
import { audienceService } from './public';
import { choiceSql, type ResolvedChoice } from './sql';

/** Something done to many people. It is kept as the parameters of an operation, so it is plain data. */
export type Deed =
  | { do: 'tags'; add: string[]; remove: string[] }
  | { do: 'owner'; ownerId: number | null }
  | { do: 'group-add'; groupId: number }
  | { do: 'group-remove'; groupId: number }
  | { do: 'delete' };

export interface DeedParams {
  choice: PeopleChoice;
  deed: Deed;
  /** The last person when it began: who comes later is not meant. */
  upTo: number;
}

/** Up to this many people are done while the person waits. */
const AT_ONCE = 1_000;
const PIECE = 500;
/** One statement each, without reading the people: larger pieces. */
const GROUP_PIECE = 5_000;
/** More hints than that tell the pages nothing more. */
const HINTS = 20;

const CONTACTS = contactTable.table;
const MEMBERS = groupMemberTable.table;

interface Step {
  trx: Knex.Transaction;
  params: DeedParams;
  /** The last person of the step before. */
  after: number;
}
interface Stepped {
  /** The last person of this step; null = there was nobody left. */
  last: number | null;
  seen: number;
  changed: number;
  hints: FeedEntry[];
}

/** A piece of people into the group by one INSERT … SELECT; who is in it already is left alone. */
const insertMembers = async (
  { db, clock }: Ctx,
  {
    trx,
    choice,
    groupId,
    range,
  }: {
    trx: Knex.Transaction;
    choice: ResolvedChoice;
    groupId: number;
    range: { after: number; last: number };
  }
): Promise<number> => {
  const { from, where, bindings, key } = choiceSql(db.dialect, choice);
  const inGroup = () =>
    trx(MEMBERS)
      .where({ group_id: groupId })
      .where('contact_id', '>', range.after)
      .where('contact_id', '<=', range.last)
      .count({ n: '*' })
      .first() as Promise<{ n: unknown } | undefined>;
  const before = Number((await inGroup())?.n ?? 0);
  const select = `SELECT ${Number(groupId)}, c.id, ${clock.now()} FROM ${from} WHERE ${where} AND ${key} > ? AND ${key} <= ?`;
  const into = `INTO ${MEMBERS} (group_id, contact_id, added_at) ${select}`;
  const text =
    db.dialect === 'sqlite'
      ? `INSERT OR IGNORE ${into}`
      : db.dialect === 'postgres'
        ? `INSERT ${into} ON CONFLICT DO NOTHING`
        : `INSERT ${into} ON DUPLICATE KEY UPDATE ${MEMBERS}.id = ${MEMBERS}.id`;
  await trx.raw(text, [...bindings, range.after, range.last] as never);
  return Number((await inGroup())?.n ?? 0) - before;
};

const touchGroup = async (
  ctx: Ctx,
  trx: Knex.Transaction,
  groupId: number
): Promise<FeedEntry[]> => {
  await trx(groupTable.table).where({ id: groupId }).update({ changed_at: ctx.clock.now() });
  return [{ type: 'group', id: groupId }];
};

const contactHints = (ids: readonly number[]): FeedEntry[] =>
  ids.slice(0, HINTS).map((id) => ({ type: 'contact', id }));

type Doer = (step: Step & { ids: number[] }) => Promise<{ changed: number; hints: FeedEntry[] }>;

const doersOf = (strapi: Core.Strapi): Record<Exclude<Deed['do'], 'group-add'>, Doer> => {
  const ctx = contextOf(strapi);
  const people = contactsService(strapi);
  return {
    tags: async ({ trx, params, ids }) => {
      const { deed } = params;
      if (deed.do !== 'tags') return { changed: 0, hints: [] };
      const { changed } = await people.tagContacts(trx, ids, deed);
      return { changed: changed.length, hints: contactHints(changed) };
    },
    owner: async ({ trx, params, ids }) => {
      const { deed } = params;
      if (deed.do !== 'owner') return { changed: 0, hints: [] };
      const others = (await trx(CONTACTS)
        .whereIn('id', ids)
        .whereRaw('COALESCE(owner_id, 0) <> ?', [deed.ownerId ?? 0])
        .select('id')) as { id: unknown }[];
      const changes = others.map(({ id }) => ({ contactId: Number(id), fields: ['ownerId'] }));
      const changed = await trx(CONTACTS)
        .whereIn(
          'id',
          changes.map(({ contactId }) => contactId)
        )
        .update({ owner_id: deed.ownerId, changed_at: ctx.clock.now() });
      await people.tellProfiles(trx, changes);
      return { changed, hints: contactHints(ids) };
    },
    'group-remove': async ({ trx, params, ids }) => {
      const { deed } = params;
      if (deed.do !== 'group-remove') return { changed: 0, hints: [] };
      const changed = await trx(MEMBERS)
        .where({ group_id: deed.groupId })
        .whereIn('contact_id', ids)
        .delete();
      return { changed, hints: await touchGroup(ctx, trx, deed.groupId) };
    },
    delete: async ({ trx, ids }) => {
      const removed = await people.remove(trx, ids);
      return { changed: removed.length, hints: contactHints(removed) };
    },
  };
};

/** One step in the transaction given. It reads the next people after `after` and does the deed to them. */
const createStep = (strapi: Core.Strapi) => {
  const ctx = contextOf(strapi);
  const audience = audienceService(strapi);
  const doers = doersOf(strapi);
  return async (step: Step): Promise<Stepped> => {
    const { trx, params, after } = step;
    const { deed, upTo } = params;
    const choice = await audience.resolve(params.choice, trx);
    const limit = deed.do === 'group-add' ? GROUP_PIECE : PIECE;
    const ids = await audience.pieceOf(choice, { after, upTo, limit }, trx);
    const last = ids.at(-1);
    if (last === undefined) return { last: null, seen: 0, changed: 0, hints: [] };
    if (deed.do === 'group-add') {
      const { groupId } = deed;
      const changed = await insertMembers(ctx, { trx, choice, groupId, range: { after, last } });
      return { last, seen: ids.length, changed, hints: await touchGroup(ctx, trx, groupId) };
    }
    return { last, seen: ids.length, ...(await doers[deed.do]({ ...step, ids })) };
  };
};

export const DEED_OPERATION = 'people-deed';

/** The kind of operation that a change of many people is. */
export const deedOperation = (strapi: Core.Strapi): OperationKind => {
  const step = createStep(strapi);
  return defineOperationKind<DeedParams, { after: number }>({
    kind: DEED_OPERATION,
    needs: actions.contactEdit,
    step: async (trx, { params, cursor }) => {
      const done = await step({ trx, params, after: cursor?.after ?? 0 });
      return {
        cursor: done.last === null ? null : { after: done.last },
        done: done.seen,
        counters: { changed: done.changed },
        hints: done.hints,
      };
    },
  });
};

const highest = async ({ db }: Ctx): Promise<number> => {
  const [row] = rawRows(db.dialect, await db.knex.raw(`SELECT MAX(id) AS hi FROM ${CONTACTS}`));
  return Number(row?.hi ?? 0);
};

/**
 * Does a deed to the people of a choice: at once when they are few, else as an operation, which goes on by itself after
 * a restart. Each piece is one transaction and safe to repeat.
 */
export const createDeeds = (strapi: Core.Strapi) => {
  const ctx = contextOf(strapi);
  const step = createStep(strapi);
  return async (
    { choice, deed, title }: { choice: PeopleChoice; deed: Deed; title: string },
    by: { id: number; name: string }
  ): Promise<DeedResult> => {
    const params: DeedParams = { choice, deed, upTo: await highest(ctx) };
    const total = await audienceService(strapi).countChoice(choice);
    if (total > AT_ONCE) {
      const request = { kind: DEED_OPERATION, title, params, total, by };
      return { changed: 0, operationId: await operationsService(strapi).start(request) };
    }
    let changed = 0;
    for (let after = 0; ;) {
      const done = await ctx.db.tx(async (trx) => {
        const stepped = await step({ trx, params, after });
        if (stepped.hints.length > 0) await realtimeService(strapi).append(trx, stepped.hints);
        return stepped;
      });
      changed += done.changed;
      if (done.last === null) return { changed, operationId: null };
      after = done.last;
    }
  };
};
