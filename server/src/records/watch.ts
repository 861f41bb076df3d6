import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { LogEvent } from '../contracts/log-events';
import { randomHex } from '../kernel/hash';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { isRolledBack, type Sql } from '../strapi/db';
import { errorText } from '../strapi/log';
import { depthOfWriter } from './authorship';
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

/** What a save, a publication or a deletion changed. */
export interface EntryChange {
  uid: string;
  /** `all`: of more entries than are noted one by one it is only known that they changed. */
  documentIds: readonly string[] | 'all';
  /** Names the transaction: publishing takes rows away and makes them again, in one. */
  mark: string;
  /** See `writtenByUs`. */
  depth: number;
}

/** Another room that hears of changes of entries. */
export interface EntryWatcher {
  /** Asked at each save, so it asks no database. */
  watches(uid: string): boolean;
  /**
   * In the transaction of the change, once for each row that was written: rows that are missing may still be made. Awaits
   * nothing but `trx`. What it throws is logged, and never blocks the save.
   */
  changed(trx: Knex.Transaction, change: EntryChange): Promise<void>;
  /** After the commit. */
  committed(): void;
}

interface Watched {
  strapi: Core.Strapi;
  mappings: Mappings;
  watchers: readonly EntryWatcher[];
  /** After the commit: there is work. */
  kick(): void;
}

type Missed = Extract<LogEvent<'record'>, 'record-change-missed' | 'record-change-unseen'>;
const MISSED: Record<Missed, string> = {
  'record-change-missed': 'a change to an entry could not be recorded; sync its content type',
  'record-change-unseen':
    'automations missed a change to an entry; the nightly check will find the change, but starts nothing for it',
};

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

const transactions = new WeakMap<object, string>();

const markOf = (trx: object): string => {
  const mark = transactions.get(trx) ?? randomHex(8);
  transactions.set(trx, mark);
  return mark;
};

/**
 * Hears of every change of the host's entries, no matter who makes it (Content Manager, REST, code), and notes it in the same
 * transaction: a change that is committed is followed, even when the process dies. It never blocks the entry's save.
 */
export const watchEntries = ({ strapi, mappings, watchers, kick }: Watched): void => {
  const { db, clock, log } = contextOf(strapi);

  const safely = async (
    { uid, event = 'record-change-missed' }: { uid: string; event?: Missed },
    work: () => Promise<void>
  ): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // The host's transaction is gone with it: going on would save the rest of it alone.
      if (isRolledBack(db, error) && strapi.db.inTransaction()) throw error;
      const text = errorText(error);
      log('records').error('a change was not noted', { uid, error: text });
      logsService(strapi).write({
        area: 'record',
        level: 'error',
        event,
        text: MISSED[event],
        details: { uid, error: text },
      });
    }
  };

  const follow = async (trx: Knex.Transaction, uid: string, changed: Changed): Promise<void> => {
    const jobs = await jobsFor(mappings, trx, { uid, changed });
    if (jobs.length > 0) await addJobs(db, trx, { jobs, at: clock.now() });
  };

  const note = async (uid: string, changed: Changed): Promise<void> => {
    if (changed.length === 0) return;
    const isOurs = isFollowed(uid);
    const heard = watchers.filter((watcher) => watcher.watches(uid));
    await strapi.db.transaction(async ({ trx, onCommit }) => {
      const change = { uid, documentIds: changed, mark: markOf(trx), depth: depthOfWriter() };
      // A savepoint each: on PostgreSQL a refused statement would end the host's whole transaction, and what one hears does
      // not depend on the other.
      if (isOurs)
        await safely({ uid }, () =>
          trx.transaction((save: Knex.Transaction) => follow(save, uid, changed))
        );
      for (const watcher of heard)
        await safely({ uid, event: 'record-change-unseen' }, () =>
          trx.transaction((save: Knex.Transaction) => watcher.changed(save, change))
        );
      onCommit(() => {
        if (isOurs) kick();
        for (const watcher of heard) watcher.committed();
      });
    });
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
    safely(event.model, async () => {
      if (!isHeard(event.model.uid)) return;
      event.state.whatsappDocuments = await matching(event);
    });
  const after = (event: LifecycleEvent) =>
    safely(event.model, async () => {
      if (isHeard(event.model.uid)) await note(event.model.uid, await changedBy(event));
    });

  /** Without a mapping that could mean it nothing is asked of the database; what was read last is at most seconds old. */
  const isFollowed = (uid: string): boolean =>
    [...mappings.last().values()].some(
      ({ uid: own, type, config }) =>
        own === uid || hopsOf(type, config).some(({ targetUid }) => targetUid === uid)
    );
  const isHeard = (uid: string): boolean =>
    isFollowed(uid) || watchers.some((watcher) => watcher.watches(uid));

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
