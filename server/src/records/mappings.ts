import type { Core } from '@strapi/strapi';
import { mappingBody, type MappingBody } from '../contracts/records';
import type { MarkedField } from '../sensitive/public';
import { contextOf } from '../strapi/context';
import { insertRow, isUniqueViolation, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { hostQuery } from './entries';
import { loadLabels } from './host-labels';
import { reachedTarget, reachOf, type ReachedField } from './host-reach';
import { hostTypes, type HostType } from './host-types';
import { mappingTable, type MappingRow } from './tables';

const TABLE = mappingTable.table;
/** Another process may have changed them. */
const FRESH_MS = 3_000;
/** Somebody may have named a field in another way. */
const LABELS_MS = 30_000;

/** A mapping whose content type is there. */
export interface Mapping {
  uid: string;
  type: HostType;
  config: MappingBody;
  /** Fields of related entries that segments may ask of now: exposed, there, and not marked in any mapping. */
  reach: ReachedField[];
  syncedAt: number | null;
  /** Since when its rule of conversions is as it is. */
  conversionSince: number | null;
  changedAt: number;
}

type Raw = Record<string, unknown>;
const read = (raw: Raw): MappingRow => readRow(mappingTable, raw);

export const mappingRows = async (sql: Sql): Promise<MappingRow[]> =>
  ((await sql(TABLE).orderBy('id')) as Raw[]).map(read);

/** For `sensitiveService.marks`: read from the rows, so that a mark counts at once in every process. */
export const markedRecords =
  (strapi: Core.Strapi) =>
  async (sql: Sql): Promise<MarkedField[]> =>
    (await mappingRows(sql)).flatMap(({ uid, config }) => {
      const type = hostTypes(strapi).get(uid);
      return Object.entries(config?.marks ?? {}).map(([key, kind]) => ({
        field: { on: 'record' as const, type: uid, key },
        kind,
        label: type?.fields.find(({ path }) => path === key)?.label ?? key,
      }));
    });

export const upsertMapping = async (
  sql: Sql,
  uid: string,
  change: { config: MappingBody; conversionSince: number | null; at: number }
): Promise<void> => {
  const { config, conversionSince, at } = change;
  const row = writeRow(mappingTable, { config, conversionSince, changedAt: at });
  if ((await sql(TABLE).where({ uid }).update(row)) > 0) return;
  try {
    await insertRow(sql, TABLE, { ...row, uid, added_at: at });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await sql(TABLE).where({ uid }).update(row);
  }
};

export const deleteMapping = (sql: Sql, uid: string): Promise<number> =>
  sql(TABLE).where({ uid }).delete();

export const markSynced = async (sql: Sql, uid: string, at: number): Promise<void> => {
  await sql(TABLE).where({ uid }).update({ synced_at: at });
};

/**
 * The mapped types as this process read them last (each second or two). Filters are written by pure functions, in the
 * middle of statements of other rooms: they cannot ask the database what a type is.
 */
export interface LinkedTypes {
  of(uid: string): Mapping | undefined;
  readonly locale: string;
}

/** The mappings, kept for a moment: each change of an entry asks for them. */
export interface Mappings {
  /** By uid; `sql` when the caller is inside a transaction. */
  all(sql?: Sql): Promise<Map<string, Mapping>>;
  /** What was read last, without reading. */
  last(): Map<string, Mapping>;
  readonly linked: LinkedTypes;
  forget(): void;
}

/**
 * Fields of related entries that may be exposed. One that a mapping marks as sensitive is out, by whatever way it is
 * reached.
 */
export const openReach = (
  strapi: Core.Strapi,
  type: HostType,
  rows: readonly MappingRow[]
): ReachedField[] => {
  const marks = new Map(rows.map(({ uid, config }) => [uid, config?.marks ?? {}]));
  return reachOf(strapi, type).filter((field) => {
    const { uid, key } = reachedTarget(field);
    return marks.get(uid)?.[key] === undefined;
  });
};

const usable = (strapi: Core.Strapi, row: MappingRow, rows: readonly MappingRow[]): Mapping[] => {
  const type = hostTypes(strapi).get(row.uid);
  const config = mappingBody.safeParse(row.config);
  if (!type || !config.success) return [];
  const exposed = new Set(config.data.reach);
  const reach = openReach(strapi, type, rows).filter(({ path }) => exposed.has(path));
  const { uid, syncedAt, conversionSince, changedAt } = row;
  return [{ uid, type, config: config.data, reach, syncedAt, conversionSince, changedAt }];
};

export const createMappings = (strapi: Core.Strapi): Mappings => {
  const { db, clock } = contextOf(strapi);
  let known: Map<string, Mapping> = new Map();
  let readAt = -Infinity;
  let labelsAt = -Infinity;
  const refreshLabels = async (sql: Sql): Promise<void> => {
    if (clock.monotonic() - labelsAt < LABELS_MS) return;
    labelsAt = clock.monotonic();
    await loadLabels(strapi, sql, [...hostTypes(strapi).keys()]);
  };
  return {
    all: async (sql = db.knex) => {
      if (clock.monotonic() - readAt < FRESH_MS) return known;
      await refreshLabels(sql);
      const rows = await mappingRows(sql);
      known = new Map(
        rows.flatMap((row) => usable(strapi, row, rows)).map((one) => [one.uid, one])
      );
      readAt = clock.monotonic();
      return known;
    },
    last: () => known,
    linked: {
      of: (uid) => known.get(uid),
      get locale() {
        return hostQuery(strapi).locale;
      },
    },
    forget: () => {
      readAt = -Infinity;
      labelsAt = -Infinity;
    },
  };
};
