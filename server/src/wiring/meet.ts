import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ContactRow } from '../contacts/public';
import { recordsService } from '../records/public';

/**
 * A new person is linked with the entries that name their number, however they came: by a message, a call, a preference, or
 * from the phone. For a stranger who writes an entry is made (C-21, C-22).
 */
export const meetPerson = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contact, hasWritten }: { contact: ContactRow; hasWritten: boolean }
): Promise<void> => {
  const records = recordsService(strapi);
  const linked = await records.linkPeople(trx, [contact]);
  if (hasWritten && !linked.has(contact.id)) await records.wroteFirst(trx, contact);
};
