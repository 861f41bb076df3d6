import type { Core } from '@strapi/strapi';
import { countryOfNumbers } from '../accounts/public';
import { consentService, sameConsent } from '../consent/public';
import { contactsService, listFields, parseCustom, type ContactRow } from '../contacts/public';
import type {
  ApiConsentAnswer,
  ApiConsentBody,
  ApiContactAnswer,
  ApiContactBody,
} from '../contracts/api-people';
import { DomainError } from '../kernel/errors';
import { notValid } from '../kernel/input-words';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isAhead } from './domain/moment';
import { keyUsed } from './domain/problem';
import { inApiWords } from './domain/refusal';
import { personOf } from './resolve';

type Found = { id: number; created: boolean };

/** The refusal in this API's words, about `contact` where a message says `to`. */
const aboutContact = (error: unknown): unknown => {
  const told = inApiWords(error, null);
  if (!(told instanceof DomainError)) return told;
  const { kind: _kind, field, ...rest } = told.details;
  const named = String(field ?? '').replace(/^to\b/, 'contact');
  return new DomainError(told.kind, told.message.replace(/^(“?)(to|phone)\b/, '$1contact'), {
    ...rest,
    field: named,
    status: told.status,
  });
};

const find = async (strapi: Core.Strapi, who: ApiContactBody['contact']): Promise<Found> => {
  const defaultCountry = await countryOfNumbers(strapi);
  try {
    return await personOf(strapi, { defaultCountry }, who);
  } catch (error) {
    throw aboutContact(error);
  }
};

const badField = (key: string, remedy: string): DomainError =>
  new DomainError('invalid', notValid(`custom.${key}`), { field: `custom.${key}`, remedy });

/** Before anybody is made: a field that is refused must leave nothing behind. */
const checkCustom = async (strapi: Core.Strapi, body: ApiContactBody): Promise<void> => {
  if (!body.custom) return;
  const fields = await listFields(contextOf(strapi).db.knex);
  for (const [key, value] of Object.entries(body.custom)) {
    const field = fields.find((one) => one.fieldKey === key && !one.archived);
    if (!field) throw badField(key, 'Use the key of a field of Settings › Custom fields and tags.');
    if (field.sensitive !== null)
      throw badField(key, 'This field is sensitive: only users with the permission fill it in.');
    const parsed = parseCustom(field, value);
    if (!parsed.ok) throw badField(key, parsed.remedy);
  }
};

const answerOf = async (strapi: Core.Strapi, row: ContactRow): Promise<ApiContactAnswer> => {
  const [view] = await contactsService(strapi).views([row]);
  if (!view) throw new Error(`no view of contact ${row.id}`);
  const { id, name, givenName, familyName, email, language, timezone, town, tags, consent } = view;
  return {
    data: {
      ...{ id, name, givenName, familyName, email, language, timezone, town, tags, consent },
      phone: view.phone ?? (view.waId ? `+${view.waId}` : null),
      userId: view.bsuid,
      createdAt: new Date(view.createdAt).toISOString(),
      updatedAt: new Date(view.updatedAt).toISOString(),
    },
  };
};

/** Contacts that other systems create and change. The same body twice is the same contact with the same fields. */
export const createApiContacts =
  (strapi: Core.Strapi) =>
  async (body: ApiContactBody): Promise<{ answer: ApiContactAnswer; created: boolean }> => {
    await checkCustom(strapi, body);
    const { contact, tags, ...fields } = body;
    const { id, created } = await find(strapi, contact);
    const contacts = contactsService(strapi);
    if (Object.keys(fields).length > 0) await contacts.update(id, fields);
    // Added to what is there then: an agent, a bot or another request may be giving tags too.
    if (tags)
      await contextOf(strapi).db.tx(async (trx) => {
        const { changed } = await contacts.tagContacts(trx, [id], { add: tags });
        const hints = changed.map((one) => ({ type: 'contact' as const, id: one }));
        await realtimeService(strapi).append(trx, hints);
      });
    const row = await contacts.get(id);
    return { answer: await answerOf(strapi, row), created };
  };

/** What people decided elsewhere, in the ledger with source, wording and time; sent again it is the same entry. */
export const createApiConsents =
  (strapi: Core.Strapi) =>
  async (body: ApiConsentBody): Promise<{ answer: ApiConsentAnswer; repeated: boolean }> => {
    const { db, clock } = contextOf(strapi);
    const now = clock.now();
    const told = Date.parse(body.at);
    if (isAhead(body.at, now)) {
      const remedy = 'Send the time at which the person decided.';
      throw new DomainError('invalid', 'at: this time is in the future', { field: 'at', remedy });
    }
    const { id } = await find(strapi, body.contact);
    const { category, action, source, wording = null, evidence = null } = body;
    // Where the caller's clock is ahead, it is said now: else it would count more than a refusal that comes meanwhile.
    const at = Math.min(told, now);
    const toldAt = told > now ? told : null;
    const said = { contactId: id, category, action, source, wording, evidence, at, toldAt };
    const repeated = await db.tx(async (trx) => {
      // Two tellings at once: the second waits here, and finds the line of the first.
      const person = await contactsService(strapi).lock(trx, id);
      const line = { ...said, contactId: person?.id ?? id };
      const known = await sameConsent(trx, { ...line, at: told });
      if (known === 'other') throw keyUsed('consent');
      if (known === 'same') return true;
      await consentService(strapi).record(trx, line);
      await realtimeService(strapi).append(trx, [{ type: 'contact', id: line.contactId }]);
      return false;
    });
    const person = await contactsService(strapi).get(id);
    return {
      answer: {
        data: {
          contactId: person.id,
          ...{ category, action, source },
          at: new Date(told).toISOString(),
          state: person[category],
        },
      },
      repeated,
    };
  };
