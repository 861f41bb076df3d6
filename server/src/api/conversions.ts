import type { Core } from '@strapi/strapi';
import { countriesOfNumbers } from '../accounts/public';
import { contactsService, personKnownBy } from '../contacts/public';
import type { ApiConversionAnswer, ApiConversionBody } from '../contracts/api';
import { conversionsService, type Credited } from '../conversions/public';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { stableStringify } from '../kernel/json';
import { isBsuid } from '../kernel/phone';
import { phoneRefusal } from '../kernel/phone-words';
import { onlyNumber, readPhone } from '../kernel/read-phone';
import { readClickId, type ClickOf } from '../links/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { Caller } from './caller';
import { isAhead } from './domain/moment';
import { keyUsed } from './domain/problem';

const refuse = (
  kind: string,
  message: string,
  at: { field: string; remedy: string; status: 400 | 422 }
): DomainError => new DomainError(kind, `${at.field}: ${message}`, at);

const invalid = (field: string, message: string, remedy: string): DomainError =>
  refuse('invalid', message, { field, remedy, status: 400 });

/** What one field alone does not tell. */
const checkBody = (body: ApiConversionBody, now: number): void => {
  if ((body.contact === undefined) === (body.clickId === undefined))
    throw invalid('contact', 'the contact is missing', 'Send either contact or clickId.');
  if ((body.value === undefined) !== (body.currency === undefined))
    throw invalid(
      body.value === undefined ? 'value' : 'currency',
      'an amount and its currency belong together',
      'Send both, or neither.'
    );
  if (body.at !== undefined && isAhead(body.at, now))
    throw invalid('at', 'this time is in the future', 'Send when it happened, or leave it out.');
};

const waIdOf = async (strapi: Core.Strapi, phone: string): Promise<string> => {
  const ours = await countriesOfNumbers(strapi);
  const reading = onlyNumber(readPhone(phone, ours[0], ours));
  if (reading.kind === 'unread')
    throw phoneRefusal(reading, { field: 'contact', country: ours[0] });
  return reading.phone.waId;
};

/** The person, as far as they are one of ours: nobody becomes a contact by having bought something. */
const knownPerson = async (
  strapi: Core.Strapi,
  contact: NonNullable<ApiConversionBody['contact']>
): Promise<number> => {
  const { knex } = contextOf(strapi).db;
  const unknown = refuse('contact-unknown', 'there is no such contact', {
    field: 'contact',
    remedy:
      'Ignore this refusal: only a contact can have received a message that led to the conversion.',
    status: 422,
  });
  if (typeof contact === 'object' && 'contactId' in contact) {
    const found = await contactsService(strapi)
      .get(contact.contactId)
      .catch((error: unknown) => {
        if (error instanceof DomainError) throw unknown;
        throw error;
      });
    return found.id;
  }
  const isUser = typeof contact === 'object';
  if (isUser && !isBsuid(contact.userId))
    throw invalid('contact.userId', 'this is no WhatsApp user id', 'Use the form of WhatsApp.');
  const who = isUser
    ? { waId: null, bsuid: contact.userId }
    : { waId: await waIdOf(strapi, contact), bsuid: null };
  const found = await personKnownBy(knex, who);
  if (!found) throw unknown;
  return found.id;
};

const clickOf = async (strapi: Core.Strapi, clickId: string): Promise<ClickOf> => {
  const click = readClickId(clickId, await runtimeService(strapi).install());
  if (click) return click;
  throw refuse('click-unknown', 'there is no such click', {
    field: 'clickId',
    remedy: 'Send the value that your page got, unchanged.',
    status: 422,
  });
};

/** Anyone who opened the link; nobody when they are not kept by name, or are gone meanwhile. */
const clickedBy = async (strapi: Core.Strapi, { contactId }: ClickOf): Promise<number> => {
  if (contactId === 0) return 0;
  const found = await contactsService(strapi)
    .get(contactId)
    .catch((error: unknown) => {
      if (error instanceof DomainError) return null;
      throw error;
    });
  return found?.id ?? 0;
};

const answerOf = ({ row, campaignId }: Credited): ApiConversionAnswer => ({
  data: {
    id: row.id,
    event: row.event,
    contactId: row.contactId || null,
    externalId: row.externalId,
    value: row.amountMilli === null ? null : row.amountMilli / 1_000,
    currency: row.currency,
    at: new Date(row.at).toISOString(),
    campaignId,
  },
});

/** Of a person who was forgotten it is not known any more what was said. */
const refuseOther = (known: string | null, now: string): void => {
  if (known !== null && known !== now) throw keyUsed('conversion');
};

/** What other systems report: an order, a sign-up. Sent again it is the same one. */
export const createApiConversions = (strapi: Core.Strapi) => {
  const { clock } = contextOf(strapi);
  return async (
    caller: Caller,
    body: ApiConversionBody,
    header: string | null
  ): Promise<{ answer: ApiConversionAnswer; repeated: boolean }> => {
    const { event, externalId = null, clickId } = body;
    const key =
      externalId === null ? header && `key ${header}` : `id ${JSON.stringify([event, externalId])}`;
    const bodyHash = keyOf(stableStringify(body));
    const conversions = conversionsService(strapi);
    // Before anything is looked up: the answer to a repeat must not depend on what changed meanwhile.
    const before = key === null ? null : await conversions.told(caller.owner, key);
    if (before) {
      refuseOther(before.row.bodyHash, bodyHash);
      return { answer: answerOf(before), repeated: true };
    }
    const now = clock.now();
    checkBody(body, now);
    const click = clickId === undefined ? null : await clickOf(strapi, clickId);
    const contactId =
      body.contact === undefined
        ? click && (await clickedBy(strapi, click))
        : await knownPerson(strapi, body.contact);
    const kept = await conversions.tell({
      owner: caller.owner,
      key,
      bodyHash,
      event,
      contactId: contactId ?? 0,
      click,
      externalId,
      value: body.value ?? null,
      currency: body.currency ?? null,
      at: body.at === undefined ? now : Math.min(Date.parse(body.at), now),
    });
    if (kept.repeated) refuseOther(kept.row.bodyHash, bodyHash);
    return { answer: answerOf(kept), repeated: kept.repeated };
  };
};
