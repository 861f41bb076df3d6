import type { MappingBody, MappingFields } from '../../contracts/records';
import type { ParsedPhone } from '../../kernel/phone';
import { parsePhone, type PhoneProblem } from '../../kernel/read-phone';
import { conversionPaths } from './conversion';
import { dayOf, truthOf } from './readable';
import { byWord } from '../../kernel/words';

/** Raw values of an entry by field. */
export type EntryValues = Readonly<Record<string, unknown>>;

/** The person of an entry, as far as it tells. Absent facts are null: an empty field never empties a contact. */
export interface EntryPerson {
  phone: ParsedPhone | null;
  /** Why a number that is filled in is none. */
  phoneProblem: PhoneProblem | null;
  phoneText: string;
  email: string | null;
  /** The text of the e-mail field, also where it is no valid address. */
  emailText: string;
  givenName: string | null;
  familyName: string | null;
  name: string | null;
  language: string | null;
  town: string | null;
  birthday: string | null;
  consent: boolean | null;
}

const LANGUAGES = byWord<string>({
  turkish: 'tr',
  turkce: 'tr',
  türkçe: 'tr',
  english: 'en',
  ingilizce: 'en',
  german: 'de',
  deutsch: 'de',
  almanca: 'de',
  french: 'fr',
  français: 'fr',
  fransızca: 'fr',
  russian: 'ru',
  rusça: 'ru',
  arabic: 'ar',
  arapça: 'ar',
});

const clean = (value: unknown, most: number): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value)
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  return text === '' ? null : [...text].slice(0, most).join('');
};

const emailOf = (value: unknown): string | null => {
  const text = clean(value, 254)?.toLowerCase() ?? null;
  return text && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : null;
};

const languageOf = (value: unknown): string | null => {
  const text = clean(value, 40);
  if (!text) return null;
  const known = LANGUAGES.get(text.toLowerCase());
  if (known) return known;
  return /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,4})?$/.test(text) ? text.replace('_', '-') : null;
};

/** Digits that a column of numbers cut the plus and the zeros from. */
const phoneTextOf = (value: unknown): string => clean(value, 60) ?? '';

export const personOf = (
  values: EntryValues,
  fields: MappingFields,
  country: string
): EntryPerson => {
  const at = (path: string | null | undefined): unknown =>
    path === null || path === undefined ? null : (values[path] ?? null);
  const phoneText = phoneTextOf(at(fields.phone));
  const parsed = phoneText === '' ? null : parsePhone(phoneText, country);
  const given = clean(at(fields.name), 120);
  const family = fields.surname ? clean(at(fields.surname), 120) : null;
  const name = [given, family].filter(Boolean).join(' ') || null;
  return {
    phone: parsed?.ok ? parsed.value : null,
    phoneProblem: parsed && !parsed.ok ? parsed.error : null,
    phoneText,
    email: emailOf(at(fields.email)),
    emailText: clean(at(fields.email), 254) ?? '',
    // Without a field for the surname the name is the whole name.
    givenName: fields.surname ? given : null,
    familyName: family,
    name,
    language: languageOf(at(fields.language)),
    town: clean(at(fields.town), 120),
    birthday: fields.birthday ? dayOf(at(fields.birthday)) : null,
    consent: fields.consent ? truthOf(at(fields.consent)) : null,
  };
};

/** Fields that must be read of an entry to know its person. */
export const personPaths = (fields: MappingFields): string[] => [
  ...new Set(Object.values(fields).filter((path): path is string => path !== null)),
];

/** Fields that must be read of an entry to follow it: of its person, and of what it counts as. */
export const followedPaths = ({ fields, conversion }: MappingBody): string[] => [
  ...new Set([...personPaths(fields), ...(conversion ? conversionPaths(conversion) : [])]),
];

/**
 * What the entry's consent field says now, as news. It can say yes for somebody who never said anything and no for
 * anybody; it never overrules a person who left (O-17): that needs their own word.
 * The first "no" that is seen is no news: it is what an empty box looks like.
 */
export const consentNews = (
  seen: boolean | null,
  now: boolean | null,
  state: 'in' | 'none' | 'out'
): 'opt-in' | 'opt-out' | null => {
  if (now === null || now === seen) return null;
  if (now) return state === 'none' ? 'opt-in' : null;
  return seen === true && state !== 'out' ? 'opt-out' : null;
};

/** All fields that a mapping names: they must exist. */
export const namedPaths = (body: MappingBody): { path: string; field: string }[] => [
  ...Object.entries(body.fields).flatMap(([meaning, path]) =>
    path === null ? [] : [{ path, field: `fields.${meaning}` }]
  ),
  ...body.shown.map((path) => ({ path, field: 'shown' })),
  ...body.usable.map((path) => ({ path, field: 'usable' })),
  ...body.writable.map((path) => ({ path, field: 'writable' })),
  ...Object.keys(body.marks).map((path) => ({ path, field: `marks.${path}` })),
  ...Object.keys(body.defaults).map((path) => ({ path, field: `defaults.${path}` })),
  ...(['value', 'at'] as const).flatMap((part) => {
    const path = body.conversion?.[part];
    return path ? [{ path, field: `conversion.${part}` }] : [];
  }),
  ...(body.conversion?.state
    ? [{ path: body.conversion.state.field, field: 'conversion.state.field' }]
    : []),
];
