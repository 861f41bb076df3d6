import type { AutomationTrigger, HeldValue, TriggerOf } from '../../contracts/automations';
import { sameValue } from './values';

type Values = readonly HeldValue[] | null;

/** Null stands for any value. */
const meet = (a: Values, b: Values): boolean =>
  a === null || b === null || a.some((one) => b.some((other) => sameValue(one, other)));

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const MINUTES = { minutes: 1, hours: 60, days: 1_440 } as const;
/** A number of days is no number of minutes: it has a time of day of its own. */
const momentOf = ({ field, side, amount, unit, at, yearly }: TriggerOf<'date'>) => [
  ...[field, yearly, amount === 0 ? null : side, unit === 'days', at],
  amount * MINUTES[unit],
];

/** Some of the days of the week; none named: all of them, or only the dates. */
const daysOf = ({ days, dates }: TriggerOf<'clock'>): Values =>
  days.length === 0 && dates.length === 0 ? null : [...days, ...dates];

/** An entry that is new: created, or visible for the first time. */
const isNew = ({ kind }: AutomationTrigger): boolean => kind === 'created' || kind === 'published';

const takesNew = (trigger: AutomationTrigger): boolean =>
  isNew(trigger) || (trigger.kind === 'updated' && trigger.alsoNew && trigger.from === null);

const sameKind = (a: AutomationTrigger, b: AutomationTrigger): boolean => {
  if (a.kind === 'updated' && b.kind === 'updated')
    return a.field === b.field && meet(a.from, b.from) && meet(a.to, b.to);
  if (a.kind === 'threshold' && b.kind === 'threshold')
    return isSame([a.field, a.way, a.by], [b.field, b.way, b.by]);
  if (a.kind === 'date' && b.kind === 'date') return isSame(momentOf(a), momentOf(b));
  if (a.kind === 'absence' && b.kind === 'absence')
    return isSame([a.minutes, a.without], [b.minutes, b.without]);
  if (a.kind === 'clock' && b.kind === 'clock')
    return a.segmentId === b.segmentId && meet(a.at, b.at) && meet(daysOf(a), daysOf(b));
  if (a.kind === 'segment' && b.kind === 'segment')
    return a.segmentId === b.segmentId && a.way === b.way;
  return a.kind === b.kind;
};

const isOneType = (a: AutomationTrigger, b: AutomationTrigger): boolean => {
  if (!('uid' in a) || !('uid' in b)) return !('uid' in a) && !('uid' in b);
  const versionOf = (one: typeof a): string => ('version' in one ? one.version : 'published');
  return a.uid === b.uid && versionOf(a) === versionOf(b);
};

/** Can one thing that happens set off both? Their conditions are not compared. */
export const startTogether = (a: AutomationTrigger, b: AutomationTrigger): boolean =>
  isOneType(a, b) && ((takesNew(a) && takesNew(b)) || sameKind(a, b));
