import type { Knex } from 'knex';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { consentEventTable, consentReplyTable, type ConsentEventRow } from './tables';

const TABLE = consentEventTable.table;

/** Sources that are words of ours; all others were typed by somebody and may name the person. */
const OWN_WORDS = [
  'keyword',
  'unsubscribe button',
  'asked to stop',
  'WhatsApp',
  'linked record',
  'import',
  'preference page',
  'preference chat',
  'flow',
  'desk',
];
export const isOwnSource = (source: string): boolean => OWN_WORDS.includes(source);

/** Where lists and entries say what people said. */
const LISTED = ['import', 'linked record'];

/** Did the person say so to us just now, and not a list, an entry, or somebody who typed it? */
export const isSaidByPerson = (source: string): boolean =>
  source.startsWith('form:') || (isOwnSource(source) && !LISTED.includes(source));

/** In place of a source that was typed. */
const ERASED_SOURCE = 'erased';

/** The whole ledger of a person, the oldest first, with all that proves it (O-20, X-06). */
export const ledgerOf = async (sql: Sql, contactId: number): Promise<ConsentEventRow[]> =>
  (
    (await sql(TABLE)
      .where({ contact_id: contactId })
      .orderBy([{ column: 'at' }, { column: 'id' }])) as Record<string, unknown>[]
  ).map((raw) => readRow(consentEventTable, raw));

/**
 * For `contactsService.removeEffects`. That something was agreed to or refused, when and with which sentence, stays as
 * proof; what names the person goes: evidence, message ids (they hold the number), sources that were typed.
 */
export const forgetLedgerOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  await trx(TABLE).whereIn('contact_id', contactIds).update({ evidence: null, wamid: null });
  await trx(TABLE)
    .whereIn('contact_id', contactIds)
    .whereNotIn('source', OWN_WORDS)
    .update({ source: ERASED_SOURCE });
  await trx(consentReplyTable.table).whereIn('contact_id', contactIds).delete();
};
