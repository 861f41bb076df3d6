import { median, round } from '../numbers';
import { printTable } from '../report';
import { startBench, until, type BenchOptions, type BenchWorld } from '../world';

const NAIVE_ROWS = 300;

/** Rows per second of a campaign's start, and the longest stall of the loop in that time. */
const take = async ({ app, accountId }: BenchWorld, groupId: number) => {
  await app.ask({ verb: 'stall' });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const idleStall = await app.ask<number>({ verb: 'stall' });
  const started = performance.now();
  const { campaignId, willReceive } = await app.ask<{ campaignId: number; willReceive: number }>({
    verb: 'campaign',
    accountId,
    groupId,
  });
  // What counts is the snapshot alone: from the launch on.
  const launched = performance.now();
  await until('the snapshot', 300_000, async () => {
    const { state } = await app.ask<{ state: string }>({ verb: 'state', campaignId });
    return state === 'running';
  });
  const seconds = (performance.now() - launched) / 1000;
  return {
    perSecond: willReceive / seconds,
    wholeMs: performance.now() - started,
    stallMs: await app.ask<number>({ verb: 'stall' }),
    idleStall,
  };
};

/** G5, G6: the audience of a campaign against one insert per row on the same database. Nothing is sent. */
export const snapshot = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const total = options.recipients ?? 100_000;
  const world = await startBench(options);
  try {
    await world.app.ask({ verb: 'engine', change: { workers: false } });
    await world.aim(80);
    const groupId = await world.app.ask<number>({ verb: 'people', count: total, members: total });
    const taken = [];
    const naive = [];
    for (let i = 0; i < options.rounds; i += 1) {
      naive.push(await world.app.ask<number>({ verb: 'naive-snapshot', rows: NAIVE_ROWS }));
      taken.push(await take(world, groupId));
      options.log(`round ${i + 1} of ${options.rounds}`);
    }
    const result = {
      contacts: total,
      rowsPerSecond: round(median(taken.map((t) => t.perSecond)), 0),
      naivePerSecond: round(median(naive), 0),
      ratio: round(median(taken.map((t) => t.perSecond)) / median(naive), 1),
      stallMs: round(median(taken.map((t) => t.stallMs)), 0),
      worstStallMs: round(Math.max(...taken.map((t) => t.stallMs)), 0),
      idleStallMs: round(median(taken.map((t) => t.idleStall)), 0),
      launchMs: round(median(taken.map((t) => t.wholeMs)), 0),
    };
    printTable(
      `snapshot of ${total} contacts (${options.db})`,
      [
        '',
        'rows/s',
        'one insert a row',
        'ratio',
        'stall ms',
        'worst',
        'idle',
        'click to running ms',
      ],
      [
        [
          'campaign start',
          result.rowsPerSecond,
          result.naivePerSecond,
          result.ratio,
          result.stallMs,
          result.worstStallMs,
          result.idleStallMs,
          result.launchMs,
        ],
      ]
    );
    return result;
  } finally {
    await world.close();
  }
};
