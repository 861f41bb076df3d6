import type { Knex } from 'knex';
import { messageTable } from './tables';

const MESSAGES = messageTable.table;

/** People to whom a message is on its way to Meta right now: what comes of it must find its row. */
export const peopleBeingSent = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<number[]> => {
  const rows = await trx(MESSAGES)
    .whereIn('contact_id', contactIds)
    .where({ state: 'sending' })
    .distinct<{ contact_id: unknown }[]>('contact_id');
  return rows.map((row) => Number(row.contact_id));
};
