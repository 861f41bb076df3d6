import type { ColumnTarget, ImportDelimiter } from '../../contracts/imports';
import { fieldOfName, meaningOfName, plain } from './names';
import { ownTargets, phoneColumnsOf, saysFax, saysMobile, saysPhone } from './origins';
import { isPhoneText, mobileShare } from './phone-cell';
import { VAGUE_PHONES } from './phone-words';

const DELIMITERS: ImportDelimiter[] = [';', ',', '\t', '|'];
export const isDelimiter = (sign: string): sign is ImportDelimiter =>
  DELIMITERS.some((one) => one === sign);

/** How often each delimiter stands outside of quotes in a line. */
const countOutside = (line: string, delimiter: string): number => {
  let n = 0;
  let isQuoted = false;
  for (const char of line) {
    if (char === '"') isQuoted = !isQuoted;
    else if (char === delimiter && !isQuoted) n += 1;
  }
  return n;
};

/** How often the number occurs that occurs most, and the number itself; zero counts for nothing. */
const mostCommon = (counts: readonly number[]): { n: number; times: number } => {
  const times = new Map<number, number>();
  for (const n of counts) if (n > 0) times.set(n, (times.get(n) ?? 0) + 1);
  const [n, most] = [...times].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  return { n, times: most };
};

/** The delimiter that splits the first lines most evenly, whatever title they have; `,` when none does (a file of one column). */
export const guessDelimiter = (text: string): ImportDelimiter => {
  const lines = text
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const scored = DELIMITERS.map((delimiter) => {
    const { n, times } = mostCommon(lines.map((line) => countOutside(line, delimiter)));
    return { delimiter, score: n === 0 ? 0 : (times / lines.length) * 100 + n };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.delimiter : ',';
};

export interface CustomName {
  key: string;
  label: string;
  labelTr: string | null;
}

/**
 * The company's own field that a column names: by key or label, else by another word for the label. Where two fields could be
 * meant, or another column has the field's very name, none is guessed.
 */
const createCustomOf = (
  header: readonly string[],
  custom: readonly CustomName[]
): { of: (name: string) => string | undefined; isExact: (name: string) => boolean } => {
  const named = new Map(
    custom.flatMap(({ key, label, labelTr }) =>
      [key, label, labelTr ?? ''].filter(Boolean).map((word) => [plain(word), `custom:${key}`])
    )
  );
  const exact: ReadonlySet<string | undefined> = new Set(
    header.map((name) => named.get(plain(name)))
  );
  const alike = (name: string): string | undefined => {
    const meaning = meaningOfName(name);
    if (meaning === undefined) return undefined;
    const [field, ...others] = custom.filter(({ label, labelTr }) =>
      [label, labelTr ?? ''].some((word) => meaningOfName(word) === meaning)
    );
    const target = field && others.length === 0 ? `custom:${field.key}` : undefined;
    return exact.has(target) ? undefined : target;
  };
  return {
    of: (name) => named.get(plain(name)) ?? alike(name),
    isExact: (name) => named.has(plain(name)),
  };
};

/** The field that a name means in a list of the country. In Brazil `CEP` is the postcode, in Türkiye the mobile number. */
const fieldIn = (country: string, name: string): ReturnType<typeof fieldOfName> =>
  country === 'BR' && plain(name) === 'cep' ? undefined : fieldOfName(name);

/**
 * Columns that each hold a number of the person, by their names: all of them, since of several numbers the mobile one is taken. One
 * with the very name of a company's own field fills that field where another has the number.
 */
const phonesByName = (
  header: readonly string[],
  country: string,
  isOwn: (name: string) => boolean
): ReadonlySet<number> => {
  const known = new Set(phoneColumnsOf(header));
  const named = header
    .map((name, i) => ({ name, i }))
    .filter(({ name, i }) => known.has(i) || fieldIn(country, name) === 'phone');
  const clear = named.filter(({ name }) => !VAGUE_PHONES.includes(plain(name)));
  const found = clear.length > 0 ? clear : named;
  const ours = found.filter(({ name }) => !isOwn(name));
  return new Set((ours.length > 0 ? ours : found.slice(0, 1)).map(({ i }) => i));
};

/**
 * Matches columns by their names, in English and Turkish, and to profile fields by key, label or another word for the label; of the
 * columns whose values are mostly phone numbers the likeliest is the phone when no name says so. Each field is taken once, by the
 * first column; only columns of phone numbers are all taken.
 */
export const matchColumns = (
  header: readonly string[],
  sample: readonly (readonly string[])[],
  { custom, country }: { custom: readonly CustomName[]; country: string }
): ColumnTarget[] => {
  const ours = ownTargets(header, new Set(custom.map(({ key }) => key)));
  if (ours !== null) return ours;
  const taken = new Set<string>();
  const take = (...targets: (string | undefined)[]): ColumnTarget => {
    const target = targets.find((one) => one !== undefined && !taken.has(one));
    if (target === undefined) return null;
    taken.add(target);
    return target;
  };
  const customOf = createCustomOf(header, custom);
  const phones = phonesByName(header, country, customOf.isExact);
  if (phones.size > 0) taken.add('phone');
  const targets = header.map((name, i) => {
    if (phones.has(i)) return 'phone' as const;
    const own = fieldIn(country, name);
    const theirs = customOf.of(name);
    // A company that made its own field for the town means that one.
    return own === 'town' ? take(theirs, own) : take(own, theirs);
  });
  // A file with `Ad` alone means the whole name.
  const given = targets.indexOf('givenName');
  if (given >= 0 && !targets.includes('familyName') && !targets.includes('name'))
    targets[given] = 'name';
  if (!targets.includes('phone') && !targets.includes('waId')) {
    const likeliest = likeliestPhone(header, sample, {
      country,
      isFree: (i) => targets[i] === null,
    });
    if (likeliest !== null) targets[likeliest] = 'phone';
  }
  return targets;
};

/** How likely a column holds the numbers of people, by its name first: a customer number may look like a phone. Zero: it does not. */
const phoneScore = (name: string, values: readonly string[], country: string): number => {
  const shares = values.map((value) => mobileShare(value, country)).filter((one) => one !== null);
  if (saysFax(name) || shares.length * 2 <= values.length) return 0;
  const mobile = shares.reduce((sum, share) => sum + share, 0);
  const byName = saysMobile(name) ? 4 : saysPhone(name) ? 2 : 0;
  return byName + (mobile + shares.length / 10) / values.length;
};

/** The column of numbers where no name says which; null: none looks like it. */
const likeliestPhone = (
  header: readonly string[],
  sample: readonly (readonly string[])[],
  { country, isFree }: { country: string; isFree: (column: number) => boolean }
): number | null => {
  const scores = header.map((name, i) => {
    const values = sample.map((row) => row[i]?.trim() ?? '').filter(Boolean);
    return isFree(i) ? phoneScore(name, values, country) : 0;
  });
  const best = Math.max(0, ...scores);
  return best > 0 ? scores.indexOf(best) : null;
};

/** Whether the first row names the columns: it has words, and none of its cells is a phone number or an e-mail address. */
export const looksLikeHeader = (row: readonly string[], country: string): boolean => {
  const cells = row.map((cell) => cell.trim()).filter(Boolean);
  if (cells.length === 0) return false;
  if (cells.some((cell) => fieldOfName(cell) !== undefined)) return true;
  return cells.every(
    (cell) => /\p{L}/u.test(cell) && !cell.includes('@') && !isPhoneText(cell, country)
  );
};

/** A…Z, AA… as spreadsheets name columns. */
export const columnName = (index: number): string => {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnName(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
};

/** Header as shown: an empty cell gets the spreadsheet's name. */
export const headerNames = (row: readonly string[]): string[] =>
  row.map((cell, i) => cell.trim() || columnName(i));
