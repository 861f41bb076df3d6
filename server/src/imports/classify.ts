import type { Knex } from 'knex';
import { isNewerThan, newestYesOf, type ConsentCategory, type NewestYes } from '../consent/public';
import {
  addressKeyOf,
  addressKeysOf,
  contactsByAddress,
  joinedRefusals,
  listFields,
  parseCustom,
  suppressedAmong,
  type ContactFieldRow,
  type ContactRow,
} from '../contacts/public';
import type { ColumnTarget, DateOrder, ImportFormat, ImportRules } from '../contracts/imports';
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
import { createMeaning } from './domain/consent-words';
import { readPerson, type FileRow, type RowPerson } from './domain/person';
import { becomesIn, staysOut } from './domain/plan';
import { claimKeys, linesOfKeys } from './store';

/** A cell of a date that is longer is cut where it is named. */
const MOST_OF_DAY = 60;

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
  /** When the run was started: the day of a refusal that has none. */
  at: number;
  /** Keys of the sensitive fields that the person who started it may fill, by the reason in the rules. */
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
  /** Numbers as typed that the country of the list does not have. */
  unread: string[];
  /** The cells about consent of all rows that were read. */
  cells: RowConsent[];
  problems: OperationProblem[];
  counters: Record<string, number>;
}

type Read = Omit<Candidate, 'known' | 'consent' | 'plans'>;

const dateOrderOf = (
  { columns, dateOrders }: RunParams,
  target: NonNullable<ColumnTarget>
): DateOrder | null => dateOrders[columns.indexOf(target)] ?? null;

/**
 * Values of profile fields, checked; text = the refusal. Fields that were archived or marked as sensitive since are left
 * out. A refusal is kept with the operation: what a sensitive cell says is none of its words.
 */
const valuesOf = (
  person: RowPerson,
  fields: readonly ContactFieldRow[],
  params: RunParams
): Candidate['values'] | string => {
  const { sensitive: open = [] } = params;
  const values: Candidate['values'] = [];
  for (const [key, text] of Object.entries(person.custom)) {
    const field = fields.find((one) => one.fieldKey === key && !one.archived);
    if (!field || (field.sensitive !== null && !open.includes(key))) continue;
    const dateOrder = dateOrderOf(params, `custom:${key}`);
    const parsed = parseCustom({ ...field, ...(dateOrder ? { dateOrder } : {}) }, text);
    if (!parsed.ok) return field.sensitive === null ? `${field.label}: ${text}` : field.label;
    if (parsed.value) values.push({ fieldId: field.id, value: parsed.value });
  }
  return values;
};

const readRows = (
  rows: readonly FileRow[],
  params: RunParams,
  { fields, now }: { fields: readonly ContactFieldRow[]; now: number }
): { read: Read[]; problems: OperationProblem[]; unread: string[] } => {
  const dateOrder = dateOrderOf(params, 'consentDate');
  const reading = { ...params, meaningOf: createMeaning(params), dateOrder, now };
  const read: Read[] = [];
  const problems: OperationProblem[] = [];
  const unread: string[] = [];
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
      if (result.unread !== undefined) unread.push(result.unread);
      continue;
    }
    const { person } = result;
    const values = valuesOf(person, fields, params);
    const addressKey = addressKeyOf({ phone: person.phone.e164, waId: null, bsuid: null });
    if (typeof values === 'string') refuse('field-not-valid', values);
    else if (addressKey) {
      const words = wordsOfRow(person.consent, reading);
      read.push({ row, person, addressKey, values, words });
    }
  }
  return { read, problems, unread };
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

/** Rows of which everything is imported but a word of consent: its day says nothing to us. */
const unreadDays = (once: readonly Read[]): OperationProblem[] =>
  once
    .filter(({ person, words }) => hasUnreadDay(person.consent, words))
    .map(({ row: { line, cells }, person: { consent } }) => ({
      ...{ line, cells, reason: 'consent-date-not-read' },
      detail: consent.date.slice(0, MOST_OF_DAY),
    }));

/** Rows that are imported, of whose number somebody should know something. */
const remarksOf = (once: readonly Read[]): OperationProblem[] =>
  once.flatMap(({ row: { line, cells }, person: { phone, remarks } }) =>
    remarks.map((remark) => ({ line, cells, reason: `phone-${remark}`, detail: phone.e164 }))
  );

/** Under which hashes refusals of the person of this row are kept. */
const refusalKeys = ({ person }: Read): string[] =>
  addressKeysOf({ phone: person.phone.e164, waId: null, bsuid: null });

/** The rows with what is known of their people. */
const withKnown = async (
  trx: Knex.Transaction,
  once: readonly Read[],
  { known, rules }: { known: ReadonlyMap<string, ContactRow>; rules: ImportRules }
): Promise<Candidate[]> => {
  const suppressed = await suppressedAmong(trx, once.flatMap(refusalKeys));
  const refusing = once.filter(({ words }) => words.some(({ says }) => says === 'no'));
  const yes = await newestYesOf(
    trx,
    refusing.flatMap(({ addressKey }) => known.get(addressKey)?.id ?? [])
  );
  return once.map((one): Candidate => {
    const person = known.get(one.addressKey) ?? null;
    const before = joinedRefusals(refusalKeys(one).flatMap((key) => suppressed.get(key) ?? []));
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
  const fields = await listFields(trx);
  const { read, problems, unread } = readRows(rows, params, { fields, now });
  const keys = read.map(({ addressKey, row }) => ({ addressKey, line: row.line }));
  if (claim) await claimKeys(db, trx, { importId, run, keys });
  const addressKeys = keys.map((one) => one.addressKey);
  const lines = await linesOfKeys(trx, { importId, run, keys: addressKeys });
  const { once, doubles, problems: twice } = withoutDoubles(read, lines);
  const known = await contactsByAddress(trx, addressKeys, !claim);
  const people = await withKnown(trx, once, { known, rules });
  const remarks = remarksOf(once);
  const consent = consentOfList(rules.consent, columns);
  return {
    people,
    doubles,
    unread,
    cells: read.map(({ person }) => person.consent),
    problems: [...problems, ...twice, ...unreadDays(once), ...remarks],
    counters: {
      created: count(people, (one) => one.known === null),
      known: count(people, (one) => one.known !== null),
      refused: problems.length,
      doubles: doubles.length,
      staysOut: count(
        people,
        (one) => staysOut(one.consent, consent) || doesAny(one, ['again', 'stays-out'])
      ),
      optedIn: count(people, (one) => becomesIn(one.consent, consent) || doesAny(one, ['grant'])),
      ...consentCounters({ people, doubles }, params),
      ...(remarks.length > 0 ? { remarked: remarks.length } : {}),
    },
  };
};
