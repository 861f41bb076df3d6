import type { Core } from '@strapi/strapi';
import {
  inboxViewFilters,
  VIEW_COUNT_MOST,
  type InboxView,
  type InboxViewBody,
  type InboxViewFilters,
} from '../contracts/inbox-views';
import { conversationsService, type Viewer } from '../conversations/public';
import { DomainError, notFound } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { insertRow, isUniqueViolation, type Sql } from '../strapi/db';
import { inOrderOf, nameKeyOf } from '../strapi/name-keys';
import { readRow, writeRow } from '../strapi/table';
import type { InboxViewsService, Keeper } from './public';
import { inboxDefaultTable, inboxViewTable, SHARED, type InboxViewRow } from './tables';

const VIEWS = inboxViewTable.table;
const DEFAULTS = inboxDefaultTable.table;
const MOST = 50;
/** This many are counted; each count reads an index to a hundred rows. */
const MOST_COUNTED = 12;

type Raw = Record<string, unknown>;

const NOTHING: InboxViewFilters = {
  scope: 'all',
  status: 'open',
  unread: false,
  mentions: false,
  accountId: null,
  assigneeId: null,
  tag: null,
  origin: null,
  sort: 'latest',
};

/** Filters that another version wrote and we do not know fall back to none: the view stays and can be saved again. */
const filtersOf = ({ filters }: InboxViewRow): InboxViewFilters => {
  const read = inboxViewFilters.safeParse(filters);
  return read.success ? read.data : NOTHING;
};

/** An index leads to these; a tag, an origin and mentions may mean a look at every conversation. */
const isCheap = ({ tag, origin, mentions }: InboxViewFilters): boolean =>
  tag === null && origin === null && !mentions;

const defaultOf = async (sql: Sql, userId: number): Promise<number | null> => {
  const row = await sql(DEFAULTS).where({ user_id: userId }).first<Raw | undefined>('view_id');
  return row ? Number(row.view_id) : null;
};

const forbidden = (): DomainError =>
  new DomainError('forbidden', 'you may not change shared views', {
    status: 403,
    remedy: 'Keep it for yourself, or ask for the permission "Change shared views of the Inbox".',
  });

/** Named filters of the Inbox, one's own or everybody's. */
export const createInboxViews = ({ strapi }: { strapi: Core.Strapi }): InboxViewsService => {
  const { db, clock } = contextOf(strapi);

  const seen = async (viewer: Viewer, id: number): Promise<InboxViewRow> => {
    const raw = await db.knex(VIEWS).where({ id }).first<Raw | undefined>();
    const row = raw ? readRow(inboxViewTable, raw) : null;
    if (!row || (row.ownerId !== SHARED && row.ownerId !== viewer.userId))
      throw notFound('the view');
    return row;
  };

  const editable = async ({ viewer, mayShare }: Keeper, id: number): Promise<InboxViewRow> => {
    const row = await seen(viewer, id);
    if (row.ownerId === SHARED && !mayShare) throw forbidden();
    return row;
  };

  const count = (
    viewer: Viewer,
    {
      accountId,
      assigneeId,
      unread,
      mentions: _mentions,
      tag: _tag,
      origin: _origin,
      ...rest
    }: InboxViewFilters
  ): Promise<number> =>
    conversationsService(strapi).count(
      viewer,
      {
        ...rest,
        ...(accountId ? { accountId } : {}),
        ...(assigneeId ? { assigneeId } : {}),
        ...(unread ? { unread: 'true' as const } : {}),
      },
      VIEW_COUNT_MOST
    );

  const viewOf = (row: InboxViewRow, isDefault: boolean): InboxView => ({
    id: row.id,
    name: row.name,
    shared: row.ownerId === SHARED,
    isDefault,
    filters: filtersOf(row),
    count: null,
  });

  const columnsOf = (
    { viewer, mayShare }: Keeper,
    { name, shared, filters }: InboxViewBody,
    before: InboxViewRow | null = null
  ) => {
    if (shared && !mayShare) throw forbidden();
    const ownerId = shared ? SHARED : viewer.userId;
    const nameKey =
      before?.name === name && before.ownerId === ownerId ? before.nameKey : nameKeyOf(name);
    return { name, nameKey, ownerId, filters, changedAt: clock.now() };
  };

  const naming = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new DomainError('name-taken', `name: there is a view "${name}" already`, {
        field: 'name',
        remedy: 'Choose another name, or change that view.',
        status: 409,
      });
    }
  };

  const shown = async (viewer: Viewer, id: number): Promise<InboxView> =>
    viewOf(await seen(viewer, id), (await defaultOf(db.knex, viewer.userId)) === id);

  return {
    list: async (viewer) => {
      const raw = await db
        .knex(VIEWS)
        .whereIn('owner_id', [SHARED, viewer.userId])
        .orderBy('id')
        .limit(2 * MOST)
        .select<Raw[]>();
      const chosen = await defaultOf(db.knex, viewer.userId);
      const views: InboxView[] = [];
      const rows = raw.map((one) => readRow(inboxViewTable, one));
      for (const row of inOrderOf(rows, ({ name }) => name)) {
        const view = viewOf(row, row.id === chosen);
        const counted = views.filter((one) => one.count !== null).length;
        const isCounted = counted < MOST_COUNTED && isCheap(view.filters);
        views.push(isCounted ? { ...view, count: await count(viewer, view.filters) } : view);
      }
      return views;
    },
    tabs: async (viewer) => ({
      mine: await count(viewer, { ...NOTHING, scope: 'mine' }),
      unassigned:
        viewer.all || viewer.unassigned
          ? await count(viewer, { ...NOTHING, scope: 'unassigned' })
          : null,
    }),
    create: async (keeper, body) => {
      const columns = columnsOf(keeper, body);
      const there = (await db
        .knex(VIEWS)
        .where({ owner_id: columns.ownerId })
        .limit(MOST)
        .select('id')) as unknown[];
      if (there.length >= MOST)
        throw new DomainError('too-many', `there are ${MOST} views already`, {
          status: 409,
          remedy: 'Delete some you no longer need.',
        });
      const row = writeRow(inboxViewTable, { ...columns, addedAt: columns.changedAt });
      const id = await naming(body.name, () => insertRow(db.knex, VIEWS, row));
      return shown(keeper.viewer, id);
    },
    update: async (keeper, id, body) => {
      const before = await editable(keeper, id);
      const row = writeRow(inboxViewTable, columnsOf(keeper, body, before));
      await naming(body.name, () => db.knex(VIEWS).where({ id }).update(row));
      return shown(keeper.viewer, id);
    },
    remove: async (keeper, id) => {
      await editable(keeper, id);
      await db.tx(async (trx) => {
        await trx(DEFAULTS).where({ view_id: id }).delete();
        await trx(VIEWS).where({ id }).delete();
      });
    },
    setDefault: async (viewer, viewId) => {
      if (viewId !== null) await seen(viewer, viewId);
      await db.tx(async (trx) => {
        await trx(DEFAULTS).where({ user_id: viewer.userId }).delete();
        if (viewId !== null)
          await trx(DEFAULTS).insert(
            writeRow(inboxDefaultTable, { userId: viewer.userId, viewId })
          );
      });
    },
  };
};
