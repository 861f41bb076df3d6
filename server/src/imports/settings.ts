import {
  consentColumn,
  hasIdentity,
  type ColumnTarget,
  type ImportFormat,
  type ImportRules,
} from '../contracts/imports';
import { DomainError, notFound } from '../kernel/errors';
import { notValid } from '../kernel/input-words';
import type { Analysis } from './analyse';
import type { CustomName } from './domain/columns';
import { readWhen } from './domain/consent';
import type { Importer } from './sensitive';
import type { ImportRow } from './tables';

/** A setting that cannot be used, with what to do. */
export const refuse = (kind: string, field: string, remedy: string): DomainError =>
  new DomainError(kind, notValid(field), { field, remedy });

/** Nobody has agreed on a day that has not come yet. Throws `consent-day`. */
export const refuseComingDay = ({ consent }: ImportRules, now: number): void => {
  const day = consent?.kind === 'given' ? consent.agreedOn : undefined;
  if (day !== undefined && readWhen(day, now) === null)
    throw refuse('consent-day', 'rules.consent.agreedOn', 'Give a day that has come already.');
};

/** Who may not make groups does not make them by a file either. Throws 403 `forbidden`. */
export const refuseMadeGroups = (
  { makesGroups }: ImportRules,
  { mayGroups = false }: Importer
): void => {
  if (makesGroups === true && !mayGroups)
    throw new DomainError('forbidden', 'rules.makesGroups: you may not make groups', {
      status: 403,
      field: 'rules.makesGroups',
      remedy: 'Leave groups out that do not exist, or ask for the permission to change groups.',
    });
};

/** A row whose settings are there: they are written with it. */
export type Settled = ImportRow & {
  format: NonNullable<ImportRow['format']>;
  rules: ImportRules;
};
/** Throws `not-found` for a row without them. */
export const settled = (row: ImportRow | null): Settled => {
  if (!row?.format || !row.rules) throw notFound('import');
  return row as Settled;
};

/** Columns of an earlier import of this header, as far as their fields still exist. */
export const remembered = (
  before: ImportRow | null,
  found: Analysis,
  custom: readonly CustomName[]
): ColumnTarget[] | null => {
  const columns = before?.columns;
  if (columns?.length !== found.header.length) return null;
  const known = new Set(custom.map((field) => `custom:${field.key}`));
  return columns.map((target) =>
    target?.startsWith('custom:') && !known.has(target) ? null : target
  );
};

/** How the rows of a workbook were written for us; nothing is known of another file. */
export const ofSheet = ({ sheet }: Pick<ImportRow, 'sheet'>): Partial<ImportFormat> =>
  sheet === null ? {} : { encoding: 'utf-8', delimiter: ',' };

/** What must be settled before anything is read by the rules. */
export const ready = (row: Settled): void => {
  const columns = row.columns ?? [];
  if (!hasIdentity(columns))
    throw refuse('column-missing', 'columns', 'Choose the column with the phone number.');
  const { consent } = row.rules;
  // The file can only say of itself what a column of it says.
  const isSaid = consentColumn.options.some((column) => columns.includes(column));
  if (!consent || (consent.kind === 'file' && !isSaid))
    throw refuse('consent-missing', 'consent', 'Choose the source of consent.');
};
