import type { Knex } from 'knex';
import { customValueOf, lackingTags, valuesOf, type ContactRow } from '../contacts/public';
import type { CustomValues } from '../contracts/contacts';
import type { Candidate, RunParams } from './classify';
import { consentOfList } from './domain/consent';
import { becomesIn, blankFields, changedProfile, hasOtherName } from './domain/plan';
import { groupsOfRows, membersAmong, type RowGroups } from './groups-of-rows';

/** Somebody who is known, with their row. */
type Known = Candidate & { known: ContactRow };
const isKnown = (one: Candidate): one is Known => one.known !== null;

type Values = ReadonlyMap<number, CustomValues>;

/** Consent that becomes another by the list or the row. */
const changesConsent = ({ consent, plans }: Candidate, { rules, columns }: RunParams): boolean =>
  becomesIn(consent, consentOfList(rules.consent, columns)) ||
  plans.some(
    ({ does }) =>
      does === 'refuse' ||
      does === 'end' ||
      does === 'grant' ||
      (does === 'older' && rules.keepsOlderYes === true)
  );

/** Values of profile fields, as far as the rules and the rows ask for them. */
const valuesAsked = async (
  trx: Knex.Transaction,
  people: readonly Known[],
  { rules }: RunParams
): Promise<Values> => {
  if (rules.duplicates === 'skip') return new Map();
  const asked = people.filter(
    ({ values, blanks }) =>
      values.length > 0 || (rules.duplicates === 'update' && blanks.length > 0)
  );
  return valuesOf(
    trx,
    asked.map(({ known }) => known.id),
    'all'
  );
};

const hasBlankValue = ({ known, blanks }: Known, values: Values): boolean =>
  blanks.some(({ key }) => values.get(known.id)?.[key] !== undefined);

/** Profile fields that become others by the row. */
const changesValues = (one: Known, { rules }: RunParams, values: Values): boolean => {
  const has = values.get(one.known.id) ?? {};
  if (rules.duplicates === 'skip') return false;
  if (rules.duplicates === 'fill') return one.values.some(({ key }) => has[key] === undefined);
  return (
    one.values.some(({ key, kind, value }) => has[key] !== customValueOf(kind, value)) ||
    (rules.erasesBlanks === true && hasBlankValue(one, values))
  );
};

/** Who lacks one of their tags. */
const withoutTags = async (
  trx: Knex.Transaction,
  people: readonly Known[],
  { rules }: RunParams
): Promise<Known[]> => {
  const wanted = new Map(
    people
      .map(({ known, person }) => [known.id, [...rules.tags, ...person.tags]] as const)
      .filter(([, tags]) => tags.length > 0)
  );
  if (wanted.size === 0) return [];
  const lacking = await lackingTags(trx, wanted);
  return people.filter(({ known }) => lacking.has(known.id));
};

/** Who is not in one of their groups, or is to come into one that is made. */
const outsideGroups = async (
  trx: Knex.Transaction,
  people: readonly Known[],
  { groups, made }: { groups: RowGroups; made: ReadonlySet<string> | null }
): Promise<Known[]> => {
  const members = await membersAmong(trx, {
    groupIds: [...new Set(people.flatMap(({ person }) => groups.idsOf(person)))],
    contactIds: people.map(({ known }) => known.id),
  });
  return people.filter(
    ({ known, person }) =>
      groups.idsOf(person).some((id) => !members.has(`${id} ${known.id}`)) ||
      (made !== null && groups.unknownOf(person).some((name) => made.size === 0 || made.has(name)))
  );
};

/** What the import would make of people who are known, and what the importer may be asked about them. */
export interface Compared {
  /** People who become others by their row: profile, fields, tags, groups or consent. */
  changed: Set<Candidate>;
  /** Groups that the rows name and that do not exist. */
  newGroups: string[];
  /** People with another name in the file. */
  otherName: number;
  /** People who have something where the cell of the file is empty. */
  blankCells: number;
}

/** Compares rows with the people whom they mean. What can be seen without the database is looked at first. */
export const changedAmong = async (
  trx: Knex.Transaction,
  people: readonly Candidate[],
  params: RunParams
): Promise<Compared> => {
  const { rules, newGroups: made = [] } = params;
  const known = people.filter(isKnown);
  const groups = await groupsOfRows(trx, params);
  const values = await valuesAsked(trx, known, params);
  const changed = new Set<Candidate>(
    known.filter(
      (one) =>
        changedProfile(one.known, one.person, rules) !== null ||
        changesConsent(one, params) ||
        changesValues(one, params, values)
    )
  );
  const others = () => known.filter((one) => !changed.has(one));
  for (const one of await withoutTags(trx, others(), params)) changed.add(one);
  const asked = { groups, made: rules.makesGroups === true ? new Set(made) : null };
  for (const one of await outsideGroups(trx, others(), asked)) changed.add(one);
  const updated = rules.duplicates === 'update' ? known : [];
  return {
    changed,
    newGroups: [...new Set(people.flatMap(({ person }) => groups.unknownOf(person)))],
    otherName: updated.filter((one) => hasOtherName(one.known, one.person)).length,
    blankCells: updated.filter(
      (one) => blankFields(one.known, one.person).length > 0 || hasBlankValue(one, values)
    ).length,
  };
};
