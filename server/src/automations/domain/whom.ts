import type { AutomationWho, SkipReason } from '../../contracts/automations';

/** Whom an automation means, or why nobody. */
export type Whom = { people: number[] } | { reason: SkipReason };

/** Whom something that happened names itself; null: the path from the entry leads to them. */
export const namedIn = ({ contactIds }: { contactIds: number[] | null }): Whom | null => {
  if (contactIds === null) return null;
  return contactIds.length > 0 ? { people: contactIds } : { reason: 'no-person' };
};

/** Whom it means of those to whom the path leads. Null: the entry is gone. */
export const meantOf = (
  found: readonly number[] | null,
  { people }: AutomationWho = { people: 'none-if-several' }
): Whom => {
  if (found === null) return { reason: 'entry-gone' };
  const [first, ...others] = found;
  if (first === undefined) return { reason: 'no-person' };
  if (others.length === 0 || people === 'first') return { people: [first] };
  return people === 'all' ? { people: [...found] } : { reason: 'several-people' };
};
