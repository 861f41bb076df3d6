import type { Knex } from 'knex';
import type { Core } from '@strapi/strapi';
import { rereadTexts } from '../conversations/public';
import { takeUpLimits } from '../limits/public';
import { randomHex } from '../kernel/hash';
import { installTable } from '../runtime/public';
import { dbNow, type Db } from '../strapi/db';
import { bringColleaguesBack, freeWork, sendColleaguesAway } from './colleagues';
import { awayId, matchColleagues, type Colleague } from './domain/colleagues';
import { changeHome, lockHome } from './home';
import { keepPaces } from './paces';
import { LIBRARY, ourTypes } from './ids';

const tableOf = (strapi: Core.Strapi, uid: string): string => strapi.db.metadata.get(uid).tableName;

/** Tables of this plugin that do not travel. */
const bookkeeping = (strapi: Core.Strapi): string[] => {
  const types = new Set(ourTypes(strapi));
  return [...strapi.db.metadata.values()]
    .filter(({ uid }) => uid.startsWith('plugin::whatsapp.') && !types.has(uid))
    .map(({ tableName }) => tableName);
};

/** Rows that came with their ids left the counters of PostgreSQL behind; SQLite and MySQL follow by themselves. */
const repairCounters = async (strapi: Core.Strapi, db: Db, trx: Knex.Transaction) => {
  if (db.dialect !== 'postgres') return;
  for (const uid of [...ourTypes(strapi), LIBRARY]) {
    const table = tableOf(strapi, uid);
    await trx.raw(
      'SELECT setval(pg_get_serial_sequence(?, ?), (SELECT COALESCE(MAX(id), 0) + 1 FROM ??), false)',
      [`"${table}"`, 'id', table]
    );
  }
};

/**
 * What does not travel is made again: what is left of it here speaks of other people under the same ids. With the identity
 * goes the key of preference links, so that no old link opens the page of somebody else.
 */
const startAfresh = async (strapi: Core.Strapi, db: Db, trx: Knex.Transaction): Promise<string> => {
  for (const table of bookkeeping(strapi)) await trx(table).delete();
  await rereadTexts(trx);
  const install = {
    install_id: randomHex(5),
    secret: randomHex(32),
    created_at: await dbNow(db, trx),
  };
  await trx(installTable.table).insert(install);
  return install.install_id;
};

const adminsHere = async (trx: Knex.Transaction): Promise<Colleague[]> =>
  (await trx('admin_users').whereNotNull('email').select<Colleague[]>('id', 'email')).map(
    ({ id, email }) => ({ id: Number(id), email })
  );

/**
 * Adapts rows that came from elsewhere to this database, once and in one transaction; processes that start at once wait for
 * the first. They are still to be released. Answers whether there was something to adapt.
 */
export const settle = (strapi: Core.Strapi, db: Db): Promise<boolean> =>
  db.tx(async (trx) => {
    const home = await lockHome(trx);
    const install = await trx(installTable.table)
      .orderBy('id')
      .first<{ install_id: string } | undefined>('install_id');
    if (!home || (install && home.settledBy === install.install_id)) return false;
    await repairCounters(strapi, db, trx);
    const settledBy = await startAfresh(strapi, db, trx);
    await sendColleaguesAway(trx);
    const away = (home.colleagues ?? []).map(({ id, email }) => ({ id: awayId(id), email }));
    const { known, unknown } = matchColleagues(away, await adminsHere(trx));
    await bringColleaguesBack(trx, known);
    await freeWork(trx);
    await keepPaces(trx, home.paces ?? []);
    await takeUpLimits(trx, home.limits ?? []);
    await changeHome(trx, { settledBy, colleagues: unknown, paces: null, limits: null });
    return true;
  });

/** Administrators who have been made since, with the e-mail of somebody who was not here, get their rows. */
export const findColleagues = (db: Db): Promise<void> =>
  db.tx(async (trx) => {
    const home = await lockHome(trx);
    const away = (home?.colleagues ?? []).filter(({ id }) => id < 0);
    if (away.length === 0) return;
    const { known, unknown } = matchColleagues(away, await adminsHere(trx));
    if (known.size === 0) return;
    await bringColleaguesBack(trx, known);
    await changeHome(trx, { colleagues: unknown });
  });
