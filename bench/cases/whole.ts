import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { createDatabase } from '../../tests/support/databases';
import type { AppCommand } from '../app-answers';
import { waIdOf } from '../app-people';
import type { Watched } from '../app-watch';
import { startChild, type Child } from '../child';
import { percentile, round } from '../numbers';
import { messageWebhook, signatureOf } from '../payload';
import { printTable } from '../report';
import type { SimulatedAccount, SimulatedCommand, SimulatedUsage } from '../simulated';
import { endApp, startApp, until, type BenchOptions } from '../world';

const RATES = [80, 1_000];
const EVERY = { messageMs: 250, stopMs: 1_500, listMs: 500, lookMs: 1_000 };
/** Opt-outs come from the last part of the queue, so that the campaign still has them before it. */
const STOPS_FROM = 0.6;
/** People who only write and get nothing of the campaign. */
const WRITERS = 200;
const DRAIN_MS = 120_000;
/** A server that runs has applied messages before: what Node compiles at the first of them is not measured. */
const WARM_UP = { messages: 30, everyMs: 100 };

interface Cast {
  app: Child<AppCommand>;
  sim: Child<SimulatedCommand>;
  account: SimulatedAccount;
  accountId: number;
  url: string;
  token: string;
}

/** What was posted: natural key or wa_id, and when. */
interface Posted {
  key: string;
  waId: string;
  at: number;
}

const startCast = async (options: BenchOptions, rate: number) => {
  const database = await createDatabase(options.db);
  const sim = await startChild<SimulatedCommand>('simulated.ts');
  const account = await sim.ask<SimulatedAccount>({ verb: 'account' });
  const app = await startApp(options, {
    env: database.env,
    appSecret: account.appSecret,
    engine: { catchUp: [] },
  });
  const url = await app.ask<string>({ verb: 'url' });
  await sim.ask({
    verb: 'configure',
    change: {
      throughput: { enforce: true, perSecond: rate },
      // Each status as a webhook of its own, as Meta sends most of them.
      webhooks: { maxBatch: 1, concurrency: 64 },
    },
  });
  await sim.ask({ verb: 'webhook', url: `${url}/api/whatsapp/webhook` });
  const accountId = await app.ask<number>({
    verb: 'connect',
    account: {
      name: 'Bench',
      wabaId: account.wabaId,
      phoneNumberId: account.phoneNumberId,
      token: account.token,
      appSecret: account.appSecret,
      verifyToken: 'bench',
      baseUrl: account.url,
    },
  });
  await app.ask({ verb: 'aim', accountId, baseUrl: account.url, mps: rate });
  const token = await app.ask<string>({ verb: 'sign-in' });
  const cast: Cast = { app, sim, account, accountId, url, token };
  const close = async () => {
    await endApp(options, app);
    await sim.kill();
    await database.drop();
  };
  return { cast, close };
};

/** Gives the process half a core: it shares one with a loop that never rests. Answers how to end that. */
const halveCore = async (app: Child<AppCommand>): Promise<() => void> => {
  const core = String(availableParallelism() - 1);
  const pid = await app.ask<number>({ verb: 'process-id' });
  await new Promise((resolve, reject) =>
    spawn('taskset', ['--all-tasks', '-cp', core, String(pid)])
      .once('exit', resolve)
      .once('error', () => reject(new Error('--busy needs taskset, of the package util-linux')))
  );
  const neighbour = spawn('taskset', ['-c', core, process.execPath, '-e', 'for (;;);']);
  return () => void neighbour.kill('SIGKILL');
};

/** Does something at its times until the signal; a slow answer does not delay the next one. */
const repeat = async (everyMs: number, signal: AbortSignal, act: () => Promise<void>) => {
  const open: Promise<void>[] = [];
  while (!signal.aborted) {
    open.push(act().catch(() => undefined));
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(open);
};

let serial = 0;
/** Customers write, some opt out, and an agent looks at the list, while the campaign runs. */
const createPeople = ({ url, token, account }: Cast, total: number) => {
  const messages: Posted[] = [];
  const stops: Posted[] = [];
  const lists: number[] = [];
  const unanswered: string[] = [];
  const post = async (waId: string, text: string, list: Posted[]) => {
    serial += 1;
    const said = { wamid: `wamid.WHOLE${serial}`, from: waId, text };
    const body = messageWebhook(account, { ...said, at: Math.floor(Date.now() / 1000) });
    list.push({ key: said.wamid, waId, at: Date.now() });
    const answer = await fetch(`${url}/api/whatsapp/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signatureOf(body, account.appSecret),
      },
      body,
    }).catch(() => null);
    if (answer?.status !== 200) unanswered.push(said.wamid);
    await answer?.body?.cancel();
  };
  const stopOrder = Array.from({ length: total }, (_, i) => i + 1).slice(
    Math.floor(total * STOPS_FROM)
  );
  return {
    messages,
    stops,
    lists,
    unanswered,
    write: () => post(waIdOf(total + 1 + (messages.length % WRITERS)), 'Is it open?', messages),
    stop: () => {
      // Backwards, so that most of them have not got theirs yet.
      const n = stopOrder.pop();
      return n === undefined ? Promise.resolve() : post(waIdOf(n), 'STOP', stops);
    },
    list: async () => {
      const began = performance.now();
      const answer = await fetch(`${url}/whatsapp/conversations`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await answer.text();
      if (answer.status === 200) lists.push(performance.now() - began);
    },
  };
};

const delays = (posted: Posted[], applied: ReadonlyMap<string, number>): number[] =>
  posted.flatMap(({ key, at }) => {
    const when = applied.get(key);
    return when === undefined ? [] : [when - at];
  });

const both = (values: number[]): string =>
  values.length === 0
    ? '–'
    : `${round(percentile(values, 50), 0)} / ${round(percentile(values, 99), 0)}`;

interface Setting {
  rate: number;
  seconds: number;
  busy: boolean;
}

const runOne = async (cast: Cast, { rate, seconds, busy }: Setting) => {
  const { app, sim, accountId } = cast;
  const total = rate * seconds;
  const groupId = await app.ask<number>({ verb: 'people', count: total + WRITERS, members: total });
  const release = busy ? await halveCore(app) : () => undefined;
  const warm = createPeople(cast, total);
  for (let i = 0; i < WARM_UP.messages; i += 1) {
    await warm.write();
    await warm.list();
    await wait(WARM_UP.everyMs);
  }
  const people = createPeople(cast, total);
  const end = new AbortController();
  await app.ask({ verb: 'watch' });
  const before = await sim.ask<SimulatedUsage>({ verb: 'usage' });
  const { campaignId } = await app.ask<{ campaignId: number }>({
    verb: 'campaign',
    accountId,
    groupId,
  });
  const began = performance.now();
  const load = [
    repeat(EVERY.messageMs, end.signal, people.write),
    repeat(EVERY.stopMs, end.signal, people.stop),
    repeat(EVERY.listMs, end.signal, people.list),
  ];
  while (performance.now() - began < seconds * 1000) await wait(EVERY.lookMs);
  const sent = (await sim.ask<SimulatedUsage>({ verb: 'usage' })).accepted - before.accepted;
  const perSecond = (sent / (performance.now() - began)) * 1000;
  const waiting = (await sim.ask<SimulatedUsage>({ verb: 'usage' })).waiting;
  end.abort();
  await app.ask({ verb: 'act', campaignId, action: 'cancel' }).catch(() => undefined);
  await Promise.all(load);
  const keys = [...people.messages, ...people.stops].map(({ key }) => key);
  let seen = await app.ask<Watched>({ verb: 'watched' });
  await until(
    'what people said is applied',
    DRAIN_MS,
    async () => {
      seen = await app.ask<Watched>({ verb: 'watched' });
      const applied = new Set(seen.applied.map(([key]) => key));
      return keys.every((key) => applied.has(key) || people.unanswered.includes(key));
    },
    250
  );
  await until(
    'every receipt is applied',
    DRAIN_MS,
    async () => {
      const { waiting: left } = await sim.ask<SimulatedUsage>({ verb: 'usage' });
      const stored = await app.ask<number>({
        verb: 'count',
        table: 'whatsapp_webhook_changes',
        where: { state: 'new' },
      });
      return left + stored === 0;
    },
    500
  );
  seen = await app.ask<Watched>({ verb: 'watched' });
  release();
  const permits = await app.ask<[string, number][]>({
    verb: 'permits',
    campaignId,
    waIds: people.stops.map(({ waId }) => waId),
  });
  return figures({ setting: { rate, seconds, busy }, perSecond, waiting, people, seen, permits });
};

const figures = (run: {
  setting: Setting;
  perSecond: number;
  waiting: number;
  people: ReturnType<typeof createPeople>;
  seen: Watched;
  permits: [string, number][];
}) => {
  const { setting, perSecond, waiting, people, seen } = run;
  const applied = new Map(seen.applied);
  const permits = new Map(run.permits);
  const late = people.stops.flatMap(({ waId, at }) => {
    const permitAt = permits.get(waId);
    return permitAt !== undefined && permitAt > at ? [permitAt - at] : [];
  });
  const heard = people.stops.filter(({ waId, at }) => (permits.get(waId) ?? Infinity) > at);
  return {
    ...setting,
    perSecond: round(perSecond, 1),
    webhooksWaiting: waiting,
    unanswered: people.unanswered.length,
    messages: delays(people.messages, applied),
    stops: delays(people.stops, applied),
    lists: people.lists,
    receipts: seen.receiptAges,
    stopsInTime: heard.length,
    late,
    loopP50: round(seen.loopP50, 1),
    loopP99: round(seen.loopP99, 1),
    loopMax: round(seen.loopMax, 0),
  };
};

type Figures = ReturnType<typeof figures>;

const show = (db: string, rows: Figures[]): void =>
  printTable(
    `whole: a campaign, its receipts one by one, customers and an agent (${db}); p50 / p99 in ms`,
    [
      'rate',
      'sent/s',
      'webhooks waiting',
      'message applied',
      'STOP applied',
      'permits after a STOP',
      'latest',
      'receipts',
      'list',
      'loop',
      'loop max',
    ],
    rows.map((r) => [
      `${r.rate}/s${r.busy ? ', half a core' : ''}`,
      r.perSecond,
      r.webhooksWaiting,
      both(r.messages),
      both(r.stops),
      `${r.late.length} of ${r.stopsInTime}`,
      r.late.length === 0 ? '–' : Math.max(...r.late),
      both(r.receipts),
      both(r.lists),
      `${r.loopP50} / ${r.loopP99}`,
      r.loopMax,
    ])
  );

/**
 * a utility campaign against the simulator, which holds the rate and posts each status by itself, while customers
 * write, some opt out, and an agent reads the list of conversations. `--busy`: the server has half a core.
 */
export const whole = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const rates = options.rate === null ? RATES : [options.rate];
  const rows: Figures[] = [];
  for (const rate of rates) {
    const { cast, close } = await startCast(options, rate);
    try {
      rows.push(await runOne(cast, { rate, seconds: options.seconds, busy: options.busy }));
      options.log(`${rate}/s measured`);
    } finally {
      await close();
    }
  }
  show(options.db, rows);
  const brief = (values: number[]) => ({
    p50: round(percentile(values, 50), 0),
    p99: round(percentile(values, 99), 0),
    n: values.length,
  });
  return {
    results: rows.map((row) => ({
      ...row,
      messages: brief(row.messages),
      stops: brief(row.stops),
      lists: brief(row.lists),
      receipts: brief(row.receipts),
      late: row.late.length,
      latestMs: row.late.length === 0 ? 0 : Math.max(...row.late),
    })),
  };
};
