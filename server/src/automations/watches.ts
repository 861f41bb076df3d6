import type { Core } from '@strapi/strapi';
import type { EntryVersion } from '../contracts/automations';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { specsOf, type WatchSpec } from './domain/watch';
import type { WatchedTypeRow } from './tables';
import { triggersOf, watchedTypes } from './watch-store';

/** What is watched of a content type, as this process knows it. */
export interface Watch {
  uid: string;
  fields: string[];
  versions: EntryVersion[];
  hasDrafts: boolean;
  /** Its entries may have several languages; these fields have a value of their own in each. */
  hasLanguages: boolean;
  localized: ReadonlySet<string>;
  /** Entries made since are new where they were not seen; null: all that were not seen are. */
  newSince: number | null;
}

/**
 * What automations watch, read every few seconds and kept: each save of an entry asks, and must not ask the database. An
 * automation that was just saved by another process is heard of within these seconds; what changes until then is part of the
 * first look.
 */
export interface Watches {
  of(uid: string): Watch | undefined;
  /** What the automations want of types that are there, and how far it is done. */
  wanted(): ReadonlyMap<string, WatchSpec>;
  rows(): ReadonlyMap<string, WatchedTypeRow>;
  load(sql?: Sql): Promise<void>;
}

interface Known {
  watches: Map<string, Watch>;
  wanted: Map<string, WatchSpec>;
  rows: Map<string, WatchedTypeRow>;
}

/** Before the first look has begun nothing is new: it would be everything that is there already. */
const newSinceOf = (row: WatchedTypeRow | undefined): number | null => {
  if (!row) return Infinity;
  return row.filledAt === null ? row.startedAt : null;
};

export const createWatches = (strapi: Core.Strapi): Watches => {
  const { db } = contextOf(strapi);
  let known: Known = { watches: new Map(), wanted: new Map(), rows: new Map() };

  const watchOf = (spec: WatchSpec, row: WatchedTypeRow | undefined): [string, Watch][] => {
    const type = recordsService(strapi).watchable(spec.uid);
    if (!type) return [];
    const fields = type.fields.filter(({ path }) => spec.fields.includes(path));
    const watch: Watch = {
      uid: spec.uid,
      fields: fields.map(({ path }) => path),
      versions: spec.versions,
      hasDrafts: type.hasDrafts,
      hasLanguages: type.localized,
      localized: new Set(fields.flatMap(({ path, localized }) => (localized ? [path] : []))),
      newSince: newSinceOf(row),
    };
    return [[spec.uid, watch]];
  };

  return {
    of: (uid) => known.watches.get(uid),
    wanted: () => known.wanted,
    rows: () => known.rows,
    load: async (sql = db.knex) => {
      const specs = specsOf(await triggersOf(sql));
      const rows = await watchedTypes(sql);
      const watches = new Map(
        [...specs.values()].flatMap((spec) => watchOf(spec, rows.get(spec.uid)))
      );
      // Fields that are gone, or became sensitive, are not watched: who watches them is said by their automation.
      const wanted = new Map(
        [...watches].map(([uid, { fields, versions }]) => [uid, { uid, fields, versions }] as const)
      );
      known = { watches, wanted, rows };
    },
  };
};
