import type { Knex } from 'knex';
import { runStepTable, runTable } from './tables';

/**
 * For `contactsService.removeEffects`. The runs stay, as the counts of bots are made of them; what they say of the person
 * goes. One that is due ends by itself: its thread is gone.
 */
export const forgetRunsOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  const runs = () => trx(runTable.table).whereIn('contact_id', contactIds);
  await trx(runStepTable.table).whereIn('run_id', runs().select('id')).delete();
  await runs().update({ log: null });
};
