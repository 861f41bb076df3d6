import type { Knex } from 'knex';
import {
  addressKeyOf,
  contactsByAddress,
  listFields,
  parseCustom,
  suppressedAmong,
  type ContactFieldRow,
  type ContactRow,
} from '../contacts/public';
import type { ColumnTarget, ImportFormat, ImportRules } from '../contracts/imports';
import type { OperationProblem } from '../operations/public';
import type { Db } from '../strapi/db';
import { readPerson, type FileRow, type RowPerson } from './domain/person';
import { becomesIn, staysOut } from './domain/plan';
import { claimKeys, linesOfKeys } from './store';

/** The settings of one run, frozen when it starts. */
export interface RunParams {
  importId: number;
  run: number;
  storedName: string;
  fileName: string;
  format: ImportFormat;
  header: string[];
  columns: ColumnTarget[];
  rules: ImportRules;
  /** Keys of the sensitive fields that whoever started it may fill, by the reason in the rules. */
  sensitive?: string[];
}

type StoredValue = NonNullable<Extract<ReturnType<typeof parseCustom>, { ok: true }>['value']>;

/** A row that may be imported. */
export interface Candidate {
  row: FileRow;
  person: RowPerson;
  addressKey: string;
  values: { fieldId: number; value: StoredValue }[];
  known: ContactRow | null;
  /** Consent that the person has, or had when they were deleted. */
  consent: Pick<ContactRow, 'marketing' | 'utility' | 'marketingRefusedAt' | 'utilityRefusedAt'>;
}

export interface Classified {
  people: Candidate[];
  problems: OperationProblem[];
  counters: Record<string, number>;
}

type Read = Omit<Candidate, 'known' | 'consent'>;

/**
 * Values of profile fields, checked; text = the refusal. Fields that were archived or marked as sensitive since are left
 * out. A refusal is kept with the operation: what a sensitive cell says is none of its words.
 */
const valuesOf = (
  person: RowPerson,
  fields: readonly ContactFieldRow[],
  open: readonly string[]
): Candidate['values'] | string => {
  const values: Candidate['values'] = [];
  for (const [key, text] of Object.entries(person.custom)) {
    const field = fields.find((one) => one.fieldKey === key && !one.archived);
    if (!field || (field.sensitive !== null && !open.includes(key))) continue;
    const parsed = parseCustom(field, text);
    if (!parsed.ok) return field.sensitive === null ? `${field.label}: ${text}` : field.label;
    if (parsed.value) values.push({ fieldId: field.id, value: parsed.value });
  }
  return values;
};

const readRows = (
  rows: readonly FileRow[],
  params: RunParams,
  fields: readonly ContactFieldRow[]
): { read: Read[]; problems: OperationProblem[] } => {
  const read: Read[] = [];
  const problems: OperationProblem[] = [];
  for (const row of rows) {
    const refuse = (reason: string, detail: string | null) =>
      problems.push({ line: row.line, reason, detail, cells: row.cells });
    if (row.tooLong) {
      refuse('row-too-long', null);
      continue;
    }
    const result = readPerson(row.cells, params.columns, params.rules.country);
    if (!result.ok) {
      refuse(result.reason, result.detail);
      continue;
    }
    const { person } = result;
    const values = valuesOf(person, fields, params.sensitive ?? []);
    const addressKey = addressKeyOf({ phone: person.phone.e164, waId: null, bsuid: null });
    if (typeof values === 'string') refuse('field-not-valid', values);
    else if (addressKey) read.push({ row, person, addressKey, values });
  }
  return { read, problems };
};

/** Known by the first line: further rows of a number count once (P-10). */
const withoutDoubles = (
  read: readonly Read[],
  lines: ReadonlyMap<string, number>
): { once: Read[]; doubles: OperationProblem[] } => {
  const once: Read[] = [];
  const doubles: OperationProblem[] = [];
  for (const one of read) {
    const first = lines.get(one.addressKey) ?? one.row.line;
    if (first === one.row.line) once.push(one);
    else
      doubles.push({
        line: one.row.line,
        reason: 'double',
        detail: String(first),
        cells: one.row.cells,
      });
  }
  return { once, doubles };
};

const count = (people: readonly Candidate[], what: (one: Candidate) => boolean): number =>
  people.filter(what).length;

/**
 * What would become of these rows, by the same rules in the dry run and the import. The dry run notes the first line of
 * each number (`claim`); the import reads it and locks the people who are known.
 */
export const classify = async (
  db: Db,
  trx: Knex.Transaction,
  { rows, params, claim }: { rows: readonly FileRow[]; params: RunParams; claim: boolean }
): Promise<Classified> => {
  const { importId, run, rules } = params;
  const { read, problems } = readRows(rows, params, await listFields(trx));
  const keys = read.map(({ addressKey, row }) => ({ addressKey, line: row.line }));
  if (claim) await claimKeys(db, trx, { importId, run, keys });
  const addressKeys = keys.map((one) => one.addressKey);
  const lines = await linesOfKeys(trx, { importId, run, keys: addressKeys });
  const { once, doubles } = withoutDoubles(read, lines);
  const known = await contactsByAddress(trx, addressKeys, !claim);
  const suppressed = await suppressedAmong(trx, addressKeys);
  const people = once.map((one): Candidate => {
    const person = known.get(one.addressKey) ?? null;
    const before = suppressed.get(one.addressKey);
    const deleted = {
      marketing: before?.marketing ? ('out' as const) : ('none' as const),
      utility: before?.utility ? ('out' as const) : ('none' as const),
      marketingRefusedAt: before?.marketing ? before.at : null,
      utilityRefusedAt: before?.utility ? before.at : null,
    };
    return { ...one, known: person, consent: person ?? deleted };
  });
  const consent = rules.consent ?? { kind: 'none' as const };
  return {
    people,
    problems: [...problems, ...doubles],
    counters: {
      created: count(people, (one) => one.known === null),
      known: count(people, (one) => one.known !== null),
      refused: problems.length,
      doubles: doubles.length,
      staysOut: count(people, (one) => staysOut(one.consent, consent)),
      optedIn: count(people, (one) => becomesIn(one.consent, consent)),
    },
  };
};
