import { z } from 'zod';
import type { AnswerKind, FlowChoice, FlowStep } from '../../contracts/flow-graph';
import { fold, foldKeyword } from '../../contracts/fold';
import { readDay as readPlainDay } from '../../kernel/days';
import { withPlainDigits } from '../../kernel/digits';
import { parsePhone } from '../../kernel/read-phone';
import { DAY_MS } from '../../kernel/time';

/** A message of the person, as far as it can answer a question. */
export interface Said {
  /** Text, caption, or the title of what was pressed. */
  readonly text: string;
  /** Exit of the button or row, when it belongs to the question that waits. */
  readonly pressed: string | null;
  readonly file: { readonly messageId: number; readonly type: string } | null;
  readonly place: { readonly latitude: number; readonly longitude: number } | null;
}

/** Who answers, and when: how numbers and days are written, which country a number is from. */
export interface Speaker {
  readonly language: string | null;
  readonly country: string | null;
  /** The day where the person is, `2026-11-27`. */
  readonly today: string;
}

/** A value of a run's variable: short text as people read it, and as a program does. */
export type Value = string | number;

export type Answer =
  | { readonly kind: 'answer'; readonly exit: string; readonly value: Value }
  /** Not what was asked for; why, as a stable word. */
  | { readonly kind: 'unfit'; readonly why: string };

const unfit = (why: string): Answer => ({ kind: 'unfit', why });
const answered = (value: Value): Answer => ({ kind: 'answer', exit: 'answered', value });

/** In these languages the point parts decimals, and the month comes first in the United States only. */
const POINT_LANGUAGES = new Set(['en', 'he', 'hi', 'ja', 'ko', 'th', 'zh']);
const languageOf = ({ language }: Speaker): string =>
  (language ?? '').toLowerCase().split(/[-_]/)[0] ?? '';
const isMonthFirst = ({ country, language }: Speaker): boolean =>
  country === 'US' || (country === null && /^en[-_]us$/i.test(language ?? ''));

/** Which sign parts the decimals of this number; null: none does, its signs part thousands. */
const decimalOf = (plain: string, speaker: Speaker): string | null => {
  const signs = plain.match(/[.,]/g) ?? [];
  const last = signs.at(-1) ?? null;
  if (new Set(signs).size === 2) return last;
  if (signs.length !== 1) return null;
  const own = POINT_LANGUAGES.has(languageOf(speaker)) ? '.' : ',';
  return last !== own && /\d[.,]\d{3}$/.test(plain) ? null : last;
};

const isPlain = (whole: string): boolean => /^[+-]?\d+$/.test(whole);
/** Thousands in groups, also as in India (`1,00,000`). A day such as `12.10.2026` is no number. */
const isGrouped = (whole: string): boolean => /^[+-]?\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/.test(whole);

/**
 * Reads a number as people write it: `1.234,5` and `1,234.5` alike, by the signs where they tell, else by the person's language.
 * Returns null for anything else.
 */
export const readNumber = (text: string, speaker: Speaker): number | null => {
  const plain = withPlainDigits(text.normalize('NFKC')).replace(/[\s'’₺€$£%]/gu, '');
  if (!/^[+-]?\d[\d.,]{0,30}$/.test(plain)) return null;
  const decimal = decimalOf(plain, speaker);
  const [whole = '', fraction, ...more] = decimal === null ? [plain] : plain.split(decimal);
  if (more.length > 0 || !(isPlain(whole) || isGrouped(whole))) return null;
  const value = Number(`${whole.replace(/[.,]/g, '')}.${fraction ?? '0'}`);
  return Number.isFinite(value) ? value : null;
};

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

const shifted = (today: string, days: number): string =>
  dayText(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS);

const NAMED_DAYS: ReadonlyMap<string, number> = new Map(
  [
    [0, 'today', 'bugün', 'heute'],
    [1, 'tomorrow', 'yarın', 'morgen'],
    [-1, 'yesterday', 'dün', 'gestern'],
  ].flatMap(([days, ...names]) => names.map((name) => [fold(String(name)), Number(days)] as const))
);

/** Writes `3/4/26` and `2026-4-3` with a four-digit year, as `kernel/time` expects; returns any other text unchanged. */
const wholeYear = (text: string): string => {
  const parts = /^(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})$/.exec(text);
  if (!parts) return text;
  const [, first = '', second = '', third = ''] = parts;
  if (first.length === 4) return `${first}-${second.padStart(2, '0')}-${third.padStart(2, '0')}`;
  return `${first}.${second}.${third.length <= 2 ? 2000 + Number(third) : third}`;
};

/** Reads a day as people write it (`3.4.2026`, `2026-04-03`, `3 April 2026`, `tomorrow`) as `2026-04-03`. Returns null for anything else. */
export const readDay = (text: string, speaker: Speaker): string | null => {
  const named = NAMED_DAYS.get(fold(text.trim()));
  if (named !== undefined) return shifted(speaker.today, named);
  const order = isMonthFirst(speaker) ? 'month-first' : 'day-first';
  const at = readPlainDay(wholeYear(text.trim()), order);
  const year = at === null ? 0 : new Date(at).getUTCFullYear();
  return at !== null && year >= 1900 && year <= 2200 ? dayText(at) : null;
};

type Read<Kind extends AnswerKind['kind']> = (
  said: Said,
  asked: Extract<AnswerKind, { kind: Kind }>,
  speaker: Speaker
) => Answer;

const EMAIL = z.email().max(254);

const readers: { [Kind in AnswerKind['kind']]: Read<Kind> } = {
  text: ({ text }, { most }) => {
    if (text === '') return unfit('not-text');
    return text.length > most ? unfit('too-long') : answered(text);
  },
  number: ({ text }, { from, to, whole }, speaker) => {
    const value = readNumber(text, speaker);
    if (value === null) return unfit('not-a-number');
    if (whole && !Number.isInteger(value)) return unfit('not-whole');
    if (from !== null && value < from) return unfit('too-small');
    return to !== null && value > to ? unfit('too-large') : answered(value);
  },
  date: ({ text }, { when }, speaker) => {
    const day = readDay(text, speaker);
    if (day === null) return unfit('not-a-date');
    if (when === 'past' && day > speaker.today) return unfit('not-past');
    return when === 'future' && day < speaker.today ? unfit('not-future') : answered(day);
  },
  phone: ({ text }, _, { country }) => {
    const phone = parsePhone(text, country);
    return phone.ok ? answered(phone.value.e164) : unfit('not-a-phone');
  },
  email: ({ text }) =>
    EMAIL.safeParse(text).success ? answered(text.toLowerCase()) : unfit('not-an-email'),
  file: ({ file }) => (file ? answered(file.messageId) : unfit('not-a-file')),
  place: ({ place }) =>
    place ? answered(`${place.latitude},${place.longitude}`) : unfit('not-a-place'),
};

/** What a whole message is compared by: letters and digits; without any, the signs themselves. Empty: nothing was written. */
const formOf = (text: string): string => foldKeyword(text) || fold(text).replace(/\s+/gu, '');

/** A message that is one number and no word: `5`, `(5)`, `05.`. */
const NUMBER = /^[^\p{L}\p{N}]*0*(\d{1,9})[^\p{L}\p{N}]*$/u;
/** The whole number that a title begins with: of `5 – good` and `2kg`, not of `1.5 kg` or `10-20`. */
const LEADING = /^[^\p{L}\p{N}]*0*(\d+)(?!\d|\s?[.,/\u2044–—-]\s?\d)/u;
const BEGINS_WITH_DIGIT = /^[^\p{L}\p{N}]*\d/u;

/** The choice that a number means: the only one that begins with it; its place, where titles begin with no numbers. */
const byNumber = (choices: readonly FlowChoice[], text: string): FlowChoice | null => {
  const typed = NUMBER.exec(fold(text))?.[1];
  if (typed === undefined) return null;
  if (!choices.some(({ title }) => BEGINS_WITH_DIGIT.test(fold(title))))
    return choices[Number(typed) - 1] ?? null;
  // A scale may run from 5 to 1: a place would turn the answer into its opposite.
  const same = choices.filter(({ title }) => LEADING.exec(fold(title))?.[1] === typed);
  return same.length === 1 ? (same[0] ?? null) : null;
};

/** The choice that was pressed, or typed in its own words or by its number. */
const chosen = (choices: readonly FlowChoice[], { pressed, text }: Said): FlowChoice | null => {
  if (pressed !== null) return choices.find(({ id }) => id === pressed) ?? null;
  const typed = formOf(text);
  // A file without words says nothing, and fits no title.
  if (typed === '') return null;
  const same = choices.filter(({ title }) => formOf(title) === typed);
  return same.length === 1 ? (same[0] ?? null) : byNumber(choices, text);
};

/** What the message is to the step that asked. Never throws, whatever is written. */
export const answerTo = (
  step: Extract<FlowStep, { kind: 'question' | 'choice' }>,
  said: Said,
  speaker: Speaker
): Answer => {
  const plain = { ...said, text: said.text.trim() };
  if (step.kind === 'choice') {
    const choice = chosen(step.choices, plain);
    return choice ? { kind: 'answer', exit: choice.id, value: choice.title } : unfit('no-choice');
  }
  const read = readers[step.answer.kind] as Read<AnswerKind['kind']>;
  return read(plain, step.answer, speaker);
};
