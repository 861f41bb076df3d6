import type { Knex } from 'knex';
import { contactLinkTable, recordJobTable } from './tables';

/**
 * For `contactsService.removeEffects`: entries are no longer linked with deleted people, and nothing is followed for them.
 * The entries themselves are the host's.
 */
export const unlinkPeople = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  await trx(contactLinkTable.table)
    .whereIn('contact_id', [...contactIds])
    .delete();
  await trx(recordJobTable.table)
    .whereIn('contact_id', [...contactIds])
    .delete();
};
