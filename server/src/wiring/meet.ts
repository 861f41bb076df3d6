import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ContactRow } from '../contacts/public';
import { recordsService } from '../records/public';

/**
 * A new person is linked with the entries that name their number, however they came: by a message, a call, a preference, or
 * from the phone (C-21). True when there is such an entry.
 */
export const meetPerson = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  contact: ContactRow
): Promise<boolean> => (await recordsService(strapi).linkPeople(trx, [contact])).has(contact.id);

/**
 * Somebody writes for the first time. For a stranger an entry is made (C-22), also for one who called or was met in another way
 * before; whom the team added or imported is none.
 */
export const meetWriter = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  contact: ContactRow
): Promise<void> => {
  if (contact.source !== 'inbound') return;
  if (!(await meetPerson(strapi, trx, contact)))
    await recordsService(strapi).wroteFirst(trx, contact);
};
