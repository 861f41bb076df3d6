import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService } from '../accounts/public';
import type { CreateContactBody, UpdateContactBody } from '../contracts/contacts';
import { DomainError, notFound } from '../kernel/errors';
import { parsePhone, sameNumber, type ParsedPhone, type PhoneProblem } from '../kernel/phone';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { cleanText, spellings } from './domain/identity';
import { ensureContact } from './ensure';
import type { ContactsService } from './public';
import { newContact, saveContact } from './resolve';
import { findByNumber, insertContact } from './store';
import type { ContactRow } from './tables';

const PHONE_REMEDY: Record<PhoneProblem, string> = {
  empty: 'Type a phone number.',
  'too-long': 'Type one phone number only.',
  'user-id': 'This is a WhatsApp user id. It comes by itself when the person writes.',
  'not-a-number': 'Type digits, for example +90 532 123 45 67.',
  'country-missing': 'Begin with + and the country code, for example +90.',
  extension: 'Leave the extension out: WhatsApp numbers have none.',
  'not-valid': 'Check the number: no such number exists in its country.',
};

const badPhone = (problem: PhoneProblem): DomainError =>
  new DomainError('phone-invalid', `phone: ${PHONE_REMEDY[problem]}`, {
    field: 'phone',
    problem,
    remedy: PHONE_REMEDY[problem],
  });

const exists = (contactId: number | null): DomainError =>
  new DomainError('contact-exists', 'A contact with this number exists already', {
    field: 'phone',
    remedy: 'Open the existing contact.',
    status: 409,
    contactId,
  });

const required = (name: string): string => {
  const clean = cleanText(name, 200);
  if (clean) return clean;
  throw new DomainError('invalid', 'name: a name is needed', {
    field: 'name',
    remedy: 'Type a name.',
  });
};

/** The columns that a form carries; absent fields stay. */
const formColumns = (body: UpdateContactBody): Partial<ContactRow> => ({
  ...(body.name === undefined ? {} : { name: required(body.name) }),
  ...(body.email === undefined ? {} : { email: cleanText(body.email, 254)?.toLowerCase() ?? null }),
  ...(body.language === undefined ? {} : { language: cleanText(body.language, 12) }),
  ...(body.tags === undefined
    ? {}
    : {
        tags: [
          ...new Set(
            body.tags.map((tag) => cleanText(tag, 60)).filter((tag): tag is string => tag !== null)
          ),
        ],
      }),
});

const orExists = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw isUniqueViolation(error) ? exists(null) : error;
  }
};

/** The number as typed, read with the country given, else that of the first number of ours. */
const parsed = async (
  strapi: Core.Strapi,
  typed: string,
  country: string | undefined
): Promise<ParsedPhone> => {
  const fallback = country ?? (await accountsService(strapi).list())[0]?.defaultCountry ?? 'TR';
  const result = parsePhone(typed, fallback);
  if (!result.ok) throw badPhone(result.error);
  return result.value;
};

/** Another number is another WhatsApp identity; another spelling of the same one is not. */
const phoneColumns = (row: ContactRow, phone: ParsedPhone): Partial<ContactRow> => ({
  phone: phone.e164,
  country: phone.country,
  ...(row.waId && !sameNumber(row.waId, phone.waId) ? { waId: null } : {}),
});

/** What forms and other systems do: adding and changing people. */
export const createContactEdits = (
  strapi: Core.Strapi,
  lock: ContactsService['lock']
): Pick<ContactsService, 'create' | 'ensure' | 'update'> => {
  const { db, clock, random } = contextOf(strapi);
  const hint = (trx: Knex.Transaction, id: number) =>
    realtimeService(strapi).append(trx, [{ type: 'contact', id }]);

  const create = async (body: CreateContactBody): Promise<ContactRow> => {
    const phone = await parsed(strapi, body.phone, body.country);
    const columns = formColumns(body);
    return orExists(
      db.tx(async (trx) => {
        const known = await findByNumber(trx, spellings(phone.waId));
        if (known) throw exists(known.id);
        const given = {
          ...columns,
          phone: phone.e164,
          country: phone.country,
          source: 'agent',
          addedAt: clock.now(),
        };
        const row = newContact(given, random);
        const id = await insertContact(trx, row);
        await hint(trx, id);
        return { ...row, id };
      })
    );
  };
  const ensure: ContactsService['ensure'] = async (who, source) => {
    const person = 'bsuid' in who ? who : await parsed(strapi, who.phone, who.country);
    return db.tx(async (trx) => {
      const found = await ensureContact(trx, person, { source, at: clock.now(), random });
      if (found.created) await hint(trx, found.contact.id);
      return found;
    });
  };
  const update = async (id: number, body: UpdateContactBody): Promise<ContactRow> => {
    const phone = body.phone === undefined ? null : await parsed(strapi, body.phone, body.country);
    const columns = formColumns(body);
    return orExists(
      db.tx(async (trx) => {
        const row = await lock(trx, id);
        if (!row) throw notFound('contact');
        const other = phone ? await findByNumber(trx, spellings(phone.waId)) : null;
        if (other && other.id !== row.id) throw exists(other.id);
        const change = {
          ...columns,
          ...(phone ? phoneColumns(row, phone) : {}),
          changedAt: clock.now(),
        };
        const saved = await saveContact(trx, row, change);
        await hint(trx, row.id);
        return saved;
      })
    );
  };
  return { create, ensure, update };
};
