import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { recordsService } from '../records/public';
import { pieces } from '../strapi/db';
import { dropFieldsOfChanges } from './change-store';
import { dropFieldsOfSeen } from './seen-store';
import { changeTable, seenTable } from './tables';

/** Entries whose people are looked for together. */
const PIECE = 200;

/** Entries of one type, and people who are being deleted. */
interface SharedAsk {
  uid: string;
  documentIds: readonly string[];
  gone: ReadonlySet<number>;
}

/** Whom deleted entries were about, where that is somebody else than these people. */
const wereOthers = async (
  trx: Knex.Transaction,
  { uid, documentIds, gone }: SharedAsk
): Promise<string[]> => {
  const found: string[] = [];
  for (const table of [changeTable.table, seenTable.table]) {
    const rows = await trx(table)
      .where({ uid })
      .whereIn('entry_document', [...documentIds])
      .whereNotNull('contact_id')
      .distinct<{ entry_document: string; contact_id: unknown }[]>('entry_document', 'contact_id');
    for (const { entry_document: documentId, contact_id: contactId } of rows)
      if (!gone.has(Number(contactId))) found.push(documentId);
  }
  return found;
};

/**
 * Those of these entries that lead to somebody else too, or did when they were deleted: an outage concerns many. Before links and
 * relations of the people go. Of a type that is not linked there are none.
 */
export const sharedEntries = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { documentIds, ...ask }: SharedAsk
): Promise<Set<string>> => {
  const shared = new Set<string>();
  for (const piece of pieces(documentIds, PIECE)) {
    const asked = { ...ask, documentIds: piece };
    const people = await recordsService(strapi).peopleOfEntries(trx, asked);
    if (people === null) return shared;
    for (const [documentId, ids] of people)
      if (ids.some((id) => !ask.gone.has(id))) shared.add(documentId);
    for (const documentId of await wereOthers(trx, asked)) shared.add(documentId);
  }
  return shared;
};

/**
 * Automations go on with shared entries for the others, so what is remembered of them stays, without the fields that say who
 * their person is. Changes lose these always: the entry may have been about a deleted person before. What was seen last loses
 * them where the entry is about a deleted person now.
 */
export const forgetWhoseEntries = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { uid, documentIds, gone }: SharedAsk
): Promise<void> => {
  const fields = recordsService(strapi).personFields(uid);
  if (documentIds.length === 0 || fields.length === 0) return;
  await dropFieldsOfChanges(trx, { uid, documentIds, fields });
  const linked = await recordsService(strapi).linkedWith(trx, { uid, documentIds });
  const theirs = documentIds.filter((documentId) => gone.has(linked.get(documentId) ?? 0));
  await dropFieldsOfSeen(trx, { uid, documentIds: theirs, fields });
};
