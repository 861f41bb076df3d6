import type { Simulator } from '../../simulator/src/start';
import { eventually } from '../support/world';
import type { TestDatabase } from '../support/databases';
import type { Fleet, Member } from './fleet';
import type { Noes } from './judge';
import type { OptOut } from './protocol';
import type { Gate } from './gate';
import { ENGINE, LATE_AFTER_MS, type ChaosOptions } from './setting';

export interface Run {
  options: ChaosOptions;
  sim: Simulator;
  database: TestDatabase;
  /** The way of the processes to the database server; null for SQLite. */
  gate: Gate | null;
  fleet: Fleet;
  campaignId: number;
  random: () => number;
  /** Longest time from a restart to the next accepted message, in ms. */
  resumeMs: number;
  noes: Noes;
}

type Kind = 'kill' | 'freeze' | 'cut' | 'opt-out' | 'pause' | 'outage' | 'no-answer';
/** How often each thing was done. */
export type Done = Record<Kind, number>;
export const NOTHING_DONE: Done = {
  kill: 0,
  freeze: 0,
  cut: 0,
  'opt-out': 0,
  pause: 0,
  outage: 0,
  'no-answer': 0,
};

/** Time for each message on a machine that has much else to do. */
const SLOWEST_MS = 200;
/** Longer than a lease, so that every process loses what it held. */
const OUTAGE_MS = 10_000;
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const stateOf = ({ fleet, campaignId }: Run) =>
  fleet.ask<{ state: string; counts: Record<string, number> }>({ verb: 'state', campaignId });
export const isOver = async (run: Run): Promise<boolean> =>
  ['completed', 'cancelled'].includes((await stateOf(run)).state);

const oneOf = ({ fleet, random }: Run): Member =>
  fleet.members[Math.floor(random() * fleet.members.length)] as Member;

const sendsAgain = async (run: Run, before: number) => {
  const began = Date.now();
  let seen = {};
  await eventually(
    () => `sending again: ${JSON.stringify(seen)}`,
    async () => {
      seen = await stateOf(run);
      return run.sim.control.ledger.count() > before || (await isOver(run));
    },
    60_000
  );
  run.resumeMs = Math.max(run.resumeMs, Date.now() - began);
};

/** SIGKILL of one process, and a new one in its place. */
const kill = async (run: Run): Promise<string> => {
  const at = run.sim.control.ledger.count();
  const startMs = await run.fleet.replace(oneOf(run));
  await sendsAgain(run, at);
  return `killed at ${at} accepted; served again after ${startMs} ms`;
};

/**
 * Stops the process that serves the number for three times its lease. Another one takes over; the sleeper wakes with permits
 * of a lease that is not its own any more.
 */
const freeze = async (run: Run): Promise<string> => {
  const member = (await run.fleet.holder()) ?? oneOf(run);
  const at = run.sim.control.ledger.count();
  run.fleet.freeze(member);
  await sleep(3 * ENGINE.leaseMs);
  const meanwhile = run.sim.control.ledger.count() - at;
  run.fleet.thaw(member);
  await sendsAgain(run, run.sim.control.ledger.count());
  return `stopped a process at ${at} accepted; ${meanwhile} accepted while it slept`;
};

const cut = async (run: Run): Promise<string> => {
  const at = run.sim.control.ledger.count();
  const connections = await run.database.cut();
  await sendsAgain(run, at);
  return `cut ${connections} connections at ${at} accepted`;
};

const optOut = async (run: Run): Promise<string> => {
  const { campaignId, fleet, noes, options } = run;
  const count = Math.max(1, Math.floor(options.recipients / 50));
  const gone = await fleet.ask<OptOut[]>({ verb: 'opt-out', campaignId, count });
  noes.optOuts.push(...gone);
  return `${gone.length} opted out`;
};

const pause = async (run: Run): Promise<string> => {
  const { campaignId, fleet, noes, sim } = run;
  await fleet.ask({ verb: 'act', campaignId, action: 'pause' });
  const from = Date.now();
  await sleep(LATE_AFTER_MS + 1_000);
  const to = Date.now();
  const at = sim.control.ledger.count();
  await fleet.ask({ verb: 'act', campaignId, action: 'resume' });
  noes.pauses.push({ from, to });
  await sendsAgain(run, at);
  return `paused for ${to - from} ms`;
};

/**
 * The database takes nothing for a while: a server is not there, the file of SQLite may not grow, as on a full disk. What
 * Meta posts meanwhile is refused and comes again.
 */
const outage = async (run: Run): Promise<string> => {
  const { fleet, gate, options } = run;
  const at = run.sim.control.ledger.count();
  const ms = options.outageMs ?? OUTAGE_MS;
  if (gate) await gate.shut();
  else await fleet.ask({ verb: 'disk', isFull: true });
  await sleep(ms);
  if (gate) await gate.open();
  else await fleet.ask({ verb: 'disk', isFull: false });
  const meanwhile = run.sim.control.ledger.count();
  await sendsAgain(run, meanwhile);
  return `database away for ${ms} ms at ${at} accepted; ${meanwhile - at} accepted meanwhile`;
};

/** Ways in which Meta is not there. */
const SILENT = ['reset-before', 'bad-gateway', 'cut-body', 'timeout-before'] as const;

/** Every call fails in the same way for a while. */
const noAnswer = async (run: Run): Promise<string> => {
  const { sim, random, options } = run;
  const at = sim.control.ledger.count();
  const ms = options.outageMs ?? OUTAGE_MS;
  const kind = SILENT[Math.floor(random() * SILENT.length)] as (typeof SILENT)[number];
  const fault = sim.control.faults.add({ kind, endpoint: 'messages', share: 1 });
  await sleep(ms);
  sim.control.faults.remove(fault.id);
  const meanwhile = sim.control.ledger.count();
  await sendsAgain(run, meanwhile);
  return `Meta answered nothing (${kind}) for ${ms} ms at ${at} accepted; ${meanwhile - at} accepted meanwhile`;
};

const DEEDS: Record<Kind, (run: Run) => Promise<string>> = {
  kill,
  freeze,
  cut,
  'opt-out': optOut,
  pause,
  outage,
  'no-answer': noAnswer,
};

/** All disturbances of a run, in an order that the seed decides. */
const plan = ({ options, random }: Run): Kind[] => {
  const { kills, freezes = 0, cuts = 0, optOuts = 0, pauses = 0 } = options;
  const { outages = 0, noAnswers = 0 } = options;
  const times: [Kind, number][] = [
    ['kill', kills],
    ['freeze', freezes],
    ['cut', cuts],
    ['opt-out', optOuts],
    ['pause', pauses],
    ['outage', outages],
    ['no-answer', noAnswers],
  ];
  return times
    .flatMap(([kind, n]) => Array.from({ length: n }, () => ({ kind, place: random() })))
    .sort((a, b) => a.place - b.place)
    .map(({ kind }) => kind);
};

/** Waits for a random number of further messages; false when the campaign is over before. */
const someMore = async (run: Run, most: number): Promise<boolean> => {
  const { sim } = run;
  const more = 1 + Math.floor(run.random() * most);
  const target = sim.control.ledger.count() + more;
  let over = false;
  let seen = {};
  await eventually(
    () => `more messages: ${JSON.stringify(seen)}`,
    async () => {
      if (sim.control.ledger.count() >= target) return true;
      seen = await stateOf(run);
      over = await isOver(run);
      return over;
    },
    60_000 + more * SLOWEST_MS
  );
  return !over;
};

/** Does everything that was planned, as long as the campaign runs. Answers how often each thing was done. */
export const disturb = async (run: Run): Promise<Done> => {
  const done: Done = { ...NOTHING_DONE };
  const kinds = plan(run);
  // While a process starts again the others go on: with wider gaps the campaign would be over before the last disturbance.
  const most = (run.options.recipients * 0.6) / (kinds.length + 1);
  for (const kind of kinds) {
    if (!(await someMore(run, most))) return done;
    run.options.log(await DEEDS[kind](run));
    done[kind] += 1;
  }
  if (run.options.cancel && !(await isOver(run))) {
    await run.fleet.ask({ verb: 'act', campaignId: run.campaignId, action: 'cancel' });
    run.noes.pauses.push({ from: Date.now(), to: Number.POSITIVE_INFINITY });
    run.options.log('cancelled');
  }
  return done;
};
