import type { Knex } from 'knex';
import {
  customValueOf,
  lackingTags,
  valueHolders,
  valuesOf,
  type ContactRow,
} from '../contacts/public';
import { groupMemberTable, groupTable } from '../groups/public';
import type { Candidate, RunParams } from './classify';
import { consentOfList } from './domain/consent';
import { becomesIn, changedProfile } from './domain/plan';

/** Somebody who is known, with their row. */
type Known = Candidate & { known: ContactRow };
const isKnown = (one: Candidate): one is Known => one.known !== null;

/** Consent that becomes another by the list or the row. */
const changesConsent = (
  { consent, plans }: Candidate,
  list: ReturnType<typeof consentOfList>
): boolean =>
  becomesIn(consent, list) ||
  plans.some(({ does }) => does === 'refuse' || does === 'end' || does === 'grant');

/** Values of profile fields that are other ones than before. */
const changedByValues = async (
  trx: Knex.Transaction,
  people: readonly Known[],
  { rules }: RunParams
): Promise<Known[]> => {
  const asked = people.filter(({ values }) => values.length > 0);
  if (rules.duplicates === 'skip' || asked.length === 0) return [];
  const ids = asked.map(({ known }) => known.id);
  if (rules.duplicates === 'fill') {
    const held = await valueHolders(trx, ids);
    return asked.filter(({ known, values }) =>
      values.some(({ fieldId }) => !held.has(`${known.id} ${fieldId}`))
    );
  }
  const has = await valuesOf(trx, ids, 'all');
  return asked.filter(({ known, values }) =>
    values.some(({ key, kind, value }) => has.get(known.id)?.[key] !== customValueOf(kind, value))
  );
};

const changedByTags = async (
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

/** Who is not in one of the groups that everybody comes into. */
const changedByGroups = async (
  trx: Knex.Transaction,
  people: readonly Known[],
  { rules }: RunParams
): Promise<Known[]> => {
  if (rules.groupIds.length === 0 || people.length === 0) return [];
  const groups = (await trx(groupTable.table).whereIn('id', rules.groupIds).select('id')) as {
    id: unknown;
  }[];
  const members = (await trx(groupMemberTable.table)
    .whereIn(
      'group_id',
      groups.map(({ id }) => Number(id))
    )
    .whereIn(
      'contact_id',
      people.map(({ known }) => known.id)
    )
    .select('contact_id')) as { contact_id: unknown }[];
  const times = new Map<number, number>();
  for (const { contact_id: id } of members) times.set(Number(id), (times.get(Number(id)) ?? 0) + 1);
  return people.filter(({ known }) => (times.get(known.id) ?? 0) < groups.length);
};

/**
 * Who of the people that are known becomes another by their row: profile, fields, tags, groups or consent. The others are the same
 * after the import. What can be seen without the database is looked at first.
 */
export const changedAmong = async (
  trx: Knex.Transaction,
  people: readonly Candidate[],
  params: RunParams
): Promise<Set<Candidate>> => {
  const { rules, columns } = params;
  const list = consentOfList(rules.consent, columns);
  const known = people.filter(isKnown);
  const changed = new Set<Candidate>(
    known.filter(
      (one) =>
        changedProfile(one.known, one.person, rules.duplicates) !== null ||
        changesConsent(one, list)
    )
  );
  for (const look of [changedByValues, changedByTags, changedByGroups]) {
    const open = known.filter((one) => !changed.has(one));
    for (const one of await look(trx, open, params)) changed.add(one);
  }
  return changed;
};
