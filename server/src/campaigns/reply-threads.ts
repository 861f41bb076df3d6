import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, shownAddress } from '../contacts/public';
import type { ListRepliesResult } from '../contracts/campaign-replies';
import { conversationTable, messageTable } from '../conversations/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { pageByMoment } from '../strapi/keyset';
import { readRow } from '../strapi/table';
import { isReplySql } from './replies';
import { campaignTable, recipientTable } from './tables';

/** Conversations (`c`) with a message that counts as a reply to this campaign; none of one that was deleted. */
const repliedIn = (sql: Sql, campaignId: number): Knex.QueryBuilder =>
  sql(`${recipientTable.table} as r`)
    .join(`${campaignTable.table} as ca`, 'ca.id', 'r.campaign_id')
    .join(`${conversationTable.table} as c`, (on) =>
      on.on('c.account_id', 'r.account_id').andOn('c.contact_id', 'r.contact_id')
    )
    .where('r.campaign_id', campaignId)
    .whereNotNull('r.accepted_at')
    .whereExists((said) => {
      void said
        .select(sql.raw('1'))
        .from(`${messageTable.table} as m`)
        .whereRaw('m.conversation_id = c.id')
        .whereRaw(isReplySql({ from: 'r.accepted_at' }));
    });

/** Did somebody answer this campaign in this conversation? */
export const hasReplied = async (
  sql: Sql,
  campaignId: number,
  conversationId: number
): Promise<boolean> => {
  const query = repliedIn(sql, campaignId).where('c.id', conversationId);
  return (await query.first<unknown>('c.id')) !== undefined;
};

/** One page of the conversations in which people answered a campaign. */
export const listReplies = async (
  strapi: Core.Strapi,
  campaignId: number,
  page: { cursor?: string | undefined; limit: number }
): Promise<ListRepliesResult> => {
  const { knex } = contextOf(strapi).db;
  const { raw, nextCursor } = await pageByMoment(
    knex(conversationTable.table).whereIn('id', repliedIn(knex, campaignId).select('c.id')),
    { column: 'last_inbound_at', order: 'desc' },
    page
  );
  const rows = raw.map((row) => readRow(conversationTable, row));
  const people = await contactsService(strapi).byIds(
    knex,
    rows.map(({ contactId }) => contactId)
  );
  const replies = rows.map(({ id, contactId, lastInboundAt }) => {
    const contact = people.get(contactId);
    return {
      conversationId: id,
      name: contact?.name ?? '',
      address: contact ? shownAddress(contact) : '',
      at: lastInboundAt ?? 0,
    };
  });
  return { replies, nextCursor };
};
