import { keyOf } from '../../kernel/hash';
import { canonicalDigits } from '../../kernel/number-spellings';
import { readPasted } from '../../kernel/pasted-phone';

/** What a person is known by. */
export interface Known {
  phone: string | null;
  waId: string | null;
  bsuid: string | null;
  email: string | null;
}

/** Files say numbers without their country: the last digits are compared too. */
const TAIL = 10;
const NUMBER = /^[+\d\s().-]{7,30}$/;
const LONGEST = 300;

const ofNumber = (text: string): string[] => {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 7) return [];
  return [
    keyOf(`number ${canonicalDigits(digits)}`),
    ...(digits.length >= TAIL ? [keyOf(`tail ${digits.slice(-TAIL)}`)] : []),
  ];
};
const ofEmail = (text: string): string => keyOf(`email ${text.trim().toLowerCase()}`);
const ofId = (text: string): string => keyOf(`id ${text}`);

/** Hashes by which texts about this person are found again, without keeping who it was. */
export const keysOf = ({ phone, waId, bsuid, email }: Known): string[] => [
  ...new Set([
    ...[phone, waId].flatMap((number) => (number ? ofNumber(number) : [])),
    ...(bsuid ? [ofId(bsuid)] : []),
    ...(email ? [ofEmail(email)] : []),
  ]),
];

/** Seven digits of any script: fewer are no number, and names and words need not be taken apart. */
const DIGITS = /(?:\p{Nd}\P{Nd}*){7}/u;
/** Numbers as lists have them: a link or id of WhatsApp, with a note or marks that nobody sees, several in a cell. */
const pastedIn = (text: string): string[] => {
  if (!DIGITS.test(text)) return [];
  const pasted = readPasted(text);
  if (pasted.kind === 'wa-id') return ofNumber(pasted.digits);
  return pasted.kind === 'typed'
    ? pasted.numbers.filter((number) => NUMBER.test(number)).flatMap(ofNumber)
    : [];
};

const keysIn = (text: string): string[] => {
  if (text.length > LONGEST) return [];
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return ofNumber(trimmed);
  return [...pastedIn(trimmed), trimmed.includes('@') ? ofEmail(trimmed) : ofId(trimmed)];
};

/** Whether one of the texts is a number, id or e-mail of somebody among the keys. */
export const isAboutSomebody =
  (keys: Pick<ReadonlySet<string>, 'has' | 'size'>) =>
  (texts: Iterable<string>): boolean => {
    if (keys.size === 0) return false;
    for (const text of texts) if (keysIn(text).some((key) => keys.has(key))) return true;
    return false;
  };

/**
 * The same for a text of this instant: only people who were erased then or later count, since what is written after an
 * erasure is meant. Null: there are none. The instants are of the clocks of the machines that noted them: where these
 * differ, the bound is off by as much.
 */
export const aboutErasedSince = (
  erasedAt: ReadonlyMap<string, number>,
  instant: number
): ((texts: Iterable<string>) => boolean) | null => {
  const keys = new Set([...erasedAt].flatMap(([key, at]) => (at >= instant ? [key] : [])));
  return keys.size === 0 ? null : isAboutSomebody(keys);
};
