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

/** What chardet calls them, and which of ours reads them. Anything else of one byte is Turkish Windows here (P-12). */
const BY_NAME = byWord<ImportEncoding>({
  'windows-1252': 'windows-1252',
  'ISO-8859-1': 'windows-1252',
});
/** Letters that windows-1254 has and windows-1252 has not, as bytes: Ğ İ Ş ğ ı ş. */
const TURKISH = new Set([0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe]);

/**
 * The most likely encoding. `isUnicode` says whether the WHOLE file is valid UTF-8: plain ASCII and UTF-8 are settled by
 * that, only what is left is guessed. People can change it and see the rows.
 */
export const guessEncoding = (
  head: Uint8Array,
  { isUnicode, chardet }: { isUnicode: boolean; chardet: string | null }
): ImportEncoding => {
  const marked = BOMS.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (marked) return marked[0];
  const wide = bareUtf16(head);
  if (wide) return wide;
  if (isUnicode) return 'utf-8';
  if (head.some((byte) => TURKISH.has(byte))) return 'windows-1254';
  return (chardet === null ? undefined : BY_NAME.get(chardet)) ?? 'windows-1254';
};
