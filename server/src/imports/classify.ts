import type { Knex } from 'knex';
import { isNewerThan, newestYesOf, type ConsentCategory, type NewestYes } from '../consent/public';
import {
  addressKeyOf,
  contactsByAddress,
  listFields,
  parseCustom,
  suppressedAmong,
  type ContactFieldRow,
  type ContactRow,
} from '../contacts/public';
import type {
  ColumnTarget,
  DateOrder,
  DecimalMark,
  ImportFormat,
  ImportRules,
} from '../contracts/imports';
import type { OperationProblem } from '../operations/public';
import type { Db } from '../strapi/db';
import {
  consentOfList,
  decidedByRow,
  hasUnreadDay,
  planOf,
  wordsOfRow,
  type ConsentPlan,
  type Outcome,
  type RowConsent,
  type RowWord,
} from './domain/consent';
import { changedAmong } from './compare';
import { createMeaning } from './domain/consent-words';
import { personReader, type FileRow, type RowPerson, type UnreadCell } from './domain/person';
import { becomesIn, staysOut } from './domain/plan';
import type { Undecided } from './habits';
import { claimKeys, linesOfKeys } from './store';

/** A cell that is longer is cut where it is named. */
const MOST_OF_CELL = 60;
/** Cells of one row that are named in the report. */
const MOST_UNREAD = 5;

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
  /** How each column writes its days; null: nobody knows, the day first. */
  dateOrders: (DateOrder | null)[];
  /** The sign before a fraction in each column; null: nobody knows, the last sign of a number. */
  numberMarks?: (DecimalMark | null)[];
  /** Columns that are asked as a whole first; null: none has to be. */
  undecided?: Undecided | null;
  /** When the run was started: the day of a refusal that has none. */
  at: number;
  /** Keys of the sensitive fields that the person who started it may fill, by the reason in the rules. */
  sensitive?: string[];
}

type StoredValue = NonNullable<Extract<ReturnType<typeof parseCustom>, { ok: true }>['value']>;

/** A value of a profile field, as a row has it. */
export interface RowValue {
  fieldId: number;
  key: string;
  kind: ContactFieldRow['kind'];
  value: StoredValue;
}

/** A row that may be imported. */
export interface Candidate {
  row: FileRow;
  person: RowPerson;
  addressKey: string;
  values: RowValue[];
  /** Cells that could not be read: their fields are left as they are. */
  unread: UnreadCell[];
  known: ContactRow | null;
  /** What the row says of consent, by the columns of it. */
  words: RowWord[];
  /** Consent that the person has, or had when they were deleted. */
  consent: Pick<ContactRow, 'marketing' | 'utility' | 'marketingRefusedAt' | 'utilityRefusedAt'>;
  /** What comes of the words. */
  plans: ConsentPlan[];
}

/** A further row of a number that came before. */
export type Double = Pick<Candidate, 'addressKey' | 'words'> & { line: number };

export interface Classified {
  people: Candidate[];
  doubles: Double[];
  /** The cells about consent of all rows that were read. */
  cells: RowConsent[];
  problems: OperationProblem[];
  counters: Record<string, number>;
}

type Read = Omit<Candidate, 'known' | 'consent' | 'plans'>;

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
): Pick<Candidate, 'values' | 'unread'> => {
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
  return { values, unread };
};

const readRows = (
  rows: readonly FileRow[],
  params: RunParams,
  { fields, now }: { fields: readonly ContactFieldRow[]; now: number }
): { read: Read[]; problems: OperationProblem[] } => {
  const { dateOrder = null } = shapeOf(params, 'consentDate');
  const reading = { ...params, meaningOf: createMeaning(params), dateOrder, now };
  const readPerson = personReader({ ...params, country: params.rules.country });
  const filled = filledFields(fields, params);
  const read: Read[] = [];
  const problems: OperationProblem[] = [];
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
      continue;
    }
    const { person } = result;
    const addressKey = addressKeyOf({ phone: person.phone.e164, waId: null, bsuid: null });
    if (addressKey === null) continue;
    const { values, unread } = valuesOf(person, filled);
    const words = wordsOfRow(person.consent, reading);
    read.push({ row, person, addressKey, values, words, unread: [...result.unread, ...unread] });
  }
  return { read, problems };
};

/** Known by the first line: further rows of a number count once (P-10). */
const withoutDoubles = (
  read: readonly Read[],
  lines: ReadonlyMap<string, number>
): { once: Read[]; doubles: Double[]; problems: OperationProblem[] } => {
  const once: Read[] = [];
  const doubles: Double[] = [];
  const problems: OperationProblem[] = [];
  for (const one of read) {
    const { line, cells } = one.row;
    const first = lines.get(one.addressKey) ?? line;
    if (first === line) once.push(one);
    else {
      doubles.push({ addressKey: one.addressKey, words: one.words, line });
      problems.push({ line, reason: 'double', detail: String(first), cells });
    }
  }
  return { once, doubles, problems };
};

/** What is known of a person's consent, as far as a list's words are judged by it. */
interface Known {
  consent: Pick<ContactRow, ConsentCategory>;
  yes: Record<ConsentCategory, NewestYes | null> | undefined;
}

/** What comes of a row's words for this person. */
export const plansOf = (
  words: readonly RowWord[],
  { consent, yes }: Known,
  { endsNewerYes = false }: ImportRules
): ConsentPlan[] =>
  words.map((word) => {
    const state = consent[word.category];
    const hasNewerYes = state === 'in' && isNewerThan(yes?.[word.category] ?? null, word);
    return planOf(word, { state, hasNewerYes, endsNewerYes });
  });

const doesAny = ({ plans }: Candidate, outcomes: readonly Outcome[]): boolean =>
  plans.some(({ does }) => outcomes.includes(does));

const count = (people: readonly Candidate[], what: (one: Candidate) => boolean): number =>
  people.filter(what).length;

/** What becomes of rows that are read: `created`, `changed` and `same` with `refused` are all rows of the file. */
const rowCounters = ({
  people,
  changed,
}: {
  people: readonly Candidate[];
  changed: ReadonlySet<Candidate>;
}): Record<string, number> => {
  const known = count(people, (one) => one.known !== null);
  return {
    created: people.length - known,
    changed: changed.size,
    same: known - changed.size,
  };
};

/** How many people the columns of consent change, and whom they leave as they are; nothing without such a column. */
const consentCounters = (
  { people, doubles }: Pick<Classified, 'people' | 'doubles'>,
  { columns, rules }: RunParams
): Record<string, number> =>
  decidedByRow(rules.consent, columns).length === 0
    ? {}
    : {
        optedOut: count(people, (one) => doesAny(one, ['refuse', 'end'])),
        newerYes: count(people, (one) => doesAny(one, ['keep', 'end'])),
        noDate: count(people, (one) => doesAny(one, ['no-date'])),
        doublesOut: doubles.filter(({ words }) => words.some(({ says }) => says === 'no')).length,
      };

/** Cells of which the row is imported without: the report has a line for each. */
const unreadCells = (once: readonly Read[]): OperationProblem[] =>
  once.flatMap(({ row: { line, cells }, person: { consent }, words, unread }) => {
    const day = hasUnreadDay(consent, words)
      ? [{ reason: 'consent-date-not-read', detail: consent.date.slice(0, MOST_OF_CELL) }]
      : [];
    return [...day, ...unread].slice(0, MOST_UNREAD).map((cell) => ({ line, cells, ...cell }));
  });

/** The rows with what is known of their people. */
const withKnown = async (
  trx: Knex.Transaction,
  once: readonly Read[],
  { known, rules }: { known: ReadonlyMap<string, ContactRow>; rules: ImportRules }
): Promise<Candidate[]> => {
  const suppressed = await suppressedAmong(
    trx,
    once.map(({ addressKey }) => addressKey)
  );
  const refusing = once.filter(({ words }) => words.some(({ says }) => says === 'no'));
  const yes = await newestYesOf(
    trx,
    refusing.flatMap(({ addressKey }) => known.get(addressKey)?.id ?? [])
  );
  return once.map((one): Candidate => {
    const person = known.get(one.addressKey) ?? null;
    const before = suppressed.get(one.addressKey);
    const deleted = {
      marketing: before?.marketing ? ('out' as const) : ('none' as const),
      utility: before?.utility ? ('out' as const) : ('none' as const),
      marketingRefusedAt: before?.marketing ? before.at : null,
      utilityRefusedAt: before?.utility ? before.at : null,
    };
    const consent = person ?? deleted;
    const plans = plansOf(
      one.words,
      { consent, yes: person ? yes.get(person.id) : undefined },
      rules
    );
    return { ...one, known: person, consent, plans };
  });
};

/**
 * What would become of these rows, by the same rules in the dry run and the import. The dry run notes the first line of
 * each number (`claim`); the import reads it and locks the people who are known.
 */
export const classify = async (
  db: Db,
  trx: Knex.Transaction,
  {
    rows,
    params,
    claim,
    now,
  }: { rows: readonly FileRow[]; params: RunParams; claim: boolean; now: number }
): Promise<Classified> => {
  const { importId, run, rules, columns } = params;
  const { read, problems } = readRows(rows, params, { fields: await listFields(trx), now });
  const keys = read.map(({ addressKey, row }) => ({ addressKey, line: row.line }));
  if (claim) await claimKeys(db, trx, { importId, run, keys });
  const addressKeys = keys.map((one) => one.addressKey);
  const lines = await linesOfKeys(trx, { importId, run, keys: addressKeys });
  const { once, doubles, problems: twice } = withoutDoubles(read, lines);
  const known = await contactsByAddress(trx, addressKeys, !claim);
  const people = await withKnown(trx, once, { known, rules });
  const consent = consentOfList(rules.consent, columns);
  const changed = await changedAmong(trx, people, params);
  return {
    people,
    doubles,
    cells: read.map(({ person }) => person.consent),
    problems: [...problems, ...twice, ...unreadCells(once)],
    counters: {
      ...rowCounters({ people, changed }),
      refused: problems.length + doubles.length,
      doubles: doubles.length,
      unread: count(people, ({ unread }) => unread.length > 0),
      staysOut: count(
        people,
        (one) => staysOut(one.consent, consent) || doesAny(one, ['again', 'stays-out'])
      ),
      optedIn: count(people, (one) => becomesIn(one.consent, consent) || doesAny(one, ['grant'])),
      ...consentCounters({ people, doubles }, params),
    },
  };
};
