import type { Usage } from '../app-answers';
import type { BareCommand, BareResult } from '../bare';
import { startChild } from '../child';
import { median, round } from '../numbers';
import { printTable } from '../report';
import type { StubStats } from '../stub';
import { runCampaign, startBench, type BenchOptions, type BenchWorld } from '../world';

interface Sample {
  perSecond: number;
  cpuPerMessage: number;
  stubCpu: number;
}

/** Latency of the stub and calls in flight, the same for both sides. */
interface Shape {
  latencyMs: number;
  inFlight: number;
}

const SHAPES: Shape[] = [
  { latencyMs: 0, inFlight: 100 },
  { latencyMs: 200, inFlight: 250 },
];
/** So fast that no limiter bites: what limits is the code. */
const UNLIMITED = 1_000_000;
const WARM_UP = 1_000;

const sampleOf = (stats: StubStats, cpuMicros: number): Sample => ({
  perSecond: ((stats.accepted - 1) / stats.spanMs) * 1000,
  cpuPerMessage: cpuMicros / stats.accepted,
  stubCpu: stats.cpu,
});

const bareRun = async (world: BenchWorld, shape: Shape, total: number): Promise<Sample> => {
  const bare = await startChild<BareCommand>('bare.ts');
  const command = {
    url: world.stubUrl,
    path: `/v24.0/${world.phoneNumberId}/messages`,
    body: await world.stub.ask<string>({ verb: 'sample' }),
    inFlight: shape.inFlight,
  };
  await world.stub.ask({ verb: 'reset', latencyMs: 0, mps: 0, keep: false });
  await bare.ask({ ...command, total: WARM_UP });
  await world.stub.ask({ verb: 'reset', latencyMs: shape.latencyMs, mps: 0, keep: false });
  const { cpuMicros } = await bare.ask<BareResult>({ ...command, total });
  const stats = await world.stub.ask<StubStats>({ verb: 'stats' });
  await bare.kill();
  return sampleOf(stats, cpuMicros);
};

const campaignRun = async (world: BenchWorld, shape: Shape, groupId: number): Promise<Sample> => {
  await world.app.ask({ verb: 'engine', change: { inFlightMax: shape.inFlight } });
  await world.stub.ask({ verb: 'reset', latencyMs: shape.latencyMs, mps: 0, keep: false });
  const { stats, cpuMicros } = await runCampaign(world, groupId);
  return sampleOf(stats, cpuMicros);
};

const middle = (samples: Sample[], key: keyof Sample): number => median(samples.map((s) => s[key]));

const measure = async (
  world: BenchWorld,
  options: BenchOptions,
  { shape, total, groupId }: { shape: Shape; total: number; groupId: number }
) => {
  const bare: Sample[] = [];
  const campaign: Sample[] = [];
  for (let round_ = 0; round_ < options.rounds; round_ += 1) {
    bare.push(await bareRun(world, shape, total));
    campaign.push(await campaignRun(world, shape, groupId));
    options.log(`${shape.latencyMs} ms: round ${round_ + 1} of ${options.rounds}`);
  }
  return {
    latencyMs: shape.latencyMs,
    inFlight: shape.inFlight,
    perSecond: round(middle(campaign, 'perSecond'), 0),
    barePerSecond: round(middle(bare, 'perSecond'), 0),
    rateRatio: round(middle(campaign, 'perSecond') / middle(bare, 'perSecond')),
    cpuMicros: round(middle(campaign, 'cpuPerMessage'), 0),
    bareCpuMicros: round(middle(bare, 'cpuPerMessage'), 0),
    cpuRatio: round(middle(campaign, 'cpuPerMessage') / middle(bare, 'cpuPerMessage'), 1),
    stubCpu: round(Math.max(...campaign.map((s) => s.stubCpu))),
    bareStubCpu: round(Math.max(...bare.map((s) => s.stubCpu))),
  };
};

/** G1, G2, G3: a campaign against the bare loop on the same stub, interleaved; snapshot and writing results included. */
export const dispatch = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const total = options.recipients ?? 5_000;
  const world = await startBench(options);
  try {
    await world.aim(UNLIMITED);
    const few = await world.app.ask<number>({ verb: 'people', count: total, members: WARM_UP });
    const groupId = await world.app.ask<number>({ verb: 'people', count: total, members: total });
    await campaignRun(world, SHAPES[0] as Shape, few);
    const idle = await world.app.ask<Usage>({ verb: 'usage' });
    const results = [];
    for (const shape of SHAPES)
      results.push(await measure(world, options, { shape, total, groupId }));
    printTable(
      `dispatch: campaign of ${total} against a bare undici loop (${options.db})`,
      ['latency / in flight', 'msg/s', 'bare', 'ratio', 'CPU µs/msg', 'bare', 'ratio', 'stub CPU'],
      results.map((r) => [
        `${r.latencyMs} ms / ${r.inFlight}`,
        r.perSecond,
        r.barePerSecond,
        r.rateRatio,
        r.cpuMicros,
        r.bareCpuMicros,
        r.cpuRatio,
        r.stubCpu,
      ])
    );
    const { rssMb } = await world.app.ask<Usage>({ verb: 'usage' });
    const [flatOut, answered] = results;
    return {
      recipients: total,
      results,
      ratio200ms: answered?.rateRatio,
      ratioFlatOut: flatOut?.rateRatio,
      cpuRatio: answered?.cpuRatio,
      rssGrowthMb: round(rssMb - idle.rssMb, 0),
    };
  } finally {
    await world.close();
  }
};
