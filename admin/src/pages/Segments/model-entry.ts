import type { HeldValue } from '../../../../server/src/contracts/automations';
import {
  kindOfField,
  type WatchedField,
  type WatchedKind,
} from '../../shared/entry-values/entry-values';
import { dayEnd, dayOf, dayStart } from '../../shared/people/filter-model';
import type { AskOf } from './model';

export type EntryAsk = AskOf<'entry'>;
type Way = EntryAsk['operator'];

/** What conditions of an automation ask of beside the person. */
export interface OfAutomation {
  /** The entry that sets it off; null: there is none. */
  readonly entry: { readonly label: string; readonly fields: readonly WatchedField[] } | null;
}

const WAYS: { readonly [Kind in WatchedKind]: readonly Way[] } = {
  text: ['is', 'contains', 'filled'],
  number: ['is', 'more', 'less', 'filled'],
  date: ['is', 'before', 'after', 'filled'],
  moment: ['before', 'after', 'filled'],
  choice: ['is', 'filled'],
  'yes-no': ['is', 'filled'],
  relation: ['filled'],
};

export const fieldAsked = (
  { field }: Pick<EntryAsk, 'field'>,
  fields: readonly WatchedField[]
): WatchedField | undefined => fields.find(({ path }) => path === field);

/** How a line about the entry can compare. What it compares by already is among it, also where another release wrote it. */
export const entryWays = (asks: EntryAsk, fields: readonly WatchedField[]): readonly Way[] => {
  const field = fieldAsked(asks, fields);
  const ways = field ? WAYS[kindOfField(field)] : [];
  return ways.includes(asks.operator) ? ways : [...ways, asks.operator];
};

/** The line that a field begins with. */
export const entryAsk = (field: WatchedField): EntryAsk => {
  const kind = kindOfField(field);
  const [operator = 'filled'] = WAYS[kind];
  return { kind: 'entry', field: field.path, operator, values: kind === 'yes-no' ? [true] : [] };
};

/** The moment that a day means: "before" its first one, "after" its last one, by the clock of who looks. */
export const momentOfDay = (way: Way, day: string): HeldValue =>
  (way === 'after' ? dayEnd(day) : dayStart(day)) ?? null;

/** Comparisons with one value. */
const ONE: readonly Way[] = ['more', 'less', 'before', 'after'];

/** The line with another comparison; values that still fit are kept. */
export const withEntryWay = (asks: EntryAsk, operator: Way): EntryAsk => {
  if (operator === 'filled') return { ...asks, operator, values: [] };
  const kept = ONE.includes(operator) ? asks.values.slice(0, 1) : asks.values;
  const isTime = operator === 'before' || operator === 'after';
  const values = kept.map((value) =>
    isTime && typeof value === 'number' ? momentOfDay(operator, dayOf(value)) : value
  );
  return { ...asks, operator, values };
};

/** Does it still lack what it compares with? */
export const isEntryOpen = ({ operator, values }: EntryAsk): boolean =>
  operator !== 'filled' && (values.length === 0 || values.some((value) => value === ''));
