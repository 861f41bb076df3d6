import { isTimezone } from '../../contracts/common';
import { fold } from '../../contracts/fold';
import type { ColumnTarget } from '../../contracts/imports';
import { withoutNul } from '../../kernel/json';
import { splitList } from '../../kernel/list-cell';
import type { ParsedPhone } from '../../kernel/phone';
import type { PhoneProblem, PhoneRemark } from '../../kernel/read-phone';
import { byWord } from '../../kernel/words';
import { CATEGORIES, type RowConsent } from './consent';
import { labelColumnOf, originOf, saysMobile } from './origins';
import { readPhoneCells, readWaIdCell, userIdIn, type PhoneRead } from './phone-cell';

/** A row of the file, as it was read. */
export interface FileRow {
  /** Line of the file on which the row begins, from 1, as editors count. */
  line: number;
  cells: string[];
  /** Why the row is refused unread; null: it is read. */
  refused: 'row-too-long' | 'row-too-wide' | 'quote-open' | null;
}

/** What a row says about a person. Absent = the file has no such column; null = its cell is empty. */
export interface RowPerson {
  /** Null: the person is known by the user id alone. */
  phone: ParsedPhone | null;
  /** What somebody should know of the number. */
  remarks: readonly PhoneRemark[];
  /** WhatsApp's id of the person, as it is. */
  userId: string | null;
  name?: string | null;
  givenName?: string | null;
  familyName?: string | null;
  email?: string | null;
  language?: string | null;
  timezone?: string | null;
  town?: string | null;
  tags: string[];
  /** Names of groups. */
  groups: string[];
  /** Cells of the columns that are about consent. */
  consent: RowConsent;
  /** Cells of profile fields by key; empty cells are left out. */
  custom: Record<string, string>;
  /** Profile fields of which the cell is empty. */
  blank: string[];
}

export type RowProblem =
  | `phone-${PhoneProblem}`
  | 'phone-cut'
  | 'user-id-not-valid'
  | 'wa-id-not-valid'
  | 'email-not-valid'
  | 'language-not-valid'
  | 'timezone-not-valid'
  | 'field-not-valid'
  | NonNullable<FileRow['refused']>
  | 'consent-date-not-read'
  | 'double';
/** A cell that cannot be read: its field is left out, and the person comes in all the same. */
export interface UnreadCell {
  reason: RowProblem;
  detail: string | null;
}
export type RowResult =
  | { ok: true; person: RowPerson; unread: UnreadCell[] }
  | (UnreadCell & {
      ok: false;
      /** A number as typed that the country of the list does not have; another may. */
      elsewhere?: string;
    });

const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\]{2,}$/;
const LANGUAGE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/;
/** Names of languages as lists hold them. */
const LANGUAGES = byWord<string>({
  turkce: 'tr',
  turkish: 'tr',
  turk: 'tr',
  ingilizce: 'en',
  english: 'en',
  almanca: 'de',
  german: 'de',
  deutsch: 'de',
  arapca: 'ar',
  arabic: 'ar',
  rusca: 'ru',
  russian: 'ru',
  fransizca: 'fr',
  french: 'fr',
});

const clean = (text: string, most: number): string | null => {
  const kept = withoutNul(text).replace(/\s+/g, ' ').trim();
  if (kept.length <= most) return kept || null;
  return [...kept].slice(0, most).join('').trim();
};

const languageOf = (text: string): string | null => {
  const named = LANGUAGES.get(fold(text));
  if (named) return named;
  return LANGUAGE.test(text) && text.length <= 12 ? text : null;
};

/** What of a cell is shown in a report. */
const shown = (detail: string): string | null => clean(detail, 120);

/** Columns that are copied as they are. */
const TEXTS = { name: 200, givenName: 120, familyName: 120, town: 120 } as const;
type TextField = keyof typeof TEXTS;
const TEXT_FIELDS = Object.keys(TEXTS) as TextField[];

const CHECKED_FIELDS = ['email', 'language', 'timezone'] as const;
type CheckedField = (typeof CHECKED_FIELDS)[number];

/** Of several in one cell, as Google Contacts (`:::`) and people write them, the first; also of a link, or behind a name. */
const emailOf = (text: string): string | null =>
  text
    .toLowerCase()
    .split(/ ::: |[;,]/)
    .map((part) => (/<([^<>]*)>\s*$/.exec(part)?.[1] ?? part).trim())
    .map((part) => part.replace(/^mailto:([^?]*).*$/, '$1'))
    .find((part) => EMAIL.test(part)) ?? null;

/** Zones that a list names again and again: each is looked up once. */
const MOST_ZONES = 500;
const zoneReader = (): ((text: string) => string | null) => {
  const known = new Map<string, boolean>();
  return (text) => {
    if (known.size > MOST_ZONES) known.clear();
    const isZone = known.get(text) ?? isTimezone(text);
    known.set(text, isZone);
    return isZone ? text : null;
  };
};

const MOST_LETTERS: Record<CheckedField, number> = { email: 254, language: 40, timezone: 60 };

/** Values of a cell that are used. */
const MOST_VALUES = 100;
const namesOf = (text: string, most: number): string[] =>
  text === ''
    ? []
    : splitList(text)
        .flatMap((name) => clean(name, most) ?? [])
        .slice(0, MOST_VALUES);

/** `l:34000`, `z:34000`: Meta's lead ads say before a number what it is. */
const LEAD_PREFIX = /^(?:ag|as|[aclfpz]):(?=[\d+])/;

export interface ReadBy {
  columns: readonly ColumnTarget[];
  header: readonly string[];
  /** ISO alpha-2: what numbers without a country code mean. */
  country: string;
}
export type PersonReader = (cells: readonly string[]) => RowResult;

/** The cell of a target in a row; undefined: the file has no such column. */
type CellOf = (cells: readonly string[], target: string) => string | undefined;

/** Whom a row names. */
export type Identity =
  | { ok: true; who: Pick<RowPerson, 'phone' | 'remarks' | 'userId'>; unread: UnreadCell[] }
  | Extract<RowResult, { ok: false }>;

/** Cells of a target by a row; of several columns with one target the first filled one counts. */
const cellReader = ({ columns, header }: ReadBy) => {
  const places = new Map<string, number[]>();
  columns.forEach((target, i) => {
    if (target !== null) places.set(target, [...(places.get(target) ?? []), i]);
  });
  const isOfLeads = originOf(header) === 'meta-leads';
  const cellAt = (cells: readonly string[], i: number): string => {
    const cell = cells[i]?.trim() ?? '';
    return isOfLeads ? cell.replace(LEAD_PREFIX, '') : cell;
  };
  const cell: CellOf = (cells, target) => {
    const all = places.get(target);
    if (all === undefined) return undefined;
    for (const i of all) {
      const found = cellAt(cells, i);
      if (found !== '') return found;
    }
    return '';
  };
  return {
    cell,
    custom: [...places.keys()].filter((target) => target.startsWith('custom:')),
  };
};

/** Cells that may hold the person's number: of mobile ones first, by the column's name or the label beside it. */
const phoneReader = ({ columns, header }: ReadBy) => {
  const places = columns
    .flatMap((target, i) => (target === 'phone' ? [i] : []))
    .map((i) => ({ i, label: labelColumnOf(header, i), isMobile: saysMobile(header[i] ?? '') }));
  const rank = (cells: readonly string[], { label, isMobile }: (typeof places)[number]): number =>
    isMobile || (label !== null && saysMobile(cells[label] ?? '')) ? 0 : 1;
  return (cells: readonly string[]): string[] =>
    places.length === 1
      ? [cells[places[0]?.i ?? 0] ?? '']
      : [...places].sort((a, b) => rank(cells, a) - rank(cells, b)).map(({ i }) => cells[i] ?? '');
};

/** What the number cells of a row hold. */
interface RowNumber {
  number: PhoneRead;
  /** A WhatsApp user id in the column of ids: WhatsApp has no other one of people who hide their number. */
  userId: string | null;
  unread: UnreadCell[];
}

const badWaId = (cell: string): UnreadCell => ({ reason: 'wa-id-not-valid', detail: shown(cell) });

/** The number of a row: WhatsApp's own id, where the list has one that can be read, before numbers as somebody typed them. */
const numberReader = (by: ReadBy, cell: CellOf) => {
  const phoneCells = phoneReader(by);
  const numbers = { country: by.country, isTrusted: originOf(by.header) === 'own' };
  return (cells: readonly string[]): RowNumber => {
    const id = cell(cells, 'waId') ?? '';
    const byId = readWaIdCell(id);
    if (byId.ok) return { number: byId, userId: null, unread: [] };
    const typed = readPhoneCells(phoneCells(cells), numbers);
    const userId = userIdIn(id);
    if (userId !== null || byId.reason === 'phone-empty')
      return { number: typed, userId, unread: [] };
    // Without another number the id is the one that the row is refused for.
    return !typed.ok && typed.reason === 'phone-empty'
      ? { number: byId, userId, unread: [] }
      : { number: typed, userId, unread: [badWaId(id)] };
  };
};

/** The user id of a row: of its own column, else the one among the ids. */
const userIdOf = (
  typed: string,
  amongIds: string | null
): { userId: string | null; unread: UnreadCell[] } => {
  const own = userIdIn(typed);
  if (own === null) {
    const bad: UnreadCell = { reason: 'user-id-not-valid', detail: shown(typed) };
    return { userId: amongIds, unread: typed === '' ? [] : [bad] };
  }
  const isOther = amongIds !== null && amongIds !== own;
  return { userId: own, unread: isOther ? [badWaId(amongIds)] : [] };
};

/** Who a row names: by a number, a user id, or both; one that cannot be read is a cell like others where the other one can. */
const identityReader = (by: ReadBy, cell: CellOf) => {
  const numberOf = numberReader(by, cell);
  return (cells: readonly string[]): Identity => {
    const { number, userId: amongIds, unread: badIds } = numberOf(cells);
    const typedId = cell(cells, 'whatsappUserId')?.trim() ?? '';
    const { userId, unread: badUserIds } = userIdOf(typedId, amongIds);
    const unread = [...badIds, ...badUserIds];
    if (number.ok) {
      const { phone, remarks } = number;
      return { ok: true, who: { phone, remarks, userId }, unread };
    }
    const { reason, detail, elsewhere } = number;
    const unreadPhone = { reason, detail: detail ? shown(detail) : null };
    const isGiven = reason !== 'phone-empty';
    if (userId !== null) {
      const who = { phone: null, remarks: [], userId };
      return { ok: true, who, unread: [...(isGiven ? [unreadPhone] : []), ...unread] };
    }
    const refused = isGiven ? unreadPhone : (badUserIds[0] ?? unreadPhone);
    return { ok: false, ...refused, ...(elsewhere === undefined ? {} : { elsewhere }) };
  };
};

/**
 * Names of tags. Among the labels of Google Contacts are the groups that Google itself makes (`* myContacts`): they are left out
 * of its lists alone, since a tag of another list may begin with a star.
 */
const tagReader = ({ header }: ReadBy): ((text: string) => string[]) => {
  const isGoogle = originOf(header) === 'google';
  return (text) => namesOf(text, 60).filter((tag) => !isGoogle || !tag.startsWith('* '));
};

/** Reads whom rows name, and nothing else of them. */
export const whoReader = (by: ReadBy): ((cells: readonly string[]) => Identity) =>
  identityReader(by, cellReader(by).cell);

/** Reads rows by their columns; pure, so that dry run and import can only agree. Made once for many rows. */
export const personReader = (by: ReadBy): PersonReader => {
  const { cell, custom } = cellReader(by);
  const identityOf = identityReader(by, cell);
  const tagsOf = tagReader(by);
  const readers: Record<CheckedField, (text: string) => string | null> = {
    email: emailOf,
    language: languageOf,
    timezone: zoneReader(),
  };
  const placeOf = (cells: readonly string[], target: string) =>
    clean(cell(cells, target) ?? '', 110);

  const ownConsent = CATEGORIES.filter((category) =>
    by.columns.some(
      (target) => target?.startsWith(`${category}Consent`) && target !== `${category}Consent`
    )
  );
  const consentOf = (cells: readonly string[]): RowConsent => ({
    marketing: cell(cells, 'marketingConsent') ?? '',
    utility: cell(cells, 'utilityConsent') ?? '',
    date: cell(cells, 'consentDate') ?? '',
    where: placeOf(cells, 'consentSource'),
    ...(ownConsent.length === 0
      ? {}
      : {
          own: Object.fromEntries(
            ownConsent.map((category) => [
              category,
              {
                date: cell(cells, `${category}ConsentDate`) ?? '',
                where: placeOf(cells, `${category}ConsentSource`),
              },
            ])
          ),
        }),
  });

  /** Fields that are checked; one that cannot be read is absent, as if the file had no such column. */
  const addChecked = (person: RowPerson, cells: readonly string[]): UnreadCell[] =>
    CHECKED_FIELDS.flatMap((field): UnreadCell[] => {
      const given = cell(cells, field);
      if (given === undefined) return [];
      const text = clean(given, MOST_LETTERS[field]);
      const value = text === null ? null : readers[field](text);
      if (text !== null && value === null)
        return [{ reason: `${field}-not-valid`, detail: shown(given) }];
      person[field] = value;
      return [];
    });

  const addCustom = (person: RowPerson, cells: readonly string[]): void => {
    for (const target of custom) {
      const key = target.slice('custom:'.length);
      const value = cell(cells, target);
      if (value) person.custom[key] = value;
      else person.blank.push(key);
    }
  };

  return (cells) => {
    const identity = identityOf(cells);
    if (!identity.ok) return identity;
    const person: RowPerson = {
      ...identity.who,
      tags: tagsOf(cell(cells, 'tags') ?? ''),
      groups: namesOf(cell(cells, 'groups') ?? '', 120),
      consent: consentOf(cells),
      custom: {},
      blank: [],
    };
    for (const field of TEXT_FIELDS) {
      const value = cell(cells, field);
      if (value !== undefined) person[field] = clean(value, TEXTS[field]);
    }
    const unread = [...identity.unread, ...addChecked(person, cells)];
    addCustom(person, cells);
    return { ok: true, person, unread };
  };
};

/** An empty line at the end of a file is no person. */
export const isBlank = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell.trim() === '');
