import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { addressIn } from '../cloud-api/wamid';
import { consentService, type AppliedSaid } from '../consent/public';
import { contactsService, shownName, type ContactRow, type ToldIds } from '../contacts/public';
import { recordEventOfContacts, sentByWamid } from '../conversations/public';
import { sameNumber } from '../kernel/phone';
import { DAY_MS } from '../kernel/time';
import type { FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';

/** How old the message may be that somebody leaves by. */
const QUOTED_MS = 30 * DAY_MS;

interface Left {
  contactId: number;
  accountId: number;
  quotedWamid: string | null;
  said: Omit<AppliedSaid, 'contactId' | 'accountId'>;
}

export interface AlsoOut {
  hints: FeedEntry[];
  /** Both ids of one person, where the quoted id names them. */
  told: ToldIds | null;
}

const NOBODY: AlsoOut = { hints: [], told: null };

const isWithoutNumber = ({ waId, phone }: ContactRow): boolean => waId === null && phone === null;

/** The person to whom we sent the quoted message, as far as an opt-out of somebody else may concern them. */
const quotedPerson = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contactId, accountId, quotedWamid, said }: Left & { quotedWamid: string }
): Promise<ContactRow | null> => {
  const since = said.at - QUOTED_MS;
  const message = await sentByWamid(trx, { accountId, wamid: quotedWamid, since });
  if (!message || message.contactId === contactId) return null;
  const person = (await contactsService(strapi).byIds(trx, [message.contactId])).get(
    message.contactId
  );
  return person && person.bsuid === null && person.mergedInto === null ? person : null;
};

/**
 * Somebody of whom only the user id is known leaves by an answer to a message that went to a number: it may be the same person.
 * The opt-out counts for both. The sender chose the quoted id, so it makes one person of them only if it contains the number
 * of the other; else the team is asked. Nothing but an opt-out acts on two people.
 */
export const alsoOut = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  left: Left
): Promise<AlsoOut> => {
  const { contactId, quotedWamid, said } = left;
  const sender = (await contactsService(strapi).byIds(trx, [contactId])).get(contactId);
  if (quotedWamid === null || !sender?.bsuid || !isWithoutNumber(sender)) return NOBODY;
  const person = await quotedPerson(strapi, trx, { ...left, quotedWamid });
  if (!person) return NOBODY;
  // Without a number of ours: the sender alone gets the confirmation.
  await consentService(strapi).applySaid(trx, { ...said, contactId: person.id });
  const { at } = said;
  const hints: FeedEntry[] = [
    { type: 'contact', id: person.id },
    ...(await recordEventOfContacts(trx, [person.id], { kind: 'opted-out', at })),
  ];
  const waId = person.waId ?? person.phone?.replace(/\D/g, '') ?? null;
  if (waId !== null && sameNumber(addressIn(quotedWamid), waId))
    return { hints, told: { waId, bsuid: sender.bsuid, parentUserId: sender.parentUserId, at } };
  const ask = (about: ContactRow, other: ContactRow) =>
    recordEventOfContacts(trx, [about.id], {
      kind: 'maybe-same',
      at: contextOf(strapi).clock.now(),
      subject: shownName(other),
    });
  hints.push(...(await ask(sender, person)), ...(await ask(person, sender)));
  return { hints, told: null };
};
