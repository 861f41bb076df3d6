import type { ColumnTarget, ImportOrigin } from '../../contracts/imports';
import type { PeopleColumn } from '../../contracts/people-file';
import { byWord } from '../../kernel/words';
import { plain } from './names';
import { MOBILE_WORDS, PHONE_WORDS } from './phone-words';

/** `Phone 1 - Value` of Google Contacts, in plain form; the number says which. */
const GOOGLE_PHONE = /^phone(\d{1,2})value$/;

/** Columns of numbers in Outlook's list, in plain form: English, Turkish, German, Spanish, French, Italian, Portuguese. */
const OUTLOOK_PHONES = new Set(
  `mobilephone businessphone businessphone2 homephone homephone2 primaryphone otherphone carphone
  ceptelefonu istelefonu istelefonu2 evtelefonu evtelefonu2 birinciltelefon digertelefon aractelefonu
  mobiltelefon telefongeschaftlich telefongeschaftlich2 telefonprivat telefonprivat2 haupttelefon weiterestelefon
  telefonomovil telefonodeltrabajo telefonodeltrabajo2 telefonoparticular telefonoparticular2 telefonoprincipal otrotelefono
  telefonodelautomovil telmobile telephonebureau telephone2bureau telephonedomicile telephone2domicile telephoneprincipal
  telephoneautre telephonevoiture cellulare telefonouff telefonouff2 telefonoab telefonoab2 telefonoprincipale altrotelefono
  telefonecelular telefonecomercial telefonecomercial2 telefoneresidencial telefoneresidencial2 telefoneprincipal outrotelefone`.split(
    /\s+/
  )
);
/** Beside a mobile number Outlook has others: one such name alone is a column of any list. */
const isOutlook = (names: readonly string[]): boolean =>
  names.filter((name) => OUTLOOK_PHONES.has(name)).length >= 2;

/** What the columns of our own export become; the others say what only we can know. */
const OWN: Partial<Record<PeopleColumn, ColumnTarget>> = {
  name: 'name',
  given_name: 'givenName',
  surname: 'familyName',
  phone: 'phone',
  whatsapp_user_id: 'whatsappUserId',
  email: 'email',
  language: 'language',
  time_zone: 'timezone',
  town: 'town',
  tags: 'tags',
  groups: 'groups',
  marketing_consent: 'marketingConsent',
  marketing_consent_at: 'marketingConsentDate',
  marketing_consent_source: 'marketingConsentSource',
  utility_consent: 'utilityConsent',
  utility_consent_at: 'utilityConsentDate',
  utility_consent_source: 'utilityConsentSource',
};
const OWN_TARGETS = byWord(OWN as Record<string, ColumnTarget>);
/** Columns that no list of another program has together. */
const OF_OURS: readonly PeopleColumn[] = [
  'phone',
  'whatsapp_user_id',
  'marketing_consent',
  'updated_at',
];

/** Places of the columns of our own export: those that come before the profile fields. */
const LAST_OF_OURS: PeopleColumn = 'updated_at';

/**
 * What the columns of our own export become, in their order: a profile field by its key, whatever else such a name may mean.
 * Null: the file is another one.
 */
export const ownTargets = (
  header: readonly string[],
  keys: ReadonlySet<string>
): ColumnTarget[] | null => {
  if (!OF_OURS.every((name) => header.includes(name))) return null;
  const last = header.indexOf(LAST_OF_OURS);
  return header.map((name, i) => {
    if (i > last) return keys.has(name) ? `custom:${name}` : null;
    return header.indexOf(name) === i ? (OWN_TARGETS.get(name) ?? null) : null;
  });
};

/** Which program a list is from, by the names of its columns; null: none that is known. */
export const originOf = (header: readonly string[]): ImportOrigin | null => {
  if (OF_OURS.every((name) => header.includes(name))) return 'own';
  const names = header.map(plain);
  if (names.some((name) => GOOGLE_PHONE.test(name))) return 'google';
  if (names.includes('createdtime') && names.includes('formid')) return 'meta-leads';
  return isOutlook(names) ? 'outlook' : null;
};

/** Columns that each hold a number of the person, in lists that have several; empty for any other list. */
export const phoneColumnsOf = (header: readonly string[]): number[] => {
  const names = header.map(plain);
  const has = isOutlook(names)
    ? (name: string) => OUTLOOK_PHONES.has(name)
    : (name: string) => GOOGLE_PHONE.test(name);
  return names.flatMap((name, i) => (has(name) ? [i] : []));
};

/** Whether a name, or a word of it, begins with one of these. */
const beginsWith = (words: readonly string[]): ((text: string) => boolean) => {
  const begins = new RegExp(`^(?:${words.map(plain).join('|')})`, 'u');
  return (text) =>
    [text, ...text.split(/[^\p{L}\p{M}]+/u)].some((word) => begins.test(plain(word)));
};

/** Names that say that a number is a mobile one, as they stand above a column or beside a number. */
export const saysMobile = beginsWith(MOBILE_WORDS);
export const saysPhone = beginsWith(PHONE_WORDS);
/** The number of a machine that reads no messages. */
export const saysFax = beginsWith(['fax', 'faks', 'telefax', 'telefaks', 'telecop', 'факс', 'φαξ']);

/** Column that says what kind of number stands in this one (`Phone 1 - Label`, formerly `- Type`); null: none. */
export const labelColumnOf = (header: readonly string[], column: number): number | null => {
  const names = header.map(plain);
  const number = GOOGLE_PHONE.exec(names[column] ?? '')?.[1];
  if (number === undefined) return null;
  const at = names.findIndex(
    (name) => name === `phone${number}label` || name === `phone${number}type`
  );
  return at < 0 ? null : at;
};
