import type { LanguageOrder } from '../../contracts/template-languages';

export interface Spoken {
  language: string;
}

/** Meta writes `en_GB`, people `en-GB`. Only A to Z are lowered, as the databases do it. */
const plain = (language: string): string =>
  language.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/-/g, '_');

/** Codes by which phones and files name a language that Meta's templates have by another code. */
const SAME: readonly (readonly [meta: string, other: string])[] = [
  ['nb', 'no'],
  ['fil', 'tl'],
  ['he', 'iw'],
  ['id', 'in'],
];

/** All codes of the language that has this code without a country, which is the first. */
export const codesOf = (base: string): string[] => [
  base,
  ...SAME.flatMap(([meta, other]) => (meta === base ? [other] : [])),
];

/** The language without its country, by Meta's code. */
const baseOf = (language: string): string => {
  const base = plain(language).split('_')[0] ?? '';
  return SAME.find(([, other]) => other === base)?.[0] ?? base;
};

/** 2: the very language, 1: another of it by name, 0: another one. */
const nearness = ({ language }: Spoken, wanted: string | null): number => {
  if (wanted === null) return 0;
  if (plain(language) === plain(wanted)) return 2;
  return baseOf(language) === baseOf(wanted) ? 1 : 0;
};

/**
 * Which of a template's languages somebody gets, for every language that a person may have: the very one, else one of the
 * same by name, else the one that the order names for all others. Null: nobody of those gets it.
 */
export interface LanguageTable<Row extends Spoken> {
  exact: ReadonlyMap<string, Row>;
  byName: ReadonlyMap<string, Row>;
  otherwise: Row | null;
}

/** Other characters are in no language code; the table is also written into SQL. */
const CODE = /^[a-z0-9_]+$/;

const firstOf = <Row extends Spoken>(
  rows: readonly Row[],
  keyOf: (language: string) => string
): Map<string, Row> => {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row.language);
    if (CODE.test(key) && !found.has(key)) found.set(key, row);
  }
  return found;
};

/** The table of these languages, all of which may go out. */
export const languageTable = <Row extends Spoken>(
  rows: readonly Row[],
  { base, business, upTo }: LanguageOrder
): LanguageTable<Row> => {
  const sorted = [...rows].sort(
    (a, b) =>
      nearness(b, base) - nearness(a, base) ||
      nearness(b, business) - nearness(a, business) ||
      (a.language < b.language ? -1 : 1)
  );
  const [best = null] = sorted;
  const isBase = best !== null && nearness(best, base) > 0;
  const isBusiness = best !== null && nearness(best, business) > 0;
  const reaches = { none: false, base: isBase, business: isBase || isBusiness, any: true }[upTo];
  return {
    exact: firstOf(sorted, plain),
    byName: firstOf(sorted, baseOf),
    otherwise: reaches ? best : null,
  };
};

/** What somebody gets who speaks this language; null in `language`: nothing is known of them. */
export const chooseLanguage = <Row extends Spoken>(
  { exact, byName, otherwise }: LanguageTable<Row>,
  language: string | null
): Row | null => {
  if (language === null) return otherwise;
  return exact.get(plain(language)) ?? byName.get(baseOf(language)) ?? otherwise;
};
