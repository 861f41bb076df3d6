import type { FieldCondition } from '../contracts/audience';
import { DAY_MS } from '../kernel/time';
import type { Dialect } from '../strapi/db';
import { isMoment, isNumber } from './domain/filter-kind';
import { asText, joinsOver, standsFor, quote } from './host-sql';
import type { Step } from './host-reach';
import type { HostColumn } from './host-types';
import type { LinkedTypes, Mapping } from './mappings';
import { contains, textIs } from '../strapi/folded-sql';
import { marks, NOBODY, type SqlPart } from '../strapi/sql-part';
import { contactLinkTable } from './tables';

/*
 * Conditions over contacts (alias `c` or another) for filters: which people have a linked record of a type, and which
 * have one whose field answers. They read the host's own table, so they are never out of date. Never NULL, so that NOT
 * takes exactly the others.
 */

const LINKS = contactLinkTable.table;

/** Where a condition is written: over which alias of the contacts, with which linked types. */
export interface LinkedPlace {
  alias: string;
  linked: LinkedTypes;
}

export const linkedTypesSql = (alias: string, types: readonly string[]): SqlPart =>
  types.length === 0
    ? NOBODY
    : {
        sql: `EXISTS (SELECT 1 FROM ${LINKS} rk WHERE rk.contact_id = ${alias}.id AND rk.uid IN (${marks(types)}))`,
        bindings: [...types],
      };

type Compared = string | number | boolean;

const truth = (value: Compared): boolean =>
  value === true || value === 1 || value === 'true' || value === '1';

const momentOf = (value: Compared): number =>
  typeof value === 'number' ? value : Date.parse(String(value));

/** A moment as the database keeps it: SQLite has milliseconds, the others timestamps. */
const momentPart = (
  dialect: Dialect,
  column: string,
  { sign, at }: { sign: string; at: number }
) => {
  if (dialect === 'sqlite') return { sql: `${column} ${sign} ?`, bindings: [at] };
  const value = dialect === 'postgres' ? 'to_timestamp(? / 1000.0)' : 'FROM_UNIXTIME(? / 1000.0)';
  return { sql: `${column} ${sign} ${value}`, bindings: [at] };
};

const dayText = (value: Compared): string =>
  typeof value === 'number'
    ? new Date(value).toISOString().slice(0, 10)
    : String(value).slice(0, 10);

const SIGNS: Partial<Record<FieldCondition['operator'], string>> = {
  'more-than': '>',
  after: '>',
  'less-than': '<',
  before: '<',
};

/** What a condition needs to know of the field that it asks of. */
type Asked = Pick<HostColumn, 'type' | 'column'>;

const equals = (
  dialect: Dialect,
  field: Asked,
  c: { column: string; value: Compared }
): SqlPart => {
  const { column, value } = c;
  if (field.type === 'boolean') return { sql: `${column} = ?`, bindings: [truth(value)] };
  if (isNumber(field.type)) return { sql: `${column} = ?`, bindings: [Number(value)] };
  if (field.type === 'date') return { sql: `${column} = ?`, bindings: [dayText(value)] };
  if (isMoment(field.type)) {
    // An instant is the start of the day where the person who asks is; a text is a day of UTC.
    const at = typeof value === 'number' ? value : Date.parse(`${dayText(value)}T00:00:00Z`);
    if (Number.isNaN(at)) return NOBODY;
    const from = momentPart(dialect, column, { sign: '>=', at });
    const to = momentPart(dialect, column, { sign: '<', at: at + DAY_MS });
    return { sql: `(${from.sql} AND ${to.sql})`, bindings: [...from.bindings, ...to.bindings] };
  }
  return textIs(asText(column, field.type, dialect === 'mysql'), String(value));
};

const compared = (
  dialect: Dialect,
  field: Asked,
  { column, sign, value }: { column: string; sign: string; value: Compared }
): SqlPart => {
  if (isMoment(field.type)) {
    const at = momentOf(value);
    return Number.isNaN(at) ? NOBODY : momentPart(dialect, column, { sign, at });
  }
  if (field.type === 'date') return { sql: `${column} ${sign} ?`, bindings: [dayText(value)] };
  if (!isNumber(field.type)) return NOBODY;
  const number = Number(value);
  return Number.isNaN(number) ? NOBODY : { sql: `${column} ${sign} ?`, bindings: [number] };
};

const TEXTS = new Set(['string', 'text', 'email', 'uid', 'enumeration']);

const emptySql = (field: Asked, column: string): string =>
  TEXTS.has(field.type) ? `(${column} IS NULL OR ${column} = '')` : `${column} IS NULL`;

/** Whether the field of the row `alias` answers the condition. */
export const conditionOn = (
  dialect: Dialect,
  { field, alias }: { field: Asked; alias: string },
  condition: Pick<FieldCondition, 'operator' | 'value'>
): SqlPart => {
  const column = `${alias}.${quote(field.column, dialect === 'mysql')}`;
  const { operator, value } = condition;
  if (operator === 'is-empty') return { sql: emptySql(field, column), bindings: [] };
  if (operator === 'is-filled') return { sql: `NOT ${emptySql(field, column)}`, bindings: [] };
  if (value === undefined) return NOBODY;
  if (operator === 'contains')
    return contains(asText(column, field.type, dialect === 'mysql'), String(value));
  const sign = SIGNS[operator];
  if (sign) return compared(dialect, field, { column, sign, value });
  const same = equals(dialect, field, { column, value });
  if (operator === 'is') return same;
  return { sql: `(${column} IS NULL OR NOT ${same.sql})`, bindings: same.bindings };
};

/** How many linked entries of a type somebody has, made since `from`; null: the type is not mapped any more. */
export const linkedCountSql = (
  dialect: Dialect,
  { alias, linked }: LinkedPlace,
  { type, from }: { type: string; from: number | null }
): SqlPart | null => {
  const { locale } = linked;
  const mapping = linked.of(type);
  if (!mapping) return null;
  const isMysql = dialect === 'mysql';
  const rule = standsFor(mapping.type, { isMysql, locale }, 're');
  const made =
    from === null
      ? { sql: '', bindings: [] }
      : momentPart(dialect, 're.created_at', { sign: '>=', at: from });
  return {
    sql: `(SELECT COUNT(*) FROM ${LINKS} rk JOIN ${quote(mapping.type.table, isMysql)} re ON re.document_id = rk.entry_document WHERE rk.contact_id = ${alias}.id AND rk.uid = ? AND ${rule.sql}${made.sql === '' ? '' : ` AND ${made.sql}`})`,
    bindings: [mapping.uid, ...rule.bindings, ...made.bindings],
  };
};

/** The field that a condition asks of and the way to it; null: filters may not use it, or it is gone. */
const askedField = (mapping: Mapping, key: string): (Asked & { steps: Step[] }) | null => {
  const reached = mapping.reach.find(({ path }) => path === key);
  if (reached) return reached;
  const own = mapping.type.fields.find(({ path, hop }) => path === key && hop === null);
  return own && mapping.config.usable.includes(own.path) ? { ...own, steps: [] } : null;
};

/**
 * People with a linked entry of the type whose field answers the condition; one such entry is enough, also for `is-not`
 * and `is-empty`; `exclude` takes these people out. A field of related entries answers for each of them: one is enough,
 * and an entry that relates to none has an empty one. A field that filters may not use, or that is gone, matches nobody,
 * also to exclude: a rule that cannot be kept must not let a message go to everybody.
 */
export const linkedFieldSql = (
  dialect: Dialect,
  { alias, linked }: LinkedPlace,
  condition: FieldCondition
): SqlPart => {
  const { locale } = linked;
  const mapping = linked.of(condition.type ?? '');
  const field = mapping ? askedField(mapping, condition.key) : null;
  if (!mapping || !field) return NOBODY;
  const isMysql = dialect === 'mysql';
  const joins = joinsOver(field.steps, { isMysql, locale }, 're');
  const rule = standsFor(mapping.type, { isMysql, locale }, 're');
  const answer = conditionOn(dialect, { field, alias: joins.alias }, condition);
  const not = condition.exclude ? 'NOT ' : '';
  return {
    sql: `${not}EXISTS (SELECT 1 FROM ${LINKS} rk JOIN ${quote(mapping.type.table, isMysql)} re ON re.document_id = rk.entry_document${joins.sql} WHERE rk.contact_id = ${alias}.id AND rk.uid = ? AND ${rule.sql} AND ${answer.sql})`,
    bindings: [...joins.bindings, mapping.uid, ...rule.bindings, ...answer.bindings],
  };
};
