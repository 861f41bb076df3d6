import { round } from '../numbers';
import { printTable } from '../report';
import type { Usage } from '../app-answers';
import type { StubStats } from '../stub';
import { runCampaign, startBench, type BenchOptions, type BenchWorld } from '../world';

const RATES = [80, 1_000];
/** Rates of two numbers at the same time, each. */
const PAIRS = [400, 1_000];
const LATENCY_MS = 200;

const held = (stats: StubStats, { allowed, cpuMicros }: { allowed: number; cpuMicros: number }) => {
  const perSecond = ((stats.accepted - 1) / stats.spanMs) * 1000;
  return {
    allowed,
    perSecond: round(perSecond, 1),
    used: round(perSecond / allowed, 3),
    refused: stats.refused,
    cpuMicros: round(cpuMicros / stats.accepted, 0),
  };
};

const hold = async (world: BenchWorld, mps: number, total: number) => {
  await world.aim(mps);
  const groupId = await world.app.ask<number>({ verb: 'people', count: total, members: total });
  await world.stub.ask({ verb: 'reset', latencyMs: LATENCY_MS, mps, keep: false });
  const { stats, cpuMicros } = await runCampaign(world, groupId);
  return held(stats, { allowed: mps, cpuMicros });
};

/** Two numbers at once: neither may slow the other. */
const holdTwo = async (
  world: BenchWorld,
  second: number,
  { mps, total }: { mps: number; total: number }
) => {
  await world.aim(mps);
  await world.aim(mps, second);
  const groupId = await world.app.ask<number>({ verb: 'people', count: total, members: total });
  await world.stub.ask({ verb: 'reset', latencyMs: LATENCY_MS, mps, keep: false });
  const before = await world.app.ask<Usage>({ verb: 'usage' });
  await Promise.all(
    [world.accountId, second].map((accountId) => runCampaign({ ...world, accountId }, groupId))
  );
  const after = await world.app.ask<Usage>({ verb: 'usage' });
  const stats = await world.stub.ask<StubStats>({ verb: 'stats' });
  return held(stats, { allowed: 2 * mps, cpuMicros: after.cpuMicros - before.cpuMicros });
};

/** G4: an allowed rate held against a stub that enforces the same rate with a bucket one second deep. */
export const rate = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const world = await startBench(options);
  try {
    const results = [];
    for (const mps of RATES) {
      options.log(`${mps}/s for ${options.seconds} s`);
      const one = await hold(world, mps, Math.ceil(mps * options.seconds));
      results.push({ ...one, numbers: 1 });
    }
    const second = await world.addNumber();
    for (const mps of PAIRS) {
      options.log(`two numbers, ${mps}/s each, for ${options.seconds} s`);
      const pair = await holdTwo(world, second, {
        mps,
        total: Math.ceil(mps * options.seconds),
      });
      results.push({ ...pair, numbers: 2 });
    }
    printTable(
      `rate: allowed rate held for ${options.seconds} s (${options.db})`,
      ['allowed', 'msg/s', 'share used', 'refused', 'CPU µs/msg'],
      results.map((r) => [
        r.numbers === 1 ? `${r.allowed}/s` : `2 numbers, ${r.allowed}/s`,
        r.perSecond,
        r.used,
        r.refused,
        r.cpuMicros,
      ])
    );
    return { seconds: options.seconds, results };
  } finally {
    await world.close();
  }
};
