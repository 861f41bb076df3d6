import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contextOf } from '../strapi/context';
import { countOf, type Keeping } from '../strapi/keeping';
import { errorText } from '../strapi/log';
import { readRow } from '../strapi/table';
import { storedFileTable, type StoredFileRow } from './tables';
import type { Vault } from './vault';

const FILES = storedFileTable.table;
const PIECE = 200;
const AT_ONCE = 50;

/** Nothing of the file is left but where its unreadable bytes lie, until they are removed too. */
const NOTHING = {
  sealed: null,
  name: null,
  content_hash: null,
  meta_id: null,
  error: null,
  owner: null,
  lease_until: null,
  due_at: 0,
};

/**
 * The files of messages that go: customers' by their message, attached ones by their own id. In the caller's transaction
 * each loses its key, so that nobody can read it from then on; `removeDropped` takes its bytes off the provider.
 */
export const dropFiles = async (
  trx: Knex.Transaction,
  { messageIds, attachedIds }: { messageIds: readonly number[]; attachedIds: readonly number[] }
): Promise<void> => {
  const theirs = () =>
    trx(FILES).where((either) => {
      void either
        .whereIn('message_id', [...messageIds])
        .orWhere((own) => void own.whereIn('id', [...attachedIds]).where({ origin: 'attached' }));
    });
  await theirs().whereNull('place').delete();
  await theirs().update({ ...NOTHING, state: 'dropped', message_id: null });
};

const old = (sql: Knex | Knex.Transaction, before: number) =>
  sql(FILES).where({ state: 'stored' }).where('at', '<', before).where('at', '>', 0);

/** Files whose time is over: the message stays and says that its file is gone. */
export const fileKeeping: Keeping = {
  count: (sql, before) => countOf(old(sql, before)),
  purge: async (trx, before) => {
    const rows = (await old(trx, before).limit(PIECE).select('id')) as { id: number }[];
    if (rows.length === 0) return 0;
    await trx(FILES)
      .whereIn(
        'id',
        rows.map(({ id }) => id)
      )
      .update({ ...NOTHING, state: 'gone' });
    return rows.length;
  },
};

/**
 * Takes dropped files off the provider. Safe to repeat: the row goes after its bytes. What the provider refuses is tried
 * again next time. Answers how many went.
 */
export const createRemoveDropped = (strapi: Core.Strapi, vault: Vault) => {
  const { db, log } = contextOf(strapi);
  const removeOne = async ({ id, place, state }: StoredFileRow): Promise<boolean> => {
    try {
      if (place) await vault.drop(place);
    } catch (error) {
      log('media').warn('a deleted file stays at the provider, unreadable, until the next try', {
        file: id,
        error: errorText(error),
      });
      return false;
    }
    if (state === 'dropped') await db.knex(FILES).where({ id }).delete();
    else await db.knex(FILES).where({ id }).update({ place: null });
    return true;
  };
  return async (): Promise<number> => {
    let removed = 0;
    for (let after = 0; ;) {
      const raw = (await db
        .knex(FILES)
        .whereIn('state', ['dropped', 'gone'])
        .whereNotNull('place')
        .where('id', '>', after)
        .orderBy('id')
        .limit(AT_ONCE)) as Record<string, unknown>[];
      const files = raw.map((row) => readRow(storedFileTable, row));
      for (const file of files) if (await removeOne(file)) removed += 1;
      const last = files.at(-1);
      if (!last || files.length < AT_ONCE) return removed;
      after = last.id;
    }
  };
};
