/** What the number format of a cell makes of its number. */
export type CellFormat = { kind: 'plain' } | { kind: 'date' } | { kind: 'zeros'; width: number };

export const PLAIN: CellFormat = { kind: 'plain' };
const DATE: CellFormat = { kind: 'date' };

const between = (id: number, from: number, to: number): boolean => id >= from && id <= to;
/** Formats that every workbook has without naming them; 46 is a duration. */
const isBuiltInDate = (id: number): boolean =>
  between(id, 14, 22) || between(id, 27, 36) || id === 45 || id === 47 || between(id, 50, 58);

/** A format code without what it shows as it stands: quoted and escaped letters, widths, fillers, colours, conditions. */
const bare = (code: string): string =>
  code
    .replace(/"[^"]*"?/g, '')
    .replace(/[\\_*][^]/g, '')
    .replace(/\[[^\]]*\]?/g, '')
    .replace(/general/gi, '');

/**
 * What a number format means for us: a date or time, digits filled up with zeros (`00000` of a postal code), or the number
 * as it is. Elapsed time (`[h]:mm`) is no moment and stays a number.
 */
export const formatOfCell = (id: number, code: string | undefined): CellFormat => {
  if (code === undefined) return isBuiltInDate(id) ? DATE : PLAIN;
  const zeros = /^0{2,20}$/.exec(code);
  if (zeros) return { kind: 'zeros', width: code.length };
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return PLAIN;
  const [first = ''] = bare(code).split(';');
  return /[ymdhs]/i.test(first) ? DATE : PLAIN;
};

/**
 * Whether digits were lost before the number came here: `9.05E+11` of a file that was opened and saved in a spreadsheet is
 * 905 000 000 000, and hardly anything is so round. Spreadsheets show six digits at most: with more of them all are there, as
 * Java writes 905 321 110 000 (`9.0532111E11`).
 */
const hasLostDigits = (raw: string): boolean => {
  const [, fraction = '', power = ''] = /^-?\d(?:\.(\d+))?E\+?(\d{1,3})$/i.exec(raw) ?? [];
  return Number(power) >= 9 && fraction.length <= 5 && Number(power) - fraction.length >= 3;
};

/** A number as programs write it into a workbook: without a plus before it. */
const SHEET_NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d+)?$/i;

/**
 * A number without the noise behind its fifteenth digit, which no spreadsheet shows. One that lost digits stays as `9.05E+11`, so
 * that it is not taken for a phone number; so does text that a program wrote without saying so, such as `+4915…`.
 */
const plainNumber = (raw: string): string => {
  if (/^-?\d+$/.test(raw) || hasLostDigits(raw) || !SHEET_NUMBER.test(raw)) return raw;
  const n = Number(raw);
  if (!Number.isFinite(n)) return raw;
  return String(Number.isInteger(n) ? n : Number(n.toPrecision(15)));
};

const DAY_MS = 86_400_000;
/** Day 0 of both calendars, as UTC. In that of 1900, spreadsheets know a 29 February 1900 (day 60) that never was. */
const START_1900 = Date.UTC(1899, 11, 30);
const START_1904 = Date.UTC(1904, 0, 1);
/** 31.12.9999: no spreadsheet counts further. */
const LAST_DAY = 2_958_465;

/** `2026-05-31`, `2026-05-31T14:30:00`, or `14:30:00` of a number that is shown as a date; null when it is none. */
const momentOf = (raw: string, is1904: boolean): string | null => {
  const serial = Number(raw);
  if (!SHEET_NUMBER.test(raw) || serial < 0 || serial > LAST_DAY) return null;
  const days = !is1904 && serial >= 1 && serial < 60 ? serial + 1 : serial;
  const seconds = Math.round((days * DAY_MS) / 1000);
  const iso = new Date((is1904 ? START_1904 : START_1900) + seconds * 1000).toISOString();
  const time = iso.slice(11, 19);
  if (serial > 0 && serial < 1) return time;
  return time === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)}T${time}`;
};

/** The text of a number's cell by its format; `is1904` is the calendar of the workbook. */
export const numberText = (raw: string, format: CellFormat, is1904: boolean): string => {
  const trimmed = raw.trim();
  if (format.kind === 'date') return momentOf(trimmed, is1904) ?? plainNumber(trimmed);
  const text = plainNumber(trimmed);
  return format.kind === 'zeros' && /^\d+$/.test(text) ? text.padStart(format.width, '0') : text;
};

/** A date that is written out: `2026-05-31T00:00:00` is a day. */
export const dateText = (raw: string): string =>
  raw.trim().replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');

/** `_x000D_` stands for a character that XML does not carry. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16))
      )
    : text;

/** Column of `BC12`, from 0; null when it names none. */
export const columnOf = (reference: string): number | null => {
  const letters = /^[A-Za-z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
};

/** One line of the CSV file that a sheet becomes: each filled cell in quotes, so that nothing in it is a sign. */
export const sheetLine = (cells: readonly string[]): string =>
  `${Array.from(cells, (cell) => (cell ? `"${cell.replaceAll('"', '""')}"` : '')).join(',')}\n`;
