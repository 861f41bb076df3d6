import type { Core } from '@strapi/strapi';
import { deliveriesOfPerson, type Delivery } from '../campaigns/public';
import { contactsService, contactView, isErased, seesPerson } from '../contacts/public';
import type { LogView } from '../contracts/logs';
import { logsService, type NamesOf } from '../logs/public';
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

/** Names of the people who are not erased. */
const namesOfPeople =
  (strapi: Core.Strapi): NamesOf =>
  async (ids) => {
    const people = await contactsService(strapi).byIds(contextOf(strapi).db.knex, ids);
    const known = [...people].filter(([, row]) => !isErased(row));
    return new Map(known.map(([id, row]) => [id, contactView(row).name]));
  };

/** Logs of people: what they are called, who may see them, and what became of the messages of campaigns, which keep rows of their own (L-09). */
export const connectPersonLog = (strapi: Core.Strapi): void => {
  const { db } = contextOf(strapi);
  const logs = logsService(strapi);
  const namesOf = namesOfPeople(strapi);
  logs.names.contact = namesOf;
  logs.erased = async (ids) => {
    const people = await contactsService(strapi).byIds(db.knex, ids);
    return new Set([...people.values()].filter(isErased).map(({ id }) => id));
  };
  logs.seesPerson = (ctx, contactId) => seesPerson(strapi, ctx, contactId);
  logs.deliveries = async (ask) => {
    const { contactId: id } = ask;
    const name = (await namesOf([id])).get(id);
    // The rows of somebody erased stay for the figures, and tell nothing of the person.
    if (name === undefined) return [];
    const found = await deliveriesOfPerson(db.knex, ask);
    return found.map((one) => lineOf(one, { id, name }));
  };
};
