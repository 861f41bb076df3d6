import type { Knex } from 'knex';
import { fromJsonColumn } from '../kernel/json';
import { leaseTable } from '../runtime/public';
import type { Sql } from '../strapi/db';
import type { Pace } from './tables';

const NUMBER = 'number:';

/** How fast each number had come to send, as its rights keep it. Rights themselves do not travel. */
export const pacesNow = async (sql: Sql): Promise<Pace[]> => {
  const rows = await sql(leaseTable.table)
    .where('name', 'like', `${NUMBER}%`)
    .whereNotNull('data')
    .orderBy('name')
    .select<{ name: string; data: unknown }[]>('name', 'data');
  return rows.map(({ name, data }) => ({
    name,
    data: fromJsonColumn(data) as Pace['data'],
  }));
};

/** After a move nobody has these rights, and who takes one goes on at the pace that the number had. */
export const keepPaces = async (trx: Knex.Transaction, paces: readonly Pace[]): Promise<void> => {
  for (const { name, data } of paces)
    await trx(leaseTable.table).insert({
      name,
      owner: '',
      epoch: 0,
      until_ms: 0,
      data: JSON.stringify(data),
    });
};
