import type { Knex } from 'knex';
import { contactTable } from '../contacts/public';
import { conversationTable, messageTable, type MessagesGone } from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { addTo } from '../kernel/lists';
import { insertIgnore, type Db } from '../strapi/db';
import { livePresses } from './presses';
import { isReplySql, type ReplyTimes } from './replies';
import { campaignTable, keptPressTable, recipientTable } from './tables';

const RECIPIENTS = recipientTable.table;
const PRESSES = keptPressTable.table;
type Raw = Record<string, unknown>;

/** The control group got nothing: its people replied when they wrote after the start of the campaign. */
const GOT_IT: ReplyTimes = { from: 'COALESCE(r.accepted_at, cp.started_at)' };

/** When the recipients first answered by the messages (`m`) that `narrow` leaves; what was known before and earlier stays. */
const keepReplies = async (
  trx: Knex.Transaction,
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder
): Promise<void> => {
  const rows = (await narrow(
    trx(`${messageTable.table} as m`)
      .join(`${conversationTable.table} as c`, 'c.id', 'm.conversation_id')
      .join(`${RECIPIENTS} as r`, (on) =>
        on.on('r.contact_id', 'c.contact_id').andOn('r.account_id', 'c.account_id')
      )
      .join(`${campaignTable.table} as cp`, 'cp.id', 'r.campaign_id')
      .where(
        (got) =>
          void got
            .whereNotNull('r.accepted_at')
            .orWhere({ 'r.state': 'skipped', 'r.reason': 'hold-out' })
      )
      .whereRaw(isReplySql(GOT_IT))
  )
    .groupBy('r.id', 'r.replied_at')
    .orderBy('r.id')
    .select('r.id as id', 'r.replied_at as known')
    .min({ at: 'm.at' })) as Raw[];
  for (const { id, known, at } of rows)
    if (known === null || Number(known) > Number(at))
      await trx(RECIPIENTS)
        .where({ id: Number(id) })
        .update({ replied_at: Number(at) });
};

/** Presses by messages that are about to be deleted are added to those that are kept. */
const keepPresses = async (
  db: Db,
  trx: Knex.Transaction,
  messageIds: readonly number[]
): Promise<void> => {
  const rows = (await trx
    .from(livePresses(trx, (query) => query.whereIn('m.id', [...messageIds])).as('p'))
    .groupBy('p.id', 'p.text')
    .orderBy('p.id')
    .select('p.id as id', 'p.text as text')
    .sum({ presses: 'p.presses' })
    .max({ unsubscribed: 'p.unsubscribed' })) as Raw[];
  for (const { id, text, presses, unsubscribed } of rows) {
    const key = { recipient_id: Number(id), text_key: keyOf(String(text)) };
    await insertIgnore(db, trx, {
      table: PRESSES,
      rows: [{ ...key, text: String(text), presses: 0, unsubscribed: 0 }],
      keys: ['recipient_id', 'text_key'],
    });
    await trx(PRESSES)
      .where(key)
      .update({
        presses: trx.raw('presses + ?', [Number(presses)]),
        unsubscribed: trx.raw('CASE WHEN unsubscribed = 1 THEN 1 ELSE ? END', [
          Number(unsubscribed),
        ]),
      });
  }
};

/**
 * For `conversations.purge.effects`: what the figures of campaigns are counted from is about to be deleted. That somebody
 * answered, when, and how often which button was pressed stays with the recipient; what was written goes.
 */
export const keepFigures =
  (db: Db): MessagesGone =>
  async (trx, messageIds) => {
    await keepReplies(trx, (query) => query.whereIn('m.id', [...messageIds]));
    await keepPresses(db, trx, messageIds);
  };

/** The people of these recipients are about to be forgotten: their country and whether they answered stay. */
export const keepPeople = async (
  trx: Knex.Transaction,
  recipientIds: readonly number[]
): Promise<void> => {
  await keepReplies(trx, (query) => query.whereIn('r.id', [...recipientIds]));
  // Read before it is written: a subquery of an UPDATE would lock the people on MySQL, after the recipients.
  const rows = (await trx(`${RECIPIENTS} as r`)
    .join(`${contactTable.table} as c`, 'c.id', 'r.contact_id')
    .whereIn('r.id', [...recipientIds])
    .whereNull('r.country')
    .whereNotNull('c.country')
    .select('r.id as id', 'c.country as country')) as { id: unknown; country: string }[];
  const byCountry = new Map<string, number[]>();
  for (const { id, country } of rows) addTo(byCountry, country, Number(id));
  for (const [country, ids] of byCountry)
    await trx(RECIPIENTS).whereIn('id', ids).update({ country });
};
