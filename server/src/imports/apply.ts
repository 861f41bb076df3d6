import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  contactsByAddress,
  changedFields,
  changedValues,
  contactsService,
  insertContacts,
  joinedChanges,
  newContact,
  saveValues,
  updateContacts,
  valueHolders,
  type ContactRow,
  type ProfileChange,
  type ValueChange,
} from '../contacts/public';
import { groupMemberTable, makeGroups } from '../groups/public';
import { contextOf } from '../strapi/context';
import { insertIgnore } from '../strapi/db';
import { writeConsent } from './apply-consent';
import type { Candidate, Double, RunParams } from './classify';
import { changedProfile, newProfile } from './domain/plan';
import { groupsOfRows } from './groups-of-rows';

interface Batch {
  people: readonly Candidate[];
  /** Further rows of somebody: only their refusals count. */
  doubles: readonly Double[];
  params: RunParams;
  by: { id: number; name: string } | null;
}

/** Meta's ids begin with the country. */
const countryOfUserId = (userId: string | null): string | null => userId?.slice(0, 2) ?? null;

type Placed = Candidate & { contactId: number };

/** Makes who is new and changes who is known by the rule; answers everyone with their id, and whose profile is another. */
const writePeople = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { people, params }: Batch
): Promise<{ placed: Placed[]; profiles: ProfileChange[] }> => {
  const { db, clock, random } = contextOf(strapi);
  const now = clock.now();
  const fresh = people.filter((one) => one.known === null);
  const rows = fresh.map(({ person, consent }) =>
    newContact(
      {
        ...newProfile(person),
        ...consent,
        phone: person.phone?.e164 ?? null,
        bsuid: person.userId,
        country: person.phone ? person.phone.country : countryOfUserId(person.userId),
        source: 'import',
        addedAt: now,
      },
      random
    )
  );
  await insertContacts(db, trx, rows);
  const changed = people.flatMap(({ known, person }): ContactRow[] => {
    const change = known && changedProfile(known, person, params.rules);
    return known && change ? [{ ...known, ...change, changedAt: now }] : [];
  });
  await updateContacts(db, trx, changed);
  const before = new Map(people.flatMap(({ known }) => (known ? [[known.id, known]] : [])));
  const profiles = changed.map((row) => ({
    contactId: row.id,
    fields: changedFields(before.get(row.id) ?? row, row),
  }));
  const made = await contactsByAddress(
    trx,
    fresh.map((one) => one.addressKey)
  );
  const here = [...made.values()].filter(({ addedAt }) => addedAt === now);
  for (const effect of contactsService(strapi).createdEffects) await effect(trx, here);
  // Linked records may name the new contacts; one look-up for all.
  for (const effect of contactsService(strapi).peopleEffects) await effect(trx, [...made.values()]);
  const placed = people.flatMap((one): Placed[] => {
    const contact = one.known ?? made.get(one.addressKey);
    return contact ? [{ ...one, contactId: contact.id }] : [];
  });
  return { placed, profiles };
};

/** Values that the row has, and with an importer who wants so the end of those of which its cell is empty. */
const changesOf = (
  { contactId, known, values, blanks }: Placed,
  { rules }: RunParams
): ValueChange[] => {
  const isErased = known !== null && rules.duplicates === 'update' && rules.erasesBlanks === true;
  return [
    ...values.map(({ fieldId, value }) => ({ contactId, fieldId, value })),
    ...(isErased ? blanks.map(({ fieldId }) => ({ contactId, fieldId, value: null })) : []),
  ];
};

/** Values of profile fields by the rule; answers whose profile is another, of people who were known. */
const writeValues = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { placed, params }: { placed: readonly Placed[]; params: RunParams }
): Promise<ProfileChange[]> => {
  const { duplicates } = params.rules;
  const wanted = placed.filter((one) => one.known === null || duplicates !== 'skip');
  const changes = wanted.flatMap((one) => changesOf(one, params));
  if (changes.length === 0) return [];
  const keep =
    duplicates === 'fill'
      ? await valueHolders(
          trx,
          wanted.map((one) => one.contactId)
        )
      : new Set<string>();
  const written = changes.filter(({ contactId, fieldId }) => !keep.has(`${contactId} ${fieldId}`));
  const known = new Set(wanted.flatMap((one) => (one.known ? [one.contactId] : [])));
  const profiles = await changedValues(
    trx,
    written.filter(({ contactId }) => known.has(contactId))
  );
  await saveValues(contextOf(strapi).db, trx, written);
  return profiles;
};

/** Tags of the rules for everyone, tags of the file by row. */
const writeTags = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { placed, params }: { placed: readonly Placed[]; params: RunParams }
): Promise<void> => {
  const contacts = contactsService(strapi);
  const sets = new Map<string, { tags: string[]; ids: number[] }>();
  for (const { person, contactId } of placed) {
    const tags = [...params.rules.tags, ...person.tags];
    if (tags.length === 0) continue;
    const key = JSON.stringify(tags);
    const set = sets.get(key) ?? { tags, ids: [] };
    set.ids.push(contactId);
    sets.set(key, set);
  }
  for (const { tags, ids } of sets.values()) await contacts.tagContacts(trx, ids, { add: tags });
};

/** Puts people into the groups of the rules and of their rows, and makes groups that the importer wants; answers which. */
const writeGroups = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { placed, params }: { placed: readonly Placed[]; params: RunParams }
): Promise<number[]> => {
  const { db, clock } = contextOf(strapi);
  const { rules, columns, newGroups = [] } = params;
  if (rules.groupIds.length === 0 && !columns.includes('groups')) return [];
  const at = clock.now();
  const known = await groupsOfRows(trx, params);
  const named = new Set(placed.flatMap(({ person }) => known.unknownOf(person)));
  const names = newGroups.filter((name) => named.has(name));
  const made = await makeGroups(db, trx, { names, at });
  const groups = names.length > 0 ? await groupsOfRows(trx, params) : known;
  const rows = placed.flatMap(({ contactId, person }) => {
    // A name that the finder still does not know is, to this database, that of another group.
    const others = groups.unknownOf(person).flatMap((name) => made.get(name) ?? []);
    const ids = new Set([...groups.idsOf(person), ...others]);
    return [...ids].map((id) => ({ group_id: id, contact_id: contactId, added_at: at }));
  });
  const keys = ['group_id', 'contact_id'];
  await insertIgnore(db, trx, { table: groupMemberTable.table, rows, keys });
  return [...new Set(rows.map(({ group_id: id }) => id))];
};

/** Writes a batch of people with all that the rules say, in the caller's transaction; answers the groups that they are in. */
export const applyBatch = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  batch: Batch
): Promise<number[]> => {
  const { doubles, params, by } = batch;
  const { placed, profiles } = await writePeople(strapi, trx, batch);
  const values = await writeValues(strapi, trx, { placed, params });
  await contactsService(strapi).tellProfiles(trx, joinedChanges([...profiles, ...values]));
  await writeTags(strapi, trx, { placed, params });
  const groups = await writeGroups(strapi, trx, { placed, params });
  await writeConsent(strapi, trx, { placed, doubles, params, by });
  return groups;
};
