import type { Knex } from 'knex';
import {
  changedValues,
  insertField,
  listFields,
  parseCustom,
  saveValues,
  valuesOf,
  type ContactFieldRow,
  type ProfileChange,
  type ValueChange,
} from '../contacts/public';
import { isUniqueViolation, type Db, type Sql } from '../strapi/db';

/** Profile field that keeps birthdays: filters and messages find them there, whichever type they came from. */
const KEY = 'birthday';

/** Makes the profile field where a mapping wants to fill it; one that is there stays as it is. */
export const ensureBirthdayField = async (sql: Sql, at: number): Promise<void> => {
  const fields = await listFields(sql);
  if (fields.some(({ fieldKey }) => fieldKey === KEY)) return;
  const field: Omit<ContactFieldRow, 'id'> = {
    fieldKey: KEY,
    kind: 'date',
    label: 'Birthday',
    labelTr: 'Doğum günü',
    choices: null,
    place: fields.length,
    archived: false,
    sensitive: null,
    addedAt: at,
  };
  try {
    await insertField(sql, field);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
};

export interface Birthday {
  day: string;
  /** It takes the place of one that is known. */
  overwrites: boolean;
}

/** Writes the birthdays that entries tell, by contact; answers whose changed, and what other systems are told of it. */
export const saveBirthdays = async (
  db: Db,
  trx: Knex.Transaction,
  birthdays: ReadonlyMap<number, Birthday>
): Promise<{ contactIds: number[]; profiles: ProfileChange[] }> => {
  const nobody = { contactIds: [], profiles: [] };
  if (birthdays.size === 0) return nobody;
  const field = (await listFields(trx)).find(
    ({ fieldKey, archived }) => fieldKey === KEY && !archived
  );
  if (field?.kind !== 'date') return nobody;
  const has = await valuesOf(trx, [...birthdays.keys()], 'all');
  const changes = [...birthdays].flatMap(([contactId, { day, overwrites }]): ValueChange[] => {
    const before = has.get(contactId)?.[KEY];
    if (before === day || (before !== undefined && !overwrites)) return [];
    const parsed = parseCustom(field, day);
    return parsed.ok && parsed.value ? [{ contactId, fieldId: field.id, value: parsed.value }] : [];
  });
  const profiles = await changedValues(trx, changes);
  await saveValues(db, trx, changes);
  return { contactIds: changes.map(({ contactId }) => contactId), profiles };
};
