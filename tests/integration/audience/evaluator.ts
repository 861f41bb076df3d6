import type {
  FieldCondition,
  PeopleChoice,
  PeopleFilter,
  QualityProblem,
} from '../../../server/src/contracts/audience';

/** A person with everything that a filter may ask, kept plainly. */
export interface Person {
  id: number;
  name: string;
  email: string | null;
  phone: string;
  tags: string[];
  groups: number[];
  language: string | null;
  country: string | null;
  town: string | null;
  source: string;
  ownerId: number | null;
  marketing: 'in' | 'none' | 'out';
  blocked: boolean;
  topicsRefused: string[];
  addedAt: number;
  changedAt: number;
  lastInboundAt: number | null;
  merged: boolean;
  talks: { origin: string; assigneeId: number | null }[];
  /** By key: text, a number, a boolean, or a date as `YYYY-MM-DD`. */
  custom: Record<string, string | number | boolean>;
}

const folded = (text: string): string =>
  text.toLocaleLowerCase('tr').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').trim();

interface Chips<T> {
  include: T[];
  exclude: T[];
}
/** Any of the included ones, none of the excluded ones. */
export const chip = <T>(chips: Chips<T> | undefined, has: (value: T) => boolean): boolean =>
  !chips || ((chips.include.length === 0 || chips.include.some(has)) && !chips.exclude.some(has));

const within = (
  value: number | null,
  range: { from?: number; to?: number } | undefined
): boolean => {
  if (range?.from === undefined && range?.to === undefined) return true;
  if (value === null) return false;
  return (
    (range.from === undefined || value >= range.from) &&
    (range.to === undefined || value <= range.to)
  );
};

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const asNumber = (value: string | number | boolean): number | null => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isDay(value)) return Date.parse(`${value}T00:00:00Z`);
  return typeof value === 'number' ? value : null;
};

const field = (person: Person, { key, operator, value }: FieldCondition): boolean => {
  const has = Object.hasOwn(person.custom, key) ? person.custom[key] : undefined;
  const same = (): boolean =>
    has !== undefined &&
    (typeof value === 'number'
      ? asNumber(has) === value
      : folded(String(has)) === folded(String(value ?? '')));
  const number = has === undefined ? null : asNumber(has);
  const wanted = isDay(value) ? Date.parse(`${value}T00:00:00Z`) : Number(value);
  if (operator === 'is-filled') return has !== undefined;
  if (operator === 'is-empty') return has === undefined;
  if (operator === 'is') return same();
  if (operator === 'is-not') return !same();
  if (operator === 'contains')
    return has !== undefined && folded(String(has)).includes(folded(String(value ?? '')));
  if (number === null || Number.isNaN(wanted)) return false;
  return operator === 'more-than' || operator === 'after' ? number > wanted : number < wanted;
};

const searched = (person: Person, q: string | undefined): boolean => {
  const words = folded(q ?? '')
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return true;
  const text = folded([person.name, person.email].filter(Boolean).join(' '));
  if (words.every((word) => text.includes(word))) return true;
  const digits = (q ?? '').replace(/\D/g, '').replace(/^0+/, '');
  return (
    /^[\d\s+()./-]+$/.test((q ?? '').trim()) && digits.length >= 3 && person.phone.includes(digits)
  );
};

const YEAR = 365 * 86_400_000;
const problem = (person: Person, all: readonly Person[], one: QualityProblem): boolean =>
  ({
    'no-name': person.name === '',
    'no-number': person.phone === '',
    'no-email': person.email === null,
    'no-language': person.language === null,
    unanswered: person.marketing === 'none',
    'agreed-unreachable': person.marketing === 'in' && (person.blocked || person.phone === ''),
    'same-email': all.some(
      (other) =>
        other.id !== person.id &&
        !other.merged &&
        other.email !== null &&
        other.email === person.email
    ),
    stale: person.changedAt < Date.now() - YEAR && (person.lastInboundAt ?? 0) < Date.now() - YEAR,
  })[one];

export const matches = (
  person: Person,
  filter: PeopleFilter,
  all: readonly Person[] = []
): boolean =>
  searched(person, filter.q) &&
  chip(filter.tags, (tag) => person.tags.some((one) => folded(one) === folded(tag))) &&
  chip(filter.groups, (group) => person.groups.includes(group)) &&
  chip(filter.languages, (one) => person.language?.toLowerCase() === one.toLowerCase()) &&
  chip(filter.towns, (one) => person.town !== null && folded(person.town) === folded(one)) &&
  chip(filter.countries, (one) => person.country === one) &&
  chip(filter.sources, (one) => person.source === one) &&
  chip(filter.owners, (one) => (person.ownerId ?? 0) === one) &&
  chip(filter.origins, (one) => person.talks.some((talk) => talk.origin === one)) &&
  chip(filter.assignees, (one) =>
    one === 0
      ? person.talks.every((talk) => talk.assigneeId === null)
      : person.talks.some((talk) => talk.assigneeId === one)
  ) &&
  chip(filter.consent, (one) => person.marketing === one) &&
  chip(filter.refuses, (one) => person.topicsRefused.includes(one)) &&
  chip(filter.quality, (one) => problem(person, all, one)) &&
  within(person.addedAt, filter.created as { from?: number; to?: number } | undefined) &&
  within(person.changedAt, filter.updated as { from?: number; to?: number } | undefined) &&
  within(person.lastInboundAt, filter.lastInbound as { from?: number; to?: number } | undefined) &&
  (filter.fields ?? []).every((one) => field(person, one) !== one.exclude);

/** Ids of the people whom a choice means, in order: what the SQL must answer. */
export const evaluate = (people: readonly Person[], choice: PeopleChoice): number[] =>
  people
    .filter(
      (person) =>
        !person.merged &&
        (choice.kind === 'picked'
          ? choice.contactIds.includes(person.id)
          : matches(person, choice.filter, people) && !choice.except.includes(person.id))
    )
    .map((person) => person.id)
    .sort((a, b) => a - b);
