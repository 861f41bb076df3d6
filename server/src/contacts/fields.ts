import type { Knex } from 'knex';
import type { CustomField, CustomValues } from '../contracts/contacts';
import type { SensitiveUse } from '../contracts/sensitive';
import { DomainError } from '../kernel/errors';
import { notValid } from '../kernel/input-words';
import { addTo } from '../kernel/lists';
import { allowedFor, allowedUses, nameOf, type MarkedField } from '../sensitive/public';
import { insertIgnore, insertRow, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import {
  customValueOf,
  parseCustom,
  type CustomValue,
  type StoredValue,
} from './domain/custom-value';
import { contactFieldTable, contactValueTable, type ContactFieldRow } from './tables';

const FIELDS = contactFieldTable.table;
const VALUES = contactValueTable.table;
const PIECE = 400;
type Raw = Record<string, unknown>;
const read = (raw: Raw): ContactFieldRow => readRow(contactFieldTable, raw);

/** In the order of the page, archived ones last; a company has tens. */
export const listFields = async (sql: Sql): Promise<ContactFieldRow[]> =>
  ((await sql(FIELDS).orderBy([{ column: 'place' }, { column: 'id' }])) as Raw[])
    .map(read)
    .sort((a, b) => Number(a.archived) - Number(b.archived));

export const findField = async (sql: Sql, id: number): Promise<ContactFieldRow | null> => {
  const raw = await sql(FIELDS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Rejects with the driver's unique violation when the key is taken. */
export const insertField = (sql: Sql, row: Omit<ContactFieldRow, 'id'>): Promise<number> =>
  insertRow(sql, FIELDS, writeRow(contactFieldTable, row));

export const updateField = async (
  sql: Sql,
  id: number,
  change: Partial<ContactFieldRow>
): Promise<void> => {
  const columns = writeRow(contactFieldTable, change);
  if (Object.keys(columns).length > 0) await sql(FIELDS).where({ id }).update(columns);
};

const nameOfField = ({ fieldKey }: Pick<ContactFieldRow, 'fieldKey'>): string =>
  nameOf({ on: 'custom', key: fieldKey });

const fieldView = (row: ContactFieldRow, allowed: readonly SensitiveUse[]): CustomField => ({
  id: row.id,
  key: row.fieldKey,
  kind: row.kind,
  label: row.label,
  labelTr: row.labelTr,
  choices: row.choices ?? [],
  archived: row.archived,
  sensitive: row.sensitive,
  allowed: row.sensitive === null ? [] : [...allowed],
});

/** The fields as pages show them, with what sensitive ones are allowed for. */
export const fieldViews = async (sql: Sql): Promise<CustomField[]> => {
  const allowed = await allowedUses(sql);
  return (await listFields(sql)).map((row) => fieldView(row, allowed.get(nameOfField(row)) ?? []));
};

/** For `sensitiveService.marks`. */
export const markedFields = async (sql: Sql): Promise<MarkedField[]> =>
  (await listFields(sql)).flatMap(({ fieldKey: key, sensitive: kind, label }) =>
    kind === null ? [] : [{ field: { on: 'custom' as const, key }, kind, label }]
  );

/** Which values somebody may read: `all`, those of no sensitive field, or also those that a use is allowed. */
export type Reading = 'all' | 'plain' | SensitiveUse;

/** Keys of sensitive fields that may be read all the same; null = of all. */
const readableKeys = async (sql: Sql, reading: Reading): Promise<string[] | null> => {
  if (reading === 'all') return null;
  if (reading === 'plain') return [];
  const allowed = await allowedFor(sql, reading);
  return (await markedFields(sql)).flatMap(({ field }) =>
    field.on === 'custom' && allowed.has(nameOf(field)) ? [field.key] : []
  );
};

/**
 * Values of these people by key of the field; one query per 400 people. Archived fields are left out, and sensitive ones
 * as `reading` says.
 */
export const valuesOf = async (
  sql: Sql,
  contactIds: readonly number[],
  reading: Reading
): Promise<Map<number, CustomValues>> => {
  const found = new Map<number, CustomValues>();
  const open = await readableKeys(sql, reading);
  for (const piece of pieces([...new Set(contactIds)], PIECE)) {
    const rows = (await sql(`${VALUES} as fv`)
      .join(`${FIELDS} as f`, 'f.id', 'fv.field_id')
      .whereIn('fv.contact_id', piece)
      .where('f.archived', false)
      .modify((query) => {
        if (open !== null)
          void query.where(
            (any) => void any.whereNull('f.sensitive').orWhereIn('f.field_key', open)
          );
      })
      .orderBy('f.place')
      .select('fv.contact_id', 'f.field_key', 'f.kind', 'fv.value', 'fv.number')) as Raw[];
    for (const row of rows) {
      const id = Number(row.contact_id);
      const values = found.get(id) ?? {};
      values[String(row.field_key)] = customValueOf(row.kind as ContactFieldRow['kind'], {
        value: String(row.value),
        number: row.number === null ? null : Number(row.number),
      });
      found.set(id, values);
    }
  }
  return found;
};

/** What a person's fields become: null empties one. */
export interface ValueChange {
  contactId: number;
  fieldId: number;
  value: StoredValue | null;
}

/** Checks values against their fields. Throws `invalid` naming the field; an unknown or archived key is refused too. */
export const readValues = (
  fields: readonly ContactFieldRow[],
  given: Record<string, CustomValue | null>
): { fieldId: number; value: StoredValue | null }[] =>
  Object.entries(given).map(([key, value]) => {
    const field = fields.find((one) => one.fieldKey === key && !one.archived);
    const refuse = (remedy: string) =>
      new DomainError('invalid', notValid(`custom.${key}`), { field: `custom.${key}`, remedy });
    if (!field) throw refuse('There is no such field.');
    const parsed = parseCustom(field, value);
    if (!parsed.ok) throw refuse(parsed.remedy);
    return { fieldId: field.id, value: parsed.value };
  });

/** Writes values in batches; repeating it changes nothing. */
export const saveValues = async (
  db: Db,
  trx: Knex.Transaction,
  changes: readonly ValueChange[]
): Promise<void> => {
  for (const piece of pieces(changes, PIECE)) {
    const byField = new Map<number, number[]>();
    for (const { fieldId, contactId } of piece) addTo(byField, fieldId, contactId);
    for (const [fieldId, ids] of byField)
      await trx(VALUES).where({ field_id: fieldId }).whereIn('contact_id', ids).delete();
    const rows = piece.flatMap(({ contactId, fieldId, value }) =>
      value ? [writeRow(contactValueTable, { contactId, fieldId, ...value })] : []
    );
    if (rows.length > 0)
      await insertIgnore(db, trx, { table: VALUES, rows, keys: ['contact_id', 'field_id'] });
  }
};

/** The survivor of a merge keeps its own values and takes what it lacks. */
export const moveValues = async (
  db: Db,
  trx: Knex.Transaction,
  { from, to }: { from: number; to: number }
): Promise<void> => {
  const raw = (await trx(VALUES).where({ contact_id: from })) as Raw[];
  const rows = raw.map((one) => {
    const { id: _id, ...row } = readRow(contactValueTable, one);
    return writeRow(contactValueTable, { ...row, contactId: to });
  });
  if (rows.length > 0)
    await insertIgnore(db, trx, { table: VALUES, rows, keys: ['contact_id', 'field_id'] });
  await trx(VALUES).where({ contact_id: from }).delete();
};
