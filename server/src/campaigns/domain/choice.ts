import type { PeopleChoice } from '../../contracts/audience';

/** Groups that a choice names, to include or to leave out. */
export const groupsOf = (choice: PeopleChoice | null): number[] => {
  if (choice?.kind !== 'all') return [];
  const { include = [], exclude = [] } = choice.filter.groups ?? {};
  return [...include, ...exclude];
};
