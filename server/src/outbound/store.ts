import type { Knex } from 'knex';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { outboundDeliveryTable, outboundEndpointTable, type EndpointRow } from './tables';

const TABLE = outboundEndpointTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): EndpointRow => readRow(outboundEndpointTable, raw);

/** All of them; the service keeps them few. */
export const listEndpoints = async (sql: Sql): Promise<EndpointRow[]> =>
  ((await sql(TABLE).orderBy('id')) as Raw[]).map(read);

export const findEndpoint = async (sql: Sql, id: number): Promise<EndpointRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const insertEndpoint = (sql: Sql, row: Omit<EndpointRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(outboundEndpointTable, row));

export const updateEndpoint = async (
  sql: Sql,
  id: number,
  change: Partial<EndpointRow>
): Promise<void> => {
  await sql(TABLE).where({ id }).update(writeRow(outboundEndpointTable, change));
};

export const deleteEndpoint = async (sql: Sql, id: number): Promise<void> => {
  await sql(TABLE).where({ id }).delete();
};

/** An attempt arrived: whatever failed before is over. Touches nothing where nothing had failed. */
export const noteArrived = async (sql: Sql, id: number): Promise<void> => {
  await sql(TABLE)
    .where({ id })
    .where('fails_in_row', '>', 0)
    .update({ failing_since: null, fails_in_row: 0 });
};

/** An attempt failed; answers since when all have. */
export const noteFailed = async (sql: Sql, id: number, at: number): Promise<number> => {
  await sql(TABLE)
    .where({ id })
    .update({
      failing_since: sql.raw('COALESCE(failing_since, ?)', [at]),
      fails_in_row: sql.raw('fails_in_row + 1'),
    });
  return (await findEndpoint(sql, id))?.failingSince ?? at;
};

/**
 * For `contactsService.removeEffects`: what was told of people who are erased. Message ids hold their number. That they
 * were erased is still told.
 */
export const forgetDeliveries = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  await trx(outboundDeliveryTable.table)
    .whereIn('contact_id', [...contactIds])
    .whereNot('type', 'contact.erased')
    .delete();
};
