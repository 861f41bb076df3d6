import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  addressKeyOf,
  addressKeysOf,
  changedFields,
  contactsByAddress,
  contactsService,
  contactTable,
  ensureContact,
  readContact,
  joinedChanges,
  saveContact,
  type ContactRow,
  type ProfileChange,
} from '../contacts/public';
import { keyOf } from '../kernel/hash';
import { contextOf } from '../strapi/context';
import { saveBirthdays, type Birthday } from './birthday';
import { consentNews, personOf, type EntryPerson } from './domain/entry';
import type { Entry } from './entries';
import {
  changeLink,
  deleteLinks,
  insertLinks,
  linksOfDocuments,
  movesOfDocuments,
  saveKeys,
  type NewLink,
  type RecordKey,
  type RecordMove,
} from './link-store';
import { addJobs } from './job-store';
import { hear, type ConsentEffect } from './moves';
import type { Mapping } from './mappings';
import { marks } from '../strapi/sql-part';
import type { ContactLinkRow } from './tables';
import { tellConversions, type ConversionEffect } from './tell-conversions';

/** What became of entries that were followed. */
export interface Followed {
  linked: number;
  created: number;
  updated: number;
  /** Without a usable number or e-mail, or of a person who is no contact and is not made one. */
  alone: number;
  problems: { documentId: string; reason: string; value: string }[];
  /** People whose page changed. */
  contactIds: number[];
}

export interface FollowDeps {
  strapi: Core.Strapi;
  consentEffects: readonly ConsentEffect[];
  conversionEffects: readonly ConversionEffect[];
  /** Country of national numbers when the mapping names none. */
  country: string;
}

/**
 * A person who is being added in another transaction while an entry is followed sees nothing of the entry, nor the entry
 * of the person. So an entry that has an address and found nobody is looked at once more, when such a transaction is over.
 */
const SECOND_LOOK_MS = 5_000;

interface Item {
  entry: Entry;
  person: EntryPerson;
  phoneKey: string | null;
  /** Those of before, too (`phoneKeysOf`). */
  phoneKeys: readonly string[];
  emailKey: string | null;
  link: ContactLinkRow | undefined;
  /** How it became about another person before. */
  move: RecordMove | undefined;
}

const onlyNumber = (waId: string) => ({ waId, phone: null, bsuid: null });
export const phoneKeyOf = (waId: string): string => addressKeyOf(onlyNumber(waId)) ?? '';
/** All keys under which somebody with this number may be kept, that of today first. */
export const phoneKeysOf = (waId: string): string[] => addressKeysOf(onlyNumber(waId));
export const emailKeyOf = (email: string): string => keyOf(`email:${email.toLowerCase()}`);

const keysOf = (uid: string, items: readonly Item[]): RecordKey[] =>
  items.flatMap(({ entry, phoneKey, emailKey }) => [
    ...(phoneKey
      ? [{ uid, documentId: entry.documentId, kind: 'phone' as const, keyHash: phoneKey }]
      : []),
    ...(emailKey
      ? [{ uid, documentId: entry.documentId, kind: 'email' as const, keyHash: emailKey }]
      : []),
  ]);

type Raw = Record<string, unknown>;

/** People by e-mail; an address that several people share points to nobody. */
const byEmail = async (
  trx: Knex.Transaction,
  emails: readonly string[]
): Promise<Map<string, ContactRow>> => {
  if (emails.length === 0) return new Map();
  const rows = (await trx(contactTable.table)
    .whereRaw(`email IN (${marks(emails)})`, [...emails])
    .whereNull('merged_into')
    .limit(2_000)) as Raw[];
  const found = new Map<string, ContactRow | null>();
  for (const row of rows.map(readContact)) {
    const email = row.email?.toLowerCase() ?? '';
    found.set(email, found.has(email) ? null : row);
  }
  return new Map([...found].flatMap(([email, row]) => (row ? [[email, row] as const] : [])));
};

/** The columns of a person that the entry changes. */
const changeOf = (
  contact: ContactRow,
  person: EntryPerson,
  { overwrites, renames }: { overwrites: boolean; renames: boolean }
): Partial<ContactRow> => {
  const change: Partial<ContactRow> = {};
  const put = <K extends 'name' | 'givenName' | 'familyName' | 'email' | 'language' | 'town'>(
    column: K,
    value: string | null
  ) => {
    if (value === null || contact[column] === value) return;
    if (overwrites || !contact[column]) Object.assign(change, { [column]: value });
  };
  // Who has a name keeps all of it: the given name of one person fits no family name of another.
  const isNamed = [contact.name, contact.givenName, contact.familyName].some(Boolean);
  if (renames || !isNamed) {
    put('name', person.name);
    put('givenName', person.givenName);
    put('familyName', person.familyName);
  }
  put('email', person.email);
  put('language', person.language);
  put('town', person.town);
  // The entry's number is another spelling or the person's first one; another number is another person.
  if (!contact.phone && person.phone) {
    change.phone = person.phone.e164;
    change.country = contact.country ?? person.phone.country;
  }
  return change;
};

const emptyResult = (): Followed => ({
  linked: 0,
  created: 0,
  updated: 0,
  alone: 0,
  problems: [],
  contactIds: [],
});

interface KnownPeople {
  addresses: Map<string, ContactRow>;
  emails: Map<string, ContactRow>;
  /** Documents whose number or e-mail is another one now, and those whose number is. */
  moved: ReadonlySet<string>;
  renumbered: ReadonlySet<string>;
}

interface Run {
  deps: FollowDeps;
  mapping: Mapping;
  trx: Knex.Transaction;
  at: number;
  result: Followed;
  /** Days by contact, written together at the end. */
  birthdays: Map<number, Birthday>;
  /** Documents with an address of nobody. */
  unclaimed: string[];
  /** What changed of people who were known before. */
  profiles: ProfileChange[];
  /** Who was made in this run: told as new, not as changed. */
  made: Set<number>;
}

/**
 * The person of an entry: linked by hand, else of its number, else of its e-mail, else the person it is linked with as long as
 * its number is the same (two people became one, or staff changed the contact's number), else made.
 */
const findPerson = async (
  { deps, mapping, trx, at, result }: Run,
  item: Item,
  known: KnownPeople
): Promise<ContactRow | null> => {
  const { link, person, phoneKey } = item;
  if (link?.byHand)
    return link.contactId === null ? null : lockOf(deps.strapi, trx, link.contactId);
  const found = phoneKey
    ? known.addresses.get(phoneKey)
    : person.email
      ? known.emails.get(person.email)
      : undefined;
  // With a number that nobody has, an e-mail still tells who it is, when that person has no number yet.
  const mate = person.email ? known.emails.get(person.email) : undefined;
  const sure = found ?? (mate && !mate.phone && !mate.waId ? mate : undefined);
  if (sure) return lockOf(deps.strapi, trx, sure.id);
  if (link?.contactId && !known.moved.has(item.entry.documentId)) {
    const still = await lockOf(deps.strapi, trx, link.contactId);
    if (still) return still;
  }
  if (!person.phone || !mapping.config.createContacts) return null;
  const { random } = contextOf(deps.strapi);
  const made = await ensureContact(trx, person.phone, { source: 'record', at, random });
  if (made.created) {
    result.created += 1;
    for (const effect of contactsService(deps.strapi).createdEffects)
      await effect(trx, [made.contact]);
  }
  if (phoneKey) known.addresses.set(phoneKey, made.contact);
  return made.contact;
};

const lockOf = (strapi: Core.Strapi, trx: Knex.Transaction, id: number) =>
  contactsService(strapi).lock(trx, id);

const moveLink = async (
  { mapping, trx, at, result }: Run,
  { link, entry }: Item,
  { contactId, consentSeen }: { contactId: number | null; consentSeen: boolean | null }
): Promise<NewLink | null> => {
  if (link) {
    const isSame = link.contactId === contactId && link.consentSeen === consentSeen;
    if (contactId === null && !link.byHand) await deleteLinks(trx, [link.id]);
    else if (!isSame) await changeLink(trx, link.id, { contactId, consentSeen });
    if (link.contactId !== null && link.contactId !== contactId)
      result.contactIds.push(link.contactId);
    return null;
  }
  if (contactId === null) return null;
  const { uid } = mapping;
  return { contactId, uid, documentId: entry.documentId, byHand: false, consentSeen, addedAt: at };
};

/** What the entry says of consent, as it counts for whom it is about now. */
const heardOf = (
  { deps, mapping, trx, at }: Run,
  { entry: { documentId }, person, phoneKey, link, move }: Item,
  { contactId, known }: { contactId: number | null; known: KnownPeople }
) => {
  const isChanged = known.moved.has(documentId);
  return hear(deps, trx, {
    ...{ uid: mapping.uid, documentId, link, move, contactId, isChanged, at },
    isAnother: known.renumbered.has(documentId) || (isChanged && phoneKey === null),
    consent: mapping.config.fields.consent === null ? undefined : person.consent,
  });
};

const followOne = async (run: Run, item: Item, known: KnownPeople): Promise<NewLink | null> => {
  const { deps, mapping, trx, at, result } = run;
  const { person, entry, link } = item;
  const contact = await findPerson(run, item, known);
  const contactId = contact?.id ?? null;
  const { seen, consentSeen, move } = await heardOf(run, item, { contactId, known });
  const added = await moveLink(run, item, { contactId, consentSeen });
  if (!contact) {
    result.alone += 1;
    if (item.phoneKey || item.emailKey) run.unclaimed.push(entry.documentId);
    return null;
  }
  result.linked += 1;
  // What was typed of one person replaces nothing of another; whom the entry made when it moved is its own person.
  const renames = !move || move.at === contact.addedAt;
  const overwrites = mapping.config.overwrites && renames;
  if (person.birthday) run.birthdays.set(contact.id, { day: person.birthday, overwrites });
  if (contact.addedAt === at) run.made.add(contact.id);
  const change = changeOf(contact, person, { overwrites, renames });
  const isChanged = Object.keys(change).length > 0;
  const saved = isChanged ? await saveContact(trx, contact, { ...change, changedAt: at }) : contact;
  if (isChanged && !run.made.has(contact.id))
    run.profiles.push({ contactId: saved.id, fields: changedFields(contact, saved) });
  if (item.phoneKey && known.addresses.get(item.phoneKey)?.id === saved.id)
    known.addresses.set(item.phoneKey, saved);
  const action = consentNews(seen, person.consent, saved.marketing);
  if (action) {
    const news = {
      contactId: saved.id,
      action,
      uid: mapping.uid,
      documentId: entry.documentId,
      at,
    };
    for (const effect of deps.consentEffects) await effect(trx, news);
  }
  if (isChanged) result.updated += 1;
  if (isChanged || added || action || link?.contactId !== saved.id)
    result.contactIds.push(saved.id);
  return added;
};

/** The problem of an entry as people read it: digits hidden but for the last. */
const problemOf = ({ entry, person }: Item): Followed['problems'][number] | null => {
  if (person.phone || person.email) return null;
  const reason = person.phoneProblem ?? 'empty';
  return { documentId: entry.documentId, reason, value: person.phoneText.slice(0, 40) };
};

const followItems = async (
  run: Run,
  items: readonly Item[],
  known: KnownPeople
): Promise<NewLink[]> => {
  const added: NewLink[] = [];
  for (const item of items) {
    const link = await followOne(run, item, known);
    if (link) added.push(link);
    const problem = problemOf(item);
    if (problem) run.result.problems.push(problem);
  }
  return added;
};

const itemsOf = (
  deps: FollowDeps,
  {
    mapping,
    entries,
    links,
    moves,
  }: {
    mapping: Mapping;
    entries: readonly Entry[];
    links: ReadonlyMap<string, ContactLinkRow>;
    moves: ReadonlyMap<string, RecordMove>;
  }
): Item[] => {
  const country = mapping.config.country ?? deps.country;
  return entries.map((entry) => {
    const person = personOf(entry.values, mapping.config.fields, country);
    const phoneKeys = person.phone ? phoneKeysOf(person.phone.waId) : [];
    const [phoneKey = null] = phoneKeys;
    const emailKey = person.email ? emailKeyOf(person.email) : null;
    const [link, move] = [links.get(entry.documentId), moves.get(entry.documentId)];
    return { entry, person, phoneKey, phoneKeys, emailKey, link, move };
  });
};

/** A run that has done nothing yet. */
const runOf = (deps: FollowDeps, of: Pick<Run, 'mapping' | 'trx' | 'at'>): Run => ({
  ...of,
  deps,
  result: emptyResult(),
  birthdays: new Map(),
  unclaimed: [],
  profiles: [],
  made: new Set(),
});

/**
 * Brings people, links and keys in step with these entries (at most some hundred), in one transaction. Repeating it
 * changes nothing. Awaits nothing but `trx`.
 */
export const followEntries = async (
  deps: FollowDeps,
  trx: Knex.Transaction,
  {
    mapping,
    entries,
    isSecondLook = false,
  }: { mapping: Mapping; entries: readonly Entry[]; isSecondLook?: boolean }
): Promise<Followed> => {
  const { db, clock } = contextOf(deps.strapi);
  const run = runOf(deps, { mapping, trx, at: clock.now() });
  const documentIds = entries.map(({ documentId }) => documentId);
  const links = await linksOfDocuments(trx, mapping.uid, documentIds);
  const moves = await movesOfDocuments(trx, mapping.uid, documentIds);
  const items = itemsOf(deps, { mapping, entries, links, moves });
  const phoneKeys = items.flatMap((item) => item.phoneKeys);
  const lost = await saveKeys(db, trx, {
    uid: mapping.uid,
    documentIds,
    keys: keysOf(mapping.uid, items),
    sameNumber: new Map(items.map((item) => [item.entry.documentId, item.phoneKeys])),
  });
  const known: KnownPeople = {
    ...lost,
    addresses: await contactsByAddress(trx, phoneKeys),
    emails: await byEmail(trx, [...new Set(items.flatMap(({ person }) => person.email ?? []))]),
  };
  const added = await followItems(run, items, known);
  await insertLinks(db, trx, added);
  await tellConversions(trx, deps.conversionEffects, { mapping, entries, now: run.at });
  if (!isSecondLook) {
    const jobs = run.unclaimed.map((documentId) => ({
      kind: 'again' as const,
      uid: mapping.uid,
      documentId,
    }));
    await addJobs(db, trx, { jobs, at: run.at + SECOND_LOOK_MS });
  }
  const born = await saveBirthdays(db, trx, run.birthdays);
  run.result.contactIds.push(...born.contactIds);
  const told = born.profiles.filter(({ contactId }) => !run.made.has(contactId));
  await contactsService(deps.strapi).tellProfiles(trx, joinedChanges([...run.profiles, ...told]));
  run.result.contactIds = [...new Set(run.result.contactIds)];
  return run.result;
};
