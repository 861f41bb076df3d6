import { addressKeysOf, parseCustom, type ContactFieldRow } from '../contacts/public';
import type { ColumnTarget } from '../contracts/imports';
import type { OperationProblem } from '../operations/public';
import type { RunParams } from './classify';
import { wordsOfRow, type RowWord } from './domain/consent';
import { createMeaning } from './domain/consent-words';
import {
  personReader,
  whoReader,
  type FileRow,
  type RowPerson,
  type UnreadCell,
} from './domain/person';
import type { NamedRow } from './domain/same-person';

/** A cell that is longer is cut where it is named. */
export const MOST_OF_CELL = 60;

type StoredValue = NonNullable<Extract<ReturnType<typeof parseCustom>, { ok: true }>['value']>;

/** A value of a profile field, as a row has it. */
export interface RowValue {
  fieldId: number;
  key: string;
  kind: ContactFieldRow['kind'];
  value: StoredValue;
}

/** A row that names a person. */
export interface ReadRow {
  row: FileRow;
  person: RowPerson;
  /** Of the number; of people without one of the user id. */
  addressKey: string;
  /** All keys by which the person may be known: the address first. */
  keys: string[];
  values: RowValue[];
  /** Profile fields of which the cell is empty. */
  blanks: Pick<RowValue, 'fieldId' | 'key'>[];
  /** Cells that could not be read: their fields are left as they are. */
  unread: UnreadCell[];
  /** What the row says of consent, by the columns of it. */
  words: RowWord[];
}

type FieldShape = Parameters<typeof parseCustom>[0];

/** How the column of this target writes its days and numbers. */
const shapeOf = (
  { columns, dateOrders, numberMarks = [] }: RunParams,
  target: NonNullable<ColumnTarget>
): Pick<FieldShape, 'dateOrder' | 'decimalMark'> => {
  const column = columns.indexOf(target);
  const [dateOrder, decimalMark] = [dateOrders[column], numberMarks[column]];
  return { ...(dateOrder ? { dateOrder } : {}), ...(decimalMark ? { decimalMark } : {}) };
};

/** A profile field that a column fills, with how its cells are written. */
interface FilledField {
  field: ContactFieldRow;
  shape: FieldShape;
}

/** Fields that the columns fill; those that were archived or marked as sensitive since are left out. */
const filledFields = (
  fields: readonly ContactFieldRow[],
  params: RunParams
): Map<string, FilledField> => {
  const { sensitive: open = [] } = params;
  return new Map(
    fields
      .filter(
        ({ fieldKey, archived, sensitive }) =>
          !archived && (sensitive === null || open.includes(fieldKey))
      )
      .map((field) => {
        const shape = { ...field, ...shapeOf(params, `custom:${field.fieldKey}`) };
        return [field.fieldKey, { field, shape }] as const;
      })
  );
};

/**
 * Values of profile fields, checked, and cells that cannot be read. A report is kept with the operation: what a sensitive cell
 * says is none of its words.
 */
const valuesOf = (
  person: RowPerson,
  fields: ReadonlyMap<string, FilledField>
): Pick<ReadRow, 'values' | 'unread' | 'blanks'> => {
  const values: RowValue[] = [];
  const unread: UnreadCell[] = [];
  for (const [key, text] of Object.entries(person.custom)) {
    const filled = fields.get(key);
    if (!filled) continue;
    const { id: fieldId, kind, label, sensitive } = filled.field;
    const parsed = parseCustom(filled.shape, text);
    if (parsed.ok && parsed.value) values.push({ fieldId, key, kind, value: parsed.value });
    const detail = sensitive === null ? `${label}: ${text.slice(0, MOST_OF_CELL)}` : label;
    if (!parsed.ok) unread.push({ reason: 'field-not-valid', detail });
  }
  const blanks = person.blank.flatMap((key) => {
    const filled = fields.get(key);
    return filled ? [{ fieldId: filled.field.id, key }] : [];
  });
  return { values, unread, blanks };
};

/** All keys by which a row names its person: of the number, then of the user id. */
const keysOf = ({ phone, userId }: Pick<RowPerson, 'phone' | 'userId'>): string[] =>
  addressKeysOf({ phone: phone?.e164 ?? null, waId: null, bsuid: userId });

/** Whom rows name, without what else they say; rows that name nobody are left out, as `readRows` refuses them. */
export const namedRows = (rows: readonly FileRow[], params: RunParams): NamedRow[] => {
  const readWho = whoReader({ ...params, country: params.rules.country });
  return rows.flatMap(({ line, cells, refused }) => {
    const identity = refused === null ? readWho(cells) : null;
    return identity?.ok ? [{ line, keys: keysOf(identity.who) }] : [];
  });
};

/** Reads rows by the settings of a run, with a problem for each that is refused. */
export const readRows = (
  rows: readonly FileRow[],
  params: RunParams,
  { fields, now }: { fields: readonly ContactFieldRow[]; now: number }
): { read: ReadRow[]; problems: OperationProblem[]; unreadNumbers: string[] } => {
  const orderOf = (target: NonNullable<ColumnTarget>) => shapeOf(params, target).dateOrder ?? null;
  const reading = {
    ...params,
    meaningOf: createMeaning(params),
    dateOrder: orderOf('consentDate'),
    dateOrders: {
      marketing: orderOf('marketingConsentDate'),
      utility: orderOf('utilityConsentDate'),
    },
    now,
  };
  const readPerson = personReader({ ...params, country: params.rules.country });
  const filled = filledFields(fields, params);
  const read: ReadRow[] = [];
  const problems: OperationProblem[] = [];
  const unreadNumbers: string[] = [];
  for (const row of rows) {
    const refuse = (reason: string, detail: string | null) =>
      problems.push({ line: row.line, reason, detail, cells: row.cells });
    if (row.refused !== null) {
      refuse(row.refused, null);
      continue;
    }
    const result = readPerson(row.cells);
    if (!result.ok) {
      refuse(result.reason, result.detail);
      if (result.elsewhere !== undefined) unreadNumbers.push(result.elsewhere);
      continue;
    }
    const { person } = result;
    const keys = keysOf(person);
    const [addressKey] = keys;
    if (addressKey === undefined) continue;
    const { values, unread, blanks } = valuesOf(person, filled);
    const words = wordsOfRow(person.consent, reading);
    read.push({
      ...{ row, person, addressKey, keys, values, blanks, words },
      unread: [...result.unread, ...unread],
    });
  }
  return { read, problems, unreadNumbers };
};
