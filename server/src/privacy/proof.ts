import type { Core } from '@strapi/strapi';
import { carriedOfPerson, ledgerOf } from '../consent/public';
import { contactsService, shownAddress } from '../contacts/public';
import { contextOf } from '../strapi/context';
import { carriedProof, hashOfRows, proofRow, type Proof } from './domain/proof';

/**
 * What proves the consents of one person: the whole ledger, and the messages that entries carried, with a hash over all rows
 * (O-20, O-33, X-06).
 */
export const proofOf = async (
  strapi: Core.Strapi,
  { contactId, by }: { contactId: number; by: string }
): Promise<Proof> => {
  const { db, clock } = contextOf(strapi);
  const people = contactsService(strapi);
  const contact = await people.get(contactId);
  const [view] = await people.views([contact]);
  const rows = (await ledgerOf(db.knex, contact.id)).map(proofRow);
  const carried = (await carriedOfPerson(db.knex, contact.id)).map(carriedProof);
  return {
    person: { id: contact.id, name: view?.name ?? '', address: shownAddress(contact) },
    madeAt: new Date(clock.now()).toISOString(),
    madeBy: by,
    rows,
    carried,
    sha256: hashOfRows([...rows, ...carried]),
  };
};
