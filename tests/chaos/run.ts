import { type startSimulator } from '../../simulator/src/start';
import { createDatabase, type TestDatabase } from '../support/databases';
import { eventually } from '../support/world';
import { disturb, isOver, NOTHING_DONE, stateOf, type Run } from './disturbances';
import { startFleet, type Fleet } from './fleet';
import { startGate, type Gate } from './gate';
import { isClean, judge, type ChaosResult } from './judge';
import { startObserver, type Observer } from './observer';
import type { FeedDump, RecipientDump } from './protocol';
import { LATE_AFTER_MS, LIMIT, mulberry, prepareSimulator, type ChaosOptions } from './setting';
import { freePort } from '../support/free-port';
import { CAMPAIGN_PER_SECOND, INBOXES, soak, type Pass, type SoakFigures } from './soak';

export type { ChaosOptions } from './setting';

export interface ChaosReport extends ChaosResult {
  soak?: SoakFigures;
  /** Hints of the change feed that an open page missed, got twice or out of order, over all pages. */
  feedMissed: number;
  kills: number;
  freezes: number;
  cuts: number;
  optOuts: number;
  pauses: number;
  outages: number;
  noAnswers: number;
  /** Longest time from a disturbance to the next accepted message, in ms. */
  resumeMs: number;
  seconds: number;
}

export const isAcceptable = (report: ChaosReport): boolean =>
  isClean(report) && report.feedMissed === 0 && (report.soak?.grown.length ?? 0) === 0;

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

const accountOf = (sim: Simulator) => ({
  name: 'Chaos',
  wabaId: sim.account.wabaId,
  phoneNumberId: sim.account.phoneNumberIds[0],
  token: sim.account.token,
  appSecret: sim.account.appSecret,
  verifyToken: 'chaos',
  baseUrl: sim.url,
});

/** Everything delivered, everything applied, every row settled as far as facts go. */
const quiesce = async (run: Run): Promise<void> => {
  const { sim, fleet, options } = run;
  sim.control.faults.clear();
  sim.control.configure({ webhooks: { dropShare: 0 } });
  const settled = async () => {
    const { counts } = await stateOf(run);
    return (await isOver(run)) && counts.sending === 0 && counts.queued === 0;
  };
  await eventually('completion', settled, 60_000 + options.recipients * 60);
  await eventually(
    'webhooks delivered',
    () => {
      sim.control.deliveries.retryNow();
      const { queued, retrying, inFlight } = sim.control.deliveries.counts();
      return Promise.resolve(queued + retrying + inFlight === 0 && sim.control.pending() === 0);
    },
    60_000
  );
  await eventually(
    'webhooks applied',
    async () => (await fleet.ask<number>({ verb: 'waiting' })) === 0,
    60_000
  );
};

/** What the open pages missed; they are closed then. */
const countMissed = async (fleet: Fleet, observers: Observer[]): Promise<number> => {
  const feed = await fleet.ask<FeedDump[]>({ verb: 'feed' });
  const missed = await Promise.all(observers.map((observer) => observer.missed(feed)));
  return missed.reduce((sum, n) => sum + n, 0);
};

const examine = async (run: Run): Promise<ChaosResult> => {
  const { fleet, sim, campaignId, noes, options } = run;
  const rows = await fleet.ask<RecipientDump[]>({ verb: 'dump', campaignId });
  const differing = await fleet.ask<number[]>({ verb: 'audit' });
  if (differing.length > 0) throw new Error('the sums of the campaign differ from its rows (I17)');
  return judge(rows, sim.control.ledger.query({}, { limit: 10_000_000 }), {
    dropped: options.drop > 0,
    limit: LIMIT,
    noes: { ...noes, graceMs: LATE_AFTER_MS },
  });
};

/** One access token for all pages; a new one when it was refused. */
const passTo = (fleet: Fleet): Pass => {
  const ask = () => fleet.ask<string>({ verb: 'admin-token' });
  let token: Promise<string> | null = null;
  return (isRefused = false) => {
    if (isRefused || token === null) token = ask();
    token.catch(() => (token = null));
    return token;
  };
};

const observe = async (fleet: Fleet, pass: Pass, pages: number): Promise<Observer[]> => {
  const made: Observer[] = [];
  for (const { port } of fleet.members)
    for (let page = 0; page < pages; page += 1)
      made.push(await startObserver(`http://127.0.0.1:${port}`, pass));
  return made;
};

const play = async (run: Run): Promise<Omit<ChaosReport, 'seconds'>> => {
  const { options, fleet, sim } = run;
  const { soakMinutes } = options;
  const pass = passTo(fleet);
  const observers = await observe(fleet, pass, soakMinutes ? INBOXES : 1);
  try {
    const { recipients, policy } = options;
    run.campaignId = (
      await fleet.ask<{ campaignId: number }>({
        verb: 'seed',
        recipients,
        // As many opt out here as would rightly stop the campaign.
        trial: { guards: { failedPercent: null, optOutPercent: null } },
        policy,
        account: accountOf(sim),
      })
    ).campaignId;
    if (soakMinutes) await fleet.ask({ verb: 'pace', perSecond: CAMPAIGN_PER_SECOND });
    const soaked = soakMinutes ? await soak(run, soakMinutes, pass) : null;
    const done = soaked ? NOTHING_DONE : await disturb(run);
    await quiesce(run);
    return {
      ...(await examine(run)),
      feedMissed: await countMissed(fleet, observers),
      kills: done.kill,
      freezes: done.freeze,
      cuts: done.cut,
      optOuts: done['opt-out'],
      pauses: done.pause,
      outages: done.outage,
      noAnswers: done['no-answer'],
      resumeMs: run.resumeMs,
      ...(soaked ? { soak: soaked } : {}),
    };
  } finally {
    for (const observer of observers) observer.stop();
  }
};

/** The processes reach a database server through a gate that can be shut. */
const gateTo = ({ env }: TestDatabase): Promise<Gate | null> =>
  env.DATABASE_HOST === undefined
    ? Promise.resolve(null)
    : startGate({ host: env.DATABASE_HOST, port: Number(env.DATABASE_PORT) });

/** One run: a campaign, disturbances, rest, judgement. */
export const runChaos = async (options: ChaosOptions): Promise<ChaosReport> => {
  const began = Date.now();
  const { processes = 1 } = options;
  if (options.db === 'sqlite' && (processes > 1 || (options.cuts ?? 0) > 0))
    throw new Error('SQLite serves one process and has no connections to cut');
  const ports: number[] = [];
  while (ports.length < processes) ports.push(await freePort());
  const database = await createDatabase(options.db);
  const sim = await prepareSimulator(options, ports[0] as number);
  const gate = await gateTo(database);
  const env = gate ? { ...database.env, DATABASE_PORT: String(gate.port) } : database.env;
  let fleet: Fleet | null = null;
  try {
    fleet = await startFleet({ env, ports, skewMs: options.skewMs ?? 0 });
    const report = await play({
      options,
      sim,
      database,
      gate,
      fleet,
      campaignId: 0,
      random: mulberry(options.seed),
      resumeMs: 0,
      noes: { optOuts: [], pauses: [] },
    });
    return { ...report, seconds: Math.round((Date.now() - began) / 1000) };
  } finally {
    await fleet?.killAll();
    await gate?.close();
    await sim.close();
    await database.drop();
  }
};
