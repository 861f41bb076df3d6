import type { Knex } from 'knex';
import { attemptTable } from '../sending/public';
import type { Db, Sql } from '../strapi/db';
import { countOf, type Keeping } from '../strapi/keeping';
import { campaignTable, recipientTable } from './tables';

const RECIPIENTS = recipientTable.table;
const PIECE = 500;
/** Campaigns that send no more: nothing asks any longer whether an address had it already. */
const OVER = ['completed', 'cancelled', 'failed'];
/** In place of a message id, which holds the number: a late status fills only what was never filled. */
const NO_WAMID = '';

/** Campaigns in which a person was and what became of it, for the export of one person. */
export const campaignsOfPerson = async (
  sql: Sql,
  contactId: number
): Promise<Record<string, unknown>[]> => {
  const columns = ['state', 'reason', 'error_text', 'accepted_at', 'sent_at', 'delivered_at'];
  return sql(`${RECIPIENTS} as rc`)
    .join(`${campaignTable.table} as cp`, 'cp.id', 'rc.campaign_id')
    .where('rc.contact_id', contactId)
    .orderBy('rc.id')
    .select('cp.id as campaign_id', 'cp.name as campaign', 'rc.wamid as message_id')
    .select(
      [...columns, 'read_at', 'failed_at'].map((column) => `rc.${column}`)
    ) as unknown as Promise<Record<string, unknown>[]>;
};

/** What only this row has, without saying whose it is. */
const noAddress = ({ dialect }: Db, sql: Sql) =>
  sql.raw(dialect === 'mysql' ? `CONCAT('erased:', id)` : `'erased:' || id`);

const forgetAttempts = async (trx: Knex.Transaction, recipientIds: readonly number[]) => {
  await trx(attemptTable.table)
    .where({ owner_kind: 'r' })
    .whereIn('owner_id', [...recipientIds])
    .update({ wamid: null, error_text: null });
};

const idsOf = async (query: Knex.QueryBuilder): Promise<number[]> =>
  ((await query) as { id: unknown }[]).map(({ id }) => Number(id));

/**
 * For `contactsService.removeEffects`. The rows stay, as the sums are made of them; the person's address, message ids and
 * errors go. While a campaign may still send, the hash of the address stays: nobody gets it twice.
 */
export const forgetRecipients =
  (db: Db) =>
  async (trx: Knex.Transaction, contactIds: readonly number[]): Promise<void> => {
    for (let after = 0; ;) {
      const ids = await idsOf(
        trx(RECIPIENTS)
          .whereIn('contact_id', [...contactIds])
          .where('id', '>', after)
          .orderBy('id')
          .limit(PIECE)
          .select('id')
      );
      const last = ids.at(-1);
      if (last === undefined) return;
      await forgetAttempts(trx, ids);
      await trx(RECIPIENTS).whereIn('id', ids).update({ error_text: null });
      // Also one that Meta is just about to give; a row that was never sent stays without, as it proves nothing.
      await trx(RECIPIENTS)
        .whereIn('id', ids)
        .where((sent) => void sent.whereNotNull('wamid').orWhere('state', 'sending'))
        .update({ wamid: NO_WAMID });
      await trx(RECIPIENTS)
        .whereIn('id', ids)
        .whereIn('campaign_id', trx(campaignTable.table).select('id').whereIn('state', OVER))
        .update({ address_key: noAddress(db, trx) });
      after = last;
    }
  };

/** Rows of campaigns that ended before the instant and still say who it was. */
const named = (sql: Sql, before: number) =>
  sql(RECIPIENTS)
    .whereIn(
      'campaign_id',
      sql(campaignTable.table).select('id').whereIn('state', OVER).where('finished_at', '<', before)
    )
    .where('contact_id', '>', 0);

/**
 * Who was in an old campaign is forgotten: states and times stay, so that its sums and analytics do. A row without a
 * person has its own id, negative, in the person's place.
 */
export const recipientKeeping = (db: Db): Keeping => ({
  count: (sql, before) => countOf(named(sql, before)),
  purge: async (trx, before) => {
    const ids = await idsOf(named(trx, before).limit(PIECE).select('id'));
    if (ids.length === 0) return 0;
    await forgetAttempts(trx, ids);
    await trx(RECIPIENTS)
      .whereIn('id', ids)
      .update({
        contact_id: trx.raw('-id'),
        address_key: noAddress(db, trx),
        wamid: NO_WAMID,
        error_text: null,
      });
    return ids.length;
  },
});
