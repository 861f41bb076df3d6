import type { FieldCondition, PeopleFilter } from '../../contracts/audience';
import { isEmptyFilter } from '../../contracts/audience-rules';
import type { ConsentState } from '../../contracts/contacts';
import type { FlowCondition, OwnCondition } from '../../contracts/flow-conditions';
import { fold } from '../../contracts/fold';
import type { PersonHolds } from './conditions';

type PersonCondition = Exclude<FlowCondition, OwnCondition>;

/**
 * What a trial knows of its person without the database: all that was made up of somebody who exists nowhere, of a contact
 * what the trial itself changed. Undefined: it is as saved.
 */
export interface KnownPerson {
  readonly language: string | null | undefined;
  readonly country: string | null | undefined;
  readonly town: string | null | undefined;
  readonly marketing: ConsentState | undefined;
  /** They may have asked for no more messages. */
  readonly askedToStop: boolean | undefined;
  /** Do they have the tag? */
  tag(name: string): boolean | undefined;
  /** Have they refused the kind of message? */
  refuses(topic: string): boolean | undefined;
  /** Does the condition on a profile field hold? */
  field(condition: FieldCondition): boolean | undefined;
}

/** What else of the person is not as saved: conditions that depend on it are not sure. */
export interface Touched {
  /** A tag, a field or the consent was changed. */
  readonly isChanged: boolean;
  /** Messages went to and fro that nobody stored. */
  readonly hasTalked: boolean;
  /** Profile fields that were changed, and whose new values nobody may look at here. */
  readonly hidden: ReadonlySet<string>;
}

interface Chips<T> {
  readonly include: readonly T[];
  readonly exclude: readonly T[];
}

/** Names of tags and towns are compared as filters do it: without case, accents and double spaces. */
const folded = (text: string | null): string =>
  fold(text ?? '')
    .trim()
    .replace(/\s+/g, ' ');

/** Does a single value, where it is known, equal the one that is asked? */
const sameAs =
  (known: string | null | undefined) =>
  (asked: string): boolean | undefined =>
    known === undefined ? undefined : folded(known) === folded(asked);

/** What a filter asks of the person: what is decided of it, and what is left to ask. */
interface Split {
  holds: boolean;
  rest: PeopleFilter;
}

/** Decides chips as far as their values are known; those that are not stay. */
const splitChips = <T>(
  { include, exclude }: Chips<T>,
  is: (value: T) => boolean | undefined
): { holds: boolean; rest: { include: T[]; exclude: T[] } | undefined } => {
  const isIn = include.some((value) => is(value) === true);
  const isOut = exclude.some((value) => is(value) === true);
  const open = isIn ? [] : include.filter((value) => is(value) === undefined);
  const shut = exclude.filter((value) => is(value) === undefined);
  const misses = include.length > 0 && !isIn && open.length === 0;
  return {
    holds: !misses && !isOut,
    rest: open.length + shut.length > 0 ? { include: open, exclude: shut } : undefined,
  };
};

/** All parts of a filter must hold, so each is decided by itself. */
const split = (filter: PeopleFilter, known: KnownPerson): Split => {
  const { tags, languages, countries, towns, consent, refuses, askedToStop, fields, ...others } =
    filter;
  const parts = {
    tags: tags && splitChips(tags, (name) => known.tag(name)),
    languages: languages && splitChips(languages, sameAs(known.language)),
    countries: countries && splitChips(countries, sameAs(known.country)),
    towns: towns && splitChips(towns, sameAs(known.town)),
    consent: consent && splitChips(consent, sameAs(known.marketing)),
    refuses: refuses && splitChips(refuses, (topic) => known.refuses(topic)),
  };
  const open = (fields ?? []).filter((one) => known.field(one) === undefined);
  const isAsked = askedToStop === true && known.askedToStop === undefined;
  const holds =
    Object.values(parts).every((part) => part?.holds !== false) &&
    (fields ?? []).every((one) => known.field(one) !== false) &&
    (askedToStop !== true || known.askedToStop !== false);
  const rest: PeopleFilter = {
    ...others,
    ...(parts.tags?.rest ? { tags: parts.tags.rest } : {}),
    ...(parts.languages?.rest ? { languages: parts.languages.rest } : {}),
    ...(parts.countries?.rest ? { countries: parts.countries.rest } : {}),
    ...(parts.towns?.rest ? { towns: parts.towns.rest } : {}),
    ...(parts.consent?.rest ? { consent: parts.consent.rest } : {}),
    ...(parts.refuses?.rest ? { refuses: parts.refuses.rest } : {}),
    ...(isAsked ? { askedToStop: true } : {}),
    ...(open.length > 0 ? { fields: open } : {}),
  };
  return { holds, rest };
};

const isFilterTouched = (
  { q, quality, segments, updated, lastInbound, fields = [] }: PeopleFilter,
  { isChanged, hasTalked, hidden }: Touched
): boolean => {
  if (isChanged && !isEmptyFilter({ q, quality, segments, updated })) return true;
  if (hasTalked && lastInbound !== undefined) return true;
  return fields.some(({ on, key }) => on === 'custom' && hidden.has(key));
};

/** May the answer of the database be another one by what the trial changed and said? */
const isTouched = (condition: PersonCondition, touched: Touched): boolean => {
  const { isChanged, hasTalked } = touched;
  switch (condition.kind) {
    case 'people':
      return isFilterTouched(condition.filter, touched);
    case 'time':
      return condition.fact === 'changed' ? isChanged : hasTalked && condition.fact !== 'added';
    case 'messages':
    case 'engagement':
      return hasTalked;
    default:
      return false;
  }
};

/** What is asked, and whether the answer is sure. */
interface Looked {
  holds: boolean;
  unsure: boolean;
}

/**
 * Does a condition hold for the person of a trial, its `not` included? What is known decides it as far as it can, `ask` the
 * rest. `ask` null: the person is made up, and what nobody made up does not hold.
 */
export const lookAt = async (
  condition: PersonCondition,
  known: KnownPerson,
  { ask, touched }: { ask: PersonHolds | null; touched: Touched }
): Promise<Looked> => {
  const { not } = condition;
  if (condition.kind !== 'people')
    return ask
      ? { holds: await ask(condition), unsure: isTouched(condition, touched) }
      : { holds: not, unsure: true };
  const { holds, rest } = split(condition.filter, known);
  if (!holds) return { holds: not, unsure: false };
  if (isEmptyFilter(rest)) return { holds: !not, unsure: false };
  if (!ask) return { holds: not, unsure: true };
  const left = { ...condition, filter: rest };
  return { holds: await ask(left), unsure: isTouched(left, touched) };
};
