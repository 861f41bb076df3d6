import type { Usage } from '../app-answers';
import { ANSWERED, WAITED, type IdleTicks } from '../app-bots';
import { waIdOf } from '../app-people';
import { median, percentile, round } from '../numbers';
import { messageWebhook } from '../payload';
import { printTable } from '../report';
import type { StubStats } from '../stub';
import { startBench, until, type BenchOptions, type BenchWorld } from '../world';

const UNLIMITED = 1_000_000;
const ACTIVE = 200;
/** Customers who write in a round. */
const MESSAGES = 1_000;
const TICKS = 200;
/** People whose time comes at one moment, and how soon. */
const DUE = 50;
const SOON_MS = 3_000;
/** Runs whose time came at once, such as after a start. */
const BURST = 2_000;
const LIMIT_MS = 600_000;
/** Runs that wait unless another number is asked for. */
const WAITING = 200_000;
/** As for `memory`: with much more V8 collects late because it may. */
const HEAP_MB = 256;

let people = 0;

/** Webhooks of `count` customers, of whom none has written before. */
const messagesOf = (world: BenchWorld, count: number, text: string): string[] =>
  Array.from({ length: count }, () => {
    people += 1;
    const said = { wamid: `wamid.BOTS${people}`, from: waIdOf(people), text };
    return messageWebhook(world, { ...said, at: Math.floor(Date.now() / 1000) });
  });

const workers = ({ app }: BenchWorld, on: boolean) =>
  app.ask({ verb: 'engine', change: { workers: on } });

const countOf = ({ app }: BenchWorld, table: string, where: Record<string, unknown>) =>
  app.ask<number>({ verb: 'count', table, where });

/** From stored messages to answers that WhatsApp took: how many a second, and the processor time of each. */
const answer = async (world: BenchWorld) => {
  await world.stub.ask({ verb: 'reset', latencyMs: 0, mps: 0, keep: false });
  await workers(world, false);
  await world.app.ask({ verb: 'store', bodies: messagesOf(world, MESSAGES, `${ANSWERED} lütfen`) });
  const before = await world.app.ask<Usage>({ verb: 'usage' });
  const started = performance.now();
  await workers(world, true);
  await world.app.ask({ verb: 'apply' });
  await until('every answer', LIMIT_MS, async () => {
    const { accepted } = await world.stub.ask<StubStats>({ verb: 'stats' });
    return accepted >= MESSAGES;
  });
  const seconds = (performance.now() - started) / 1000;
  const after = await world.app.ask<Usage>({ verb: 'usage' });
  return {
    perSecond: MESSAGES / seconds,
    cpuMicros: (after.cpuMicros - before.cpuMicros) / MESSAGES,
  };
};

/** One bot, 200 bots of which the last fits, and the bare program, in turn. */
const answering = async (world: BenchWorld, options: BenchOptions) => {
  const { app, stubUrl: url } = world;
  const rounds = { one: [] as number[], many: [] as number[], bare: [] as number[] };
  const cpu: number[] = [];
  await app.ask({ verb: 'make-bots', count: 1 });
  await answer(world);
  for (let i = 0; i < options.rounds; i += 1) {
    rounds.one.push((await answer(world)).perSecond);
    options.log(`one bot: round ${i + 1} of ${options.rounds}`);
  }
  await app.ask({ verb: 'make-bots', count: ACTIVE });
  for (let i = 0; i < options.rounds; i += 1) {
    rounds.bare.push(await app.ask<number>({ verb: 'naive-answers', count: MESSAGES, url }));
    const many = await answer(world);
    rounds.many.push(many.perSecond);
    cpu.push(many.cpuMicros);
    options.log(`${ACTIVE} bots: round ${i + 1} of ${options.rounds}`);
  }
  const [one, many, bare] = [median(rounds.one), median(rounds.many), median(rounds.bare)];
  return {
    perSecond: round(many, 0),
    onePerSecond: round(one, 0),
    barePerSecond: round(bare, 0),
    ratio: round(many / bare),
    ratioToOne: round(many / one),
    cpuMicros: round(median(cpu), 0),
  };
};

/** The look of every second where nothing is due. */
const idle = async (world: BenchWorld): Promise<IdleTicks> => {
  await workers(world, false);
  const ticks = await world.app.ask<IdleTicks>({ verb: 'idle-ticks', runs: TICKS });
  await workers(world, true);
  return ticks;
};

/** By how much people whose wait is over hear of it after its time, among all the others who wait. */
const comesLate = async (world: BenchWorld, botId: number) => {
  const { app } = world;
  await app.ask({ verb: 'store', bodies: messagesOf(world, DUE, `${WAITED} lütfen`) });
  await app.ask({ verb: 'apply' });
  const waiting = { bot_id: botId, state: 'waiting' };
  await until('they wait', LIMIT_MS, async () => {
    return (await countOf(world, 'whatsapp_bot_runs', waiting)) >= DUE;
  });
  const count = await app.ask<number>({ verb: 'come-due', botId, count: DUE, inMs: SOON_MS });
  let late: number[] = [];
  await until('their time', LIMIT_MS, async () => {
    late = await app.ask<number[]>({ verb: 'lateness', botId });
    return late.length >= count;
  });
  return { p50: round(percentile(late, 50), 0), p99: round(percentile(late, 99), 0) };
};

/** Many whose time came at once: how long until none is left, and what it costs in memory. */
const burst = async (world: BenchWorld, botId: number) => {
  const idleUsage = await world.app.ask<Usage>({ verb: 'usage' });
  const started = performance.now();
  await world.app.ask({ verb: 'come-due', botId, count: BURST, inMs: 0 });
  const ended = { bot_id: botId, state: 'stopped' };
  await until('all are done', LIMIT_MS, async () => {
    return (await countOf(world, 'whatsapp_bot_runs', ended)) >= BURST;
  });
  const after = await world.app.ask<Usage>({ verb: 'usage' });
  return {
    perSecond: round(BURST / ((performance.now() - started) / 1000), 0),
    grownMb: round(after.peakMb - idleUsage.peakMb, 0),
  };
};

const show = (
  { db, log }: BenchOptions,
  { answers, few, many, late, gone, waiting }: Awaited<ReturnType<typeof measure>>
): void => {
  printTable(
    `bots: ${ACTIVE} active, ${MESSAGES} customers write (${db})`,
    ['', 'answers/s', 'one bot/s', 'ratio', 'bare/s', 'ratio', 'CPU µs'],
    [
      [
        'answered',
        ...[answers.perSecond, answers.onePerSecond, answers.ratioToOne],
        ...[answers.barePerSecond, answers.ratio, answers.cpuMicros],
      ],
    ]
  );
  printTable(
    `bots: the look of every second, nothing due, ms (${db})`,
    ['runs that wait', 'p50', 'p99', 'CPU µs', 'statements'],
    [
      ['none', few.p50, few.p99, few.cpuMicros, few.statements],
      [waiting, many.p50, many.p99, many.cpuMicros, many.statements],
    ]
  );
  printTable(
    `bots: waits that are over, among ${waiting} that are not (${db})`,
    ['', 'late p50 ms', 'late p99 ms', 'ended at once/s', 'grown MB'],
    [[`${DUE} and ${BURST}`, late.p50, late.p99, gone.perSecond, gone.grownMb]]
  );
  for (const sql of many.scans) log(`reads a whole table: ${sql}`);
};

const measure = async (world: BenchWorld, options: BenchOptions, waiting: number) => {
  await world.aim(UNLIMITED);
  const count = (2 * options.rounds + 1) * MESSAGES + DUE;
  await world.app.ask({ verb: 'people', count, members: 1 });
  const answers = await answering(world, options);
  const few = await idle(world);
  const { app, accountId } = world;
  // Of two flows that begin with one word the first answers.
  const heard = await app.ask<number>({ verb: 'make-waiting-flow' });
  const seeded = await app.ask<number>({ verb: 'make-waiting-flow' });
  await app.ask({ verb: 'seed-runs', botId: seeded, accountId, count: waiting });
  options.log(`${waiting} runs wait`);
  // What making them took is no memory of the runs.
  await world.restart();
  const many = await idle(world);
  const late = await comesLate(world, heard);
  const gone = await burst(world, seeded);
  return { answers, few, many, late, gone, waiting };
};

/** Answers through 200 bots, and very many runs that wait: what a second of nothing costs, how late the next one is. */
export const bots = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const waiting = options.recipients ?? WAITING;
  const bounded = { ...options, heapMb: options.heapMb ?? HEAP_MB };
  const world = await startBench(bounded);
  try {
    const result = await measure(world, options, waiting);
    show(options, result);
    const { few, many } = result;
    return { ...result, idleRatio: round(many.p50 / few.p50), scans: many.scans.length };
  } finally {
    await world.close();
  }
};
