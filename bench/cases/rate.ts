import { round } from '../numbers';
import { printTable } from '../report';
import { runCampaign, startBench, type BenchOptions, type BenchWorld } from '../world';

const RATES = [80, 1_000];
const LATENCY_MS = 200;

const hold = async (world: BenchWorld, mps: number, total: number) => {
  await world.aim(mps);
  const groupId = await world.app.ask<number>({ verb: 'people', count: total, members: total });
  await world.stub.ask({ verb: 'reset', latencyMs: LATENCY_MS, mps, keep: false });
  const { stats, cpuMicros } = await runCampaign(world, groupId);
  const perSecond = ((stats.accepted - 1) / stats.spanMs) * 1000;
  return {
    allowed: mps,
    perSecond: round(perSecond, 1),
    used: round(perSecond / mps, 3),
    refused: stats.refused,
    cpuMicros: round(cpuMicros / stats.accepted, 0),
  };
};

/** G4: an allowed rate held against a stub that enforces the same rate with a bucket one second deep. */
export const rate = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const world = await startBench(options);
  try {
    const results = [];
    for (const mps of RATES) {
      options.log(`${mps}/s for ${options.seconds} s`);
      results.push(await hold(world, mps, Math.ceil(mps * options.seconds)));
    }
    printTable(
      `rate: allowed rate held for ${options.seconds} s (${options.db})`,
      ['allowed', 'msg/s', 'share used', 'refused', 'CPU µs/msg'],
      results.map((r) => [`${r.allowed}/s`, r.perSecond, r.used, r.refused, r.cpuMicros])
    );
    return { seconds: options.seconds, results };
  } finally {
    await world.close();
  }
};
