import type { Knex } from 'knex';
import { messageTable } from '../conversations/public';
import { fromJsonColumn } from '../kernel/json';
import { UNASKED_LIKE } from '../sending/public';
import { keepCounts } from './count-store';
import { campaignTable, OPEN_STATES, recipientTable } from './tables';

/**
 * Stops what has no permit yet for a person who opted out (O-22). The rows' locks order this against permits: whichever
 * commits first wins, nothing is both skipped and sent. Answers the campaigns that changed.
 */
export const skipForOptOut = async (
  trx: Knex.Transaction,
  contactId: number,
  { category, at }: { category: 'marketing' | 'utility'; at: number }
): Promise<number[]> => {
  const rows = await trx(`${recipientTable.table} as r`)
    .join(`${campaignTable.table} as k`, 'k.id', 'r.campaign_id')
    .where('r.contact_id', contactId)
    .whereIn('r.state', OPEN_STATES)
    .select<{ id: unknown; campaign_id: unknown; frozen: unknown; category: string | null }[]>(
      'r.id as id',
      'r.campaign_id as campaign_id',
      'k.frozen as frozen',
      'k.category as category'
    );
  const wanted = category.toUpperCase();
  // A text or a chain to many is no answer: anyone who wants no marketing gets none of them either.
  const stopped = category === 'marketing' ? [wanted, 'SERVICE'] : [wanted];
  // The row's own category is later than the frozen one: Meta may have made the template marketing meanwhile.
  const mine = rows.filter((row) => {
    const frozen = fromJsonColumn(row.frozen) as { category?: string } | null;
    return [frozen?.category, row.category].some((one) => one && stopped.includes(one));
  });
  // Messages before the sums of campaigns, which every result of a number wants.
  await trx(messageTable.table)
    .where({ contact_id: contactId, state: 'queued' })
    .where((mine) => {
      void mine.where({ category: wanted });
      // What bots were about to say unasked, for a campaign or a tag; answers to the person go on.
      if (category === 'marketing') void mine.orWhere('key_owner', 'like', UNASKED_LIKE);
    })
    .update({ state: 'failed', error_class: 'opted-out', error_text: 'opted-out' });
  const ids = mine.map((row) => Number(row.id)).sort((a, b) => a - b);
  if (ids.length > 0) {
    await keepCounts(trx, ids, async () => {
      await trx(recipientTable.table)
        .whereIn('id', ids)
        .whereIn('state', OPEN_STATES)
        .update({ state: 'skipped', reason: 'opted-out', claim: null, skipped_at: at });
    });
  }
  return [...new Set(mine.map((row) => Number(row.campaign_id)))];
};
