import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { DomainError } from '../kernel/errors';
import { isOpen } from '../operations/public';
import { contextOf } from '../strapi/context';
import { hasFile, removeFile, rowsOf } from './files';
import { changeImport, dropKeys, keptAfter, lockImport } from './store';
import type { ImportRow } from './tables';

type IsAbout = (texts: Iterable<string>) => boolean;
export interface UploadSearch {
  after: number;
  /** Knows the people who were erased at this instant or later; null: none was. */
  aboutErasedFrom: (addedAt: number) => IsAbout | null;
  /** The process is to stop, or another one goes on. */
  signal: AbortSignal;
}
interface Search {
  isAbout: IsAbout;
  signal: AbortSignal;
}

/** Whether somebody is in the file. One that cannot be searched (damaged, on another machine) counts as one that has them. */
const names = async (
  strapi: Core.Strapi,
  { storedName, format, header, top, sample, words }: ImportRow,
  { isAbout, signal }: Search
): Promise<boolean> => {
  const kept = [...(words?.found ?? []).map(({ word }) => word), ...(words?.groups ?? [])];
  if ([header ?? [], kept, ...(top ?? []), ...(sample ?? [])].some(isAbout)) return true;
  if (!storedName || !format || !(await hasFile(strapi, storedName))) return true;
  try {
    for await (const { cells } of rowsOf(strapi, storedName, format)) {
      signal.throwIfAborted();
      if (isAbout(cells)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof DomainError) return true;
    throw error;
  }
};

/**
 * The file first: what has no row any more is found by nobody, what has one is found again. Answers the row as it was; null
 * when the list is gone or is being imported. A dry run begins under the same lock, so it is in this row or never begins.
 */
const drop = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { row, isAbout }: { row: ImportRow; isAbout: IsAbout }
): Promise<ImportRow | null> => {
  const locked = await lockImport(trx, row.id);
  if (!locked?.storedName || locked.importId !== row.importId) return null;
  await removeFile(strapi, locked.storedName);
  // A list without a header has somebody's row in its place.
  const header = isAbout(locked.header ?? []) ? { header: null, headerKey: '', columns: null } : {};
  await changeImport(trx, row.id, {
    ...{ storedName: null, top: null, sample: null, words: null, unread: null },
    ...header,
    deletedForErasure: true,
  });
  return locked;
};

/**
 * Looks through the next uploaded list that nobody has imported for erased people; one that names somebody goes as a
 * whole, since it would bring them back. One that was uploaded after the erasure stays, even where it cannot be searched:
 * who uploaded it meant to. A list that is being imported goes by itself at its end. `last` = the list looked at, null =
 * there are no more. Reads files, so it belongs to no transaction; safe to repeat.
 */
export const forgetUploadAbout = async (
  strapi: Core.Strapi,
  { after, aboutErasedFrom, signal }: UploadSearch,
  cancelCheck: (operationId: number) => Promise<void>
): Promise<{ last: number | null; removed: number }> => {
  const { db } = contextOf(strapi);
  const row = await keptAfter(db.knex, after);
  if (!row) return { last: null, removed: 0 };
  const stays = { last: row.id, removed: 0 };
  const isAbout = aboutErasedFrom(row.addedAt);
  if (isAbout === null) return stays;
  const isImporting = row.importId !== null && (await isOpen(db.knex, row.importId));
  if (isImporting || !(await names(strapi, row, { isAbout, signal }))) return stays;
  if (row.checkId) await cancelCheck(row.checkId);
  const gone = await db.tx((trx) => drop(strapi, trx, { row, isAbout }));
  if (!gone) return stays;
  // Once more: the search takes its time, and another dry run may have begun meanwhile.
  if (gone.checkId) await cancelCheck(gone.checkId);
  await dropKeys(db, row.id);
  return { last: row.id, removed: 1 };
};
