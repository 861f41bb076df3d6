import type { PeopleChoice, PeopleFilter } from '../../contracts/audience';

const isEmpty = (value: unknown): boolean => {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
};

/** True when a filter leaves nobody out. */
export const isEmptyFilter = (filter: PeopleFilter): boolean => isEmpty(filter);

/** Nobody was chosen: everyone gets it, which is said aloud and typed (M-21). */
export const isEveryone = (choice: PeopleChoice | null): boolean =>
  choice?.kind === 'all' && isEmptyFilter(choice.filter);

/** Groups that a choice names, to include or to leave out. */
export const groupsOf = (choice: PeopleChoice | null): number[] => {
  if (choice?.kind !== 'all') return [];
  const { include = [], exclude = [] } = choice.filter.groups ?? {};
  return [...include, ...exclude];
};
