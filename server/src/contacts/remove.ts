import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contextOf } from '../strapi/context';
import { pieces } from '../strapi/db';
import { formerRows } from './former';
import { readContact } from './store';
import { rememberRefusals } from './suppression';
import { contactTable, contactTagTable, contactValueTable, type ContactRow } from './tables';

const TABLE = contactTable.table;
const PIECE = 200;
const UID = 'plugin::whatsapp.contact';

/** `mergedInto` of a deleted person: nobody. The empty row stays for sends that are still under way. */
const DELETED = -1;
export const isErased = ({ mergedInto }: Pick<ContactRow, 'mergedInto'>): boolean =>
  mergedInto === DELETED;

/** What is left of a person: no name, no address, no key. */
const EMPTY: Partial<Record<string, unknown>> = {
  name: '',
  given_name: null,
  family_name: null,
  name_search: '',
  phone: null,
  wa_id: null,
  wa_key: null,
  bsuid: null,
  bsuid_key: null,
  group_key: null,
  parent_user_id: null,
  username: null,
  profile_name: null,
  email: null,
  language: null,
  country: null,
  timezone: null,
  town: null,
  town_key: null,
  owner_id: null,
  marketing_refused_at: null,
  utility_refused_at: null,
  asked_stop_at: null,
  asked_stop: null,
  data_in: '',
  move_asked_at: null,
  position_at: null,
  position_lat: null,
  position_lng: null,
  position_name: null,
  address_key: null,
  ids_at: null,
  left_for: null,
  left_by: null,
  last_inbound_at: null,
  last_outbound_at: null,
  merged_into: DELETED,
};

interface RelationMeta {
  type: string;
  target?: string;
  joinTable?: { name: string; inverseJoinColumn?: { name: string } };
}

/** Tables by which other content types relate to people. */
const relationTables = (strapi: Core.Strapi): { table: string; column: string }[] =>
  [...strapi.db.metadata.values()].flatMap((meta) =>
    Object.values(meta.attributes as unknown as Record<string, RelationMeta>).flatMap((one) => {
      const column = one.joinTable?.inverseJoinColumn?.name;
      return one.type === 'relation' && one.target === UID && one.joinTable && column
        ? [{ table: one.joinTable.name, column }]
        : [];
    })
  );

/** Work of other rooms when people are deleted (threads, memberships, links), inside the transaction. */
export type RemoveEffect = (trx: Knex.Transaction, contactIds: readonly number[]) => Promise<void>;
/** Those of the people who cannot be deleted at this moment. */
export type RemoveGuard = (
  trx: Knex.Transaction,
  contactIds: readonly number[]
) => Promise<readonly number[]>;

export interface RemoveDeps {
  effects: readonly RemoveEffect[];
  guards: readonly RemoveGuard[];
}

const lockPiece = async (trx: Knex.Transaction, ids: number[]): Promise<ContactRow[]> =>
  (
    (await trx(TABLE)
      .whereIn('id', ids)
      .whereNull('merged_into')
      .orderBy('id')
      .forUpdate()) as Record<string, unknown>[]
  ).map(readContact);

const removePiece = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { people, effects }: { people: ContactRow[]; effects: readonly RemoveEffect[] }
): Promise<void> => {
  const { clock } = contextOf(strapi);
  const at = clock.now();
  // Rows that were merged into these people still have their names and numbers.
  const ids = [
    ...people.map((person) => person.id),
    ...(
      await formerRows(
        trx,
        people.map((person) => person.id)
      )
    ).map((row) => row.id),
  ];
  for (const person of people) await rememberRefusals(trx, { person, at });
  for (const effect of effects) await effect(trx, ids);
  await trx(contactTagTable.table).whereIn('contact_id', ids).delete();
  await trx(contactValueTable.table).whereIn('contact_id', ids).delete();
  for (const { table, column } of relationTables(strapi))
    await trx(table).whereIn(column, ids).delete();
  await trx(TABLE)
    .whereIn('id', ids)
    .update({ ...EMPTY, changed_at: at });
};

/**
 * Deletes people, with the rows that were merged into them: their data, tags, fields and what other rooms keep of them. Stays: what they refused, as a hash of the
 * address; the ledger of consent and the sums of campaigns, without a name. Answers whom it deleted; people whom a
 * guard holds back are left out.
 */
export const removeContacts = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { ids, deps }: { ids: readonly number[]; deps: RemoveDeps }
): Promise<number[]> => {
  const removed: number[] = [];
  for (const piece of pieces(
    [...new Set(ids)].sort((a, b) => a - b),
    PIECE
  )) {
    const locked = await lockPiece(trx, piece);
    const held = new Set<number>();
    for (const guard of deps.guards)
      for (const id of await guard(
        trx,
        locked.map((one) => one.id)
      ))
        held.add(id);
    const people = locked.filter((person) => !held.has(person.id));
    if (people.length > 0) await removePiece(strapi, trx, { people, effects: deps.effects });
    removed.push(...people.map((person) => person.id));
  }
  return removed;
};
