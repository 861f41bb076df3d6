import type { Knex } from 'knex';
import { severalPortfolios } from '../accounts/public';
import { dialectOf, insertIgnore, pieces, type Sql } from '../strapi/db';
import { addressKeysOf } from './domain/address';
import { peopleWithFormer } from './former';
import { suppressionTable, type ContactRow } from './tables';

const TABLE = suppressionTable.table;
const PIECE = 400;

/** What was refused under an address. */
export interface Suppressed {
  marketing: boolean;
  utility: boolean;
  /** Until when it held, at least: a yes of before does not end it. */
  at: number;
  /** Who left the address and is still here; null: somebody who was deleted. */
  contactId: number | null;
}

const isTrue = (value: unknown): boolean => value === true || Number(value) === 1;

/** Refusals under addresses that people left, by address key; for imports, a batch at a time. */
export const suppressedAmong = async (
  sql: Sql,
  addressKeys: readonly string[]
): Promise<Map<string, Suppressed>> => {
  const found = new Map<string, Suppressed>();
  for (const piece of pieces([...new Set(addressKeys)], PIECE)) {
    const rows = (await sql(TABLE).whereIn('address_key', piece)) as Record<string, unknown>[];
    for (const row of rows)
      found.set(String(row.address_key), {
        marketing: isTrue(row.marketing),
        utility: isTrue(row.utility),
        at: Number(row.added_at),
        contactId: row.contact_id === null ? null : Number(row.contact_id),
      });
  }
  return found;
};

type Refusing = Pick<
  ContactRow,
  'marketing' | 'utility' | 'marketingRefusedAt' | 'utilityRefusedAt' | 'changedAt'
>;
type Category = 'marketing' | 'utility';

/** The columns of a category with a refusal of before; none, where the row has this very refusal already. */
const refusal = (row: Refusing, category: Category, at: number): Partial<Refusing> => {
  const column = `${category}RefusedAt` as const;
  const known = row[column];
  if (known !== null && known >= at) return {};
  // Anyone who agreed here before the address was known said so under another one: out until they agree again.
  const since = row[category] === 'in' ? Math.max(at, row.changedAt) : at;
  return { [category]: 'out', [column]: since };
};

/** The row with what its address had refused before it was deleted, dated (P-11). */
export const withRefusal = <T extends Refusing>(row: T, refused: Suppressed): T => ({
  ...row,
  ...(refused.marketing ? refusal(row, 'marketing', refused.at) : {}),
  ...(refused.utility ? refusal(row, 'utility', refused.at) : {}),
});

/**
 * Of those who left an address, who is certainly not the one with this user id: they were known by others only. User ids are
 * made per portfolio.
 */
const othersThan = async (
  sql: Sql,
  bsuid: string | null,
  contactIds: readonly number[]
): Promise<Set<number>> => {
  const others = new Set<number>();
  if (bsuid === null || contactIds.length === 0 || (await severalPortfolios(sql))) return others;
  for (const id of new Set(contactIds)) {
    const had = (await peopleWithFormer(sql, [id])).flatMap((row) => row.bsuid ?? []);
    if (had.length > 0 && !had.includes(bsuid)) others.add(id);
  }
  return others;
};

/**
 * The same by all addresses of the row, or by those given. What somebody left and comes back to says nothing new of them. Nor
 * does what another person left where WhatsApp itself says who has the address (`isShown`).
 */
export const withSuppression = async <
  T extends Refusing & Pick<ContactRow, 'waId' | 'phone' | 'bsuid'> & { id?: number },
>(
  sql: Sql,
  row: T,
  {
    keys = addressKeysOf(row),
    isShown = false,
  }: { keys?: readonly string[]; isShown?: boolean } = {}
): Promise<T> => {
  const found = [...(await suppressedAmong(sql, keys)).values()].filter(
    ({ contactId }) => contactId === null || contactId !== row.id
  );
  const left = isShown ? found.flatMap(({ contactId }) => contactId ?? []) : [];
  const others = await othersThan(sql, row.bsuid, left);
  return found
    .filter(({ contactId }) => contactId === null || !others.has(contactId))
    .reduce<T>(withRefusal, row);
};

const isRefusing = ({ marketing, utility }: Pick<ContactRow, Category>): boolean =>
  marketing === 'out' || utility === 'out';

/** Does the refusal of before hold on? A yes ends only one that its row knew of: another may be of somebody else. */
const holdsOn = (person: Refusing, category: Category, known: Suppressed | undefined): boolean => {
  if (person[category] === 'out') return true;
  if (!known?.[category]) return false;
  return person[category] === 'none' || (person[`${category}RefusedAt`] ?? -1) < known.at;
};

/** What is remembered of an address; null: nothing is held against it any more. */
const remembered = (
  person: Refusing,
  known: Suppressed | undefined,
  at: number
): Omit<Suppressed, 'contactId'> | null => {
  const next = {
    marketing: holdsOn(person, 'marketing', known),
    utility: holdsOn(person, 'utility', known),
  };
  if (!next.marketing && !next.utility) return null;
  const isNewer = isRefusing(person);
  return { ...next, at: isNewer ? Math.max(at, known?.at ?? 0) : (known?.at ?? at) };
};

/** What may have been an opt-out, and nobody has decided, is remembered as one. */
const asRemembered = (row: ContactRow): ContactRow =>
  row.askedStopAt === null ? row : { ...row, marketing: 'out' };

const remember = async (
  trx: Knex.Transaction,
  {
    person,
    keys,
    at,
    contactId,
  }: { person: ContactRow; keys: readonly string[]; at: number; contactId: number | null }
): Promise<void> => {
  const db = { dialect: dialectOf(trx) };
  const known = await suppressedAmong(trx, keys);
  for (const addressKey of [...keys].sort()) {
    const before = known.get(addressKey);
    const next = remembered(person, before, at);
    if (!next) {
      if (before) await trx(TABLE).where({ address_key: addressKey }).delete();
      continue;
    }
    const { at: heldUntil, ...refused } = next;
    // What somebody else refused under it stays a refusal for this person, too.
    const owner = before && before.contactId !== contactId ? null : contactId;
    const columns = { ...refused, added_at: heldUntil, contact_id: owner };
    const rows = [{ address_key: addressKey, ...columns }];
    await insertIgnore(db, trx, { table: TABLE, rows, keys: ['address_key'] });
    await trx(TABLE).where({ address_key: addressKey }).update(columns);
  }
};

/**
 * Remembers what the person had refused when they are deleted, under all their addresses. A yes given since an earlier deletion
 * ends that refusal; a state that is unknown leaves it. Nobody comes back to what they left before.
 */
export const rememberRefusals = async (
  trx: Knex.Transaction,
  { person: row, at }: { person: ContactRow; at: number }
): Promise<void> => {
  await trx(TABLE).where({ contact_id: row.id }).update({ contact_id: null });
  const person = asRemembered(row);
  if (person.marketing === 'none' && person.utility === 'none') return;
  await remember(trx, { person, keys: addressKeysOf(person), at, contactId: null });
};

/**
 * Remembers what a person refuses under addresses that are not theirs any more, in case somebody writes from them or imports
 * them later (P-11). The person is the same: nothing of it holds against them when they come back to one.
 */
export const rememberLeft = async (
  trx: Knex.Transaction,
  { person: row, before, at }: { person: ContactRow; before: readonly string[]; at: number }
): Promise<void> => {
  const person = asRemembered(row);
  const kept = addressKeysOf(person);
  const keys = [...new Set(before)].filter((key) => !kept.includes(key));
  if (!isRefusing(person) || keys.length === 0) return;
  await remember(trx, { person, keys, at, contactId: person.id });
};

/** They are back: their own row says what they refuse. */
export const forgetLeft = async (
  trx: Knex.Transaction,
  { contactId, keys }: { contactId: number; keys: readonly string[] }
): Promise<void> => {
  await trx(TABLE)
    .where({ contact_id: contactId })
    .whereIn('address_key', [...keys])
    .delete();
};

/** What the other one had left is the survivor's now. */
export const moveLeft = async (
  trx: Knex.Transaction,
  { from, to }: { from: number; to: number }
): Promise<void> => {
  await trx(TABLE).where({ contact_id: from }).update({ contact_id: to });
};
