import type { HostField, MappedMeaning, MappingFields } from '../../contracts/records';

/** Consent is chosen by a person: a name is no proof that people agreed (P-11). */
type GuessedMeaning = Exclude<MappedMeaning, 'consent'>;

/** Names that people give to fields, in English and Turkish, folded; the first that fits wins. */
const NAMES: Record<GuessedMeaning, RegExp[]> = {
  phone: [
    /^(whatsapp|wa)/,
    /^(mobile|cell|gsm|cep)/,
    /(mobile|gsm|cep_?tel)/,
    /^(phone|tel|telefon|telephone)/,
    /(phone|telefon)/,
  ],
  email: [/^(e_?mail|eposta|e_posta)/, /(mail|eposta)/],
  name: [
    /^(first_?name|given_?name|ad|isim)$/,
    /^(name|full_?name|ad_?soyad|contact_?name)$/,
    /^title$/,
  ],
  surname: [/^(sur_?name|last_?name|family_?name|soyad|soyisim)/],
  language: [/^(lang|language|dil)$/, /^preferred_?language/],
  town: [/^(town|city|province|sehir|il)$/, /(^|_)(city|town|sehir)$/],
  birthday: [/^(birth_?day|birth_?date|date_?of_?birth|dogum_?(gunu|tarihi))/],
};

const TYPES: Record<MappedMeaning, ReadonlySet<string>> = {
  phone: new Set(['string', 'text', 'biginteger', 'integer']),
  email: new Set(['email', 'string', 'text']),
  name: new Set(['string', 'text']),
  surname: new Set(['string', 'text']),
  language: new Set(['string', 'enumeration']),
  town: new Set(['string', 'text', 'enumeration']),
  birthday: new Set(['date', 'datetime']),
  consent: new Set(['boolean']),
};

/** `firstName`, `first-name`, `İsim` → `first_name`, `first_name`, `isim`. */
const plain = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/g, 'i');

/** Whether a field of this type can mean this. */
export const canMean = (meaning: MappedMeaning, field: Pick<HostField, 'type'>): boolean =>
  TYPES[meaning].has(field.type);

const find = (meaning: GuessedMeaning, fields: readonly HostField[]): string | null => {
  const able = fields.filter((field) => canMean(meaning, field) && !field.sensitive);
  for (const pattern of NAMES[meaning]) {
    const found = able.find(({ path }) => pattern.test(plain(path.split('.').at(-1) ?? path)));
    if (found) return found.path;
  }
  // An e-mail field is one whatever it is called.
  return meaning === 'email' ? (able.find(({ type }) => type === 'email')?.path ?? null) : null;
};

/**
 * Which fields probably mean what. The type's own fields first; only a type without a number of its own is about the
 * person that it relates to (an order and its customer), and then all of it comes from there. Consent is never guessed.
 */
export const guessFields = (fields: readonly HostField[]): MappingFields => {
  const own = fields.filter((field) => !field.related);
  const phone = find('phone', own);
  const email = find('email', own);
  const isOfRelated = phone === null && email === null;
  const relatedPhone = isOfRelated ? find('phone', fields) : null;
  const relation = relatedPhone?.split('.')[0];
  const from = isOfRelated
    ? fields.filter((field) => relation !== undefined && field.path.startsWith(`${relation}.`))
    : own;
  const meaning = (one: GuessedMeaning) => find(one, from);
  return {
    phone: phone ?? relatedPhone,
    email: email ?? meaning('email'),
    name: meaning('name'),
    surname: meaning('surname'),
    language: meaning('language'),
    town: meaning('town'),
    birthday: meaning('birthday'),
    consent: null,
  };
};

const SENSITIVE =
  /(password|parola|sifre|secret|token|iban|card_?number|kart_?no|tckn|tc_?no|kimlik|passport|pasaport|national_?id|ssn|tax_?(id|no)|vergi_?no|health|saglik|religion|salary|maas)/;

/** Private in the host, or named like something that has no place in a message. */
export const isSensitive = (name: string, isPrivate: boolean): boolean =>
  isPrivate || SENSITIVE.test(plain(name));
