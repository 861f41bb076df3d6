import { awayId, ROOM } from './colleagues';

/** Filters of people and the steps of bots name administrators inside JSON. */
const LISTS = new Set(['owners', 'assignees']);
const SINGLES = new Set(['assigneeId']);
/** Somebody who was away already before this move; nobody will ask for them again. */
const NOBODY = 2_000_000_000;

type IdOf = (id: number) => number | null;

const changed = (key: string, value: unknown, idOf: IdOf): unknown => {
  if (SINGLES.has(key) && typeof value === 'number') return idOf(value);
  if (LISTS.has(key) && Array.isArray(value))
    return value.map((id: unknown) => (typeof id === 'number' ? idOf(id) : id));
  return changeIds(value, idOf);
};

/** A copy of a JSON value in which each id of an administrator is another one. */
export const changeIds = (value: unknown, idOf: IdOf): unknown => {
  if (Array.isArray(value)) return value.map((one) => changeIds(one, idOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, changed(key, one, idOf)])
  );
};

/**
 * In JSON an id that names nobody here stands above `ROOM`, not below zero: what reads a filter expects an id, and a filter
 * without it would mean everybody. 0 = nobody, which stays.
 */
export const awayInJson: IdOf = (id) => {
  if (id <= 0) return id;
  return id >= ROOM ? NOBODY : ROOM + id;
};

/** The id here of who was away, by their id below zero. */
export const backInJson =
  (known: ReadonlyMap<number, number>): IdOf =>
  (id) =>
    id > ROOM && id !== NOBODY ? (known.get(awayId(id - ROOM)) ?? id) : id;

/** A step that would give work to somebody who is not here gives it to nobody. */
export const freedInJson: IdOf = (id) => (id > ROOM ? null : id);
