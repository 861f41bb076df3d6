import { ENTRY_NOW, type EntryCondition } from '../../contracts/entry-step';
import { DAY_MS } from '../../kernel/time';
import { dayOf, wallAt } from '../../kernel/wall';
import { isMoment } from './filter-kind';
import type { WrittenWhere } from './written';

/**
 * What a condition of a step compares a field of this type with: `now` is the moment of asking. A day lies ahead until it is
 * over: of days what is after now begins with today, and what is before now ends with yesterday.
 */
export const askedValue = (
  { operator, value }: Pick<EntryCondition, 'operator' | 'value'>,
  type: string,
  { now, zone }: WrittenWhere
): EntryCondition['value'] => {
  if (value !== ENTRY_NOW) return value;
  if (isMoment(type)) return now;
  if (type !== 'date') return value;
  const today = wallAt(zone, now);
  return dayOf(operator === 'after' ? today - DAY_MS : today);
};
