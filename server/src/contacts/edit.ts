import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { countriesOfNumbers } from '../accounts/public';
import type { CreateContactBody, UpdateContactBody } from '../contracts/contacts';
import { DomainError, notFound } from '../kernel/errors';
import { spellings } from '../kernel/number-spellings';
import { sameNumber, type ParsedPhone } from '../kernel/phone';
import { phoneRefusal } from '../kernel/phone-words';
import { onlyNumber, readPhone, type PhoneReading, type PhoneRemark } from '../kernel/read-phone';
import { realtimeService } from '../realtime/public';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import { isUniqueViolation, type Db } from '../strapi/db';
import { meantNames } from '../strapi/name-keys';
import { formColumns, invalid, nameColumns } from './domain/profile-columns';
import { ensureContact } from './ensure';
import { changedExtras, changedFields } from './domain/profile-change';
import { extrasOf } from './extras';
import { listFields, readValues, saveValues } from './fields';
import type { ContactsService, PeopleEffect, ProfileEffect, TagEffect } from './public';
import { keepFormerIds, newContact } from './resolve';
import { saveContact } from './save';
import { findByNumber, insertContact } from './store';
import { withSuppression } from './suppression';
import { addTags, removeTags, tagsOf, type TagAdded } from './tags';
import type { ContactRow } from './tables';

const exists = (contactId: number | null): DomainError =>
  new DomainError('contact-exists', 'A contact with this number exists already', {
    field: 'phone',
    remedy: 'Open the existing contact.',
    status: 409,
    contactId,
  });

const orExists = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw isUniqueViolation(error) ? exists(null) : error;
  }
};

/** The country in which a typed number is read: the one given, else that of the first number of ours; and what it says there. */
const readingOf = async (
  strapi: Core.Strapi,
  typed: string,
  country: string | undefined
): Promise<{ reading: PhoneReading; home: string | undefined }> => {
  const ours = await countriesOfNumbers(strapi);
  const home = country || ours[0];
  return { reading: readPhone(typed, home, ours), home };
};

/** What is to be known of a number as somebody typed it; nothing of one that cannot be read. */
export const phoneRemarks = async (
  strapi: Core.Strapi,
  { phone, country }: Pick<UpdateContactBody, 'phone' | 'country'>
): Promise<readonly PhoneRemark[]> => {
  if (phone === undefined) return [];
  const { reading } = await readingOf(strapi, phone, country);
  return reading.kind === 'read' ? reading.remarks : [];
};

type Read = Awaited<ReturnType<typeof readingOf>>;

const phoneIn = ({ reading, home }: Read): ParsedPhone => {
  if (reading.kind === 'unread') throw phoneRefusal(reading, { field: 'phone', country: home });
  return reading.phone;
};
const parsed = async (
  strapi: Core.Strapi,
  typed: string,
  country: string | undefined
): Promise<ParsedPhone> => phoneIn(await readingOf(strapi, typed, country));

/** Of a program, which sees no remark: a text of several numbers is refused. */
const parsedAlone = async (
  strapi: Core.Strapi,
  { phone, country }: { phone: string; country?: string | undefined }
): Promise<ParsedPhone> => {
  const { reading, home } = await readingOf(strapi, phone, country);
  return phoneIn({ reading: onlyNumber(reading), home });
};

/** Another number is another WhatsApp identity; another spelling of the same one is not. */
const phoneColumns = (row: ContactRow, phone: ParsedPhone): Partial<ContactRow> => ({
  phone: phone.e164,
  country: phone.country,
  ...(row.waId && !sameNumber(row.waId, phone.waId) ? { waId: null } : {}),
});

const leavesNumber = ({ phone, waId }: ContactRow, next: ParsedPhone): boolean =>
  [phone, waId].some((own) => own !== null && !sameNumber(own, next.waId));

/** Tags and profile fields of a form, written with the row. Answers the tags that the person did not have. */
const saveExtras = async (
  db: Db,
  trx: Knex.Transaction,
  { contactId, body, at }: { contactId: number; body: UpdateContactBody; at: number }
): Promise<TagAdded[]> => {
  if (body.custom) {
    const values = readValues(await listFields(trx), body.custom);
    const changes = values.map((one) => ({ contactId, ...one }));
    await saveValues(db, trx, changes);
  }
  if (!body.tags) return [];
  const has = (await tagsOf(trx, [contactId])).get(contactId) ?? [];
  const wanted = meantNames(body.tags, has);
  const gone = has.filter((name) => !wanted.has(name));
  const contactIds = [contactId];
  if (gone.length > 0) await removeTags(trx, { contactIds, names: gone, at });
  return addTags(db, trx, { contactIds, names: body.tags, at });
};

export interface EditDeps {
  lock: ContactsService['lock'];
  tagEffects: readonly TagEffect[];
  peopleEffects: readonly PeopleEffect[];
  createdEffects: readonly PeopleEffect[];
  tellProfiles: ProfileEffect;
}

/** What forms and other systems do: adding and changing people. */
export const createContactEdits = (
  strapi: Core.Strapi,
  { lock, tagEffects, peopleEffects, createdEffects, tellProfiles }: EditDeps
): Pick<ContactsService, 'create' | 'ensure' | 'update'> => {
  const { db, clock, random } = contextOf(strapi);
  const hint = (trx: Knex.Transaction, id: number) =>
    realtimeService(strapi).append(trx, [{ type: 'contact', id }]);
  const told = async (trx: Knex.Transaction, person: ContactRow): Promise<void> => {
    for (const effect of peopleEffects) await effect(trx, [person]);
  };
  const made = async (trx: Knex.Transaction, person: ContactRow): Promise<void> => {
    for (const effect of createdEffects) await effect(trx, [person]);
    await told(trx, person);
  };
  const checkOwner = async (ownerId: number | null | undefined): Promise<void> => {
    if (!ownerId || (await adminsByIds(strapi, [ownerId])).has(ownerId)) return;
    throw invalid('ownerId', 'Choose a member of the team.');
  };
  const extras = async (trx: Knex.Transaction, contactId: number, body: UpdateContactBody) => {
    const added = await saveExtras(db, trx, { contactId, body, at: clock.now() });
    for (const effect of added.length > 0 ? tagEffects : []) await effect(trx, added);
    await hint(trx, contactId);
  };

  const create = async (body: CreateContactBody): Promise<ContactRow> => {
    await checkOwner(body.ownerId);
    const phone = await parsed(strapi, body.phone, body.country);
    const names = nameColumns(body, { name: '', givenName: null, familyName: null });
    const columns = { ...names, ...formColumns(body) };
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
        const row = await withSuppression(trx, newContact(given, random));
        const id = await insertContact(trx, row);
        await extras(trx, id, body);
        await made(trx, { ...row, id });
        return { ...row, id };
      })
    );
  };
  const ensure: ContactsService['ensure'] = async (who, source) => {
    const person = 'phone' in who ? await parsedAlone(strapi, who) : who;
    return db.tx(async (trx) => {
      const found = await ensureContact(trx, person, { source, at: clock.now(), random });
      if (found.created) {
        await made(trx, found.contact);
        await hint(trx, found.contact.id);
      }
      return found;
    });
  };
  const update: ContactsService['update'] = async (id, body, { linked = true, by = null } = {}) => {
    await checkOwner(body.ownerId);
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
          ...nameColumns(body, row),
          ...(phone ? phoneColumns(row, phone) : {}),
          changedAt: clock.now(),
        };
        if (phone && leavesNumber(row, phone))
          await keepFormerIds(trx, row, {
            ...{ next: { ...row, ...change }, at: change.changedAt, random },
            ...{ hasMoved: true, by },
          });
        const before = await extrasOf(trx, row.id);
        const saved = await saveContact(trx, row, change);
        await extras(trx, row.id, body);
        const fields = [
          ...changedFields(row, saved),
          ...changedExtras(before, await extrasOf(trx, row.id)),
        ];
        await tellProfiles(trx, [{ contactId: row.id, fields }]);
        if (linked && (phone || body.email !== undefined)) await told(trx, saved);
        return saved;
      })
    );
  };
  return { create, ensure, update };
};
