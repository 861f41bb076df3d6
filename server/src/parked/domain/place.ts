import { decodeCursor, encodeCursor } from '../../kernel/cursor';
import { DomainError } from '../../kernel/errors';

type Place = ({ at: number; id: number } | null)[];

const LARGEST_ID = 2_147_483_647;

/** The cursor of a page that is merged from several lists: a time and an id of each, zeros for one that is at its beginning. */
export const cursorOf = (place: Place): string =>
  encodeCursor(place.flatMap((one) => [one?.at ?? 0, one?.id ?? 0]));

/** The place in a cursor; the beginning of each list without one. Throws `invalid` for a cursor that is none of ours. */
export const placeIn = (cursor: string | undefined, lists: number): Place => {
  if (!cursor) return Array.from({ length: lists }, () => null);
  const numbers = decodeCursor(cursor, lists * 2)?.map(Number) ?? [];
  const isOurs = (n: number) => Number.isSafeInteger(n) && n >= 0;
  if (numbers.length === 0 || !numbers.every(isOurs))
    throw new DomainError('invalid', 'cursor is not valid', {
      field: 'cursor',
      remedy: 'Start from the first page.',
    });
  return Array.from({ length: lists }, (_, i) => {
    const [at = 0, id = 0] = numbers.slice(2 * i, 2 * i + 2);
    return id === 0 ? null : { at, id: Math.min(id, LARGEST_ID) };
  });
};
