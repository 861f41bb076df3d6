import type { Knex } from 'knex';
import { DAY_MS } from '../kernel/time';
import { INSERT_PIECE, insertRow, pieces, type Sql } from '../strapi/db';
import { minuteOf } from './domain/allowance';
import { limitMinuteTable, limitPersonTable, portfolioTable, type LimitPersonRow } from './tables';

/** What counts against a messaging limit when the rows move to another database: Meta goes on counting. */
export interface CarriedLimit {
  key: string;
  fullUntil: number;
  /** Id of the person, since when, and whether it was delivered. */
  people: [contactId: number, at: number, isCounted: 0 | 1][];
}

/** The use of the last 24 hours. */
export const limitsToCarry = async (sql: Sql, now: number): Promise<CarriedLimit[]> => {
  const portfolios = await sql(portfolioTable.table)
    .orderBy('id')
    .select<{ id: number; key: string; full_until: unknown }[]>('id', 'key', 'full_until');
  const carried: CarriedLimit[] = [];
  for (const { id, key, full_until: fullUntil } of portfolios) {
    const rows = await sql(limitPersonTable.table)
      .where({ portfolio_id: id })
      .andWhere('at', '>', now - DAY_MS)
      .orderBy('contact_id')
      .select<{ contact_id: unknown; at: unknown; state: LimitPersonRow['state'] }[]>(
        'contact_id',
        'at',
        'state'
      );
    carried.push({
      key,
      fullUntil: Number(fullUntil),
      people: rows.map((row) => [
        Number(row.contact_id),
        Number(row.at),
        row.state === 'counted' ? 1 : 0,
      ]),
    });
  }
  return carried;
};

/** Into empty tables. */
export const takeUpLimits = async (
  trx: Knex.Transaction,
  limits: readonly CarriedLimit[]
): Promise<void> => {
  for (const { key, fullUntil, people } of limits) {
    const row = { key, ver: 0, full_until: fullUntil };
    const portfolioId = await insertRow(trx, portfolioTable.table, row);
    const minutes = new Map<number, number>();
    const rows = people.map(([contactId, at, isCounted]) => {
      const minute = minuteOf(at);
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
      const state: LimitPersonRow['state'] = isCounted ? 'counted' : 'reserved';
      return { portfolio_id: portfolioId, contact_id: contactId, at, minute, state };
    });
    const sums = [...minutes].map(([minute, n]) => ({ portfolio_id: portfolioId, minute, n }));
    for (const piece of pieces(rows, INSERT_PIECE)) await trx(limitPersonTable.table).insert(piece);
    for (const piece of pieces(sums, INSERT_PIECE)) await trx(limitMinuteTable.table).insert(piece);
  }
};
