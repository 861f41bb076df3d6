import type { FieldCondition, PeopleChoice, PeopleFilter } from './audience';

// Read by the admin too: without zod, so that it does not load it.

/** True when a part of a filter asks nothing. */
export const isEmpty = (value: unknown): boolean => {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
};

/** True when a filter leaves nobody out. */
export const isEmptyFilter = (filter: PeopleFilter): boolean => isEmpty(filter);

/** True when a filter takes whole groups in and asks nothing else: their names say all. */
export const isMadeOfGroups = ({ groups, ...rest }: PeopleFilter): boolean =>
  isEmptyFilter(rest) && (groups?.exclude ?? []).length === 0;

/** What of a filter takes people in. */
const takesIn = (filter: PeopleFilter): unknown[] =>
  Object.entries(filter).map(([key, value]: [string, unknown]) => {
    if (key === 'fields') return (value as FieldCondition[]).filter(({ exclude }) => !exclude);
    return typeof value === 'object' && value !== null && 'include' in value
      ? value.include
      : value;
  });

/**
 * Nobody was chosen: everybody gets it, less those who are taken out (M-21). That is said aloud, and the number is typed
 * before the start. A filter that only leaves people out chooses nobody.
 */
export const choosesNobody = (choice: PeopleChoice | null): boolean =>
  choice?.kind === 'all' && takesIn(choice.filter).every(isEmpty);
