import type { Knex } from 'knex';
import { addressKeysOf } from './domain/address';
import { derivedColumns } from './domain/identity';
import { learnedFields } from './domain/profile-change';
import type { ProfileEffect } from './public';
import { updateContact } from './store';
import { forgetLeft, rememberLeft, withSuppression } from './suppression';
import type { ContactRow } from './tables';

const CONSENT_COLUMNS = [
  'marketing',
  'utility',
  'marketingRefusedAt',
  'utilityRefusedAt',
] as const satisfies readonly (keyof ContactRow)[];

export const IDS = ['waId', 'phone', 'bsuid'] as const;
/** Is an id another one now, or gone? What is only added replaces nothing. */
const replacesId = (row: ContactRow, change: Partial<ContactRow>): boolean =>
  IDS.some((id) => row[id] !== null && change[id] !== undefined && change[id] !== row[id]);

interface Saving {
  readonly change: Partial<ContactRow>;
  /** WhatsApp says who has the address that the row gets. */
  readonly isShown?: boolean;
  /** No refusal is kept under the address that the row loses: WhatsApp says that somebody else has it, or the caller does it. */
  readonly isTaken?: boolean;
}

/**
 * Saves a change with the columns that follow from it, and answers the row as it is now. If the person leaves an address, what
 * they refuse is kept under it.
 */
export const saveAddresses = async (
  trx: Knex.Transaction,
  row: ContactRow,
  { change: given, isShown = false, isTaken = false }: Saving
): Promise<ContactRow> => {
  const change = {
    ...given,
    ...(replacesId(row, given)
      ? { idsAt: Math.max(row.idsAt ?? 0, given.idsAt ?? 0, given.changedAt ?? row.changedAt) }
      : {}),
  };
  const next = { ...row, ...change };
  if (next.mergedInto !== null) {
    await updateContact(trx, row.id, change);
    return next;
  }
  const derived = { ...next, ...derivedColumns(next) };
  // An address that is new to this row may be one that had refused before it was deleted.
  const before = addressKeysOf(row);
  const gained = addressKeysOf(derived).filter((key) => !before.includes(key));
  const saved =
    gained.length > 0 ? await withSuppression(trx, derived, { keys: gained, isShown }) : derived;
  if (gained.length > 0) await forgetLeft(trx, { contactId: row.id, keys: gained });
  // What the address that they get brings with it was not refused under the one that they leave.
  if (!isTaken) await rememberLeft(trx, { person: derived, before, at: saved.changedAt });
  const { nameSearch, waKey, bsuidKey, addressKey, townKey } = saved;
  const refused = CONSENT_COLUMNS.filter((column) => saved[column] !== row[column]);
  await updateContact(trx, row.id, {
    ...change,
    ...{ nameSearch, waKey, bsuidKey, addressKey, townKey },
    ...Object.fromEntries(refused.map((column) => [column, saved[column]])),
  });
  return saved;
};

/** The same of what the team or an entry says. */
export const saveContact = (
  trx: Knex.Transaction,
  row: ContactRow,
  change: Partial<ContactRow>
): Promise<ContactRow> => saveAddresses(trx, row, { change });

/** Saves what became known of somebody, and tells which parts of the profile are others now. */
export const saveLearned = async (
  trx: Knex.Transaction,
  { tellProfiles }: { tellProfiles: ProfileEffect },
  { row, change, isTaken = false }: Omit<Saving, 'isShown'> & { row: ContactRow }
): Promise<ContactRow> => {
  const saved = await saveAddresses(trx, row, { change, isShown: true, isTaken });
  await tellProfiles(trx, [{ contactId: row.id, fields: learnedFields(row, saved) }]);
  return saved;
};
