import type { UnreadNumbers } from '../../contracts/phone';
import { mainCountries } from '../../kernel/lib-phone';
import { countryAbroad, isMobileIn, type Country } from '../../kernel/read-phone';

/** Rows that could not be read in the country of the list, and how many of them would be read in which country. */
export interface UnreadCounts {
  rows: number;
  /** By country: with a plus sign before their digits. */
  international: Record<string, number>;
  /** By country: as its mobile numbers. Only countries that most of a sample of the rows would be of. */
  national: Record<string, number>;
}

export const NO_UNREAD: UnreadCounts = { rows: 0, international: {}, national: {} };

/** Numbers on which all countries are tried: a list is of one country, so a few tell which. */
const SAMPLE = 5;
const MOST_NATIONAL = 3;
/** Countries in which all numbers of a step are tried: a long list of odd digits finds others in every step. */
const MOST_TRIED = 9;
const MOST_SHOWN = 5;

/** With this many unread numbers in one step the list may be of another country. */
const MANY = 50;
/** Of the first rows of a short or mixed list: this part of them. Fewer are slips, and a slip is a number somewhere. */
const PART = 10;
const isSlip = (unread: number, rows: number): boolean =>
  unread * PART < rows || (unread === 1 && rows > 1);

/** Whether this many unread numbers of a step's rows may be those of a list of another country. */
export const mayBeElsewhere = (
  unread: number,
  { rows, isFirst }: { rows: number; isFirst: boolean }
): boolean => unread >= MANY || (isFirst && !isSlip(unread, rows));

const isCountry = (code: string): code is Country => mainCountries().some((one) => one === code);

/** Countries in which most of a few of these numbers, taken evenly, are mobile numbers; the best first. */
const likelyCountries = (typed: readonly string[], home: string): Country[] => {
  const step = Math.max(1, Math.floor(typed.length / SAMPLE));
  const sample = typed.filter((_, i) => i % step === 0).slice(0, SAMPLE);
  return mainCountries()
    .filter((country) => country !== home)
    .map((country) => ({ country, n: sample.filter((text) => isMobileIn(text, country)).length }))
    .filter(({ n }) => n * 2 > sample.length)
    .sort((a, b) => b.n - a.n)
    .slice(0, MOST_NATIONAL)
    .map(({ country }) => country);
};

const counted = (
  before: Readonly<Record<string, number>>,
  countries: readonly string[]
): Record<string, number> => {
  const counts = new Map(Object.entries(before));
  for (const country of countries) counts.set(country, (counts.get(country) ?? 0) + 1);
  return Object.fromEntries(counts);
};

/**
 * Adds the unread numbers of one step. `isSearched`: other countries are looked for among all; without it only those that
 * were found before are counted, so that a long list with a bad row here and there costs nothing.
 */
export const withUnread = (
  before: UnreadCounts,
  typed: readonly string[],
  { home, isSearched }: { home: string; isSearched: boolean }
): UnreadCounts => {
  const known = Object.keys(before.national).filter(isCountry);
  const found = isSearched ? likelyCountries(typed, home) : [];
  const countries = [...new Set([...known, ...found])].slice(0, MOST_TRIED);
  return {
    rows: before.rows + typed.length,
    international: counted(
      before.international,
      typed.flatMap((text) => countryAbroad(text) ?? [])
    ),
    national: counted(
      before.national,
      typed.flatMap((text) => countries.filter((country) => isMobileIn(text, country)))
    ),
  };
};

const shown = (counts: Readonly<Record<string, number>>): UnreadNumbers['international'] =>
  Object.entries(counts)
    .map(([country, rows]) => ({ country, rows }))
    .sort((a, b) => b.rows - a.rows || (a.country < b.country ? -1 : 1))
    .slice(0, MOST_SHOWN);

/**
 * What the preview says of them: "412 rows can't be read in TR; in … they would be …". Null: all could be read, or all but one
 * that is of no other country.
 */
export const unreadView = (counts: UnreadCounts, country: string): UnreadNumbers | null => {
  const { rows } = counts;
  const [international, national] = [shown(counts.international), shown(counts.national)];
  const isFound = international.length + national.length > 0;
  return rows > 1 || isFound ? { country, rows, international, national } : null;
};
