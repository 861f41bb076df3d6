import type { Knex } from 'knex';
import { forgetCodes } from './codes';
import { attemptTable } from './tables';

/** For `conversationsService.purge.effects`: with a message goes what its earlier attempts said, and a code on its way. */
export const removeAttempts = async (
  trx: Knex.Transaction,
  messageIds: readonly number[]
): Promise<void> => {
  await forgetCodes(trx, messageIds);
  await trx(attemptTable.table)
    .where({ owner_kind: 'm' })
    .whereIn('owner_id', [...messageIds])
    .delete();
};
