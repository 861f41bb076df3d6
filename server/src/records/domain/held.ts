import { SEEN_BYTES, WATCHED_FIELDS, type HeldValue } from '../../contracts/automations';
import { keyOf } from '../../kernel/hash';
import { isMoment, isNumber } from './filter-kind';
import { dayOf, momentOf, truthOf } from './readable';

/** Twenty texts with their names fit into what is remembered of a row. */
const MOST_BYTES = Math.floor(SEEN_BYTES / WATCHED_FIELDS) - 120;
const MARK_DIGITS = 32;

/** A long text is kept as its beginning and a hash of the whole: that it changed is seen all the same. */
const heldText = (text: string): string | null => {
  if (text === '') return null;
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  const room = MOST_BYTES - MARK_DIGITS - 4;
  let bytes = 0;
  let start = '';
  for (const letter of text) {
    bytes += Buffer.byteLength(letter);
    if (bytes > room) break;
    start += letter;
  }
  return `${start}… ${keyOf(text).slice(0, MARK_DIGITS)}`;
};

/** Whole numbers beyond what JavaScript counts stay text. */
const heldNumber = (raw: unknown): HeldValue => {
  const number = Number(raw);
  if (!Number.isFinite(number)) return null;
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? String(raw) : number;
};

/**
 * A value of an entry in one shape, whichever database it came from and however its driver gives it, so that two looks can be
 * compared. `relation`: the document id of the related entry. An empty text is no value.
 */
export const heldValue = (raw: unknown, type: string): HeldValue => {
  if (raw === null || raw === undefined) return null;
  if (isNumber(type)) return heldNumber(raw);
  if (isMoment(type)) return momentOf(raw);
  if (type === 'boolean') return truthOf(raw);
  if (type === 'date') return dayOf(raw);
  return typeof raw === 'string' || typeof raw === 'number' ? heldText(String(raw)) : null;
};
