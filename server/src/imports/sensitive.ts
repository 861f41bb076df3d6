import { markedFields } from '../contacts/public';
import type { ColumnTarget, ImportRules } from '../contracts/imports';
import { DomainError } from '../kernel/errors';
import { sensitiveForbidden, type MarkedField } from '../sensitive/public';
import type { Sql } from '../strapi/db';

/** Who imports, and whether they may use sensitive fields. */
export interface Importer {
  id: number;
  name: string;
  maySensitive?: boolean;
  /** May make groups. */
  mayGroups?: boolean;
  /** Of their admin; null: they never chose. */
  language?: string | null;
}

/** The target of a column that fills this field. */
const targetOf = ({ field }: MarkedField): string => `custom:${field.key}`;

/** Sensitive fields that these columns fill, as they are marked now. */
export const sensitiveIn = async (
  sql: Sql,
  columns: readonly ColumnTarget[]
): Promise<MarkedField[]> => {
  if (!columns.some((target) => target?.startsWith('custom:'))) return [];
  return (await markedFields(sql)).filter((marked) => columns.includes(targetOf(marked)));
};

/** Keys of these fields, as a run keeps them. */
export const keysOf = (fields: readonly MarkedField[]): string[] =>
  fields.map(({ field }) => field.key);

/** Columns whose cells only people with the permission see. */
export const hiddenColumns = async (
  sql: Sql,
  columns: readonly ColumnTarget[]
): Promise<number[]> => {
  const targets = new Set((await sensitiveIn(sql, columns)).map(targetOf));
  return columns.flatMap((target, i) => (target !== null && targets.has(target) ? [i] : []));
};

/** Cells without those of hidden columns: empty, so that nobody imports a row of stars again. */
export const withoutCells = (cells: readonly string[], hidden: readonly number[]): string[] =>
  cells.map((cell, i) => (hidden.includes(i) ? '' : cell));

/** Anyone who may not see a value may not bring it either. Throws `sensitive-forbidden` (403) naming the field. */
export const refuseWithoutRight = (
  [first]: readonly MarkedField[],
  { maySensitive = false }: Pick<Importer, 'maySensitive'>
): void => {
  if (first && !maySensitive) throw sensitiveForbidden('columns', first.label);
};

/** Nothing is read into a sensitive field without a typed reason. Throws `sensitive-reason` (422) naming the field. */
export const refuseWithoutReason = (
  [first]: readonly MarkedField[],
  { sensitiveReason }: Pick<ImportRules, 'sensitiveReason'>
): void => {
  if (!first || sensitiveReason) return;
  throw new DomainError('sensitive-reason', `columns: "${first.label}" is a sensitive field`, {
    field: 'rules.sensitiveReason',
    label: first.label,
    status: 422,
    remedy: 'Say why this file fills it, or let no column become this field.',
  });
};
