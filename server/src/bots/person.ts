import type { Knex } from 'knex';
import { botRunTable } from './tables';

/**
 * For `contactsService.removeEffects`. The runs stay, as the counts of bots are made of them; what they say of the person
 * goes. One that is due ends by itself: its thread is gone.
 */
export const forgetRunsOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  await trx(botRunTable.table).whereIn('contact_id', contactIds).update({ log: null });
};
