import { withoutNul } from '../kernel/json';
import { escapeLike } from '../kernel/like';
import { fold } from './domain/fold';

const MAX_WORDS = 6;
const LIKE = "LIKE ? ESCAPE '!'";

/** Digits of a number however typed (spaces, +, 00, leading 0); null when the text is none. */
const numberPart = (q: string): string | null => {
  if (!/^[\d\s+()./-]+$/.test(q)) return null;
  const digits = q.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 ? digits : null;
};

/**
 * Condition of a people search over alias `c` of the contacts table: every word in name, user name or e-mail, or a
 * part of the number. Null when there is nothing to look for.
 */
export const contactSearch = (
  q: string | undefined,
  alias = 'c'
): { sql: string; bindings: string[] } | null => {
  const text = withoutNul(q ?? '')
    .trim()
    .slice(0, 200);
  const words = fold(text).split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  const named = words.map(() => `${alias}.name_search ${LIKE}`).join(' AND ');
  const bindings = words.map((word) => `%${escapeLike(word)}%`);
  const digits = numberPart(text);
  if (!digits) return { sql: `(${named})`, bindings };
  return {
    sql: `((${named}) OR ${alias}.phone ${LIKE} OR ${alias}.wa_id ${LIKE})`,
    bindings: [...bindings, `%${digits}%`, `%${digits}%`],
  };
};
