import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { peopleFilter, type PeopleFilter } from '../contracts/audience';
import type { SavedView, ViewBody } from '../contracts/people';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { addTo } from '../kernel/lists';
import { contextOf } from '../strapi/context';
import { insertRow, isUniqueViolation, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { segmentsOf } from './resolve';
import { savedViewTable } from './tables';

const TABLE = savedViewTable.table;
type Raw = Record<string, unknown>;
const MOST = 200;

const nameTaken = (): DomainError =>
  new DomainError('name-taken', 'name: another saved filter has this name', {
    field: 'name',
    remedy: 'Choose another name.',
    status: 409,
  });

/** A stored filter is read like any input. */
const filterOf = (raw: Raw): PeopleFilter => {
  const filter = peopleFilter.safeParse(readRow(savedViewTable, raw).filter);
  return filter.success ? filter.data : {};
};
const viewOf = (raw: Raw): SavedView => {
  const { id, name, addedAt } = readRow(savedViewTable, raw);
  return { id, name, filter: filterOf(raw), createdAt: addedAt };
};

/** Saved filters by the segments that they name. */
export const segmentsOfViews = async (
  sql: Sql
): Promise<ReadonlyMap<number, { kind: 'view'; id: number; name: string }[]>> => {
  const uses = new Map<number, { kind: 'view'; id: number; name: string }[]>();
  for (const { id, name, filter } of ((await sql(TABLE).limit(MOST)) as Raw[]).map(viewOf))
    for (const segment of segmentsOf({ kind: 'all', filter, except: [] }))
      addTo(uses, segment, { kind: 'view' as const, id, name });
  return uses;
};

/** What somebody typed into a filter; what was chosen from a list is none of it. */
const typedInto = ({ q, fields = [] }: PeopleFilter): string[] =>
  [q, ...fields.map(({ value }) => value)].filter((value) => typeof value === 'string');

/** Deletes saved filters with a typed word that is about somebody; who that is, is asked only when something was typed. */
export const forgetViews = async (
  trx: Knex.Transaction,
  known: () => Promise<(text: string) => boolean>
): Promise<void> => {
  const typed = ((await trx(TABLE).select('id', 'filter')) as Raw[])
    .map((raw) => ({ id: Number(raw.id), words: typedInto(filterOf(raw)) }))
    .filter(({ words }) => words.length > 0);
  if (typed.length === 0) return;
  const isAbout = await known();
  const ids = typed.filter(({ words }) => words.some(isAbout)).map(({ id }) => id);
  if (ids.length > 0) await trx(TABLE).whereIn('id', ids).delete();
};

/** Who changes a saved filter: its maker, or who may configure. */
export interface ViewKeeper {
  userId: number;
  mayConfigure: boolean;
}

/** Saved filters: everybody may use them, their maker changes them. */
export const createViews = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const get = async (id: number): Promise<SavedView> => {
    const raw = await db.knex(TABLE).where({ id }).first<Raw | undefined>();
    if (!raw) throw notFound('saved filter');
    return viewOf(raw);
  };
  const owned = async ({ userId, mayConfigure }: ViewKeeper, id: number): Promise<void> => {
    const raw = await db.knex(TABLE).where({ id }).first<Raw | undefined>('maker_id');
    if (!raw) throw notFound('saved filter');
    const makerId = Number(raw.maker_id);
    if (makerId === userId || mayConfigure) return;
    throw new DomainError('not-yours', 'This saved filter belongs to someone else.', {
      status: 403,
      remedy:
        'Save the filter under another name, or ask its owner or an administrator to change it.',
    });
  };
  const columns = ({ name, filter }: ViewBody) =>
    writeRow(savedViewTable, { name: withoutNul(name).trim(), filter });
  const orTaken = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw isUniqueViolation(error) ? nameTaken() : error;
    }
  };
  return {
    list: async (): Promise<SavedView[]> =>
      ((await db.knex(TABLE).orderBy('name').limit(MOST)) as Raw[]).map(viewOf),
    create: async (body: ViewBody, userId: number): Promise<SavedView> => {
      const row = { ...columns(body), maker_id: userId, added_at: clock.now() };
      return get(await orTaken(insertRow(db.knex, TABLE, row)));
    },
    update: async (keeper: ViewKeeper, id: number, body: ViewBody): Promise<SavedView> => {
      await owned(keeper, id);
      await orTaken(db.knex(TABLE).where({ id }).update(columns(body)));
      return get(id);
    },
    remove: async (keeper: ViewKeeper, id: number): Promise<void> => {
      await owned(keeper, id);
      await db.knex(TABLE).where({ id }).delete();
    },
  };
};
