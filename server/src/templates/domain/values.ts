import type {
  ContactField,
  SlotBinding,
  SlotBindings,
  TemplateSlot,
  ValueSource,
} from '../../contracts/templates';
import { holdsVariable } from '../../contracts/open-variable';
import { namesOf } from '../../contracts/person-names';
import { assertNever } from '../../kernel/result';

/** The person's own columns. */
export interface ValueContact {
  name: string;
  givenName?: string | null;
  familyName?: string | null;
  profileName: string | null;
  phone: string | null;
  waId: string | null;
  email: string | null;
  language: string | null;
  country: string | null;
  town?: string | null;
  username: string | null;
}

/**
 * All that is known when a message to one person is written. What a caller does not know is absent, and then counts
 * as empty: the fallback stands, or the person is skipped (T-34).
 */
export interface Known {
  contact: ValueContact;
  /** Custom fields by key, as readable text. */
  custom?: Readonly<Record<string, string | null>>;
  /** Fields of the newest linked entry, by content type and field, as readable text. */
  records?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** The team member who sends. */
  agent?: { name: string; firstName: string | null } | null;
  /** The sending number. */
  account?: { name: string; phone: string | null } | null;
  /** The way to the person's own preference page. */
  preferences?: { link: string; code: string } | null;
  /** The person's own short links, by the id of the tracked link. */
  links?: Readonly<Record<number, { link: string; code: string }>>;
  /** Meta's media ids by file id of the media library, uploaded before. */
  media?: Readonly<Record<number, string>>;
}

export type ResolvedValues =
  | { ok: true; values: Record<string, string>; usedFallback: boolean }
  /** Keys of slots that have no value and no fallback: this person is skipped, never sent a blank (T-34). */
  | { ok: false; missing: string[] };

const FIELDS: Record<ContactField, (contact: ValueContact) => string | null> = {
  name: (c) => namesOf(c).name,
  // A one-word name is a first name.
  firstName: (c) => namesOf(c).firstName,
  lastName: (c) => namesOf(c).lastName,
  phone: (c) => c.phone ?? (c.waId ? `+${c.waId}` : null),
  email: (c) => c.email,
  language: (c) => c.language,
  country: (c) => c.country,
  town: (c) => c.town ?? null,
  username: (c) => c.username,
};

/** A key that somebody made (`__proto__`, `constructor`) must not reach the prototype. */
const own = <T>(values: Readonly<Record<string, T>> | undefined, key: string): T | null =>
  values && Object.hasOwn(values, key) ? (values[key] ?? null) : null;

const read = (source: ValueSource, known: Known): string | null => {
  switch (source.kind) {
    case 'contact':
      return FIELDS[source.field](known.contact);
    case 'custom':
      return own(known.custom, source.key);
    case 'record':
      return own(own(known.records, source.type) ?? undefined, source.field);
    case 'agent':
      return known.agent?.[source.field] ?? null;
    case 'account':
      return known.account?.[source.field] ?? null;
    case 'preferences':
      return known.preferences?.[source.field] ?? null;
    case 'link':
      return known.links?.[source.linkId]?.[source.field] ?? null;
    case 'text':
      return source.text;
    case 'media':
      return known.media?.[source.fileId] ?? null;
    default:
      return assertNever(source);
  }
};

/** Meta refuses line breaks, tabs and more than four spaces in a row: people's data must not fail a send. */
export const cleanValue = (value: string | null | undefined): string =>
  (value ?? '')
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
    .replace(/ {5,}/g, '    ')
    .trim();

/** What a person or a binding calls `{{1}}` is no value: nobody may get a message with a variable in it. */
const filled = (value: string | null | undefined): string =>
  holdsVariable(value ?? '') ? '' : cleanValue(value);

const valueOf = (binding: SlotBinding | undefined, known: Known): string =>
  binding ? filled(read(binding.source, known)) : '';

/**
 * The value of each slot for one person: bound value, else fallback. Never a blank: what is missing is named.
 */
export const resolveValues = (
  slots: readonly TemplateSlot[],
  bindings: SlotBindings | null,
  known: Known
): ResolvedValues => {
  // A slot may be called `__proto__`: assigned to an object it would be lost, as an entry it is kept.
  const values: [string, string][] = [];
  const missing: string[] = [];
  let usedFallback = false;
  for (const { key } of slots) {
    const binding = bindings && Object.hasOwn(bindings, key) ? bindings[key] : undefined;
    const value = valueOf(binding, known);
    const fallback = value ? '' : filled(binding?.fallback);
    if (!value && fallback) usedFallback = true;
    if (value || fallback) values.push([key, value || fallback]);
    else missing.push(key);
  }
  if (missing.length > 0) return { ok: false, missing };
  return { ok: true, values: Object.fromEntries(values), usedFallback };
};
