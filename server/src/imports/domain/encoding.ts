import type { ImportEncoding } from '../../contracts/imports';
import { byWord } from '../../kernel/words';

/** Marks at the beginning of a file that say its encoding. */
const BOMS: [ImportEncoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** UTF-16 without a mark: in a file of mostly Latin letters every second byte is zero. */
const bareUtf16 = (head: Uint8Array): ImportEncoding | null => {
  let even = 0;
  let odd = 0;
  head.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  });
  const enough = head.length * 0.2;
  if (odd > enough && odd > even * 3) return 'utf-16le';
  return even > enough && even > odd * 3 ? 'utf-16be' : null;
};

/** What chardet calls those that have another name here: all of their letters are the same. */
const BY_NAME = byWord<ImportEncoding>({
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-9': 'windows-1254',
});

/** What spreadsheets write in the countries, and which words are of a language or script that they have there. */
interface Alphabet {
  encoding: ImportEncoding;
  countries: readonly string[];
  isWord(word: string): boolean;
}

/** A word beyond ASCII has all its letters in the alphabet, and no capital behind a small one, as Cyrillic has that is read as Greek. */
const alphabet = (encoding: ImportEncoding, countries: string, letters: RegExp): Alphabet => ({
  encoding,
  countries: countries.split(' ').filter(Boolean),
  isWord: (word) => letters.test(word) && !/\p{Ll}\p{Lu}/u.test(word),
});
const latin = (encoding: ImportEncoding, countries: string, letters: string): Alphabet =>
  alphabet(encoding, countries, new RegExp(`^[A-Za-z${letters}${letters.toUpperCase()}]+$`, 'u'));

/** Of several that do as well the first one counts: Turkish before Icelandic, which has its letters in the same places. */
const ALPHABETS: readonly Alphabet[] = [
  latin('windows-1254', 'TR AZ', 'çğıiİöşüâîû'),
  latin('windows-1252', '', 'äöüß'),
  latin('windows-1252', '', 'àâæçèéêëîïôœùûüÿ'),
  latin('windows-1252', '', 'áéíñóúüçàèòï·'),
  latin('windows-1252', '', 'áàâãçéêíóôõúü'),
  latin('windows-1252', '', 'àèéìíòóùú'),
  latin('windows-1252', '', 'åäöæøéü'),
  latin('windows-1252', 'IS FO', 'áðéíóúýþæöø'),
  latin('windows-1250', 'CZ SK', 'áäčďéěíĺľňóôŕřšťúůýž'),
  latin('windows-1250', 'PL', 'ąćęłńóśźż'),
  latin('windows-1250', 'HU', 'áéíóöőúüű'),
  latin('windows-1250', 'HR SI BA RS ME', 'čćđšž'),
  latin('windows-1250', 'RO MD', 'ăâîşţ'),
  latin('windows-1250', 'AL XK', 'çë'),
  latin('windows-1257', 'LT', 'ąčęėįšųūž'),
  latin('windows-1257', 'LV', 'āčēģīķļņšūž'),
  latin('windows-1257', 'EE', 'äõöüšž'),
  latin('windows-1258', 'VN', 'àáâãăèéêíóôơùúưđ\u0300\u0301\u0303\u0309\u0323'),
  alphabet('windows-1251', 'RU UA BY BG MK KZ KG TJ MN UZ', /^\p{sc=Cyrl}+$/u),
  alphabet('windows-1253', 'GR CY', /^\p{sc=Grek}+$/u),
  alphabet('windows-1255', 'IL', /^\p{sc=Hebr}+$/u),
  alphabet(
    'windows-1256',
    'SA AE EG IQ JO KW LB LY MA OM QA SY TN DZ BH YE SD PS IR PK AF MR',
    /^[،؛؟\u0640\u200c-\u200f\p{M}\p{sc=Arab}]+$/u
  ),
  alphabet('windows-874', 'TH', /^\p{sc=Thai}+$/u),
  alphabet(
    'shift_jis',
    'JP',
    /^(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー・\u3000-\u303f\uff01-\uff60]+|[\uff61-\uff9f]+)$/u
  ),
  alphabet('gb18030', 'CN SG', /^[\p{sc=Han}\u3000-\u303f\uff01-\uff60]+$/u),
  alphabet('big5', 'TW HK MO', /^[\p{sc=Han}\u3000-\u303f\uff01-\uff60]+$/u),
  alphabet('euc-kr', 'KR', /^\p{sc=Hang}+$/u),
];
const ELSEWHERE = new Set(ALPHABETS.flatMap(({ countries }) => countries));

const isOf = ({ encoding, countries }: Alphabet, country: string): boolean =>
  countries.length === 0
    ? encoding === 'windows-1252' && !ELSEWHERE.has(country)
    : countries.includes(country);

/** Bytes by which letters are recognised: more of them say nothing new. */
const MOST_BYTES = 16 * 1024;

/** The lines that are not of ASCII alone, as far as they are needed. A line end is one in all of these encodings. */
const linesWithLetters = (head: Uint8Array): Uint8Array => {
  const kept: number[] = [];
  for (let from = 0; from < head.length && kept.length < MOST_BYTES;) {
    const end = head.indexOf(0x0a, from);
    const line = head.subarray(from, end < 0 ? head.length : end + 1);
    if (line.some((byte) => byte >= 0x80)) kept.push(...line.subarray(0, MOST_BYTES));
    from += line.length;
  }
  return Uint8Array.from(kept);
};

/** Words with letters beyond ASCII, without the marks of print that all of these encodings have. */
const wordsOf = (text: string): string[] =>
  (text.match(/[^\u0000-@[-`{-\u007f\u00a0‘’“”„…–—€]+/gu) ?? []).filter((word) =>
    /[^\u0000-\u007f]/.test(word)
  );

/** What chardet makes of the bytes; its confidence goes from 0 to 100. */
export type Guesses = readonly { name: string; confidence: number }[];

const confidenceIn = (encoding: ImportEncoding, guesses: Guesses): number =>
  guesses.find(({ name }) => (BY_NAME.get(name) ?? name.toLowerCase()) === encoding)?.confidence ??
  0;

/** What the country of the list, and the opinion of chardet, weigh beside the share of words that are some: 1. */
const COUNTRY_WEIGHS = 0.3;
const CHARDET_WEIGHS = 0.2;

interface Evidence {
  /** The WHOLE file is valid UTF-8. */
  isUnicode: boolean;
  chardet: Guesses;
  /** ISO alpha-2, of the list. */
  country: string;
  decode(bytes: Uint8Array, encoding: ImportEncoding): string;
}

/** Of all encodings the one in which the letters make words, those of the country above others. */
const byLetters = (head: Uint8Array, { chardet, country, decode }: Evidence): ImportEncoding => {
  const lines = linesWithLetters(head);
  const words = new Map<ImportEncoding, string[]>();
  for (const { encoding } of ALPHABETS)
    if (!words.has(encoding)) words.set(encoding, wordsOf(decode(lines, encoding)));
  const scores = ALPHABETS.map((one) => {
    const all = words.get(one.encoding) ?? [];
    const share = all.length === 0 ? 0 : all.filter(one.isWord).length / all.length;
    const isHome = isOf(one, country);
    const opinion = confidenceIn(one.encoding, chardet) / 100;
    return share + (isHome ? COUNTRY_WEIGHS : 0) + opinion * CHARDET_WEIGHS;
  });
  const best = scores.indexOf(Math.max(...scores));
  return ALPHABETS[best]?.encoding ?? 'windows-1252';
};

/**
 * The most likely encoding. Plain ASCII and UTF-8 are settled by the whole file, only what is left is guessed: by the letters, the
 * country of the list and chardet, which knows little of names alone. People can change it and see the rows.
 */
export const guessEncoding = (head: Uint8Array, evidence: Evidence): ImportEncoding => {
  const marked = BOMS.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (marked) return marked[0];
  const wide = bareUtf16(head);
  if (wide) return wide;
  return evidence.isUnicode ? 'utf-8' : byLetters(head, evidence);
};
