import { median, round, seeded, shuffle } from '../numbers';
import { printTable } from '../report';
import type { Kept } from '../stub';
import { runCampaign, startBench, type BenchOptions, type BenchWorld } from '../world';
import { statusWebhook, type Status } from '../payload';

const UNLIMITED = 1_000_000;
const STATUSES = ['sent', 'delivered', 'read'];
const PER_WEBHOOK = 10;
const DUPLICATES = 0.05;

/** Three statuses of each message, some twice, in any order. */
const allStatuses = (kept: Kept[], random: () => number): Status[] => {
  const now = Math.floor(Date.now() / 1000);
  const list = kept.flatMap(({ wamid, to, token }) =>
    STATUSES.map((status, i) => ({ wamid, to, token, status, at: now + i }))
  );
  const again = list.filter(() => random() < DUPLICATES);
  return shuffle([...list, ...again], random);
};

const apply = async (world: BenchWorld, statuses: Status[]) => {
  const bodies: string[] = [];
  for (let i = 0; i < statuses.length; i += PER_WEBHOOK)
    bodies.push(statusWebhook(world, statuses.slice(i, i + PER_WEBHOOK)));
  await world.app.ask({ verb: 'engine', change: { workers: false } });
  await world.app.ask({ verb: 'store', bodies });
  await world.app.ask({ verb: 'engine', change: { workers: true } });
  return world.app.ask<{ changes: number; ms: number }>({ verb: 'apply' });
};

/** G11: statuses from stored webhook to applied (split, recipients, threads, limit) against find-then-update. */
export const statuses = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const total = options.recipients ?? 2_000;
  const world = await startBench(options);
  const random = seeded(1);
  try {
    await world.aim(UNLIMITED);
    const groupId = await world.app.ask<number>({ verb: 'people', count: total, members: total });
    const batch: number[] = [];
    const naive: number[] = [];
    let wrong = 0;
    for (let i = 0; i < options.rounds; i += 1) {
      await world.stub.ask({ verb: 'reset', latencyMs: 0, mps: 0, keep: true });
      const { campaignId } = await runCampaign(world, groupId);
      const list = allStatuses(await world.stub.ask<Kept[]>({ verb: 'kept' }), random);
      const applied = await apply(world, list);
      batch.push((applied.changes / applied.ms) * 1000);
      const where = { campaign_id: campaignId, rank: 50 };
      const read = await world.app.ask<number>({
        verb: 'count',
        table: 'whatsapp_recipients',
        where,
      });
      wrong += total - read;
      const few = list.slice(0, 2_000);
      naive.push(await world.app.ask<number>({ verb: 'naive-statuses', statuses: few }));
      options.log(`round ${i + 1} of ${options.rounds}`);
    }
    const result = {
      messages: total,
      perSecond: round(median(batch), 0),
      naivePerSecond: round(median(naive), 0),
      ratio: round(median(batch) / median(naive)),
      wrongEnds: wrong,
    };
    printTable(
      `statuses: 3 of each of ${total} messages, shuffled, 5 % twice (${options.db})`,
      ['', 'batch/s', 'one by one/s', 'ratio', 'rows with a wrong end'],
      [['apply', result.perSecond, result.naivePerSecond, result.ratio, result.wrongEnds]]
    );
    return result;
  } finally {
    await world.close();
  }
};
