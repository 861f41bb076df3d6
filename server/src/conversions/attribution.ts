import type { Knex } from 'knex';
import { DAY_MS, HOUR_MS } from '../kernel/time';
import { rawRows } from '../strapi/batch';
import { pieces, type Db, type Sql } from '../strapi/db';
import { conversionTable, conversionTouchTable, NOBODY } from './tables';
import { lastTouches, type TouchSource } from './touch-sql';

const CONVERSIONS = conversionTable.table;
const TOUCHES = conversionTouchTable.table;
/** At most four candidates each are bound in one statement. */
const PIECE = 100;
/** What became of a message may be told late: Meta tells again for up to 7 days. */
const SETTLED_MS = 8 * DAY_MS;
const AGAIN_MS = DAY_MS;

/** When a new conversion is looked at for the second time. */
export const FIRST_LOOK_MS = HOUR_MS;

export interface Attribution {
  source: TouchSource;
  /** Days of the setting, in milliseconds. */
  withinMs: number;
  now: number;
}

/**
 * Which of these may be credited now. One whose person was forgotten keeps what it was credited to: nothing is known any
 * more that could say otherwise.
 */
const openAmong = async (trx: Knex.Transaction, ids: readonly number[]): Promise<number[]> =>
  (
    (await trx(CONVERSIONS)
      .whereIn('id', [...ids])
      .where(
        (one) => void one.where('contact_id', '>', NOBODY).orWhere('click_campaign_id', '>', 0)
      )
      .orderBy('id')
      .forUpdate()
      .select('id')) as { id: unknown }[]
  ).map(({ id }) => Number(id));

/** Credits each of these conversions to the last touch before it, again; at most one credit each. Awaits only `trx`. */
export const attribute = async (
  db: Db,
  trx: Knex.Transaction,
  { ids, ...at }: Attribution & { ids: readonly number[] }
): Promise<void> => {
  for (const piece of pieces(ids, PIECE)) {
    const open = await openAmong(trx, piece);
    if (open.length > 0) {
      const { sql, bindings } = lastTouches(at.source, { ids: open, withinMs: at.withinMs });
      const won = rawRows(db.dialect, await trx.raw(sql, bindings as never));
      await trx(TOUCHES).whereIn('conversion_id', open).delete();
      if (won.length > 0)
        await trx(TOUCHES).insert(
          won.map((row) => ({
            conversion_id: Number(row.conversion_id),
            campaign_id: Number(row.campaign_id),
            kind: String(row.kind),
            touch_at: Number(row.touch_at),
          }))
        );
    }
    await trx(CONVERSIONS).whereIn('id', piece).update({ look_at: null });
    await trx(CONVERSIONS)
      .whereIn('id', piece)
      .where('added_at', '>', at.now - SETTLED_MS)
      .update({ look_at: at.now + AGAIN_MS });
  }
};

/** Conversions that wait to be looked at, those that waited longest first. */
export const dueConversions = async (sql: Sql, now: number): Promise<number[]> =>
  (
    (await sql(CONVERSIONS)
      .whereNotNull('look_at')
      .where('look_at', '<=', now)
      .orderBy('look_at')
      .orderBy('id')
      .limit(PIECE)
      .select('id')) as { id: unknown }[]
  ).map(({ id }) => Number(id));
