import type { EntryField, EntryType } from '../contracts/record-writes';
import { canBeWritten } from '../contracts/records';
import { filterKind } from './domain/filter-kind';
import { columnsOf } from './entries';
import type { HostColumn } from './host-types';
import type { Mapping } from './mappings';

/** Fields of the type itself that bots may use. Sensitive ones are none, whatever reason was given for messages. */
export const askedColumns = ({ type, config }: Mapping): HostColumn[] =>
  columnsOf(type, config.usable).filter(
    ({ hop, path, sensitive }) => hop === null && !sensitive && config.marks[path] === undefined
  );

/** Those of them that flows may write. */
export const writtenColumns = (mapping: Mapping): HostColumn[] => {
  const { config } = mapping;
  return askedColumns(mapping).filter(
    (column) => config.writable.includes(column.path) && canBeWritten(column, config)
  );
};

/** Required fields of a new entry that neither the person nor the mapping fills, beside these. */
export const openFields = ({ type, config }: Mapping, given: ReadonlySet<string>): HostColumn[] => {
  const { name, surname, phone, email, language, town } = config.fields;
  const filled = new Set([name, surname, phone, email, language, town]);
  return type.fields.filter(
    ({ required, hop, path }) =>
      required &&
      hop === null &&
      !filled.has(path) &&
      !given.has(path) &&
      !(path in config.defaults)
  );
};

const fieldView = (
  { path, label, type, choices }: HostColumn,
  writable: ReadonlySet<string>
): EntryField => ({
  field: path,
  label,
  kind: filterKind(type),
  choices,
  writable: writable.has(path),
});

/** A linked type, as steps of flows see it. */
export const entryTypeView = (mapping: Mapping): EntryType => {
  const writable = new Set(writtenColumns(mapping).map(({ path }) => path));
  return {
    type: mapping.uid,
    label: mapping.config.role,
    hasDrafts: mapping.type.hasDrafts,
    fields: askedColumns(mapping).map((column) => fieldView(column, writable)),
  };
};
