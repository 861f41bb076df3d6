import type { Knex } from 'knex';
import { randomHex } from '../kernel/hash';
import { limitsToCarry } from '../limits/public';
import { installTable, loadInstall } from '../runtime/public';
import { dbNow, insertIgnore, type Db } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { Colleague } from './domain/colleagues';
import { pacesNow } from './paces';
import { homeTable, type HomeRow } from './tables';

const HOME = 'home';

/** `moved`: the rows of people came from another database, or from an archive, and nobody has released them. */
export type HomeState = 'home' | 'moved';

/** The mark, locked until the commit: processes that start at once take turns. */
export const lockHome = async (trx: Knex.Transaction): Promise<HomeRow | null> => {
  const raw = await trx(homeTable.table)
    .where({ name: HOME })
    .forUpdate()
    .first<Record<string, unknown> | undefined>();
  return raw ? readRow(homeTable, raw) : null;
};

export const changeHome = async (
  trx: Knex.Transaction,
  change: Partial<HomeRow>
): Promise<number> =>
  trx(homeTable.table).where({ name: HOME }).update(writeRow(homeTable, change));

const setGeneration = async (trx: Knex.Transaction, generation: string): Promise<void> => {
  await trx(installTable.table).update({ generation });
  await changeHome(trx, { generation });
};

/** Whether the rows belong to this database. A database without the mark is marked: its rows have never moved. */
export const homeState = async (db: Db): Promise<HomeState> => {
  const { installId } = await loadInstall(db);
  return db.tx(async (trx) => {
    const now = await dbNow(db, trx);
    const known = await lockHome(trx);
    if (!known) {
      const rows = [{ name: HOME, generation: randomHex(16), changed_at: now }];
      await insertIgnore(db, trx, { table: homeTable.table, rows, keys: ['name'] });
      const made = await lockHome(trx);
      if (made) await setGeneration(trx, made.generation);
      return 'home';
    }
    const install = await trx(installTable.table)
      .where({ install_id: installId })
      .first<{ generation: string | null } | undefined>();
    return install?.generation === known.generation ? 'home' : 'moved';
  });
};

/** Before an import: whatever mark an archive brings, it is another one, also that of an export of this database. */
export const renewGeneration = async (db: Db): Promise<string> => {
  const isOnHold = (await homeState(db)) === 'moved';
  const generation = randomHex(16);
  await db.tx(async (trx) => {
    await setGeneration(trx, generation);
    // What was on hold stays so when the import fails.
    if (isOnHold) await trx(installTable.table).update({ generation: randomHex(16) });
  });
  return generation;
};

/** The generation of the mark, after its holder has let it go; null without a mark. */
export const generationOf = (db: Db): Promise<string | null> =>
  db.tx(async (trx) => (await lockHome(trx))?.generation ?? null);

/** Whether what came was adapted to the database with this identity. */
export const isSettled = async (db: Db, installId: string): Promise<boolean> =>
  (await db.knex(homeTable.table).where({ name: HOME, settled_by: installId }).first('id')) !==
  undefined;

/** From now on the rows belong to this database. */
export const release = (db: Db): Promise<void> =>
  db.tx(async (trx) => {
    const known = await lockHome(trx);
    if (known) await setGeneration(trx, known.generation);
  });

/** Before an export: which administrator is meant by which id, and what rights keep. Those whom nobody here is are kept. */
export const noteForTheWay = (db: Db, here: Colleague[]): Promise<void> =>
  db.tx(async (trx) => {
    const known = await lockHome(trx);
    const unknown = (known?.colleagues ?? []).filter(({ id }) => id < 0);
    await changeHome(trx, {
      colleagues: [...here, ...unknown],
      paces: await pacesNow(trx),
      limits: await limitsToCarry(trx, await dbNow(db, trx)),
    });
  });
