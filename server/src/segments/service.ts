import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { audienceService, segmentsIn } from '../audience/public';
import type { SegmentInput, SegmentGroup, SegmentView } from '../contracts/segments';
import { DomainError, notFound, refusedInWords } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { addTo } from '../kernel/lists';
import { stillUsed } from '../kernel/still-used';
import { realtimeService } from '../realtime/public';
import { sensitiveService } from '../sensitive/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { isUniqueViolation, type Sql } from '../strapi/db';
import { isCircle } from './domain/circle';
import { distinctUses } from './domain/uses';
import { lockedLabels } from './locked';
import { createPreviews } from './preview';
import { createRecount } from './recount';
import type { SegmentsService, SegmentUse } from './public';
import {
  deleteSegment,
  findSegment,
  insertSegment,
  listSegments,
  segmentsByIds,
  updateSegment,
  type Segment,
} from './store';

const nameTaken = (): DomainError =>
  new DomainError('name-taken', 'name: another segment has this name', {
    field: 'name',
    remedy: 'Choose another name.',
    status: 409,
  });
const SEGMENT = { en: 'segment', tr: 'segment', object: 'segmenti' };
const circle = (): DomainError =>
  new DomainError('segment-circle', 'tree: this segment would contain itself', {
    field: 'tree',
    remedy: 'Take the condition out that names this segment, or one that is made of it.',
  });

type Uses = ReadonlyMap<number, SegmentUse[]>;

type Templates = ReadonlyMap<number, SegmentView['templates'][number]>;

const viewOf = (
  row: Segment,
  {
    uses,
    templates,
    locked,
  }: { uses: Uses; templates: Templates; locked: ReadonlyMap<number, string[]> }
): SegmentView => ({
  id: row.id,
  name: row.name,
  description: row.description,
  tree: row.tree,
  people: row.people,
  messageable: row.messageable,
  countedAt: row.countedAt,
  templates: (row.templateIds ?? []).flatMap((id) => templates.get(id) ?? []),
  uses: uses.get(row.id) ?? [],
  locked: locked.get(row.id) ?? [],
  createdAt: row.addedAt,
  changedAt: row.changedAt,
});

/** Other segments that are made of these. */
const usesBySegments = (rows: readonly Segment[]): Uses => {
  const uses = new Map<number, SegmentUse[]>();
  for (const { id, name, tree } of rows)
    for (const named of segmentsIn(tree)) addTo(uses, named, { kind: 'segment', id, name });
  return uses;
};

export const createSegmentsService = ({ strapi }: { strapi: Core.Strapi }): SegmentsService => {
  const { db, clock } = contextOf(strapi);
  const { preview, count } = createPreviews(strapi);
  const recount = createRecount(strapi, count);
  const uses: SegmentsService['uses'] = [];

  const allUses = async (rows: readonly Segment[]): Promise<Uses> => {
    const all = new Map<number, SegmentUse[]>();
    const books = [usesBySegments(rows), ...(await Promise.all(uses.map((read) => read())))];
    for (const book of books) for (const [id, list] of book) addTo(all, id, ...list);
    return new Map([...all].map(([id, list]) => [id, distinctUses(list)]));
  };

  const templatesOf = async (ids: readonly number[]): Promise<Templates> => {
    const service = templatesService(strapi);
    const rows = ids.length === 0 ? [] : (await service.byIds(ids)).values();
    return new Map(
      [...rows].map((row) => {
        const { id, wabaId, name, language } = row;
        return [id, { id, wabaId, name, language, usable: service.sendable(row).ok }];
      })
    );
  };
  const refuseUnknown = async (ids: readonly number[]): Promise<void> => {
    const known = await templatesOf(ids);
    const at = ids.findIndex((id) => !known.has(id));
    if (at < 0) return;
    throw new DomainError('invalid', 'this template no longer exists', {
      field: `templateIds.${at}`,
      remedy: 'Choose another template.',
    });
  };

  const viewsOf = async (rows: readonly Segment[]): Promise<SegmentView[]> => {
    const found = await allUses(rows);
    const templates = await templatesOf(rows.flatMap(({ templateIds }) => templateIds ?? []));
    const locked = lockedLabels(rows, await sensitiveService(strapi).locked(db.knex, 'segments'));
    return rows.map((row) => viewOf(row, { uses: found, templates, locked }));
  };
  const view = async (id: number): Promise<SegmentView> => {
    const found = (await viewsOf(await listSegments(db.knex))).find((one) => one.id === id);
    if (!found) throw notFound('the segment');
    return found;
  };

  const columnsOf = async ({ name, description, tree, templateIds = [] }: SegmentInput) => {
    await refuseUnknown(templateIds);
    const counted = await count(await audienceService(strapi).ofTree(tree));
    return {
      name: withoutNul(name).trim(),
      description: withoutNul(description ?? '').trim() || null,
      tree,
      templateIds: [...new Set(templateIds)],
      ...counted,
      countedAt: clock.now(),
      changedAt: clock.now(),
    };
  };

  const changing = async (work: (trx: Knex.Transaction) => Promise<number>): Promise<number> => {
    try {
      return await db.tx(async (trx) => {
        const id = await work(trx);
        await realtimeService(strapi).append(trx, [{ type: 'segment', id }]);
        return id;
      });
    } catch (error) {
      throw isUniqueViolation(error) ? nameTaken() : error;
    }
  };

  const refuseCircle = async (sql: Sql, id: number, tree: SegmentGroup): Promise<void> => {
    const named = new Map((await listSegments(sql)).map((one) => [one.id, segmentsIn(one.tree)]));
    if (isCircle(id, segmentsIn(tree), named)) throw circle();
  };

  const trees: SegmentsService['trees'] = async (sql, ids) =>
    new Map((await segmentsByIds(sql, ids)).map((one) => [one.id, one.tree]));

  return {
    list: async () => {
      const rows = await listSegments(db.knex);
      recount(rows);
      return viewsOf(rows);
    },
    view,
    preview,
    trees,
    names: async (ids) =>
      new Map((await segmentsByIds(db.knex, ids)).map(({ id, name }) => [id, name])),
    uses,
    create: async (body) => {
      const columns = await columnsOf(body);
      const row = { ...columns, sample: false, addedAt: columns.changedAt };
      return view(await changing((trx) => insertSegment(trx, row)));
    },
    update: async (id, body) => {
      await view(id);
      const columns = await columnsOf(body);
      await changing(async (trx) => {
        await refuseCircle(trx, id, body.tree);
        await updateSegment(trx, id, columns);
        return id;
      });
      return view(id);
    },
    remove: async (id) => {
      const { uses: used } = await view(id);
      if (used.length > 0)
        throw refusedInWords('in-use', stillUsed(used, SEGMENT), { status: 409 });
      await changing(async (trx) => {
        if (await findSegment(trx, id)) await deleteSegment(trx, id);
        return id;
      });
    },
  };
};
