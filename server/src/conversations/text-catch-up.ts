import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { runtimeService, takeUpFold } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { insertIgnore, type Dialect, type Sql } from '../strapi/db';
import { errorText } from '../strapi/log';
import { readRow } from '../strapi/table';
import { messageTable, textIndexTable } from './tables';
import {
  dropTexts,
  notedWords,
  noteTexts,
  prepareTexts,
  storedWords,
  TEXTS,
  withTexts,
  type TextOf,
} from './texts';

const MESSAGES = messageTable.table;
const STATE = textIndexTable.table;
const KEY = 'messages';
/** Words of this many in one transaction: some 20 ms. */
const PIECE = 500;
/**
 * Of these at most this many that have words already: taking words out of an index costs several times what new ones do, and
 * messages of people come between two transactions.
 */
const REWRITTEN = 50;
/** How long a run goes on before others have their turn. */
const RUN_MS = 1_000;
/** The newest messages that are looked at: one without its words means that somebody wrote without us. */
const SAMPLE = 20;
/** And this many more, evenly from the first to the last: what came between others shows there. */
const SPREAD = 200;
/** Others may write at the same time as somebody without us: this many more of the newest are looked at. */
const MARGIN = 50;

type Raw = Record<string, unknown>;

const nextId = async (sql: Sql): Promise<number> => {
  const row = await sql(MESSAGES).max({ id: 'id' }).first<{ id: unknown } | undefined>();
  return Number(row?.id ?? 0) + 1;
};

/** Places from the first message to the last, at even steps. */
const spread = async (sql: Sql): Promise<number[]> => {
  const last = (await nextId(sql)) - 1;
  const step = Math.max(1, Math.floor(last / SPREAD));
  return Array.from({ length: Math.min(SPREAD, last) }, (_, n) => last - n * step);
};

/** Messages came by another way, as with an import of the whole database. */
const lacksWords = async (sql: Sql): Promise<boolean> => {
  const newest = await sql(MESSAGES).orderBy('id', 'desc').limit(SAMPLE).select<Raw[]>();
  const others = await sql(MESSAGES)
    .whereIn('id', await spread(sql))
    .select<Raw[]>();
  const spoken = [...newest, ...others]
    .map((row) => readRow(messageTable, row))
    .filter((row) => storedWords(row, 'sqlite') !== null)
    .map(({ id }) => id);
  const known = await withTexts(sql, spoken);
  return spoken.some((id) => !known.has(id));
};

/** After all rows were replaced: words are read in again. */
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
  const isBehind = known !== undefined && Number(known.below) <= 1 && (await lacksWords(db.knex));
  await db.tx(async (trx) => {
    // By the rules of another fold the words are other words: all are read again.
    const isOld = await takeUpFold(db, trx, { name: 'message-texts', nextId: 0 });
    const below = await nextId(trx);
    if (!known)
      await insertIgnore(db, trx, { table: STATE, rows: [{ name: KEY, below }], keys: ['name'] });
    else if (isOld || isBehind) await trx(STATE).where({ name: KEY }).update({ below });
  });
};

/**
 * Rows that somebody makes by Strapi's own ways (a script, a seed, another plugin) get their words too. All of ours are written
 * with theirs, past these ways.
 */
export const watchTexts = (strapi: Core.Strapi): void => {
  const { db, log } = contextOf(strapi);
  const note = async (count: number): Promise<void> => {
    try {
      await db.tx(async (trx) => {
        const raw = await trx(MESSAGES)
          .orderBy('id', 'desc')
          .limit(count + MARGIN)
          .select<Raw[]>('id', 'type', 'body', 'text');
        await noteTexts(
          trx,
          raw.map((row) => readRow(messageTable, row))
        );
      });
    } catch (error) {
      // The rows are there; the next start finds that their words are missing.
      log('conversations').warn('words of new messages not noted', { error: errorText(error) });
    }
  };
  strapi.db.lifecycles.subscribe({
    models: ['plugin::whatsapp.message'],
    afterCreate: () => note(1),
    afterCreateMany: ({ result }: { result?: { count?: number } }) => note(result?.count ?? PIECE),
  } as never);
};

/** Of these, in their order, those whose words are missing or others, and the last one that was looked at. */
const dueOf = (rows: readonly TextOf[], noted: ReadonlyMap<number, string>, dialect: Dialect) => {
  const due: { row: TextOf; words: string | null }[] = [];
  let rewritten = 0;
  for (const row of rows) {
    const words = storedWords(row, dialect);
    const before = noted.get(row.id);
    if (words === (before ?? null)) continue;
    due.push({ row, words });
    if (before !== undefined) rewritten += 1;
    if (rewritten === REWRITTEN) return { due, last: row.id, isCut: true };
  }
  return { due, last: rows.at(-1)?.id ?? 0, isCut: false };
};

/**
 * One piece downward; answers how many messages the next one reads, 0 at the end. What a kill leaves undone is done again, to
 * the same effect.
 */
const step = async (strapi: Core.Strapi, size: number): Promise<number> => {
  const { db } = contextOf(strapi);
  return db.tx(async (trx) => {
    const state = await trx(STATE).where({ name: KEY }).forUpdate().first<Raw | undefined>();
    const below = Number(state?.below ?? 0);
    if (below <= 1) return 0;
    const raw = await trx(MESSAGES)
      .where('id', '<', below)
      .orderBy('id', 'desc')
      .limit(size)
      .select<Raw[]>('id', 'type', 'body', 'text');
    const rows = raw.map((row): TextOf => readRow(messageTable, row));
    const noted = await notedWords(
      trx,
      rows.map(({ id }) => id)
    );
    const { due, last, isCut } = dueOf(rows, noted, db.dialect);
    await noteTexts(
      trx,
      due.map(({ row }) => row)
    );
    await dropTexts(
      trx,
      due.flatMap(({ row, words }) => (words === null ? [row.id] : []))
    );
    const hasMore = isCut || raw.length === size;
    await trx(STATE)
      .where({ name: KEY })
      .update({ below: hasMore ? last : 0 });
    if (!hasMore) return 0;
    return isCut ? 2 * REWRITTEN : PIECE;
  });
};

/** Writes the words of messages that lack them, the newest first, a piece at a time; by the timer of one process. */
export const catchUpTexts = async (strapi: Core.Strapi): Promise<void> => {
  const { clock } = contextOf(strapi);
  const { draining } = runtimeService(strapi);
  const end = clock.monotonic() + RUN_MS;
  let size = PIECE;
  while (size > 0 && !draining.aborted && clock.monotonic() < end) size = await step(strapi, size);
};
