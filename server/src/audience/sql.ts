import { contactTable, contactTagTable, tagIdsSql } from '../contacts/public';
import type { PeopleChoice, PeopleFilter } from '../contracts/audience';
import type { LinkedTypes } from '../records/public';
import { groupMemberTable } from '../groups/public';
import { valuesSql } from '../strapi/batch';
import type { Dialect } from '../strapi/db';
import { filterSql, type Trees } from './filter-sql';
import { and, type SqlPart } from '../strapi/sql-part';

/**
 * Who a choice means, for `SELECT … FROM ${from} WHERE ${where}` and `INSERT … SELECT`. Alias `c` is the contacts table.
 * `bindings` are those of `from`, then those of `where`: in the order of the text. `key` is the contact's id where it
 * is in an index that fits: keyset pieces compare and order by it.
 */
export interface ChoiceSql {
  from: string;
  where: string;
  bindings: SqlPart['bindings'];
  key: string;
}

const CONTACTS = contactTable.table;
const MEMBERS = groupMemberTable.table;
const CONTACT_TAGS = contactTagTable.table;

const idsJson = (ids: readonly number[]): string =>
  JSON.stringify([...new Set(ids)].map((cid) => ({ cid })));

/** The people of a list given as one parameter. */
const inList = (dialect: Dialect, ids: readonly number[], column: string): SqlPart => ({
  // Without an index on the list's side nothing is looked up by it: the planner must not start from the people.
  sql: `${column} IN (SELECT lv.cid FROM ${valuesSql(dialect, [{ name: 'cid', type: 'int' }], 'lv')})`,
  bindings: [idsJson(ids)],
});

const notExcepted = (dialect: Dialect, except: readonly number[], column: string): SqlPart => {
  if (except.length === 0) return { sql: '', bindings: [] };
  const { sql, bindings } = inList(dialect, except, column);
  return { sql: `NOT (${sql})`, bindings };
};

/** What the rows are read from: one group or one tag has the people in its own index, in order. */
const driver = (
  filter: PeopleFilter
): { from: string; first: SqlPart; key: string; rest: PeopleFilter } => {
  const { groups, tags } = filter;
  const [group, ...otherGroups] = groups?.include ?? [];
  if (group !== undefined && otherGroups.length === 0) {
    return {
      from: `${MEMBERS} cm JOIN ${CONTACTS} c ON c.id = cm.contact_id`,
      first: { sql: 'cm.group_id = ?', bindings: [group] },
      key: 'cm.contact_id',
      rest: { ...filter, groups: { include: [], exclude: groups?.exclude ?? [] } },
    };
  }
  const [tag, ...otherTags] = tags?.include ?? [];
  if (tag !== undefined && otherTags.length === 0) {
    const { sql, bindings } = tagIdsSql([tag]);
    return {
      from: `${CONTACT_TAGS} cm JOIN ${CONTACTS} c ON c.id = cm.contact_id`,
      first: { sql: `cm.tag_id = (${sql})`, bindings },
      key: 'cm.contact_id',
      rest: { ...filter, tags: { include: [], exclude: tags?.exclude ?? [] } },
    };
  }
  return { from: `${CONTACTS} c`, first: { sql: '', bindings: [] }, key: 'c.id', rest: filter };
};

/** Merged and deleted people are nobody, and the row that stands for a WhatsApp group is no person. */
const liveSql = (alias: string): SqlPart => ({
  // Hidden from planners: the index of groups' keys holds nearly everybody at NULL.
  sql: `${alias}.merged_into IS NULL AND COALESCE(${alias}.group_key, '') = ''`,
  bindings: [],
});

/**
 * A choice with what its filter is written with: the linked types, and the segments that it names, read at one instant.
 * Without them a filter that names segments matches nobody.
 */
export type ResolvedChoice =
  | Extract<PeopleChoice, { kind: 'picked' }>
  | (Extract<PeopleChoice, { kind: 'all' }> & {
      readonly linked: LinkedTypes;
      readonly trees?: Trees;
    });

/** See `ChoiceSql`. */
export const choiceSql = (dialect: Dialect, choice: ResolvedChoice): ChoiceSql => {
  if (choice.kind === 'picked') {
    const list = valuesSql(dialect, [{ name: 'cid', type: 'int' }], 'cv');
    return {
      from: `${list} JOIN ${CONTACTS} c ON c.id = cv.cid`,
      where: liveSql('c').sql,
      bindings: [idsJson(choice.contactIds)],
      key: 'c.id',
    };
  }
  const { from, first, key, rest } = driver(choice.filter);
  const where = and([
    first,
    liveSql('c'),
    filterSql(dialect, rest, { alias: 'c', linked: choice.linked, trees: choice.trees }),
    notExcepted(dialect, choice.except, key),
  ]);
  return { from, where: where.sql, bindings: where.bindings, key };
};

/** The same people as a condition on any alias of the contacts table (the twin rule of campaigns). */
export const choiceCondition = (dialect: Dialect, choice: ResolvedChoice, alias = 'c'): SqlPart => {
  const live = liveSql(alias);
  if (choice.kind === 'picked')
    return and([live, inList(dialect, choice.contactIds, `(${alias}.id + 0)`)]);
  return and([
    live,
    filterSql(dialect, choice.filter, { alias, linked: choice.linked, trees: choice.trees }),
    notExcepted(dialect, choice.except, `(${alias}.id + 0)`),
  ]);
};
