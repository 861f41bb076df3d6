import type { ColumnTarget, ImportDelimiter } from '../../contracts/imports';
import { fieldOfName, meaningOfName, plain } from './names';
import { ownTargets, phoneColumnsOf } from './origins';
import { isPhoneText } from './phone-cell';

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
): ((name: string) => string | undefined) => {
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
  return (name) => named.get(plain(name)) ?? alike(name);
};

/**
 * Matches columns by their names, in English and Turkish, and to profile fields by key, label or another word for the label; a
 * column whose values are mostly phone numbers is the phone when no name says so. Each field is taken once, by the first column;
 * only the several numbers of a list of contacts (Google, Outlook) are all taken.
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
  const phones = new Set(phoneColumnsOf(header));
  if (phones.size > 0) taken.add('phone');
  const targets = header.map((name, i) => {
    if (phones.has(i)) return 'phone' as const;
    const own = fieldOfName(name);
    const theirs = customOf(name);
    // A company that made its own field for the town means that one.
    return own === 'town' ? take(theirs, own) : take(own, theirs);
  });
  // A file with `Ad` alone means the whole name.
  const given = targets.indexOf('givenName');
  if (given >= 0 && !targets.includes('familyName') && !targets.includes('name'))
    targets[given] = 'name';
  if (!targets.includes('phone') && !targets.includes('waId')) {
    const looks = header.findIndex(
      (_, i) => targets[i] === null && isPhoneColumn(sample, i, country)
    );
    if (looks >= 0) targets[looks] = 'phone';
  }
  return targets;
};

const isPhoneColumn = (
  sample: readonly (readonly string[])[],
  column: number,
  country: string
): boolean => {
  const values = sample.map((row) => row[column]?.trim() ?? '').filter(Boolean);
  const phones = values.filter((value) => isPhoneText(value, country));
  return values.length > 0 && phones.length * 2 > values.length;
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
