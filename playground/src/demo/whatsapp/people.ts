import type { Core } from '@strapi/strapi';
import { customers } from '../catalogue';
import { both, said } from '../language';
import { shop } from '../shop';
import { cities, familyNames, givenNames } from './names';
import { createChance, type Chance } from './random';
import { dayMs, findRows, fold, hash, insertMissing, service } from './rows';

export interface DemoPerson {
  id: number;
  name: string;
  givenName: string;
  phone: string;
  waId: string;
  addressKey: string;
  language: string;
  marketing: string;
  utility: string;
  /** Kinds of message that they refused; empty = none. */
  topicsOut: string;
}

const abroad = [
  ['Hannah', 'Weber', '4915110', 'de', 'DE'],
  ['Lukas', 'Fischer', '4915111', 'de', 'DE'],
  ['Emily', 'Clarke', '4477009', 'en', 'GB'],
  ['James', 'Wright', '4477008', 'en', 'GB'],
] as const;

export const tags = [
  [both('VIP', 'VIP'), 'warning'],
  [both('Loyal', 'Sadık'), 'success'],
  [both('Wholesale', 'Toptan'), 'primary'],
  [both('Ceramics', 'Seramik'), 'alternative'],
  [both('Textiles', 'Tekstil'), 'secondary'],
  [both('New customer', 'Yeni müşteri'), null],
  [both('Complaint', 'Şikâyet'), 'danger'],
] as const;

/** Of ten people: in, in, in, in, in, in, none, none, out, only orders. */
const consents = [
  ...Array.from({ length: 6 }, () => ['in', 'in'] as const),
  ['none', 'in'] as const,
  ['none', 'none'] as const,
  ['out', 'in'] as const,
  ['out', 'out'] as const,
];
export const consentSources = both<readonly string[]>(
  ['Form in the shop', 'Form on the website', 'Phone call', 'Stand at a fair'],
  ['Mağaza formu', 'Web sitesi formu', 'Telefon görüşmesi', 'Fuar standı']
);
export const stopWords = both<readonly string[]>(
  ['STOP', 'CANCEL', 'UNSUBSCRIBE'],
  ['DUR', 'İPTAL', 'RET']
);

interface Basics {
  givenName: string;
  familyName: string;
  phone: string;
  language: string;
  country: string;
  town: string | null;
}

/** Of Canada those that are kept for films and books. */
export const phones = (index: number, number: string) =>
  both(
    `+1${['403', '613', '902'][Math.floor(index / 100) % 3]}5550${100 + (index % 100)}`,
    `+90533${number}${index % 10}`
  );

const basicsOf = (index: number, chance: Chance): Basics => {
  const customer = said(customers)[index];
  if (customer) {
    const [givenName, familyName, phone, language, town] = customer;
    const country = { '+49': 'DE', '+44': 'GB' }[phone.slice(0, 3)] ?? said(shop).country;
    return { givenName, familyName, phone, language, country, town };
  }
  const number = String(1_000_000 + index * 317).slice(-6);
  if (index % 12 === 0) {
    const [givenName, familyName, prefix, language, country] = chance.pick(abroad);
    const phone = `+${prefix}${number.slice(-5)}`;
    return { givenName, familyName, phone, language, country, town: null };
  }
  return {
    givenName: chance.pick(said(givenNames)),
    familyName: chance.pick(said(familyNames)),
    phone: said(phones(index, number)),
    language: said(shop).language,
    country: said(shop).country,
    town: said(cities)[index % said(cities).length] ?? null,
  };
};

const rowOf = (index: number, now: number, chance: Chance) => {
  const basics = basicsOf(index, chance);
  const { givenName, familyName, phone } = basics;
  const [marketing, utility] = chance.pick(consents);
  const name = `${givenName} ${familyName}`;
  const email = `${fold(givenName)}.${fold(familyName)}${index}@example.com`;
  const addedAt = now - (3 + chance.below(400)) * dayMs;
  const key = hash(phone.slice(1));
  return {
    ...basics,
    name,
    nameSearch: fold(`${name} ${email}`),
    waId: phone.slice(1),
    waKey: key,
    addressKey: key,
    townKey: basics.town === null ? null : hash(fold(basics.town)),
    profileName: chance.next() < 0.5 ? givenName : name,
    email,
    timezone: basics.country === said(shop).country ? said(shop).timezone : null,
    source: chance.pick(['import', 'agent', 'inbound', 'api']),
    marketing,
    utility,
    blocked: index === 250,
    bucket: chance.below(10_000),
    sample: false,
    addedAt,
    changedAt: addedAt,
  };
};

const consentRows = (people: readonly (DemoPerson & { addedAt: number })[], chance: Chance) =>
  people.flatMap((person) =>
    (['marketing', 'utility'] as const)
      .filter((category) => person[category] !== 'none')
      .map((category) => {
        const isOut = person[category] === 'out';
        return {
          contactId: person.id,
          category,
          action: isOut ? 'opt-out' : 'opt-in',
          source: isOut ? 'keyword' : chance.pick(said(consentSources)),
          evidence: isOut ? chance.pick(said(stopWords)) : `Form ${2_000 + person.id}`,
          sample: false,
          at: Number(person.addedAt) + (isOut ? dayMs : 0),
        };
      })
  );

interface Contacts {
  tagContacts(trx: unknown, ids: number[], change: { add: string[] }): Promise<unknown>;
}

const tagPeople = async (strapi: Core.Strapi, people: readonly DemoPerson[], chance: Chance) => {
  const contacts = service<Contacts>(strapi, 'contacts');
  for (const [tag, color] of said(tags)) {
    const chosen = people.filter(() => chance.next() < 0.14).map(({ id }) => id);
    await strapi.db.connection.transaction((trx) =>
      contacts?.tagContacts(trx, chosen, { add: [tag] })
    );
    const [row] = await findRows<{ id: number }>(strapi, 'tag', { name: tag });
    if (row && color)
      await strapi.db
        .query('plugin::whatsapp.tag' as never)
        .update({ where: { id: row.id }, data: { color } as never });
  }
};

const categories = both<readonly string[]>(
  ['Kitchen', 'Textiles', 'Decor', 'Care'],
  ['Mutfak', 'Tekstil', 'Dekorasyon', 'Bakım']
);

const fields = () => [
  {
    fieldKey: 'likes',
    kind: 'choice',
    label: 'Favorite category',
    labelTr: 'Sevdiği kategori',
    choices: said(categories),
  },
  { fieldKey: 'birthday', kind: 'date', label: 'Birthday', labelTr: 'Doğum günü', choices: null },
  { fieldKey: 'orders', kind: 'number', label: 'Orders so far', labelTr: 'Sipariş sayısı' },
  { fieldKey: 'newsletter', kind: 'yes-no', label: 'Newsletter', labelTr: 'Bülten' },
];

const valueOf = (kind: string, chance: Chance): { value: string; number: number | null } => {
  if (kind === 'choice') return { value: chance.pick(said(categories)), number: null };
  if (kind === 'number') {
    const number = chance.below(24);
    return { value: String(number), number };
  }
  if (kind === 'yes-no') {
    const isYes = chance.next() < 0.6;
    return { value: String(isYes), number: isYes ? 1 : 0 };
  }
  const number = Date.UTC(1960 + chance.below(45), chance.below(12), 1 + chance.below(28));
  return { value: new Date(number).toISOString().slice(0, 10), number };
};

/** Profile fields of the company, filled for most people. */
const fillFields = async (
  strapi: Core.Strapi,
  { people, now, chance }: { people: readonly DemoPerson[]; now: number; chance: Chance }
) => {
  const rows = fields().map((field, place) => ({ ...field, place, archived: false, addedAt: now }));
  await insertMissing(strapi, 'contact-field', { rows, by: ['fieldKey'] });
  const made = await findRows<{ id: number; kind: string }>(strapi, 'contact-field', {});
  const values = people.flatMap((person) =>
    made
      .filter(() => chance.next() < 0.7)
      .map(({ id, kind }) => {
        const { value, number } = valueOf(kind, chance);
        const folded = fold(value);
        return { contactId: person.id, fieldId: id, value, folded, valueKey: hash(folded), number };
      })
  );
  await insertMissing(strapi, 'contact-value', { rows: values, by: ['contactId', 'fieldId'] });
};

/** The shop's people: its customers first, then others up to `count`, with consents, tags and profile fields. */
export const createPeople = async (
  strapi: Core.Strapi,
  { count, now }: { count: number; now: number }
): Promise<DemoPerson[]> => {
  const chance = createChance(2026);
  const rows = Array.from({ length: count }, (_, index) => rowOf(index, now, chance));
  await insertMissing(strapi, 'contact', { rows, by: ['waKey'] });
  const keys = new Set(rows.map(({ waKey }) => waKey));
  const all = await findRows<DemoPerson & { waKey: string; addedAt: number }>(strapi, 'contact', {
    sample: false,
  });
  const people = all.filter(({ waKey }) => keys.has(waKey));
  const events = consentRows(people, chance);
  await insertMissing(strapi, 'consent-event', { rows: events, by: ['contactId', 'category'] });
  await tagPeople(strapi, people, chance);
  await fillFields(strapi, { people, now, chance });
  return people;
};
