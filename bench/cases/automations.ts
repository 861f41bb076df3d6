import type { Usage } from '../app-answers';
import type { AutomationProgress, watchCustomers } from '../app-automations';
import { median, round } from '../numbers';
import { printTable } from '../report';
import { startBench, until, type BenchOptions, type BenchWorld } from '../world';

/** Saves of a round. */
const SAVES = 1_000;
const LIMIT_MS = 600_000;
const ASK_MS = 1_000;
/** As for `memory`: with much more V8 collects late because it may. */
const HEAP_MB = 256;

type Watched = Awaited<ReturnType<typeof watchCustomers>>;

/** Saves per second, the median of the rounds, each with values that no round before wrote. */
const createSaving = ({ app }: BenchWorld, rounds: number) => {
  let round = 0;
  return async (field: 'city' | 'visits'): Promise<number> => {
    const perSecond: number[] = [];
    for (let i = 0; i < rounds; i += 1) {
      round += 1;
      perSecond.push(await app.ask<number>({ verb: 'save-customers', count: SAVES, field, round }));
    }
    return median(perSecond);
  };
};

/** The first look at every entry: how fast, how long the process answers nothing, what it costs in memory. */
const firstLook = async ({ app }: BenchWorld, entries: number) => {
  const before = await app.ask<Usage>({ verb: 'usage' });
  await app.ask({ verb: 'stall' });
  const watched = await app.ask<Watched>({ verb: 'watch-customers' });
  const stallMs = await app.ask<number>({ verb: 'stall' });
  const after = await app.ask<Usage>({ verb: 'usage' });
  return {
    watched,
    perSecond: round(entries / watched.seconds, 0),
    stallMs: round(stallMs, 0),
    grownMb: round(after.peakMb - before.peakMb, 0),
  };
};

/** From what an automation held to the ends of its runs. */
const starts = async ({ app }: BenchWorld, { id, botId }: Watched) => {
  const progress = () => app.ask<AutomationProgress>({ verb: 'automation-progress', id, botId });
  let last = -1;
  const isStill = async () => {
    const { held, started } = await progress();
    const before = last;
    last = held + started;
    return last === before && last >= SAVES;
  };
  await until('all changes are held or begun', LIMIT_MS, isStill, ASK_MS);
  const before = await progress();
  const began = performance.now();
  await app.ask({ verb: 'release-held', id });
  const wanted = before.started + before.held;
  await until('every run has ended', LIMIT_MS, async () => (await progress()).ended >= wanted);
  const seconds = (performance.now() - began) / 1000;
  return {
    held: before.held,
    perSecond: round((wanted - before.ended) / seconds, 0),
  };
};

/** What automations cost a save, how fast they see what is there, and how fast they begin. */
export const automations = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const entries = options.recipients ?? 100_000;
  const world = await startBench({ ...options, heapMb: options.heapMb ?? HEAP_MB });
  try {
    const { app } = world;
    await app.ask({ verb: 'people', count: entries, members: 1 });
    await app.ask({ verb: 'add-customers', count: entries });
    const save = createSaving(world, options.rounds);
    const bare = await save('city');
    await app.ask({ verb: 'link-customers' });
    const isLinked = async () =>
      (await app.ask<number>({ verb: 'count', table: 'whatsapp_contact_links' })) >= entries;
    await until('every entry is linked', LIMIT_MS, isLinked, ASK_MS);
    const linked = await save('city');
    const { watched, ...look } = await firstLook(world, entries);
    const unchanged = await save('visits');
    const changed = await save('city');
    const begun = await starts(world, watched);
    printTable(
      `automations: saves/s of an entry, ${SAVES} a round (${options.db})`,
      ['not linked', 'linked', 'watched, unchanged', 'ratio', 'watched, changed', 'ratio'],
      [
        [
          ...[round(bare, 0), round(linked, 0)],
          ...[round(unchanged, 0), round(unchanged / linked)],
          ...[round(changed, 0), round(changed / linked)],
        ],
      ]
    );
    printTable(
      `automations: first look at ${entries} entries, then starts (${options.db})`,
      ['entries/s', 'longest stall ms', 'grown MB', 'held', 'started and ended/s'],
      [[look.perSecond, look.stallMs, look.grownMb, begun.held, begun.perSecond]]
    );
    return {
      ...{ entries, bare: round(bare, 0), linked: round(linked, 0), look, begun },
      ratioUnchanged: round(unchanged / linked),
      ratioChanged: round(changed / linked),
    };
  } finally {
    await world.close();
  }
};
