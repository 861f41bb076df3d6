import type { Knex } from 'knex';
import { keyOf } from '../kernel/hash';
import { insertIgnore, type Db } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { cleanText } from './domain/identity';
import { newContact } from './resolve';
import { contactTable, type ContactRow } from './tables';

const TABLE = contactTable.table;

/**
 * A group of WhatsApp, as the one whom its conversation is with. It has no address, so nothing is ever sent to it as to a
 * person, and it is nobody: no consent, no number, no place in the list of contacts.
 */
export const ensureWhatsAppGroup = async (
  { db, random }: { db: Db; random(): number },
  trx: Knex.Transaction,
  { groupId, at }: { groupId: string; at: number }
): Promise<ContactRow> => {
  const groupKey = keyOf(groupId);
  const find = async (): Promise<ContactRow | null> => {
    const raw = await trx(TABLE).where({ group_key: groupKey }).first<Record<string, unknown>>();
    return raw ? readRow(contactTable, raw) : null;
  };
  const known = await find();
  if (known) return known;
  const name = `WhatsApp · ${(cleanText(groupId) ?? '').slice(-8)}`;
  const row = { ...newContact({ name, source: 'group', addedAt: at }, random), groupKey };
  await insertIgnore(db, trx, {
    table: TABLE,
    rows: [writeRow(contactTable, row)],
    keys: ['group_key'],
  });
  const made = await find();
  if (!made) throw new Error('the group could not be made');
  return made;
};
