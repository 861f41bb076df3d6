import type { Usage } from '../app-answers';
import { median, round } from '../numbers';
import { printTable } from '../report';
import { startBench, until, type BenchOptions, type BenchWorld } from '../world';

const LIMIT_MS = 3_600_000;

interface Progress {
  check: { state: string } | null;
  import: { state: string } | null;
}

const ENDED = new Set(['done', 'failed', 'cancelled']);

/** Runs one part of the import to its end; answers its seconds. */
const run = async (
  { app }: BenchWorld,
  importId: number,
  part: 'check' | 'start'
): Promise<number> => {
  const started = performance.now();
  await app.ask({ verb: `import-${part}`, importId });
  let state = '';
  await until(`the ${part}`, LIMIT_MS, async () => {
    const view = await app.ask<Progress>({ verb: 'import-view', importId });
    state = (part === 'check' ? view.check : view.import)?.state ?? '';
    return ENDED.has(state);
  });
  if (state !== 'done') throw new Error(`the ${part} ended as ${state}`);
  return (performance.now() - started) / 1000;
};

/** One list in a fresh process: upload, dry run, import; memory over the idle process. */
const take = async (options: BenchOptions, rows: number) => {
  const world = await startBench(options);
  try {
    const naive = await world.app.ask<number>({
      verb: 'naive-import',
      rows: Math.min(rows, 20_000),
    });
    await world.restart();
    const idle = await world.app.ask<Usage>({ verb: 'usage' });
    const importId = await world.app.ask<number>({ verb: 'import-upload', rows });
    const checkSeconds = await run(world, importId, 'check');
    const importSeconds = await run(world, importId, 'start');
    const after = await world.app.ask<Usage>({ verb: 'usage' });
    const people = await world.app.ask<number>({ verb: 'count', table: 'whatsapp_contacts' });
    if (people < rows) throw new Error(`${people} people of ${rows} rows`);
    return {
      rows,
      naivePerSecond: round(naive, 0),
      checkPerSecond: round(rows / checkSeconds, 0),
      importPerSecond: round(rows / importSeconds, 0),
      grownMb: round(after.peakMb - idle.peakMb, 0),
    };
  } finally {
    await world.close();
  }
};

/** A list of people from the file to contacts with consent, against the least that any import must do. */
export const importing = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const large = options.recipients ?? 100_000;
  const small = await take(options, Math.ceil(large / 10));
  const rounds = [];
  for (let i = 0; i < options.rounds; i += 1) {
    rounds.push(await take(options, large));
    options.log(`round ${i + 1} of ${options.rounds}`);
  }
  const ratio = round(median(rounds.map((r) => r.importPerSecond / r.naivePerSecond)));
  printTable(
    `import of a list (${options.db})`,
    ['rows', 'read and insert only /s', 'dry run /s', 'import /s', 'grown MB'],
    [small, ...rounds].map((r) => [
      r.rows,
      r.naivePerSecond,
      r.checkPerSecond,
      r.importPerSecond,
      r.grownMb,
    ])
  );
  return { small, rounds, ratio };
};
