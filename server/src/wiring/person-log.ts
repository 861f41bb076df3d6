import type { Core } from '@strapi/strapi';
import { deliveriesOfPerson, type Delivery } from '../campaigns/public';
import { contactsService, contactView, seesPerson } from '../contacts/public';
import type { LogView } from '../contracts/logs';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';

const lineOf = (one: Delivery, contact: LogView['contact']): LogView => {
  const { state, reason, template, sentAt, deliveredAt, readAt, errorCode: code } = one;
  return {
    id: one.id,
    source: 'delivery',
    at: one.at,
    area: 'campaign',
    level: state === 'failed' ? 'warn' : 'info',
    // No event of the log: nobody writes these lines.
    event: `person-${state}`,
    text: state === 'skipped' ? `skipped: ${reason ?? 'unknown'}` : `message ${state}`,
    times: 1,
    accountId: null,
    contact,
    campaign: { id: one.campaignId, name: one.campaign },
    bot: null,
    details:
      state === 'skipped'
        ? { state, reason, template }
        : { state, template, code, sentAt, deliveredAt, readAt },
  };
};

/** Logs of one person: who may see them, and what became of the messages of campaigns, which keep rows of their own (L-09). */
export const connectPersonLog = (strapi: Core.Strapi): void => {
  const { db } = contextOf(strapi);
  const logs = logsService(strapi);
  logs.seesPerson = (ctx, contactId) => seesPerson(strapi, ctx, contactId);
  logs.deliveries = async (ask) => {
    const found = await deliveriesOfPerson(db.knex, ask);
    if (found.length === 0) return [];
    const row = (await contactsService(strapi).byIds(db.knex, [ask.contactId])).get(ask.contactId);
    const contact = { id: ask.contactId, name: row ? contactView(row).name : `#${ask.contactId}` };
    return found.map((one) => lineOf(one, contact));
  };
};
