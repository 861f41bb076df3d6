import type { Knex } from 'knex';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { countOf, type Keeping } from '../strapi/keeping';
import { readRow, writeRow } from '../strapi/table';
import {
  conversionTable,
  conversionTouchTable,
  NOBODY,
  type ConversionRow,
  type ConversionTouchRow,
} from './tables';

const CONVERSIONS = conversionTable.table;
const TOUCHES = conversionTouchTable.table;
const PIECE = 400;
const PURGED = 500;
type Raw = Record<string, unknown>;

const read = (raw: Raw): ConversionRow => readRow(conversionTable, raw);

export const conversionsByKey = async (
  sql: Sql,
  keys: readonly string[]
): Promise<ConversionRow[]> => {
  const found: ConversionRow[] = [];
  for (const piece of pieces(keys, PIECE))
    found.push(...((await sql(CONVERSIONS).whereIn('dedupe_key', piece)) as Raw[]).map(read));
  return found;
};

/** Adds those that are not known yet; answers their ids. */
export const insertConversions = async (
  db: Db,
  trx: Knex.Transaction,
  rows: readonly Omit<ConversionRow, 'id'>[]
): Promise<number[]> => {
  const byKey = new Map(rows.map((row) => [row.dedupeKey, row]));
  const known = await conversionsByKey(trx, [...byKey.keys()]);
  for (const { dedupeKey } of known) byKey.delete(dedupeKey);
  if (byKey.size === 0) return [];
  await insertIgnore(db, trx, {
    table: CONVERSIONS,
    rows: [...byKey.values()].map((row) => writeRow(conversionTable, row)),
    keys: ['dedupe_key'],
  });
  return (await conversionsByKey(trx, [...byKey.keys()])).map(({ id }) => id);
};

export const touchOf = async (
  sql: Sql,
  conversionId: number
): Promise<ConversionTouchRow | null> => {
  const raw = (await sql(TOUCHES).where({ conversion_id: conversionId }).first()) as
    | Raw
    | undefined;
  return raw ? readRow(conversionTouchTable, raw) : null;
};

/** What a person did, with the campaign that is credited with it; for their timeline and the export of one person. */
export const conversionsQuery = (sql: Sql, contactId: number): Knex.QueryBuilder =>
  sql(`${CONVERSIONS} as cv`)
    .leftJoin(`${TOUCHES} as ct`, 'ct.conversion_id', 'cv.id')
    .where('cv.contact_id', contactId)
    .select('cv.*', 'ct.campaign_id as campaign_id', 'ct.kind as touch', 'ct.touch_at as touch_at');

/** Who did, up to a moment, what this campaign is credited with: one row of `contact_id` for each of them. */
export const creditedPeople = (sql: Sql, campaignId: number, until: number): Knex.QueryBuilder =>
  sql(`${TOUCHES} as ct`)
    .join(`${CONVERSIONS} as cv`, 'cv.id', 'ct.conversion_id')
    .where('ct.campaign_id', campaignId)
    .where('cv.contact_id', '>', NOBODY)
    .where('cv.at', '<=', until)
    .distinct('cv.contact_id as contact_id');

/** A deleted campaign is credited with nothing; what was done stays. Its conversions are looked at again. */
export const forgetCampaign = async (sql: Sql, campaignId: number, now: number): Promise<void> => {
  const credited = sql(TOUCHES).where({ campaign_id: campaignId });
  await sql(CONVERSIONS)
    .whereIn('id', credited.clone().select('conversion_id'))
    .update({ look_at: now });
  await credited.delete();
};

/** Without what could name the person: the event, its worth and the campaign that is credited with it stay. */
const FORGOTTEN = {
  external_id: null,
  body_hash: null,
  uid: null,
  entry_document: null,
  click_campaign_id: 0,
  click_at: null,
  look_at: null,
};

/**
 * For `contactsService.removeEffects`: figures of campaigns are made of the rows, so they stay, under the number of somebody
 * of whom nothing is known any more.
 */
export const forgetConversions = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  for (const piece of pieces(contactIds, PIECE))
    await trx(CONVERSIONS).whereIn('contact_id', piece).update(FORGOTTEN);
};

const named = (sql: Sql, before: number) =>
  sql(CONVERSIONS).where('at', '<', before).where('contact_id', '>', NOBODY);

/** Who did it is forgotten after a time; the figures of campaigns stay. */
export const conversionKeeping: Keeping = {
  count: (sql, before) => countOf(named(sql, before)),
  purge: async (trx, before) => {
    const ids = ((await named(trx, before).limit(PURGED).select('id')) as { id: unknown }[]).map(
      ({ id }) => Number(id)
    );
    if (ids.length > 0)
      await trx(CONVERSIONS)
        .whereIn('id', ids)
        .update({ ...FORGOTTEN, contact_id: NOBODY });
    return ids.length;
  },
};
