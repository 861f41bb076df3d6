import type {
  FieldCondition,
  PeopleChoice,
  PeopleFilter,
} from '../../../../server/src/contracts/audience';
import { fold } from '../../../../server/src/contracts/fold';
import { PLUGIN_ID } from '../../pluginId';

/** What a chip says of its value: not asked, must have, must not have (M-20). */
export type TriState = 'off' | 'include' | 'exclude';

/** One press goes to the next state; with Shift back. */
export const nextState = (state: TriState, back = false): TriState => {
  const order: readonly TriState[] = ['off', 'include', 'exclude'];
  const at = order.indexOf(state);
  return order[(at + (back ? 2 : 1)) % 3] ?? 'off';
};

/** More chips are not shown at once: who looks for one types. */
const MOST_SHOWN = 60;

/** Those whose label has what was typed, without case and accents: `lodz` finds Łódź. */
export const shownOptions = <Option extends { readonly label: string }>(
  options: readonly Option[],
  typed: string
): Option[] => {
  const wanted = fold(typed.trim());
  return options.filter(({ label }) => fold(label).includes(wanted)).slice(0, MOST_SHOWN);
};

/** So soon after a press another one is the second half of a double click, in milliseconds. */
const DOUBLE_MS = 500;

/** A double click does what one click does. Both times are those of the events; null = nothing was pressed yet. */
export const isSecondOfDouble = (before: number | null, at: number): boolean =>
  before !== null && at - before < DOUBLE_MS;

/** Filters of chips: their key in the filter, and the type of their values. */
export type ChipKey =
  | 'tags'
  | 'groups'
  | 'segments'
  | 'languages'
  | 'countries'
  | 'towns'
  | 'origins'
  | 'sources'
  | 'owners'
  | 'assignees'
  | 'consent'
  | 'refuses'
  | 'quality'
  | 'linked';
export const chipKeys: readonly ChipKey[] = [
  'origins',
  'sources',
  'owners',
  'assignees',
  'consent',
  'refuses',
  'quality',
  'languages',
  'countries',
  'towns',
  'tags',
  'groups',
  'segments',
  'linked',
];
export type ChipValue = string | number;
interface Sides {
  readonly include: readonly ChipValue[];
  readonly exclude: readonly ChipValue[];
}
const sidesOf = (filter: PeopleFilter, key: ChipKey): Sides =>
  (filter[key] as Sides | undefined) ?? { include: [], exclude: [] };

export const stateOf = (filter: PeopleFilter, key: ChipKey, value: ChipValue): TriState => {
  const { include, exclude } = sidesOf(filter, key);
  if (include.includes(value)) return 'include';
  return exclude.includes(value) ? 'exclude' : 'off';
};

/** The filter without what asks nothing, so that equal filters look equal. */
export const tidy = (filter: PeopleFilter): PeopleFilter => {
  const kept = Object.entries(filter).filter(([key, value]) => {
    if (value === undefined || value === '') return false;
    if (key === 'askedToStop') return value === true;
    if (key === 'fields') return (value as FieldCondition[]).length > 0;
    if (key === 'created' || key === 'updated' || key === 'lastInbound')
      return Object.values(value as object).some((one) => one !== undefined);
    if (chipKeys.includes(key as ChipKey)) {
      const sides = value as Sides;
      return sides.include.length + sides.exclude.length > 0;
    }
    return true;
  });
  return Object.fromEntries(kept) as PeopleFilter;
};

export const withState = (
  filter: PeopleFilter,
  { key, value }: { key: ChipKey; value: ChipValue },
  state: TriState
): PeopleFilter => {
  const { include, exclude } = sidesOf(filter, key);
  const others = {
    include: include.filter((one) => one !== value),
    exclude: exclude.filter((one) => one !== value),
  };
  const sides = {
    include: state === 'include' ? [...others.include, value] : others.include,
    exclude: state === 'exclude' ? [...others.exclude, value] : others.exclude,
  };
  return tidy({ ...filter, [key]: sides } as PeopleFilter);
};

/** A condition includes its people or takes them out; switched off it goes. */
export const conditionState = (condition: Pick<FieldCondition, 'exclude'>): TriState =>
  condition.exclude ? 'exclude' : 'include';
export const withConditionState = (
  condition: FieldCondition,
  state: TriState
): FieldCondition | null =>
  state === 'off' ? null : { ...condition, exclude: state === 'exclude' };

export const conditionsOn = (filter: PeopleFilter, on: FieldCondition['on']): FieldCondition[] =>
  (filter.fields ?? []).filter((one) => one.on === on);

/** The filter with these conditions in place of those on the same kind of field. */
export const withConditions = (
  filter: PeopleFilter,
  on: FieldCondition['on'],
  conditions: readonly FieldCondition[]
): PeopleFilter => {
  const others = (filter.fields ?? []).filter((one) => one.on !== on);
  return tidy({ ...filter, fields: [...others, ...conditions] });
};

/** How many things the filter asks; the search counts as one. */
export const asked = (filter: PeopleFilter): number =>
  chipKeys.reduce((sum, key) => {
    const { include, exclude } = sidesOf(filter, key);
    return sum + include.length + exclude.length;
  }, 0) +
  (['created', 'updated', 'lastInbound'] as const).filter((key) => tidy(filter)[key]).length +
  (filter.fields?.length ?? 0) +
  (filter.askedToStop ? 1 : 0) +
  (filter.q?.trim() ? 1 : 0);

export const chosen = (
  filter: PeopleFilter,
  side: 'include' | 'exclude'
): { key: ChipKey; value: ChipValue }[] =>
  chipKeys.flatMap((key) => sidesOf(filter, key)[side].map((value) => ({ key, value })));

/** The filter as text of the address; empty for everyone. */
export const filterParam = (filter: PeopleFilter): string | null => {
  const { q: _q, ...rest } = tidy(filter);
  return Object.keys(rest).length === 0 ? null : JSON.stringify(rest);
};

const plainKeys = ['created', 'updated', 'lastInbound', 'fields', 'askedToStop'] as const;

/** The other way; what is no filter (an address typed by hand) is none. */
export const readFilterParam = (text: string | null): PeopleFilter => {
  if (!text) return {};
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    const known = new Set<string>([...chipKeys, ...plainKeys]);
    const entries = Object.entries(value).filter(([key]) => known.has(key));
    const filter = Object.fromEntries(
      entries.map(([key, one]) => [
        key,
        chipKeys.includes(key as ChipKey)
          ? {
              include: listOf((one as Partial<Sides> | null)?.include),
              exclude: listOf((one as Partial<Sides> | null)?.exclude),
            }
          : key === 'fields'
            ? Array.isArray(one)
              ? one
              : []
            : one,
      ])
    );
    return tidy(filter as PeopleFilter);
  } catch {
    return {}; // not our text: show everyone rather than nothing
  }
};
const listOf = (value: unknown): ChipValue[] =>
  Array.isArray(value)
    ? value.filter((one): one is ChipValue => typeof one === 'string' || typeof one === 'number')
    : [];

/** The list of those of whom it is to be decided whether they want no more messages. */
export const askedToStopPath = (): string =>
  `/plugins/${PLUGIN_ID}/contacts?${new URLSearchParams({ filter: filterParam({ askedToStop: true }) ?? '' })}`;

/** People ticked: some of them, or everyone who matches but a few. */
export type Picked =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<number> };
export const nobody: Picked = { kind: 'some', ids: new Set() };

export const isPicked = (picked: Picked, id: number): boolean =>
  picked.kind === 'all' ? !picked.except.has(id) : picked.ids.has(id);

const flip = (set: ReadonlySet<number>, id: number): Set<number> => {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
};

export const toggled = (picked: Picked, id: number): Picked =>
  picked.kind === 'all'
    ? { kind: 'all', except: flip(picked.except, id) }
    : { kind: 'some', ids: flip(picked.ids, id) };

export const pageState = (picked: Picked, page: readonly number[]): boolean | 'indeterminate' => {
  const count = page.filter((id) => isPicked(picked, id)).length;
  return count === 0 ? false : count === page.length ? true : 'indeterminate';
};

/** The box of the header: the whole page in, or out when it is in already. */
export const pageToggled = (picked: Picked, page: readonly number[]): Picked => {
  const isOut = pageState(picked, page) === true;
  const set = new Set(picked.kind === 'all' ? picked.except : picked.ids);
  for (const id of page) {
    const present = picked.kind === 'all' ? isOut : !isOut;
    if (present) set.add(id);
    else set.delete(id);
  }
  return picked.kind === 'all' ? { kind: 'all', except: set } : { kind: 'some', ids: set };
};

/** How many people a deed means; null while the total is still counted. */
export const pickedCount = (picked: Picked, total: number | undefined): number | null => {
  if (picked.kind === 'some') return picked.ids.size;
  return total === undefined ? null : Math.max(0, total - picked.except.size);
};

export const choiceOf = (picked: Picked, filter: PeopleFilter): PeopleChoice =>
  picked.kind === 'some'
    ? { kind: 'picked', contactIds: [...picked.ids] }
    : { kind: 'all', filter: tidy(filter), except: [...picked.except] };

/** Start and end of a day as the viewer's clock has it, as instants; an empty text is no bound. */
export const dayStart = (day: string): number | undefined =>
  day === '' ? undefined : new Date(`${day}T00:00:00`).getTime();
export const dayEnd = (day: string): number | undefined =>
  day === '' ? undefined : new Date(`${day}T23:59:59.999`).getTime();
export const dayOf = (at: number | undefined): string => {
  if (at === undefined) return '';
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
