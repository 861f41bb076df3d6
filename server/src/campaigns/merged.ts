import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, throughMerges, type ContactRow } from '../contacts/public';
import { recipientTable, type RecipientRow } from './tables';

const TABLE = recipientTable.table;

/**
 * The people of rows under their permit. A row of somebody who was merged after the snapshot had read them goes to the
 * survivor, unless that person has a row of their own in the campaign; then it stays, and the gate refuses it as merged.
 */
export const peopleOf = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  rows: RecipientRow[]
): Promise<{ rows: RecipientRow[]; people: Map<number, ContactRow> }> => {
  const contacts = contactsService(strapi);
  const people = await contacts.byIds(
    trx,
    rows.map((row) => row.contactId)
  );
  const gone = rows.filter((row) => (people.get(row.contactId)?.mergedInto ?? null) !== null);
  const [campaignId] = rows.map((row) => row.campaignId);
  if (gone.length === 0 || campaignId === undefined) return { rows, people };
  const read = async (id: number) =>
    people.get(id) ?? (await contacts.byIds(trx, [id])).get(id) ?? null;
  const survivorOf = new Map<number, ContactRow | null>();
  for (const { contactId } of gone) survivorOf.set(contactId, await throughMerges(read, contactId));
  const survivorIds = [...survivorOf.values()].flatMap((survivor) => survivor?.id ?? []);
  const served = await trx(TABLE)
    .where({ campaign_id: campaignId })
    .whereIn('contact_id', survivorIds)
    .select<{ contact_id: unknown }[]>('contact_id');
  const taken = new Set(served.map((row) => Number(row.contact_id)));
  const followed: RecipientRow[] = [];
  for (const row of rows) {
    const survivor = survivorOf.get(row.contactId);
    if (!survivor || taken.has(survivor.id)) {
      followed.push(row);
      continue;
    }
    taken.add(survivor.id);
    await trx(TABLE).where({ id: row.id }).update({ contact_id: survivor.id });
    people.set(survivor.id, survivor);
    followed.push({ ...row, contactId: survivor.id });
  }
  return { rows: followed, people };
};
