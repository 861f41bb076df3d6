import type { HeldValue, TriggerOf } from '../../contracts/automations';
import { numberOf } from './values';

type Rule = Pick<TriggerOf<'threshold'>, 'way' | 'by'>;

/** Decimals are not exact: 110 − 100 may be a hair less than a tenth. */
const HAIR = 1e-9;

/**
 * Does a number cross the threshold between two states of its entry? Up: from below the value to it or above. Down: from
 * above to it or below. By percent: by this part of what it was or more; of nothing there are no parts.
 */
export const crosses = (
  { way, by }: Rule,
  before: HeldValue | undefined,
  after: HeldValue | undefined
): boolean => {
  const [old, now] = [numberOf(before), numberOf(after)];
  if (old === null || now === null) return false;
  if (by.kind === 'value')
    return way === 'up' ? old < by.value && now >= by.value : old > by.value && now <= by.value;
  if (old === 0) return false;
  const percent = ((now - old) / Math.abs(old)) * 100;
  return (way === 'up' ? percent : -percent) + HAIR >= by.percent;
};
