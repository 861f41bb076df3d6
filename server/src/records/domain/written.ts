import { fold } from '../../contracts/fold';
import { dayOf, instantOf, wallAt, wallOf, type Wall } from '../../kernel/wall';
import { byWord } from '../../kernel/words';
import { isMoment } from './filter-kind';

/** A field of an entry, as far as what is written into it depends on it. */
export interface WrittenField {
  readonly type: string;
  readonly choices: readonly string[];
}

/** As the host's document service takes it. */
export type EntryValue = string | number | boolean | null;

/** When and where a text is read: "now" and "today" mean the clock of the person. */
export interface WrittenWhere {
  readonly now: number;
  /** IANA zone of times without one. */
  readonly zone: string;
}

const TEXTS: ReadonlySet<string> = new Set(['string', 'text', 'email']);
const WHOLE: ReadonlySet<string> = new Set(['integer', 'biginteger']);
/** Every host keeps these in a column of 255 characters. */
const SHORT: ReadonlySet<string> = new Set(['string', 'email']);
const SHORT_MOST = 255;

/** Folded: `Hayır` is `hayir`. */
const YES_NO = byWord<boolean>({
  ...{ true: true, yes: true, y: true, evet: true, e: true, '1': true },
  ...{ false: false, no: false, n: false, hayir: false, h: false, '0': false },
});

/** Folded: `şimdi` is `simdi`, `bugün` is `bugun`. */
const NOW: ReadonlySet<string> = new Set(['now', 'simdi']);
const TODAY: ReadonlySet<string> = new Set(['today', 'bugun']);

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** A day of the calendar as a wall clock; null for 31 February. */
const wallOfDay = (day: string, time = '00:00'): Wall | null => {
  const wall = wallOf(`${day}T${time}`);
  return Number.isNaN(wall) || dayOf(wall) !== day ? null : wall;
};

/** Fifteen hundred in one country, one and a half in the next. `0.500` and `1234.500` are the same everywhere. */
const TWO_WAYS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

const numberIn = (text: string, type: string): EntryValue | undefined => {
  const plain = text.replace(/^\+/, '');
  if (WHOLE.has(type)) {
    if (!/^-?\d{1,19}$/.test(plain)) return undefined;
    // As text: a number of JavaScript would round it. Databases keep 64 bits.
    if (type === 'biginteger')
      return BigInt.asIntN(64, BigInt(plain)) === BigInt(plain) ? plain : undefined;
    const value = Number(plain);
    return Math.abs(value) <= 2_147_483_647 ? value : undefined;
  }
  if (TWO_WAYS.test(plain)) return undefined;
  const value = Number(plain.replace(',', '.'));
  return /^-?\d{1,15}([.,]\d{1,15})?$/.test(plain) && Number.isFinite(value) ? value : undefined;
};

const dayIn = (text: string, { now, zone }: WrittenWhere): EntryValue | undefined => {
  if (NOW.has(fold(text)) || TODAY.has(fold(text))) return dayOf(wallAt(zone, now));
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && wallOfDay(text) !== null ? text : undefined;
};

const momentIn = (text: string, { now, zone }: WrittenWhere): EntryValue | undefined => {
  const iso = (at: number) => new Date(at).toISOString();
  if (NOW.has(fold(text))) return iso(now);
  const plain = TODAY.has(fold(text)) ? dayOf(wallAt(zone, now)) : text;
  const [, day, time, offset] = MOMENT.exec(plain) ?? [];
  const wall = day === undefined ? null : wallOfDay(day, time);
  if (wall === null) return undefined;
  if (offset === undefined) return iso(instantOf(wall, zone));
  const at = Date.parse(plain.replace(' ', 'T'));
  return Number.isNaN(at) ? undefined : iso(at);
};

/** `in_transit` may be written `in transit`: what texts show of a list. */
const readableChoice = (choice: string): string => fold(choice.replace(/[_-]+/g, ' '));

const choiceIn = (text: string, choices: readonly string[]): EntryValue | undefined => {
  if (choices.includes(text)) return text;
  const wanted = readableChoice(text);
  const fitting = choices.filter((choice) => readableChoice(choice) === wanted);
  return fitting.length === 1 ? fitting[0] : undefined;
};

const plainText = (text: string, type: string): EntryValue | undefined =>
  SHORT.has(type) && text.length > SHORT_MOST ? undefined : text;

/**
 * Reads a text as a value of the field: a number with a point or one comma, yes or no, `2026-11-27`, `2026-11-27 14:30`,
 * "now", "today", one of the list. Empty clears the field (null). Undefined: the text is no such value, or may be two.
 */
export const writtenValue = (
  text: string,
  { type, choices }: WrittenField,
  where: WrittenWhere
): EntryValue | undefined => {
  const given = text.trim();
  if (given === '') return null;
  if (type === 'boolean') return YES_NO.get(fold(given));
  if (type === 'enumeration') return choiceIn(given, choices);
  if (type === 'date') return dayIn(given, where);
  if (isMoment(type)) return momentIn(given, where);
  return TEXTS.has(type) ? plainText(given, type) : numberIn(given, type);
};

/** As Strapi keeps a time of the day. */
const timeIn = (text: string): string | undefined => {
  const [, hour, minute, second = '00'] =
    /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  return hour === undefined ? undefined : `${hour.padStart(2, '0')}:${minute}:${second}.000`;
};

/** Reads a text as the value of an entry that is looked for; also of fields that flows do not write. */
export const searchedValue = (
  text: string,
  field: WrittenField,
  where: WrittenWhere
): EntryValue | undefined => {
  const given = text.trim();
  if (field.type === 'uid') return given === '' ? null : given;
  return field.type === 'time' ? timeIn(given) : writtenValue(given, field, where);
};
