import { fromJsonColumn, toJsonColumn } from '../kernel/json';
import { markRelated } from './document';

/**
 * Tables written through knex. A column exists once, here: Strapi's schema, row types and conversions follow from it.
 * Names are camelCase in code and snake_case in the database. Instants are epoch milliseconds in bigint columns.
 */
export type ColumnKind = 'string' | 'text' | 'int' | 'big' | 'bool' | 'json' | 'float';

export interface Column<T = unknown> {
  kind: ColumnKind;
  notNull: boolean;
  length?: number;
  defaultTo?: string | number | boolean;
  /** Only carries the type. */
  readonly type?: T;
}

type Values = {
  string: string;
  text: string;
  int: number;
  big: number;
  bool: boolean;
  float: number;
};
const nullable =
  <K extends keyof Values>(kind: K) =>
  <T extends Values[K] = Values[K]>(length?: number): Column<T | null> => ({
    kind,
    notNull: false,
    ...(length === undefined ? {} : { length }),
  });
const required =
  <K extends keyof Values>(kind: K) =>
  <T extends Values[K] = Values[K]>(defaultTo?: NoInfer<T>, length?: number): Column<T> => ({
    kind,
    notNull: true,
    ...(defaultTo === undefined ? {} : { defaultTo }),
    ...(length === undefined ? {} : { length }),
  });

/** Column makers: `maybe.*` may be null; `must.*` may not and can have a default. */
export const maybe = {
  string: nullable('string'),
  text: nullable('text'),
  int: nullable('int'),
  big: nullable('big'),
  bool: nullable('bool'),
  float: nullable('float'),
  json: <T = unknown>(): Column<T | null> => ({ kind: 'json', notNull: false }),
};
export const must = {
  string: required('string'),
  text: required('text'),
  int: required('int'),
  big: required('big'),
  bool: required('bool'),
  float: required('float'),
};

export interface Index {
  /** Columns in camelCase. */
  columns: string[];
  unique?: boolean;
}

export interface Table<C extends Record<string, Column> = Record<string, Column>> {
  /** Singular kebab-case name: the content type's or model's. */
  name: string;
  plural: string;
  /** Table name in the database. */
  table: string;
  columns: C;
  indexes: Index[];
  /**
   * `content-type`: people's data, hidden from the Content Manager, carried by export and import.
   * `model`: bookkeeping of this database alone (leases, queues, cursors), without Strapi's own columns.
   */
  kind: 'content-type' | 'model';
  description: string;
  /**
   * Other content types may relate to it: it can be chosen as a target in the Content-Type Builder, its rows get a
   * document id, and `mainField` is what the relation field shows.
   */
  related?: { mainField: string };
}

export type RowOf<T extends Table> = { id: number } & {
  [K in keyof T['columns']]: T['columns'][K] extends Column<infer V> ? V : never;
};

export const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

export const defineTable = <C extends Record<string, Column>>(
  def: Omit<Table<C>, 'plural' | 'table'> & { plural?: string }
): Table<C> => {
  const plural = def.plural ?? `${def.name}s`;
  const table = `whatsapp_${plural.replaceAll('-', '_')}`;
  const column = (name: string) => (name in def.columns ? snake(name) : null);
  if (def.related) markRelated(table, { made: column('addedAt'), changed: column('changedAt') });
  return { ...def, plural, table };
};

const attributeOf = (column: Column): Record<string, unknown> => {
  const type = {
    string: 'string',
    text: 'text',
    int: 'integer',
    big: 'biginteger',
    bool: 'boolean',
    json: 'json',
    float: 'float',
  }[column.kind];
  const options = {
    ...(column.notNull ? { notNullable: true } : {}),
    ...(column.defaultTo === undefined ? {} : { defaultTo: column.defaultTo }),
    ...(column.kind === 'string' && column.length ? { type: 'string', args: [column.length] } : {}),
  };
  return Object.keys(options).length > 0 ? { type, column: options } : { type };
};

/** Short and global in SQLite and PostgreSQL: prefix, table, columns; MySQL allows 64 characters. */
const indexName = (table: string, index: Index): string => {
  const suffix = index.unique ? 'uq' : 'ix';
  const cols = index.columns.map(snake).join('_');
  const name = `${table}_${cols}_${suffix}`;
  return name.length <= 60
    ? name
    : `${table}_${index.columns.map((c) => snake(c).slice(0, 6)).join('_')}_${suffix}`;
};

/** What the database calls the index of these columns, for a query that must go by it. */
export const indexNameOf = (def: Table, columns: readonly string[]): string => {
  const index = def.indexes.find((one) => one.columns.join() === columns.join());
  if (!index) throw new Error(`${def.name} has no index of ${columns.join(', ')}`);
  return indexName(def.table, index);
};

/** Strapi shows the first text of a type in relation fields, so the main field comes first. */
const attributesOf = (def: Table) => {
  const main = def.related?.mainField;
  const columns = Object.entries(def.columns).sort(
    ([a], [b]) => Number(b === main) - Number(a === main)
  );
  return Object.fromEntries(columns.map(([name, column]) => [name, attributeOf(column)]));
};

const indexesOf = (def: Table) =>
  def.indexes.map((index) => ({
    name: indexName(def.table, index),
    columns: index.columns.map(snake),
    ...(index.unique ? { type: 'unique' as const } : {}),
  }));

/** Strapi content-type schema of a table that people never edit in the Content Manager. */
export const contentTypeOf = (def: Table) => ({
  schema: {
    kind: 'collectionType',
    collectionName: def.table,
    info: {
      singularName: def.name,
      pluralName: def.plural,
      displayName: `WhatsApp ${def.name.replaceAll('-', ' ')}`,
      description: def.description,
    },
    options: { draftAndPublish: false },
    pluginOptions: {
      // Never edited there: our rooms derive columns, check rules and tell open pages.
      'content-manager': { visible: false },
      'content-type-builder': { visible: def.related !== undefined },
    },
    attributes: attributesOf(def),
    indexes: indexesOf(def),
  },
});

/** Strapi database model of a bookkeeping table (as Strapi's own content history does it). */
export const modelOf = (def: Table) => ({
  uid: `plugin::whatsapp.${def.name}`,
  tableName: def.table,
  singularName: def.name,
  attributes: { id: { type: 'increments' }, ...attributesOf(def) },
  indexes: indexesOf(def),
});

const fromColumn = (column: Column, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (column.kind === 'big' || column.kind === 'int' || column.kind === 'float')
    return Number(value);
  if (column.kind === 'bool') return value === true || value === 1 || value === '1';
  if (column.kind === 'json') return fromJsonColumn(value);
  return value;
};

const columnsOf = new WeakMap<Table, [name: string, inDatabase: string, column: Column][]>();

/** Columns with both names, made once per table: rows are read by the thousand. */
export const columnNames = (def: Table): [name: string, inDatabase: string, column: Column][] => {
  const known = columnsOf.get(def);
  if (known) return known;
  const made = Object.entries(def.columns).map(([name, column]): [string, string, Column] => [
    name,
    snake(name),
    column,
  ]);
  columnsOf.set(def, made);
  return made;
};

/** Turns what knex answered (numbers as text, 0/1, JSON as text…) into a row of one shape on every database. */
export const readRow = <T extends Table>(def: T, raw: Record<string, unknown>): RowOf<T> => {
  const row: Record<string, unknown> = { id: Number(raw.id) };
  for (const [name, inDatabase, column] of columnNames(def))
    row[name] = fromColumn(column, raw[inDatabase]);
  return row as RowOf<T>;
};

/** Turns a (partial) row into what knex writes. */
export const writeRow = <T extends Table>(
  def: T,
  row: Partial<RowOf<T>>
): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  if (row.id !== undefined) out.id = row.id;
  for (const [name, inDatabase, column] of columnNames(def)) {
    if (!Object.hasOwn(row, name)) continue;
    const value = (row as Record<string, unknown>)[name];
    out[inDatabase] =
      column.kind === 'json' && value !== null && value !== undefined ? toJsonColumn(value) : value;
  }
  if (def.related && typeof out.changed_at === 'number') out.updated_at = new Date(out.changed_at);
  return out;
};
