import type { Knex } from 'knex';
import { ENDED_STATES, type RecipientShown } from '../contracts/campaigns';
import { RANK } from '../conversations/public';
import { withoutNul } from '../kernel/json';
import { escapeLike } from '../kernel/like';
import { attemptTable } from '../sending/public';
import type { Db, Sql } from '../strapi/db';
import { countOf, type Keeping } from '../strapi/keeping';
import { templateTable } from '../templates/public';
import { recipientShown } from './domain/shown';
import { keepPeople } from './kept-figures';
import { campaignTable, recipientTable, type RecipientState } from './tables';

const RECIPIENTS = recipientTable.table;
const PIECE = 500;
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

/** What became of a campaign's message for one person; `at`: when it was accepted, refused or skipped. */
export interface Delivery {
  id: number;
  at: number;
  campaignId: number;
  campaign: string;
  template: string | null;
  state: RecipientShown;
  reason: string | null;
  errorCode: number | null;
  sentAt: number | null;
  deliveredAt: number | null;
  readAt: number | null;
}

export interface DeliveriesAsk {
  contactId: number;
  campaignId?: number | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** True: only those that did not get through; false: only others. */
  failed?: boolean | undefined;
  /** Words of the campaign's name. */
  q?: string | undefined;
  /** Only what is older; of the same instant, with a smaller id (0: nothing of it). */
  before: { at: number; id: number } | null;
  limit: number;
}

/** Who was skipped at the start has no time of their own. */
const HAPPENED = `CASE WHEN rc.state = 'skipped' THEN COALESCE(rc.skipped_at, cp.started_at, cp.changed_at)
  ELSE COALESCE(rc.accepted_at, rc.sent_at, rc.failed_at) END`;

/** What `recipientShown` calls failed. */
const FAILED = `(rc.rank BETWEEN ${RANK.failed} AND ${RANK.delivered - 1} OR (rc.rank < ${RANK.failed} AND rc.state = 'failed'))`;

const deliveryOf = (row: Record<string, unknown>): Delivery => {
  const number = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const state = row.state as RecipientState;
  return {
    id: Number(row.id),
    at: Number(row.happened_at),
    campaignId: Number(row.campaign_id),
    campaign: text(row.campaign) ?? '',
    template: text(row.template),
    state: recipientShown({ state, rank: Number(row.rank) }),
    reason: state === 'skipped' ? text(row.reason) : null,
    errorCode: number(row.error_code),
    sentAt: number(row.sent_at ?? row.accepted_at),
    deliveredAt: number(row.delivered_at),
    readAt: number(row.read_at),
  };
};

/** Messages of campaigns that went out to a person, were refused or skipped, newest first. What waits did not happen yet. */
export const deliveriesOfPerson = async (
  sql: Sql,
  { contactId, campaignId, from, to, failed, q, before, limit }: DeliveriesAsk
): Promise<Delivery[]> => {
  const query = sql(`${RECIPIENTS} as rc`)
    .join(`${campaignTable.table} as cp`, 'cp.id', 'rc.campaign_id')
    // An ordinary message keeps the template that was chosen before its kind, and sends none.
    .leftJoin(`${templateTable.table} as tp`, (on) =>
      on.on('tp.id', 'cp.template_id').andOnVal('cp.kind', '<>', 'text')
    )
    .where('rc.contact_id', contactId)
    .whereIn('rc.state', ['accepted', 'failed', 'skipped'])
    .whereRaw(`${HAPPENED} IS NOT NULL`)
    .select('rc.id', 'rc.state', 'rc.rank', 'rc.reason', 'rc.campaign_id', 'rc.error_code')
    .select('rc.accepted_at', 'rc.sent_at', 'rc.delivered_at', 'rc.read_at')
    .select('cp.name as campaign', 'tp.name as template')
    .select(sql.raw(`${HAPPENED} AS happened_at`));
  if (campaignId) void query.where('rc.campaign_id', campaignId);
  if (failed !== undefined) void query.whereRaw(failed ? FAILED : `NOT ${FAILED}`);
  if (from !== undefined) void query.whereRaw(`${HAPPENED} >= ?`, [from]);
  if (to !== undefined) void query.whereRaw(`${HAPPENED} <= ?`, [to]);
  if (q)
    void query.whereRaw(`lower(cp.name) LIKE ? ESCAPE '!'`, [
      `%${escapeLike(withoutNul(q).toLowerCase())}%`,
    ]);
  if (before)
    void query.whereRaw(`(${HAPPENED} < ? OR (${HAPPENED} = ? AND rc.id < ?))`, [
      before.at,
      before.at,
      before.id,
    ]);
  const rows = (await query
    .orderByRaw(`${HAPPENED} DESC, rc.id DESC`)
    .limit(limit)) as unknown as Record<string, unknown>[];
  return rows.map(deliveryOf);
};

/** What only this row has, without saying whose it is. */
export const noAddress = ({ dialect }: Db, sql: Sql) =>
  sql.raw(dialect === 'mysql' ? `CONCAT('erased:', id)` : `'erased:' || id`);

const forgetAttempts = async (trx: Knex.Transaction, recipientIds: readonly number[]) => {
  await trx(attemptTable.table)
    .where({ owner_kind: 'r' })
    .whereIn('owner_id', [...recipientIds])
    .update({ wamid: null, error_text: null });
};

export const idsOf = async (query: Knex.QueryBuilder): Promise<number[]> =>
  ((await query) as { id: unknown }[]).map(({ id }) => Number(id));

/**
 * For `contactsService.removeEffects`. The rows stay, as the figures are made of them, with the country; the person's
 * address, message ids and errors go. While a campaign may still send, the hash of the address stays: nobody gets it twice.
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
      await keepPeople(trx, ids);
      await forgetAttempts(trx, ids);
      await trx(RECIPIENTS).whereIn('id', ids).update({ error_text: null });
      // Also one that Meta is just about to give; a row that was never sent stays without, as it proves nothing.
      await trx(RECIPIENTS)
        .whereIn('id', ids)
        .where((sent) => void sent.whereNotNull('wamid').orWhere('state', 'sending'))
        .update({ wamid: NO_WAMID });
      // Those campaigns send nothing more: whether an address had the message already is not asked again.
      await trx(RECIPIENTS)
        .whereIn('id', ids)
        .whereIn(
          'campaign_id',
          trx(campaignTable.table).select('id').whereIn('state', ENDED_STATES)
        )
        .update({ address_key: noAddress(db, trx) });
      after = last;
    }
  };

/** Rows of campaigns that ended before the instant and still say who it was. */
const named = (sql: Sql, before: number) =>
  sql(RECIPIENTS)
    .whereIn(
      'campaign_id',
      sql(campaignTable.table)
        .select('id')
        .whereIn('state', ENDED_STATES)
        .where('finished_at', '<', before)
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
    await keepPeople(trx, ids);
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
