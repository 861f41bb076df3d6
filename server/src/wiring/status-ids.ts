import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { tailOf } from '../cloud-api/wamid';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { contactsService, type ContactRow } from '../contacts/public';
import { sentByTails, type SentMessage, type StatusFact } from '../conversations/public';
import { addTo } from '../kernel/lists';
import { sameNumber } from '../kernel/phone';

/** A status as it was read; null: none that we can use. */
interface Told {
  element: WebhookElement;
  fact: StatusFact | null;
}

/** Is the status about a message to this person? */
const isTo = ({ contact }: WebhookElement, { waId, phone, bsuid }: ContactRow): boolean => {
  const isNumber = [waId, phone].some((own) => sameNumber(own, contact?.waId));
  return isNumber || (bsuid !== null && bsuid === contact?.userId);
};

interface Candidate {
  message: SentMessage;
  person: ContactRow;
}

/** Messages with one of these tails, with whom they went to. */
const candidates = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  tails: readonly string[]
): Promise<Candidate[]> => {
  const messages = tails.length === 0 ? [] : await sentByTails(trx, tails);
  if (messages.length === 0) return [];
  const people = await contactsService(strapi).byIds(
    trx,
    messages.map(({ contactId }) => contactId)
  );
  return messages.flatMap((message) => {
    const person = people.get(message.contactId);
    return person ? [{ message, person }] : [];
  });
};

/**
 * Statuses without a token of ours may name the message by another spelling of its id: they get the one that is stored, where
 * exactly one message to their recipient has the tail. Most statuses have a token and cost nothing here.
 */
export const asStored = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  told: readonly Told[]
): Promise<(StatusFact | null)[]> => {
  const tailFor = ({ fact }: Told) => (fact && fact.token === null ? tailOf(fact.wamid) : null);
  const tails = [...new Set(told.flatMap((one) => tailFor(one) ?? []))];
  const byTail = new Map<string, Candidate[]>();
  for (const one of await candidates(strapi, trx, tails)) addTo(byTail, one.message.tail, one);
  return told.map((one) => {
    const tail = tailFor(one);
    if (!one.fact || tail === null) return one.fact;
    const [match, other] = (byTail.get(tail) ?? []).filter(({ person }) =>
      isTo(one.element, person)
    );
    if (!match || other) return one.fact;
    const { wamid, wamidKey } = match.message;
    return { ...one.fact, wamid, wamidKey };
  });
};
