import type { LinkedField } from '../../contracts/people';

const NUMBERS = new Set(['integer', 'biginteger', 'decimal', 'float']);
const MOMENTS = new Set(['datetime', 'timestamp']);

export const isNumber = (type: string): boolean => NUMBERS.has(type);
export const isMoment = (type: string): boolean => MOMENTS.has(type);

/** What can be asked of a field of the host's type: numbers compare, days come before and after, texts contain. */
export const filterKind = (type: string): LinkedField['kind'] => {
  if (isNumber(type)) return 'number';
  if (isMoment(type)) return 'moment';
  if (type === 'boolean') return 'yes-no';
  if (type === 'enumeration') return 'choice';
  return type === 'date' ? 'date' : 'text';
};
