import {
  contactFieldTable,
  contactSearch,
  contactTagTable,
  contactValueTable,
  formerTownKeyOf,
  formerTownSql,
  formerValueKeyOf,
  formerValueSql,
  tagIdsSql,
  townKeyOf,
  valueKeyOf,
} from '../contacts/public';
import { fold, formerFold } from '../contracts/fold';
import type { FieldCondition, PeopleFilter } from '../contracts/audience';
import { conversationTable } from '../conversations/public';
import { groupMemberTable } from '../groups/public';
import { refusesSql } from '../consent/public';
import { linkedFieldSql, linkedTypesSql, type LinkedTypes } from '../records/public';
import { escapeLike } from '../kernel/like';
import type { Dialect } from '../strapi/db';
import { holdsFolded, sameKey } from '../strapi/folded-sql';
import { comparison, NEVER } from './domain/comparison';
import { withProblems } from './quality-sql';
import { and, either, isUnanswerable, marks, NOBODY, not, type SqlPart } from '../strapi/sql-part';

type Value = string | number;
interface Chips<T> {
  include: T[];
  exclude: T[];
}

/** One condition per side: any of the included, none of the excluded. */
const chip = <T>(chips: Chips<T> | undefined, one: (values: T[]) => SqlPart): SqlPart[] => {
  if (!chips) return [];
  return [
    ...(chips.include.length > 0 ? [one(chips.include)] : []),
    ...(chips.exclude.length > 0 ? [not(one(chips.exclude))] : []),
  ];
};

const columnIn =
  (column: string) =>
  (values: Value[]): SqlPart => ({
    // NULL is no value of the list: without COALESCE an excluded list would take out people who have none.
    sql: `COALESCE(${column}, '') IN (${marks(values)})`,
    bindings: values,
  });

/** People who are still kept by the former fold are found by it. */
const inTowns = (alias: string, towns: string[]): SqlPart => {
  const column = columnIn(`${alias}.town_key`);
  const keys = towns.map((town) => townKeyOf(town) ?? '');
  const before = towns
    .map((town) => formerTownKeyOf(town) ?? '')
    .filter((key) => !keys.includes(key));
  if (before.length === 0) return column(keys);
  return either([column(keys), and([column(before), { sql: formerTownSql(alias), bindings: [] }])]);
};

const tagged =
  (alias: string) =>
  (names: string[]): SqlPart => {
    const { sql, bindings } = tagIdsSql(names);
    return {
      sql: `EXISTS (SELECT 1 FROM ${contactTagTable.table} ft WHERE ft.contact_id = ${alias}.id AND ft.tag_id IN (${sql}))`,
      bindings,
    };
  };

const inGroups =
  (alias: string) =>
  (groupIds: number[]): SqlPart => ({
    sql: `EXISTS (SELECT 1 FROM ${groupMemberTable.table} fg WHERE fg.contact_id = ${alias}.id AND fg.group_id IN (${marks(groupIds)}))`,
    bindings: groupIds,
  });

const talks = (alias: string, condition: string, bindings: Value[]): SqlPart => ({
  sql: `EXISTS (SELECT 1 FROM ${conversationTable.table} fc WHERE fc.contact_id = ${alias}.id AND ${condition})`,
  bindings,
});

const began =
  (alias: string) =>
  (origins: string[]): SqlPart =>
    talks(alias, `fc.origin IN (${marks(origins)})`, origins);

/** 0 stands for nobody. */
const assigned =
  (alias: string) =>
  (userIds: number[]): SqlPart => {
    const people = userIds.filter((one) => one > 0);
    return either([
      ...(people.length > 0 ? [talks(alias, `fc.assignee_id IN (${marks(people)})`, people)] : []),
      ...(userIds.includes(0) ? [not(talks(alias, 'fc.assignee_id IS NOT NULL', []))] : []),
    ]);
  };

const owned =
  (alias: string) =>
  (userIds: number[]): SqlPart => ({
    sql: `COALESCE(${alias}.owner_id, 0) IN (${marks(userIds)})`,
    bindings: userIds,
  });

const between = (
  column: string,
  range: { from?: number | undefined; to?: number | undefined } | undefined
): SqlPart[] => [
  ...(range?.from === undefined ? [] : [{ sql: `${column} >= ?`, bindings: [range.from] }]),
  ...(range?.to === undefined ? [] : [{ sql: `${column} <= ?`, bindings: [range.to] }]),
];

/** A value of the profile field `key`, by what is compared (see the table contact-value). */
const customSql = (dialect: Dialect, alias: string, condition: FieldCondition): SqlPart => {
  const former = { where: formerValueSql('fv'), fold: formerFold, keyOf: formerValueKeyOf };
  const holds = (column: string) => holdsFolded(dialect, column);
  const test = comparison(condition, { fold, keyOf: valueKeyOf, escapeLike, holds, former });
  if (test === NEVER) return NOBODY;
  const found: SqlPart = {
    sql: `EXISTS (SELECT 1 FROM ${contactValueTable.table} fv WHERE fv.contact_id = ${alias}.id AND fv.field_id = (SELECT ff.id FROM ${contactFieldTable.table} ff WHERE ${sameKey(dialect, 'ff.field_key')})${test.sql ? ` AND ${test.sql}` : ''})`,
    bindings: [condition.key, ...test.bindings],
  };
  return test.negated ? not(found) : found;
};

const fieldSql = (dialect: Dialect, place: FilterPlace, condition: FieldCondition): SqlPart => {
  if (condition.on === 'record') return linkedFieldSql(dialect, place, condition);
  const part = customSql(dialect, place.alias, condition);
  return condition.exclude ? not(part) : part;
};

/** A search without a word to look for finds everybody. */
const searched = (dialect: Dialect, q: string | undefined, alias: string): SqlPart[] => {
  const part = contactSearch(dialect, q, alias);
  return part ? [part] : [];
};

/** Saved segments as conditions, at one instant: what `within the last 24 hours` means is the same in every piece. */
export interface Trees {
  readonly now: number;
  /**
   * Unanswerable when it is gone, or contains itself. `flipped`: it stands under a NOT, and people without a consent that
   * it needs must fall out all the same (X-08).
   */
  of(alias: string, segmentId: number, flipped: boolean): SqlPart;
}

/** A segment that nobody can answer matches nobody, also to exclude: it must not let a message go to everybody. */
const inSegments = (
  chips: Chips<number> | undefined,
  { alias, trees, flipped = false }: FilterPlace
): SqlPart[] => {
  if (!chips) return [];
  const parts = (ids: number[], under: boolean) =>
    ids.map((id) => trees?.of(alias, id, under) ?? NOBODY);
  const include = parts(chips.include, flipped);
  const exclude = parts(chips.exclude, !flipped);
  if ([...include, ...exclude].some(isUnanswerable)) return [NOBODY];
  return [
    ...(include.length > 0 ? [either(include)] : []),
    ...(exclude.length > 0 ? [not(either(exclude))] : []),
  ];
};

/** Where a filter is written: over which alias, with which linked types and segments, and whether under a NOT. */
interface FilterPlace {
  alias: string;
  linked: LinkedTypes;
  trees?: Trees | undefined;
  flipped?: boolean;
}

/** The filter as one condition over the contacts table (`alias`); every part is true or false, never NULL. */
export const filterSql = (dialect: Dialect, filter: PeopleFilter, place: FilterPlace): SqlPart => {
  const { alias } = place;
  const c = (column: string) => `${alias}.${column}`;
  const lower = (values: string[]) =>
    columnIn(`LOWER(${c('language')})`)(values.map((one) => one.toLowerCase()));
  const countries = (values: string[]) =>
    columnIn(c('country'))(values.map((one) => one.toUpperCase()));
  const towns = (values: string[]) => inTowns(alias, values);
  const parts = [
    ...searched(dialect, filter.q, alias),
    ...chip(filter.tags, tagged(alias)),
    ...chip(filter.groups, inGroups(alias)),
    ...inSegments(filter.segments, place),
    ...chip(filter.languages, lower),
    ...chip(filter.countries, countries),
    ...chip(filter.towns, towns),
    ...chip(filter.origins, began(alias)),
    ...chip(filter.sources, columnIn(c('source'))),
    ...chip(filter.owners, owned(alias)),
    ...chip(filter.assignees, assigned(alias)),
    ...chip(filter.consent, columnIn(c('marketing'))),
    ...(filter.askedToStop ? [{ sql: `${c('asked_stop_at')} IS NOT NULL`, bindings: [] }] : []),
    ...chip(filter.refuses, (topics) =>
      either(topics.map((topic) => ({ sql: refusesSql(topic, alias), bindings: [] })))
    ),
    ...chip(filter.quality, withProblems(dialect, alias)),
    ...chip(filter.linked, (types) => linkedTypesSql(alias, types)),
    ...between(c('added_at'), filter.created),
    ...between(c('changed_at'), filter.updated),
    ...between(c('last_inbound_at'), filter.lastInbound),
    ...(filter.fields ?? []).map((condition) => fieldSql(dialect, place, condition)),
  ];
  return parts.length > 0 ? and(parts) : { sql: '', bindings: [] };
};
