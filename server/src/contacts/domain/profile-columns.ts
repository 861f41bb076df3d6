import type { UpdateContactBody } from '../../contracts/contacts';
import { DomainError } from '../../kernel/errors';
import { notValid } from '../../kernel/input-words';
import type { ContactRow } from '../tables';
import { cleanText } from './identity';

/** A field of a form that does not fit. */
export const invalid = (field: string, remedy: string): DomainError =>
  new DomainError('invalid', notValid(field), { field, remedy });

const required = (name: string): string => {
  const clean = cleanText(name, 200);
  if (clean) return clean;
  throw invalid('name', 'Type a name.');
};

const languageOf = (typed: string | null): string | null => {
  const language = cleanText(typed, 12);
  if (language === null || /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(language)) return language;
  throw invalid('language', 'Give a language code, for example tr or en-GB.');
};

const timezoneOf = (typed: string | null): string | null => {
  const zone = cleanText(typed, 60);
  if (zone === null) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw invalid('timezone', 'Choose a time zone, for example Europe/Istanbul.');
  }
};

type Names = Pick<ContactRow, 'name' | 'givenName' | 'familyName'>;
const fullName = ({ givenName, familyName }: Omit<Names, 'name'>): string =>
  [givenName, familyName].filter(Boolean).join(' ');

/** The shown name follows given name and surname, unless one is typed. */
export const nameColumns = (body: UpdateContactBody, before: Names): Partial<ContactRow> => {
  const { givenName, familyName } = body;
  const next = {
    givenName: givenName === undefined ? before.givenName : cleanText(givenName, 120),
    familyName: familyName === undefined ? before.familyName : cleanText(familyName, 120),
  };
  const touched = givenName !== undefined || familyName !== undefined;
  if (body.name !== undefined) return { name: required(body.name), ...(touched ? next : {}) };
  if (!touched) return {};
  return { ...next, name: required(fullName(next) || before.name) };
};

/** The columns that a form carries; absent fields stay. */
export const formColumns = (body: UpdateContactBody): Partial<ContactRow> => ({
  ...(body.email === undefined ? {} : { email: cleanText(body.email, 254)?.toLowerCase() ?? null }),
  ...(body.language === undefined ? {} : { language: languageOf(body.language) }),
  ...(body.timezone === undefined ? {} : { timezone: timezoneOf(body.timezone) }),
  ...(body.town === undefined ? {} : { town: cleanText(body.town, 120) }),
  ...(body.ownerId === undefined ? {} : { ownerId: body.ownerId }),
});

/** The columns of a person after a form: cleaned and checked. Throws `invalid` naming the field. */
export const profileColumns = (body: UpdateContactBody, before: Names): Partial<ContactRow> => ({
  ...formColumns(body),
  ...nameColumns(body, before),
});
