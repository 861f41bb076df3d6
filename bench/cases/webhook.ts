import { startChild, type Child } from '../child';
import type { LoadCommand, LoadResult } from '../load';
import { median, round } from '../numbers';
import { PARSE_PATH } from '../parse-route';
import { printTable } from '../report';
import { startBench, type BenchOptions, type BenchWorld } from '../world';

const CONNECTIONS = [10, 100];
const WEBHOOK = '/api/whatsapp/webhook';
const RUN_SECONDS = 2;

interface Rig {
  world: BenchWorld;
  load: Child<LoadCommand>;
  koaUrl: string;
}

const press = (
  { world, load }: Rig,
  target: { url: string; path: string; connections: number; seconds?: number }
) =>
  load.ask<LoadResult>({
    seconds: RUN_SECONDS,
    ...target,
    wabaId: world.wabaId,
    phoneNumberId: world.phoneNumberId,
    secret: world.appSecret,
  });

/** The three receivers in turn, several rounds: nothing is applied meanwhile, so only the way to the 200 is measured. */
const compare = async (rig: Rig, connections: number, rounds: number) => {
  const url = await rig.world.app.ask<string>({ verb: 'url' });
  const all: Record<'koa' | 'parse' | 'webhook', LoadResult[]> = {
    koa: [],
    parse: [],
    webhook: [],
  };
  for (let i = 0; i < rounds; i += 1) {
    all.koa.push(await press(rig, { url: rig.koaUrl, path: '/', connections }));
    all.parse.push(await press(rig, { url, path: PARSE_PATH, connections }));
    all.webhook.push(await press(rig, { url, path: WEBHOOK, connections }));
  }
  const of = (name: keyof typeof all, key: 'perSecond' | 'p50' | 'p99') =>
    median(all[name].map((run) => run[key]));
  return {
    connections,
    perSecond: round(of('webhook', 'perSecond'), 0),
    parsePerSecond: round(of('parse', 'perSecond'), 0),
    koaPerSecond: round(of('koa', 'perSecond'), 0),
    ratio: round(of('webhook', 'perSecond') / of('parse', 'perSecond')),
    koaRatio: round(of('webhook', 'perSecond') / of('koa', 'perSecond')),
    p99: round(of('webhook', 'p99'), 1),
    parseP99: round(of('parse', 'p99'), 1),
    refused: all.webhook.reduce((sum, run) => sum + run.bad, 0),
  };
};

/** Storing and applying at once, and how fast the rest is applied afterwards. */
const together = async (rig: Rig) => {
  const { app } = rig.world;
  await app.ask({ verb: 'engine', change: { workers: true } });
  await app.ask({ verb: 'apply' });
  const url = await app.ask<string>({ verb: 'url' });
  const before = performance.now();
  const run = await press(rig, { url, path: WEBHOOK, connections: 100, seconds: 5 });
  await app.ask({ verb: 'apply' });
  const seconds = (performance.now() - before) / 1000;
  return {
    accepted: round(run.perSecond, 0),
    throughout: round(run.acked / seconds, 0),
    backlogSeconds: round(seconds - 5),
  };
};

/** G10: the process ends without warning under full load; what it had answered with 200 must be in the table. */
const kill = async (rig: Rig) => {
  const { world } = rig;
  const url = await world.app.ask<string>({ verb: 'url' });
  const running = press(rig, { url, path: WEBHOOK, connections: 100, seconds: 20 });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await world.restart();
  const { hashes } = await running;
  const stored = new Set(await world.app.ask<string[]>({ verb: 'hashes' }));
  return { acked: hashes.length, lost: hashes.filter((hash) => !stored.has(hash)).length };
};

/** G8, G9, G10: requests per second with the answer after the commit, beside the same route that only checks and parses. */
export const webhook = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const world = await startBench(options);
  const load = await startChild<LoadCommand>('load.ts');
  const koa = await startChild<{ verb: 'url' }>('koa.ts', {
    env: { BENCH_APP_SECRET: world.appSecret },
  });
  const rig: Rig = { world, load, koaUrl: await koa.ask<string>({ verb: 'url' }) };
  try {
    await world.app.ask({ verb: 'engine', change: { workers: false } });
    const results = [];
    for (const connections of CONNECTIONS) {
      results.push(await compare(rig, connections, options.rounds));
      options.log(`${connections} connections measured`);
    }
    const both = await together(rig);
    const killed = await kill(rig);
    printTable(
      `webhook: answer after the commit (${options.db})`,
      ['connections', 'req/s', 'parse only', 'ratio', 'bare Koa', 'ratio', 'p99 ms', 'parse p99'],
      results.map((r) => [
        r.connections,
        r.perSecond,
        r.parsePerSecond,
        r.ratio,
        r.koaPerSecond,
        r.koaRatio,
        r.p99,
        r.parseP99,
      ])
    );
    printTable(
      'stored and applied at the same time, and a kill under full load',
      ['accepted/s', 'applied/s in all', 'backlog s', 'answered', 'lost'],
      [[both.accepted, both.throughout, both.backlogSeconds, killed.acked, killed.lost]]
    );
    return { results, together: both, kill: killed };
  } finally {
    await Promise.all([load.kill(), koa.kill()]);
    await world.close();
  }
};
