import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, severalPortfolios } from '../accounts/public';
import {
  listContactsQuery,
  type CreateContactBody,
  type UpdateContactBody,
} from '../contracts/contacts';
import { decodeCursor, encodeCursor } from '../kernel/cursor';
import { DomainError, notFound } from '../kernel/errors';
import { parsePhone, sameNumber, type ParsedPhone, type PhoneProblem } from '../kernel/phone';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation, type Sql } from '../strapi/db';
import { cleanText, spellings } from './domain/identity';
import { contactView } from './domain/view';
import { ensureContact } from './ensure';
import type { ContactsService } from './public';
import {
  changeIdentity,
  mergeContacts,
  newContact,
  resolveInbound,
  saveContact,
  type ResolveDeps,
} from './resolve';
import {
  countContacts,
  findByNumber,
  findContact,
  findContacts,
  insertContact,
  listContacts,
  lockContact,
  touchContacts,
} from './store';
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

const cursorId = (cursor: string | undefined): number | null => {
  if (!cursor) return null;
  const [value] = decodeCursor(cursor, 1) ?? [];
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= 2_147_483_647)
    return Number(value);
  throw new DomainError('invalid', 'cursor is not valid', {
    field: 'cursor',
    remedy: 'Start from the first page.',
  });
};

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

export const createContactsService = ({ strapi }: { strapi: Core.Strapi }): ContactsService => {
  const { db, clock, random } = contextOf(strapi);
  const mergeEffects: ContactsService['mergeEffects'] = [];
  const deps: ResolveDeps = { random, mergeEffects, severalPortfolios };

  const parsed = async (typed: string, country: string | undefined): Promise<ParsedPhone> => {
    const fallback = country ?? (await accountsService(strapi).list())[0]?.defaultCountry ?? 'TR';
    const result = parsePhone(typed, fallback);
    if (!result.ok) throw badPhone(result.error);
    return result.value;
  };
  const get = async (id: number, sql: Sql = db.knex): Promise<ContactRow> => {
    const row = await findContact(sql, id);
    const person = row?.mergedInto ? await findContact(sql, row.mergedInto) : row;
    if (!person) throw notFound('contact');
    return person;
  };
  const lock = async (trx: Knex.Transaction, id: number): Promise<ContactRow | null> => {
    const row = await lockContact(trx, id);
    return row?.mergedInto ? lockContact(trx, row.mergedInto) : row;
  };
  const hint = (trx: Knex.Transaction, id: number) =>
    realtimeService(strapi).append(trx, [{ type: 'contact', id }]);
  const orExists = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw isUniqueViolation(error) ? exists(null) : error;
    }
  };

  const create = async (body: CreateContactBody): Promise<ContactRow> => {
    const phone = await parsed(body.phone, body.country);
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
    const person = 'bsuid' in who ? who : await parsed(who.phone, who.country);
    return db.tx(async (trx) => {
      const found = await ensureContact(trx, person, { source, at: clock.now(), random });
      if (found.created) await hint(trx, found.contact.id);
      return found;
    });
  };
  /** Another number is another WhatsApp identity; another spelling of the same one is not. */
  const phoneColumns = (row: ContactRow, phone: ParsedPhone): Partial<ContactRow> => ({
    phone: phone.e164,
    country: phone.country,
    ...(row.waId && !sameNumber(row.waId, phone.waId) ? { waId: null } : {}),
  });
  const update = async (id: number, body: UpdateContactBody): Promise<ContactRow> => {
    const phone = body.phone === undefined ? null : await parsed(body.phone, body.country);
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
  const list: ContactsService['list'] = async (asked, within) => {
    const { q, cursor, limit } = listContactsQuery.parse(asked);
    const rows = await listContacts(
      db.knex,
      { q, within },
      { before: cursorId(cursor), limit: limit + 1 }
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      contacts: shown.map(contactView),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    };
  };

  return {
    get,
    byIds: findContacts,
    resolveInbound: (trx, who) => resolveInbound(trx, deps, who),
    changeIdentity: (trx, change) => changeIdentity(trx, deps, change),
    merge: (trx, ids, at) => mergeContacts(trx, deps, { ids, at }),
    mergeEffects,
    lock,
    ensure,
    create,
    update,
    list,
    count: (q, within) => countContacts(db.knex, { q, within }),
    touchInbound: (trx, id, at) => touchContacts(trx, { ids: [id], column: 'last_inbound_at', at }),
    touchOutbound: (trx, ids, at) => touchContacts(trx, { ids, column: 'last_outbound_at', at }),
    view: contactView,
  };
};
