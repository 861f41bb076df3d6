import type { Knex } from 'knex';
import { contactLinkTable, recordJobTable, recordMoveTable, recordWriteTable } from './tables';

/**
 * For `contactsService.removeEffects`: entries are no longer linked with deleted people, nothing is followed for them, and what
 * flows wrote on their answers is forgotten. The entries themselves are the host's.
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
  await trx(recordMoveTable.table)
    .whereIn('contact_id', [...contactIds])
    .update({ contact_id: null });
  await trx(recordWriteTable.table)
    .whereIn('contact_id', [...contactIds])
    .delete();
};
