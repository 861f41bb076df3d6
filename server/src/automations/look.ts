import type { Core } from '@strapi/strapi';
import { addTo } from '../kernel/lists';
import { recordsService, type EntryRow } from '../records/public';
import type { Sql } from '../strapi/db';
import { seenOfEntries, type SeenOfEntry } from './seen-store';
import type { Watch } from './watches';

/** Rows of entries by document id: as they are, and as they were seen last. */
export interface Look {
  now: Map<string, EntryRow[]>;
  seen: Map<string, SeenOfEntry[]>;
}

/**
 * Two statements, and what was seen comes first: a change that is committed between the two is then found once more, never
 * taken back.
 */
export const lookAt = async (
  strapi: Core.Strapi,
  sql: Sql,
  { watch, ...ask }: { watch: Watch; documentIds: readonly string[]; locks: boolean }
): Promise<Look> => {
  const { uid, fields } = watch;
  const { documentIds } = ask;
  const seen = await seenOfEntries(sql, { uid, ...ask });
  const now = new Map<string, EntryRow[]>();
  for (const row of await recordsService(strapi).rowsOf(sql, { uid, fields, documentIds }))
    addTo(now, row.documentId, row);
  return { now, seen };
};
