import type { Core } from '@strapi/types';
import { Pool } from 'undici';
import { botsService } from '../server/src/bots/public';
import { createBotBody } from '../server/src/contracts/bots';
import { runTable } from '../server/src/flows/public';
import { DAY_MS } from '../server/src/kernel/time';
import { writeRow } from '../server/src/strapi/table';
import { fullScans } from './app-explain';
import { percentile, round } from './numbers';

const RUNS = runTable.table;
const PROBE = 'whatsapp_bench_answers';
/** What a customer writes who is to be answered. */
export const ANSWERED = 'anahtar';
/** What a customer writes who is to wait in a flow. */
export const WAITED = 'sonra';
/** Calls of the bare program at once. */
const LANES = 10;
/** Rows of one insert, and of one commit. */
const ROWS = { insert: 200, commit: 50_000 };

const keyword = (...words: string[]) => ({ kind: 'keyword', match: 'contains', words }) as const;
const text = (words: string) => ({ kind: 'text' as const, text: words });

/** Adds active bots until there are `count`; the one that answers is asked last. */
export const makeBots = async (strapi: Core.Strapi, count: number): Promise<void> => {
  const bots = botsService(strapi);
  const found = await bots.list(Date.now());
  const isAnswering = ({ name }: { name: string }) => name === ANSWERED;
  if (!found.some(isAnswering))
    found.push(
      await bots.create(
        createBotBody.parse({
          ...{ name: ANSWERED, active: true, triggers: [keyword(ANSWERED)] },
          steps: [text('Buyurun')],
        })
      )
    );
  for (let n = found.length; n < count; n += 1)
    found.push(
      await bots.create(
        createBotBody.parse({
          ...{ name: `Bench ${n}`, active: true, triggers: [keyword(`kelime${n}`, `başka ${n}`)] },
          steps: [text('Merhaba')],
        })
      )
    );
  const order = [...found].sort((a, b) => Number(isAnswering(a)) - Number(isAnswering(b)));
  await bots.reorder(order.map(({ id }) => id));
};

/** Makes a flow in which people wait for a year; answers its id. */
export const makeWaitingFlow = async (strapi: Core.Strapi): Promise<number> => {
  const until = { kind: 'minutes' as const, minutes: 525_600 };
  const body = createBotBody.parse({
    ...{ name: WAITED, active: true, triggers: [keyword(WAITED)] },
    graph: {
      start: 'w',
      nodes: [
        { id: 'w', step: { kind: 'wait', until }, to: { over: 't' } },
        { id: 't', step: text('Bir yıl oldu'), to: {} },
      ],
    },
  });
  return (await botsService(strapi).create(body)).id;
};

/**
 * The least that any program has to do to answer: keep what came and the answer, post it, keep its id. Answers messages per
 * second.
 */
export const naiveAnswers = async (
  strapi: Core.Strapi,
  { count, url }: { count: number; url: string }
): Promise<number> => {
  const knex = strapi.db.connection;
  await knex.schema.createTable(PROBE, (table) => {
    table.increments('id');
    table.string('text', 255);
    table.string('answer', 255);
    table.string('wamid', 255).unique();
  });
  const pool = new Pool(url, { connections: LANES, pipelining: 1 });
  let next = 0;
  const lane = async () => {
    while (next < count) {
      next += 1;
      const key = next;
      const kept = { text: `${ANSWERED} ${key}`, answer: 'Buyurun', wamid: `own ${key}` };
      await knex(PROBE).insert(kept);
      const { body } = await pool.request({
        ...{ method: 'POST', path: '/v24.0/bench/messages' },
        headers: { authorization: 'Bearer bench', 'content-type': 'application/json' },
        body: JSON.stringify({ to: '+905550000000', type: 'text', text: { body: 'Buyurun' } }),
      });
      const { messages } = JSON.parse(await body.text()) as { messages: { id: string }[] };
      await knex(PROBE)
        .where({ wamid: kept.wamid })
        .update({ wamid: messages[0]?.id ?? '' });
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: LANES }, lane));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  await knex.schema.dropTable(PROBE);
  return count / seconds;
};

/** Runs of a flow that wait for a month and more, as many as are asked for, of people and threads that are not there. */
export const seedRuns = async (
  strapi: Core.Strapi,
  { botId, accountId, count }: { botId: number; accountId: number; count: number }
): Promise<void> => {
  const knex = strapi.db.connection;
  const [versionId = 0] = await knex('whatsapp_bot_versions')
    .where({ bot_id: botId })
    .pluck<number[]>('id');
  const at = Date.now();
  const row = (n: number) =>
    writeRow(runTable, {
      ...{ botId, botName: WAITED, accountId, versionId, origin: 'tag', trigger: 'bench' },
      ...{ contactId: 10_000_000 + n, conversationId: 10_000_000 + n, factKey: `bench ${n}` },
      ...{ state: 'waiting', node: 'w', waitsFor: 'time', asked: true, unasked: true },
      ...{ sinceWait: 0, nextAt: at + 30 * DAY_MS + n, askedAt: at, startedAt: at },
    });
  for (let from = 0; from < count; from += ROWS.commit)
    await knex.transaction(async (trx) => {
      const end = Math.min(count, from + ROWS.commit);
      for (let n = from; n < end; n += ROWS.insert) {
        const size = Math.min(ROWS.insert, end - n);
        await trx(RUNS).insert(Array.from({ length: size }, (_, i) => row(n + i)));
      }
    });
  // PostgreSQL plans without statistics until its own cleaner comes by.
  if (strapi.db.dialect.client === 'postgres') await knex.raw(`ANALYZE ${RUNS}`);
};

/** How long the look of every second takes where nothing is due, and which of its statements read the whole table. */
export interface IdleTicks {
  p50: number;
  p99: number;
  cpuMicros: number;
  statements: number;
  scans: string[];
}

export const idleTicks = async (strapi: Core.Strapi, runs: number): Promise<IdleTicks> => {
  const bots = botsService(strapi);
  await bots.tick();
  const times: number[] = [];
  let statements = 0;
  const count = () => void (statements += 1);
  const before = process.cpuUsage();
  strapi.db.connection.on('query', count);
  for (let i = 0; i < runs; i += 1) {
    const began = performance.now();
    await bots.tick();
    times.push(performance.now() - began);
  }
  strapi.db.connection.removeListener('query', count);
  const { user, system } = process.cpuUsage(before);
  return {
    p50: round(percentile(times, 50), 3),
    p99: round(percentile(times, 99), 3),
    cpuMicros: round((user + system) / runs, 0),
    statements: round(statements / runs, 1),
    scans: await fullScans(strapi, () => bots.tick(), [RUNS]),
  };
};

/** The time of some waiting runs of a flow comes so soon (ms). Answers how many. */
export const comeDue = async (
  strapi: Core.Strapi,
  { botId, count, inMs }: { botId: number; count: number; inMs: number }
): Promise<number> => {
  const knex = strapi.db.connection;
  const waiting = () => knex(RUNS).where({ bot_id: botId, state: 'waiting' });
  const ids = await waiting().orderBy('id').limit(count).pluck<number[]>('id');
  const nextAt = Date.now() + inMs;
  for (let i = 0; i < ids.length; i += ROWS.insert)
    await waiting()
      .whereIn('id', ids.slice(i, i + ROWS.insert))
      .update({ next_at: nextAt });
  return ids.length;
};

/** By how much the runs of a flow that are finished came after their time, ms. */
export const lateness = async (strapi: Core.Strapi, botId: number): Promise<number[]> => {
  const rows = (await strapi.db
    .connection(RUNS)
    .where({ bot_id: botId })
    .whereNotNull('ended_at')
    .select('next_at', 'ended_at')) as Record<string, unknown>[];
  return rows.map((row) => Number(row.ended_at) - Number(row.next_at));
};
