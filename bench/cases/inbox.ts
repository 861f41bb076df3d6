import type { InboxLook, InboxShape } from '../app-inbox';
import { liveEvents } from '../live-events';
import { round } from '../numbers';
import { printTable } from '../report';
import { startBench, type BenchOptions, type BenchWorld } from '../world';

const RUNS = 100;
const SMALL: InboxShape = { conversations: 500, messages: 10_000 };

const look = async ({ app, accountId }: BenchWorld, shape: InboxShape) => {
  await app.ask({ verb: 'seed-inbox', accountId, shape });
  return app.ask<InboxLook>({ verb: 'inbox', runs: RUNS });
};

/** G12, G14: the requests of the inbox, views included, at 10 k messages and at `--recipients` (200 k); then live events. */
export const inbox = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const messages = options.recipients ?? 200_000;
  const world = await startBench(options);
  try {
    await world.app.ask({ verb: 'engine', change: { workers: false } });
    const small = await look(world, SMALL);
    options.log('10,000 messages measured');
    const large = await look(world, { conversations: Math.ceil(messages / 20), messages });
    const results = small.times.map((before, i) => {
      const after = large.times[i] ?? before;
      return {
        query: before.query,
        small: { p50: before.p50, p99: before.p99 },
        large: { p50: after.p50, p99: after.p99 },
        ratio: round(after.p50 / before.p50),
        moreMs: round(after.p50 - before.p50),
      };
    });
    printTable(
      `inbox: 10,000 against ${messages} messages, ms (${options.db})`,
      ['request', 'p50', 'p99', 'p50 large', 'p99 large', 'ratio', 'more ms'],
      results.map((r) => [
        r.query,
        r.small.p50,
        r.small.p99,
        r.large.p50,
        r.large.p99,
        r.ratio,
        r.moreMs,
      ])
    );
    for (const sql of large.scans) options.log(`reads a whole table: ${sql}`);
    const wrong = [...small.wrong, ...large.wrong];
    for (const name of wrong) options.log(`found something else: search, ${name}`);
    const live = await liveEvents(world, options);
    return { messages, results, scans: large.scans.length, wrong, live };
  } finally {
    await world.close();
  }
};
