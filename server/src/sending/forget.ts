import type { Knex } from 'knex';
import { attemptTable } from './tables';

/** For `conversationsService.purge.effects`: with a message goes what its earlier attempts said. */
export const removeAttempts = async (
  trx: Knex.Transaction,
  messageIds: readonly number[]
): Promise<void> => {
  await trx(attemptTable.table)
    .where({ owner_kind: 'm' })
    .whereIn('owner_id', [...messageIds])
    .delete();
};
