import { randomHex } from '../kernel/hash';
import { readRow } from '../strapi/table';
import { dbNow, isUniqueViolation, type Db } from '../strapi/db';
import { installTable, type InstallRow } from './tables';

/** The identity of this database, made at the first boot. Two processes that boot at once agree on the older row. */
export const loadInstall = async (db: Db): Promise<InstallRow> => {
  const read = () =>
    db.knex(installTable.table).orderBy('id').first<Record<string, unknown> | undefined>();
  const known = await read();
  if (known) return readRow(installTable, known);
  try {
    await db
      .knex(installTable.table)
      .insert({ install_id: randomHex(5), secret: randomHex(32), created_at: await dbNow(db) });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  const made = await read();
  if (!made) throw new Error('the install row could not be written');
  return readRow(installTable, made);
};
