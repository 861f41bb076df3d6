import type { Core } from '@strapi/strapi';
import { logsService } from '../logs/public';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { COMPARED, type Capture } from './capture';
import { seenDocumentsAfter } from './seen-store';

/** Before the entry at which the part of a pass over entries that were seen begins or goes on. */
const SEEN = 'seen:';

/** One page of a pass over all entries of a type: its cursor, and how changes are marked that it finds. */
export interface PassAsk {
  uid: string;
  /** Empty: from the beginning. */
  cursor: string;
  origin: 'sweep' | 'bulk';
}

/**
 * Looks at a page of all entries of a type, in a transaction of its own: first those that are there, then those that were
 * seen, of which some are gone. Answers the cursor of the next page, null after the last, and how many changes were found.
 */
export const passOnce = async (
  strapi: Core.Strapi,
  capture: Capture,
  { uid, cursor, origin }: PassAsk
): Promise<{ next: string | null; found: number }> => {
  const { db } = contextOf(strapi);
  const isOfSeen = cursor.startsWith(SEEN);
  const ask = { uid, after: isOfSeen ? cursor.slice(SEEN.length) : cursor, limit: COMPARED };
  const documentIds = isOfSeen
    ? await seenDocumentsAfter(db.knex, ask)
    : await recordsService(strapi).documentsAfter(db.knex, ask);
  const last = documentIds.at(-1);
  const { held: found } = await db.tx((trx) =>
    capture(trx, { uid, documentIds, origin, depth: 0, mark: null })
  );
  const prefix = isOfSeen ? SEEN : '';
  if (last !== undefined && documentIds.length === COMPARED)
    return { next: `${prefix}${last}`, found };
  return { next: isOfSeen ? null : SEEN, found };
};

/** Says how many changes were found that nobody heard of: they start nothing by themselves. */
export const sayFound = (strapi: Core.Strapi, uid: string, count: number): void => {
  if (count === 0) return;
  logsService(strapi).write({
    area: 'record',
    level: 'info',
    event: 'record-changes-found',
    text: `${count} changes of entries of ${uid} were made in bulk or outside of Strapi; automations start for them only when asked`,
    details: { uid, count },
  });
};
