import { eventually } from '../support/world';
import { isOver, type Run } from './disturbances';
import type { Health } from './health';
import { mulberry } from './setting';

/** What a long run of ordinary work showed. */
export interface SoakFigures {
  minutes: number;
  /** Messages that customers wrote. */
  written: number;
  /** Answers of the list of conversations, ms. */
  lists: { count: number; slowestMs: number };
  begin: Health;
  end: Health;
  /** What grew beyond its bound. */
  grown: string[];
}

/** An access token; `isRefused`: the one before is no longer valid. */
export type Pass = (isRefused?: boolean) => Promise<string>;

/** People a second whom the campaign reaches; it lasts as long as the soak. */
export const CAMPAIGN_PER_SECOND = 30;
/** Pages of the inbox that stay open. */
export const INBOXES = 5;
const WRITTEN_PER_SECOND = 20;
const WRITERS = 200;
const LIST_MS = 5_000;
/** What is made once, a cache or a prepared statement, is made by then. */
const WARM_UP_SHARE = 0.2;
const BOUNDS = { heapShare: 1.25, heapMb: 20, handles: 20, files: 30 };

/** Names what a process holds more of than its bound allows. */
export const grownBetween = (begin: Health, end: Health): string[] => {
  const bounds: [string, number, number][] = [
    ['heap', end.heapMb, begin.heapMb * BOUNDS.heapShare + BOUNDS.heapMb],
    ['handles', end.handles, begin.handles + BOUNDS.handles],
    ['files', end.files ?? 0, (begin.files ?? 0) + BOUNDS.files],
  ];
  return bounds
    .filter(([, now, most]) => now > most)
    .map(([name, now, most]) => `${name} ${now}, at most ${Math.round(most)}`);
};

const waIdOf = (n: number): string => `90501${String(1_000_000 + n)}`;

/** Does something at its times until told to stop; a slow one does not hold up the next. */
const every = (ms: number, act: () => Promise<void> | void): (() => void) => {
  const timer = setInterval(() => void Promise.resolve(act()).catch(() => undefined), ms);
  return () => clearInterval(timer);
};

const readList = async (run: Run, pass: Pass, lists: SoakFigures['lists']): Promise<void> => {
  const began = performance.now();
  const answer = await fetch(
    `http://127.0.0.1:${run.fleet.members[0]?.port ?? 0}/whatsapp/conversations`,
    { headers: { authorization: `Bearer ${await pass()}` } }
  );
  await answer.text();
  if (answer.status === 401) await pass(true);
  if (answer.status !== 200) return;
  lists.count += 1;
  lists.slowestMs = Math.max(lists.slowestMs, Math.round(performance.now() - began));
};

const health = (run: Run) => run.fleet.ask<Health>({ verb: 'health' });

/** A slow machine may not have sent everything by then. */
const endCampaign = async (run: Run): Promise<void> => {
  if (await isOver(run)) return;
  await run.fleet.ask({ verb: 'act', campaignId: run.campaignId, action: 'cancel' });
  run.noes.pauses.push({ from: Date.now(), to: Number.POSITIVE_INFINITY });
};

/** Customers write and colleagues read while the campaign goes out; what the process holds is compared after a warm-up. */
export const soak = async (run: Run, minutes: number, pass: Pass): Promise<SoakFigures> => {
  const { sim, options } = run;
  const random = mulberry(options.seed);
  for (let n = 0; n < WRITERS; n += 1)
    sim.control.people.add({ name: `Writer ${n}`, phone: `+${waIdOf(n)}` });
  let written = 0;
  const lists = { count: 0, slowestMs: 0 };
  const stops = [
    every(1_000 / WRITTEN_PER_SECOND, () => {
      written += 1;
      sim.control.act.text(
        `+${waIdOf(Math.floor(random() * WRITERS))}`,
        `Is order ${written} on its way?`
      );
    }),
    ...Array.from({ length: INBOXES }, () => every(LIST_MS, () => readList(run, pass, lists))),
  ];
  const endAt = Date.now() + minutes * 60_000;
  const warmAt = Date.now() + minutes * 60_000 * WARM_UP_SHARE;
  const reached = (moment: number) =>
    eventually('time passes', () => Promise.resolve(Date.now() >= moment), minutes * 120_000);
  try {
    await reached(warmAt);
    const begin = await health(run);
    options.log(`after the warm-up: ${JSON.stringify(begin)}`);
    await reached(endAt);
    for (const stop of stops) stop();
    await endCampaign(run);
    await eventually(
      'everything is applied',
      async () => (await run.fleet.ask<number>({ verb: 'waiting' })) === 0,
      300_000
    );
    const end = await health(run);
    options.log(`at the end: ${JSON.stringify(end)}`);
    return { minutes, written, lists, begin, end, grown: grownBetween(begin, end) };
  } finally {
    for (const stop of stops) stop();
  }
};
