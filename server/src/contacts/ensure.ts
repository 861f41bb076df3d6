import type { Knex } from 'knex';
import { spellings } from '../kernel/number-spellings';
import { isUniqueViolation } from '../strapi/db';
import { newContact } from './resolve';
import { findByBsuid, findByNumber, insertContact } from './store';
import { withSuppression } from './suppression';
import type { ContactRow } from './tables';

/** A person as another system names them: by number (digits and E.164) or by WhatsApp's user id. */
export type EnsureWho = { waId: string; e164: string; country: string | null } | { bsuid: string };

const find = (trx: Knex.Transaction, who: EnsureWho): Promise<ContactRow | null> =>
  'bsuid' in who ? findByBsuid(trx, who.bsuid) : findByNumber(trx, spellings(who.waId));

const columnsOf = (who: EnsureWho): Partial<ContactRow> =>
  'bsuid' in who
    ? { bsuid: who.bsuid, country: who.bsuid.slice(0, 2) }
    : { phone: who.e164, country: who.country };

/** Finds the person, or makes them; two callers at once get the same row. Consent of a new person is unknown. */
export const ensureContact = async (
  trx: Knex.Transaction,
  who: EnsureWho,
  { source, at, random }: { source: string; at: number; random: () => number }
): Promise<{ contact: ContactRow; created: boolean }> => {
  const known = await find(trx, who);
  if (known) return { contact: known, created: false };
  const made = newContact({ ...columnsOf(who), source, addedAt: at }, random);
  const row = await withSuppression(trx, made);
  try {
    // A savepoint: on PostgreSQL a refused insert would end the whole transaction.
    const id = await trx.transaction((save) => insertContact(save, row));
    return { contact: { ...row, id }, created: true };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const other = await find(trx, who);
    if (!other) throw error;
    return { contact: other, created: false };
  }
};
