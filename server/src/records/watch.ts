import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import type { Sql } from '../strapi/db';
import { hopsOf } from './dependents';
import { hostTypes } from './host-types';
import { addJobs, type NewJob } from './job-store';
import type { Mappings } from './mappings';

/** Of a bulk change of more entries than this only that it happened is noted: all entries are looked at. */
const MOST = 1_000;
const ALL = 'all';
type Changed = string[] | typeof ALL;

interface LifecycleEvent {
  action: string;
  model: { uid: string };
  params: { where?: unknown; data?: unknown };
  result?: unknown;
  state: Record<string, unknown>;
}

interface Watched {
  strapi: Core.Strapi;
  mappings: Mappings;
  /** After the commit: there is work. */
  kick(): void;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const documentIdOf = (value: unknown): string | null => {
  const id = asRecord(value).documentId;
  return typeof id === 'string' && id !== '' ? id : null;
};

/** What follows from a change of this document: the entry itself, and entries that learn their person from it. */
const jobsFor = async (
  mappings: Mappings,
  sql: Sql,
  { uid, changed }: { uid: string; changed: Changed }
): Promise<NewJob[]> => {
  const jobs: NewJob[] = [];
  for (const mapping of (await mappings.all(sql)).values()) {
    const isOwn = mapping.uid === uid;
    const hop = hopsOf(mapping.type, mapping.config).find(({ targetUid }) => targetUid === uid);
    if (changed === ALL) {
      if (isOwn || hop) jobs.push({ kind: 'all', uid: mapping.uid });
      continue;
    }
    for (const documentId of changed) {
      if (isOwn) jobs.push({ kind: 'entry', uid: mapping.uid, documentId });
      if (hop) jobs.push({ kind: 'dependents', uid: mapping.uid, documentId });
    }
  }
  return jobs;
};

/**
 * Hears of every change of the host's entries, no matter who makes it (Content Manager, REST, code), and notes it in the same
 * transaction: a change that is committed is followed, even when the process dies. It never blocks the entry's save.
 */
export const watchEntries = ({ strapi, mappings, kick }: Watched): void => {
  const { db, clock, log } = contextOf(strapi);

  const note = async (uid: string, changed: Changed): Promise<void> => {
    if (changed.length === 0) return;
    await strapi.db.transaction(async ({ trx, onCommit }) => {
      // A savepoint: on PostgreSQL a refused statement would end the host's whole transaction.
      await trx.transaction(async (save: Knex.Transaction) => {
        const jobs = await jobsFor(mappings, save, { uid, changed });
        if (jobs.length > 0) await addJobs(db, save, { jobs, at: clock.now() });
      });
      onCommit(() => kick());
    });
  };

  const safely = async (uid: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const text = errorText(error);
      log('records').error('a change was not noted', { uid, error: text });
      logsService(strapi).write({
        area: 'record',
        level: 'error',
        event: 'record-change-missed',
        text: 'a change of an entry could not be noted; start a sync of its content type',
        details: { uid, error: text },
      });
    }
  };

  /** Documents that a bulk change means; it tells only its condition. */
  const matching = async (event: LifecycleEvent): Promise<Changed> => {
    const rows = (await strapi.db.query(event.model.uid as never).findMany({
      where: (event.params.where ?? {}) as never,
      select: ['documentId'] as never,
      limit: MOST + 1,
    })) as unknown[];
    if (rows.length > MOST) return ALL;
    return [...new Set(rows.flatMap((row) => documentIdOf(row) ?? []))];
  };

  const changedBy = async (event: LifecycleEvent): Promise<Changed> => {
    const direct = documentIdOf(event.result);
    if (direct) return [direct];
    const noted = event.state.whatsappDocuments;
    if (noted === ALL || Array.isArray(noted)) return noted as Changed;
    const { ids: made, id, count } = asRecord(event.result);
    const ids = Array.isArray(made) ? made : [id].filter((one) => one !== undefined);
    if (ids.length === 0) return [];
    // Of many that were made at once MySQL tells the first id only.
    if (Math.max(ids.length, Number(count ?? 0)) > Math.min(MOST, ids.length)) return ALL;
    const rows = (await strapi.db.query(event.model.uid as never).findMany({
      where: { id: { $in: ids } } as never,
      select: ['documentId'] as never,
    })) as unknown[];
    return [...new Set(rows.flatMap((row) => documentIdOf(row) ?? []))];
  };

  const before = (event: LifecycleEvent) =>
    safely(event.model.uid, async () => {
      if (!isWatched(event.model.uid)) return;
      event.state.whatsappDocuments = await matching(event);
    });
  const after = (event: LifecycleEvent) =>
    safely(event.model.uid, async () => {
      if (isWatched(event.model.uid)) await note(event.model.uid, await changedBy(event));
    });

  /** Without a mapping that could mean it nothing is asked of the database; what was read last is at most seconds old. */
  const isWatched = (uid: string): boolean =>
    [...mappings.last().values()].some(
      ({ uid: own, type, config }) =>
        own === uid || hopsOf(type, config).some(({ targetUid }) => targetUid === uid)
    );

  strapi.db.lifecycles.subscribe({
    models: [...hostTypes(strapi).keys()] as never,
    beforeUpdateMany: before,
    beforeDeleteMany: before,
    beforeDelete: before,
    afterCreate: after,
    afterCreateMany: after,
    afterUpdate: after,
    afterUpdateMany: after,
    afterDelete: after,
    afterDeleteMany: after,
  } as never);
};
