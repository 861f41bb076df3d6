import type { Knex } from 'knex';
import { readRow } from '../strapi/table';
import { withCounts } from './count-store';
import { OPEN_STATES, recipientTable, type RecipientRow } from './tables';

const TABLE = recipientTable.table;
const OPEN = new Set<RecipientRow['state']>(OPEN_STATES);

const rowsOf = async (trx: Knex.Transaction, contactId: number): Promise<RecipientRow[]> => {
  const raw = await trx(TABLE)
    .where({ contact_id: contactId })
    .orderBy('id')
    .select<Record<string, unknown>[]>();
  return raw.map((row) => readRow(recipientTable, row));
};

/**
 * Two contacts are one person: in a campaign that has both, one without a permit must not go out any more. Two permits
 * that are out already are both kept and marked (engine 15).
 */
export const mergeRecipients = async (
  trx: Knex.Transaction,
  { winner, loser }: { winner: { id: number }; loser: { id: number } }
): Promise<void> => {
  const kept = new Map((await rowsOf(trx, winner.id)).map((row) => [row.campaignId, row]));
  for (const row of await rowsOf(trx, loser.id)) {
    const twin = kept.get(row.campaignId);
    if (!twin) {
      await trx(TABLE).where({ id: row.id }).update({ contact_id: winner.id });
      continue;
    }
    const ids = [twin.id, row.id].sort((a, b) => a - b);
    await withCounts(trx, ids, async (locked) => {
      // Judged under the lock: a permit may have come between, and then the other one must stay behind.
      const open = locked.filter(({ state }) => OPEN.has(state));
      const spare = open.find(({ id }) => id === row.id) ?? open[0];
      if (spare) {
        await trx(TABLE)
          .where({ id: spare.id })
          .update({ state: 'skipped', reason: 'duplicate', claim: null });
      } else if (locked.every(({ permit }) => permit !== null)) {
        await trx(TABLE).whereIn('id', ids).update({ doubled: true });
      }
    });
  }
};
