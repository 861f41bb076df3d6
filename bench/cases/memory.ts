import { round } from '../numbers';
import { printTable } from '../report';
import type { Usage } from '../app-answers';
import { runCampaign, startBench, type BenchOptions } from '../world';

const UNLIMITED = 1_000_000;
/**
 * With the heap that V8 takes on a machine with much memory the peak says how late garbage is collected, not what is
 * held. A small heap forces the collection: what still grows is held.
 */
const HEAP_MB = 256;

/** One campaign in a fresh process: how much its memory grew over what it had when it was idle. */
const grow = async (options: BenchOptions, recipients: number) => {
  const world = await startBench(options);
  try {
    await world.aim(UNLIMITED);
    const groupId = await world.app.ask<number>({
      verb: 'people',
      count: recipients,
      members: recipients,
    });
    await world.restart();
    await world.stub.ask({ verb: 'reset', latencyMs: 0, mps: 0, keep: false });
    const idle = await world.app.ask<Usage>({ verb: 'usage' });
    await runCampaign(world, groupId);
    const after = await world.app.ask<Usage>({ verb: 'usage' });
    return {
      recipients,
      idleMb: round(idle.rssMb, 0),
      peakMb: round(after.peakMb, 0),
      grownMb: round(after.peakMb - idle.peakMb, 0),
    };
  } finally {
    await world.close();
  }
};

/** G7: peak memory of a small and of a large campaign over the idle process. It must not follow the audience. */
export const memory = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const large = options.recipients ?? 30_000;
  const bounded = { ...options, heapMb: options.heapMb ?? HEAP_MB };
  const results = [await grow(bounded, Math.ceil(large / 10)), await grow(bounded, large)];
  const [small, big] = results;
  const ratio = round((big?.peakMb ?? 0) / (small?.peakMb ?? 1));
  printTable(
    `memory of a campaign, snapshot and dispatch (${options.db})`,
    ['recipients', 'idle MB', 'peak MB', 'grown MB'],
    results.map((r) => [r.recipients, r.idleMb, r.peakMb, r.grownMb])
  );
  return { heapMb: bounded.heapMb, results, ratio };
};
