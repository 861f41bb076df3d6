import type { Knex } from 'knex';
import { isNewerThan, knownYesOf, type ConsentCategory, type KnownYes } from '../consent/public';
import {
  contactsByKeys,
  listFields,
  suppressedAmong,
  type ByKeys,
  type ContactRow,
  type Suppressed,
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
import { changedAmong } from './compare';
import {
  consentOfList,
  decidedByRow,
  planOf,
  unreadDay,
  type ConsentPlan,
  type Outcome,
  type RowConsent,
  type RowWord,
} from './domain/consent';
import type { FileRow } from './domain/person';
import { becomesIn, staysOut } from './domain/plan';
import type { Undecided } from './habits';
import { withPersons, type PersonRow } from './persons';
import { MOST_OF_CELL, readRows, type ReadRow } from './rows';

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
  /** Groups of the file that the import makes; absent: none. */
  newGroups?: string[];
  /** Keys of the sensitive fields that the person who started it may fill, by the reason in the rules. */
  sensitive?: string[];
}

/** A row that may be imported. */
export interface Candidate extends PersonRow {
  known: ContactRow | null;
  /** Other contacts whom the file says to be this person: a no of the row is about them as well. */
  others: ContactRow[];
  /** Consent that the person has, as a yes of the list meets it, or had when they were deleted. */
  consent: Pick<ContactRow, 'marketing' | 'utility' | 'marketingRefusedAt' | 'utilityRefusedAt'>;
  /** What comes of the words. */
  plans: ConsentPlan[];
}

/** A further row of a person. */
export type Double = Pick<Candidate, 'keys' | 'words'> & { line: number };

export interface Classified {
  people: Candidate[];
  doubles: Double[];
  /** Numbers as typed that the country of the list does not have. */
  unreadNumbers: string[];
  /** The cells about consent of all rows that were read. */
  cells: RowConsent[];
  /** Groups that these rows name and that do not exist. */
  newGroups: string[];
  problems: OperationProblem[];
  counters: Record<string, number>;
}

/**
 * Further rows of a person count once (P-10), as the file was found to name them (`persons.ts`). A contact who got the other
 * address since then is written once all the same.
 */
const withoutDoubles = (
  read: readonly PersonRow[],
  knownOf: (one: PersonRow) => ContactRow | null
): { once: PersonRow[]; doubles: Double[]; problems: OperationProblem[] } => {
  const once: PersonRow[] = [];
  const doubles: Double[] = [];
  const problems: OperationProblem[] = [];
  const lineOf = new Map<number, number>();
  for (const one of read) {
    const { line, cells } = one.row;
    const id = knownOf(one)?.id ?? 0;
    const first = Math.min(one.first, lineOf.get(id) ?? line);
    if (first === line) {
      once.push(one);
      if (id > 0) lineOf.set(id, line);
    } else {
      doubles.push({ keys: one.keys, words: one.words, line });
      problems.push({ line, reason: 'double', detail: String(first), cells });
    }
  }
  return { once, doubles, problems };
};

/** What is known of a person's consent, as far as a list's words are judged by it. */
interface Known {
  consent: Pick<ContactRow, ConsentCategory>;
  yes: Record<ConsentCategory, KnownYes> | undefined;
}

/** What comes of a row's words for this person. */
export const plansOf = (
  words: readonly RowWord[],
  { consent, yes }: Known,
  { endsNewerYes = false, consent: source }: ImportRules
): ConsentPlan[] =>
  words.map((word) => {
    const state = consent[word.category];
    const said = yes?.[word.category];
    const hasNewerYes = state === 'in' && isNewerThan(said?.newest ?? null, word);
    const firstYes = said?.first ?? null;
    // A yes of a file counts once somebody says where it is from (P-11); its no always does.
    const isUnconfirmed = source === null || source.kind === 'none';
    return planOf(word, { state, hasNewerYes, endsNewerYes, isUnconfirmed, firstYes });
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
        unconfirmed: count(people, (one) => doesAny(one, ['unconfirmed'])),
        olderYes: count(people, (one) => doesAny(one, ['older'])),
        doublesOut: doubles.filter(({ words }) => words.some(({ says }) => says === 'no')).length,
      };

/** Cells of which the row is imported without: the report has a line for each. */
const unreadCells = (once: readonly ReadRow[]): OperationProblem[] =>
  once.flatMap(({ row: { line, cells }, person: { consent }, words, unread }) => {
    const day = unreadDay(consent, words)?.slice(0, MOST_OF_CELL);
    const days = day === undefined ? [] : [{ reason: 'consent-date-not-read', detail: day }];
    return [...days, ...unread].slice(0, MOST_UNREAD).map((cell) => ({ line, cells, ...cell }));
  });

/** Whether a word of the row is ordered against what the person's ledger says: a no always, a yes of who is in. */
const needsYes = ({ words }: ReadRow, known: ContactRow | null): boolean =>
  known !== null &&
  words.some(
    ({ says, category, at }) => says === 'no' || (known[category] === 'in' && at !== null)
  );

/**
 * The contacts whom the keys of a row name. The first is the one that the row means: the one with its number, else with its user
 * id, else with another address of the person in the file.
 */
export const contactsBy =
  ({ byAddress, byUserId }: ByKeys) =>
  ({ keys }: Pick<ReadRow, 'keys'>): ContactRow[] => {
    const found = keys.flatMap((key) => byAddress.get(key) ?? byUserId.get(key) ?? []);
    return [...new Map(found.map((contact) => [contact.id, contact])).values()];
  };

const remarkedIn = (once: readonly ReadRow[]): number =>
  once.filter(({ person }) => person.remarks.length > 0).length;

/** Rows that are imported, of whose number somebody should know something. */
const remarksOf = (once: readonly ReadRow[]): OperationProblem[] =>
  once.flatMap(({ row: { line, cells }, person: { phone, remarks } }) =>
    remarks.map((remark) => ({
      ...{ line, cells, reason: `phone-${remark}` },
      detail: phone?.e164 ?? null,
    }))
  );

/**
 * Consent of a known person as a yes of the list meets it. Somebody who refused under another of their addresses, as a contact of
 * its own, gets no yes under this one either.
 */
const asRefused = (person: ContactRow, others: readonly ContactRow[]): Candidate['consent'] => {
  const { marketingRefusedAt, utilityRefusedAt } = person;
  const stateOf = (category: ConsentCategory) =>
    person[category] === 'none' && others.some((other) => other[category] === 'out')
      ? ('out' as const)
      : person[category];
  const [marketing, utility] = [stateOf('marketing'), stateOf('utility')];
  return { marketing, utility, marketingRefusedAt, utilityRefusedAt };
};

const NEVER_SEEN: Candidate['consent'] = {
  marketing: 'none',
  utility: 'none',
  marketingRefusedAt: null,
  utilityRefusedAt: null,
};

/** Consent of somebody who is no contact: what they refused when they were one stays refused. */
const whenDeleted = (refusals: readonly Suppressed[]): Candidate['consent'] => {
  if (refusals.length === 0) return NEVER_SEEN;
  const lastNo = (category: ConsentCategory): number | null => {
    const days = refusals.filter((refused) => refused[category]).map(({ at }) => at);
    return days.length > 0 ? Math.max(...days) : null;
  };
  const [marketingRefusedAt, utilityRefusedAt] = [lastNo('marketing'), lastNo('utility')];
  return {
    marketing: marketingRefusedAt === null ? 'none' : 'out',
    utility: utilityRefusedAt === null ? 'none' : 'out',
    marketingRefusedAt,
    utilityRefusedAt,
  };
};

/** The rows with what is known of their people. */
const withKnown = async (
  trx: Knex.Transaction,
  once: readonly PersonRow[],
  { contactsOf, rules }: { contactsOf: (one: PersonRow) => ContactRow[]; rules: ImportRules }
): Promise<Candidate[]> => {
  const knownOf = (one: PersonRow) => contactsOf(one)[0] ?? null;
  const suppressed = await suppressedAmong(
    trx,
    once.flatMap(({ keys }) => keys)
  );
  const ordered = once.filter((one) => needsYes(one, knownOf(one)));
  const yes = await knownYesOf(
    trx,
    ordered.flatMap((one) => knownOf(one)?.id ?? [])
  );
  return once.map((one): Candidate => {
    const [person = null, ...others] = contactsOf(one);
    const deleted = whenDeleted(one.keys.flatMap((key) => suppressed.get(key) ?? []));
    const consent = person ? asRefused(person, others) : deleted;
    const said = person ? yes.get(person.id) : undefined;
    // A no is judged by the person's own state: what others refused is no refusal of theirs yet.
    const plans = one.words.flatMap((word) =>
      plansOf(
        [word],
        { consent: word.says === 'yes' ? consent : (person ?? deleted), yes: said },
        rules
      )
    );
    return { ...one, known: person, others, consent, plans };
  });
};

/** The contacts that rows name, by all their keys; locked where they are written. */
const knownAmong = (
  trx: Knex.Transaction,
  read: readonly PersonRow[],
  isLocked: boolean
): Promise<ByKeys> => {
  const addressKeys = read.flatMap(({ keys }) => keys);
  // One of several keys may be of a user id; a number alone has one key in most countries.
  const mayHaveId = read.filter(({ person, keys }) => person.userId !== null || keys.length > 1);
  const userIdKeys = mayHaveId.flatMap(({ keys }) => keys);
  return contactsByKeys(trx, { addressKeys, userIdKeys }, isLocked);
};

/**
 * What would become of these rows, by the same rules in the dry run and the import. The import goes by whom the dry run found
 * the rows to name, and locks the people who are known.
 */
export const classify = async (
  db: Db,
  trx: Knex.Transaction,
  {
    rows,
    params,
    isDryRun,
    now,
  }: { rows: readonly FileRow[]; params: RunParams; isDryRun: boolean; now: number }
): Promise<Classified> => {
  const { rules, columns } = params;
  const fields = await listFields(trx);
  const { read: rowsRead, problems, unreadNumbers } = readRows(rows, params, { fields, now });
  const read = await withPersons(db, trx, { read: rowsRead, params, isDryRun });
  const contactsOf = contactsBy(await knownAmong(trx, read, !isDryRun));
  const {
    once,
    doubles,
    problems: twice,
  } = withoutDoubles(read, (one) => contactsOf(one)[0] ?? null);
  const people = await withKnown(trx, once, { contactsOf, rules });
  const remarks = remarksOf(once);
  const consent = consentOfList(rules.consent, columns);
  const { changed, newGroups, ...asked } = await changedAmong(trx, people, params);
  return {
    people,
    doubles,
    unreadNumbers,
    cells: read.map(({ person }) => person.consent),
    newGroups,
    problems: [...problems, ...twice, ...unreadCells(once), ...remarks],
    counters: {
      ...rowCounters({ people, changed }),
      ...asked,
      refused: problems.length + doubles.length,
      doubles: doubles.length,
      unread: count(people, ({ unread }) => unread.length > 0),
      staysOut: count(
        people,
        (one) => staysOut(one.consent, consent) || doesAny(one, ['again', 'stays-out'])
      ),
      optedIn: count(people, (one) => becomesIn(one.consent, consent) || doesAny(one, ['grant'])),
      ...consentCounters({ people, doubles }, params),
      ...(remarks.length > 0 ? { remarked: remarkedIn(once) } : {}),
    },
  };
};
