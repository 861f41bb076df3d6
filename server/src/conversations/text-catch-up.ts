import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { insertIgnore, type Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { conversationTable, messageTable, textIndexTable } from './tables';
import { noteTexts, prepareTexts, storedWords, TEXTS, withTexts } from './texts';

const MESSAGES = messageTable.table;
const STATE = textIndexTable.table;
const KEY = 'messages';
/** Words of so many in one transaction: some 20 ms. */
const PIECE = 500;
/** How long a run goes on before others have their turn. */
const RUN_MS = 1_000;
/** The newest messages that are looked at: one without its words means that somebody wrote without us. */
const SAMPLE = 20;

type Raw = Record<string, unknown>;

const nextId = async (sql: Sql): Promise<number> => {
  const row = await sql(MESSAGES).max({ id: 'id' }).first<{ id: unknown } | undefined>();
  return Number(row?.id ?? 0) + 1;
};

/** Messages came by another way (an import of the whole database, an older version beside this one). */
const lacksWords = async (sql: Sql): Promise<boolean> => {
  const raw = await sql(MESSAGES).orderBy('id', 'desc').limit(SAMPLE).select<Raw[]>();
  const spoken = raw
    .map((row) => readRow(messageTable, row))
    .filter((row) => storedWords(row, 'sqlite') !== null)
    .map(({ id }) => id);
  const known = await withTexts(sql, spoken);
  return spoken.some((id) => !known.has(id));
};

/** Who waits in conversations of before: their last message is the customer's. */
const noteWaiting = (sql: Sql) =>
  sql(conversationTable.table)
    .where({ status: 'open', last_direction: 'in' })
    .whereNull('waiting_since')
    .update({ waiting_since: sql.ref('last_inbound_at') });

/** After all rows were replaced: words are read in again, and nothing else is done as at the first start with this table. */
export const rereadTexts = async (trx: Knex.Transaction): Promise<void> => {
  await trx(TEXTS).delete();
  await trx(STATE).delete();
  await trx(STATE).insert({ name: KEY, below: await nextId(trx) });
};

/** At every start: the table of words, and from where on messages still lack theirs. */
export const prepareTextIndex = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  await prepareTexts(db.knex);
  const known = await db.knex(STATE).where({ name: KEY }).first<Raw | undefined>();
  if (known && Number(known.below) > 1) return;
  if (known && !(await lacksWords(db.knex))) return;
  await db.tx(async (trx) => {
    const below = await nextId(trx);
    if (known) await trx(STATE).where({ name: KEY }).update({ below });
    else {
      await insertIgnore(db, trx, { table: STATE, rows: [{ name: KEY, below }], keys: ['name'] });
      await noteWaiting(trx);
    }
  });
};

/** One piece downward; answers whether there is more. What a kill leaves undone is done again, to the same effect. */
const step = async (strapi: Core.Strapi): Promise<boolean> => {
  const { db } = contextOf(strapi);
  return db.tx(async (trx) => {
    const state = await trx(STATE).where({ name: KEY }).forUpdate().first<Raw | undefined>();
    const below = Number(state?.below ?? 0);
    if (below <= 1) return false;
    const raw = await trx(MESSAGES)
      .where('id', '<', below)
      .orderBy('id', 'desc')
      .limit(PIECE)
      .select<Raw[]>('id', 'type', 'body', 'text');
    await noteTexts(
      trx,
      raw.map((row) => readRow(messageTable, row))
    );
    const last = raw.at(-1);
    await trx(STATE)
      .where({ name: KEY })
      .update({ below: raw.length < PIECE || !last ? 0 : Number(last.id) });
    return raw.length === PIECE;
  });
};

/** Writes the words of messages that lack them, the newest first, a piece at a time; by the timer of one process. */
export const catchUpTexts = async (strapi: Core.Strapi): Promise<void> => {
  const { clock } = contextOf(strapi);
  const { draining } = runtimeService(strapi);
  const end = clock.monotonic() + RUN_MS;
  while (!draining.aborted && clock.monotonic() < end) if (!(await step(strapi))) return;
};
