import { marks, type SqlPart } from '../strapi/sql-part';
import type { Step } from './host-reach';
import type { Hop, HostColumn, HostType } from './host-types';

/** Names come from Strapi's metadata; quoted, because a host may call a column `order`. */
export const quote = (name: string, isMysql: boolean): string =>
  isMysql ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`;

const TEXTS = new Set(['string', 'text', 'email', 'uid', 'enumeration']);

/** A column as text: PostgreSQL has no LOWER of a number. Texts stay as they are, for their index. */
export const asText = (column: string, type: string, isMysql: boolean): string =>
  TEXTS.has(type) ? column : `CAST(${column} AS ${isMysql ? 'CHAR' : 'TEXT'})`;

export interface HostQuery {
  isMysql: boolean;
  /** Language whose row stands for a translated entry. */
  locale: string;
}

/**
 * Which row stands for an entry: the published one, else the draft; the default language, else the first by its code.
 * Types without drafts and translations have one row.
 */
export const standsFor = (
  type: Pick<HostType, 'table' | 'hasDrafts' | 'localized'>,
  { isMysql, locale }: HostQuery,
  alias = 'e'
): SqlPart => {
  if (!type.hasDrafts && !type.localized)
    return { sql: `${alias}.document_id IS NOT NULL`, bindings: [] };
  const table = quote(type.table, isMysql);
  const drafts = type.hasDrafts ? 'CASE WHEN p.published_at IS NULL THEN 1 ELSE 0 END, ' : '';
  const language = type.localized ? 'CASE WHEN p.locale = ? THEN 0 ELSE 1 END, p.locale, ' : '';
  return {
    sql: `${alias}.document_id IS NOT NULL AND ${alias}.id = (SELECT p.id FROM ${table} p WHERE p.document_id = ${alias}.document_id ORDER BY ${drafts}${language}p.id LIMIT 1)`,
    bindings: type.localized ? [locale] : [],
  };
};

const stepJoins = (
  step: Step,
  query: HostQuery,
  { from, n }: { from: string; n: number }
): SqlPart & { alias: string } => {
  const name = (text: string) => quote(text, query.isMysql);
  const { link, column } = step;
  const row = `rt${n}`;
  const parts: SqlPart[] = [];
  if (link) {
    const field = link.field === null ? '' : ` AND rl${n}.field = ?`;
    parts.push({
      sql: `LEFT JOIN ${name(link.table)} rl${n} ON rl${n}.${name(link.from)} = ${from}.id${field}`,
      bindings: link.field === null ? [] : [link.field],
    });
  }
  const key = link ? `rl${n}.${name(link.to)}` : `${from}.${name(column)}`;
  parts.push({ sql: `LEFT JOIN ${name(step.table)} ${row} ON ${row}.id = ${key}`, bindings: [] });
  let alias = row;
  if (step.hasDrafts || step.localized) {
    // A relation may lead to a draft or a translation: the row that stands for that entry is asked.
    alias = `rs${n}`;
    const rule = standsFor(step, query, alias);
    parts.push({
      sql: `LEFT JOIN ${name(step.table)} ${alias} ON ${alias}.document_id = ${row}.document_id AND ${rule.sql}`,
      bindings: rule.bindings,
    });
  }
  return {
    sql: parts.map(({ sql }) => sql).join(' '),
    bindings: parts.flatMap(({ bindings }) => bindings),
    alias,
  };
};

/** Joins from the row `from` over the steps; `alias` is the row at the end, all NULL where nothing is related. */
export const joinsOver = (
  steps: readonly Step[],
  query: HostQuery,
  from: string
): SqlPart & { alias: string } =>
  steps.reduce<SqlPart & { alias: string }>(
    (before, step, n) => {
      const one = stepJoins(step, query, { from: before.alias, n });
      return {
        sql: `${before.sql} ${one.sql}`,
        bindings: [...before.bindings, ...one.bindings],
        alias: one.alias,
      };
    },
    { sql: '', bindings: [], alias: from }
  );

/** Joins that the related fields among these need; the alias of each is `h0`, `h1`… */
const joinsOf = (columns: readonly HostColumn[], isMysql: boolean) => {
  const aliases = new Map<string, string>();
  const joins: string[] = [];
  for (const { hop } of columns) {
    if (!hop || aliases.has(hop.relation)) continue;
    const alias = `h${aliases.size}`;
    aliases.set(hop.relation, alias);
    const table = quote(hop.table, isMysql);
    if (hop.link) {
      const { table: link, from, to } = hop.link;
      joins.push(
        `LEFT JOIN ${quote(link, isMysql)} l${alias} ON l${alias}.${quote(from, isMysql)} = e.id`,
        `LEFT JOIN ${table} ${alias} ON ${alias}.id = l${alias}.${quote(to, isMysql)}`
      );
    } else
      joins.push(`LEFT JOIN ${table} ${alias} ON ${alias}.id = e.${quote(hop.column, isMysql)}`);
  }
  return { aliases, joins };
};

/**
 * SELECT of entries with these fields as `f0`, `f1`… and `entry_id`, `document_id`. The caller adds conditions on `e`
 * with AND, order and limit.
 */
export const selectEntries = (
  type: HostType,
  columns: readonly HostColumn[],
  query: HostQuery
): SqlPart => {
  const { isMysql } = query;
  const { aliases, joins } = joinsOf(columns, isMysql);
  const fields = columns.map(({ hop, column }, i) => {
    const alias = hop ? aliases.get(hop.relation) : 'e';
    return `${alias}.${quote(column, isMysql)} AS f${i}`;
  });
  const rule = standsFor(type, query);
  const from = `${quote(type.table, isMysql)} e ${joins.join(' ')}`;
  return {
    sql: `SELECT ${['e.id AS entry_id', 'e.document_id AS document_id', ...fields].join(', ')} FROM ${from} WHERE ${rule.sql}`,
    bindings: rule.bindings,
  };
};

/** SELECT of the entries to which this relation leads from these rows, as `entry_id` (the row) and `document_id`. */
export const selectRelated = (
  { table }: Pick<HostType, 'table'>,
  { table: target, link, column }: Hop,
  { isMysql, entryIds }: { isMysql: boolean; entryIds: readonly number[] }
): SqlPart => {
  const name = (text: string) => quote(text, isMysql);
  const rows = marks(entryIds);
  const sql = link
    ? `SELECT l.${name(link.from)} AS entry_id, h.document_id AS document_id FROM ${name(link.table)} l JOIN ${name(target)} h ON h.id = l.${name(link.to)} WHERE l.${name(link.from)} IN (${rows})`
    : `SELECT e.id AS entry_id, h.document_id AS document_id FROM ${name(table)} e JOIN ${name(target)} h ON h.id = e.${name(column)} WHERE e.id IN (${rows})`;
  return { sql, bindings: [...entryIds] };
};
