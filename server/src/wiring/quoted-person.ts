import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { addressIn } from '../cloud-api/wamid';
import { consentService, type AppliedSaid } from '../consent/public';
import {
  contactsService,
  shownName,
  type ContactRow,
  type Resolved,
  type ToldIds,
} from '../contacts/public';
import type { ConversationEventKind } from '../contracts/conversations';
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

/** Asks the team in the threads of both whether they are one person. */
const askBoth = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { one, other, kind }: { one: ContactRow; other: ContactRow; kind: ConversationEventKind }
): Promise<FeedEntry[]> => {
  const at = contextOf(strapi).clock.now();
  const ask = (about: ContactRow, subject: string) =>
    recordEventOfContacts(trx, [about.id], { kind, at, subject });
  return [...(await ask(one, shownName(other))), ...(await ask(other, shownName(one)))];
};

/**
 * Somebody writes from the number of a contact with another user id. Without a notice of WhatsApp nobody knows whether the number
 * has a new owner, so nothing of the former one is theirs; if their own id changed, the team joins the two.
 */
export const askIfSame = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contact, hadNumber }: Resolved
): Promise<FeedEntry[]> => {
  if (hadNumber === null) return [];
  const both = { one: contact, other: hadNumber, kind: 'same-number' as const };
  return [{ type: 'contact', id: hadNumber.id }, ...(await askBoth(strapi, trx, both))];
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
  hints.push(...(await askBoth(strapi, trx, { one: sender, other: person, kind: 'maybe-same' })));
  return { hints, told: null };
};
