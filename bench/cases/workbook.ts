import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { row, workbook as workbookOf } from '../../tests/support/workbook';
import { median, round } from '../numbers';
import { printTable } from '../report';
import { startBench, type BenchOptions } from '../world';

/** A sheet as spreadsheet programs write it keeps its texts apart, each once; other programs write them where they are. */
type Kind = 'shared' | 'inline';
const TEXTS = (n: number) => [`Person ${n}`, `person${n}@example.com`, `Street ${n}`];
const NUMBERS = (n: number) => [{ n: 905_400_000_000 + n }, { n: 30_000 + (n % 9_000), style: 1 }];

function* sharedRow(n: number): Generator<string> {
  const at = (n - 1) * 3;
  const texts = TEXTS(n).map(
    (_, i) => `<c r="${'CDE'[i] ?? ''}${n + 1}" t="s"><v>${at + i}</v></c>`
  );
  const whole = row(n + 1, NUMBERS(n)).replace('</row>', '');
  yield `${whole}${texts.join('')}<c r="F${n + 1}"><v>${n * 1.25}</v></c></row>`;
}

function* rowsOf(kind: Kind, rows: number): Generator<string> {
  yield row(1, ['Phone', 'Birthday', 'Name', 'E-mail', 'Address', 'Amount']);
  for (let n = 1; n <= rows; n += 1) {
    if (kind === 'shared') yield* sharedRow(n);
    else yield row(n + 1, [...NUMBERS(n), ...TEXTS(n), { n: n * 1.25 }]);
  }
}

function* textsOf(rows: number): Generator<string> {
  yield '<sst>';
  for (let n = 1; n <= rows; n += 1)
    yield TEXTS(n)
      .map((text) => `<si><t>${text}</t></si>`)
      .join('');
  yield '</sst>';
}

const write = async (file: string, kind: Kind, rows: number): Promise<number> => {
  const bytes = await workbookOf({
    formats: ['dd.mm.yyyy'],
    sheets: [{ name: 'List', rows: rowsOf(kind, rows) }],
    parts: kind === 'shared' ? { 'xl/sharedStrings.xml': textsOf(rows) } : {},
  });
  await writeFile(file, bytes);
  return bytes.length;
};

interface Taken {
  seconds: number;
  grownMb: number;
  stallMs: number;
}

/** One workbook in a fresh process: until its preview is there, memory over the idle process, longest stall. */
const take = async (
  options: BenchOptions,
  { file, rows }: { file: string; rows: number }
): Promise<Taken> => {
  const world = await startBench(options);
  try {
    await world.restart();
    await world.app.ask({ verb: 'stall' });
    const started = performance.now();
    const { columns, grownMb } = await world.app.ask<{ columns: number; grownMb: number }>({
      verb: 'workbook-upload',
      file,
    });
    const seconds = (performance.now() - started) / 1000;
    const stallMs = await world.app.ask<number>({ verb: 'stall' });
    if (columns !== 6) throw new Error(`${columns} columns of ${rows} rows`);
    return { seconds, grownMb, stallMs };
  } finally {
    await world.close();
  }
};

const takeRounds = async (
  options: BenchOptions,
  of: { file: string; rows: number }
): Promise<Taken[]> => {
  const rounds: Taken[] = [];
  for (let i = 0; i < options.rounds; i += 1) rounds.push(await take(options, of));
  return rounds;
};

/** A workbook of six columns from the upload to its preview, by where its texts stand and by rows. */
export const workbook = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const large = options.recipients ?? 1_000_000;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-workbook-'));
  try {
    const results = [];
    for (const kind of ['shared', 'inline'] as const)
      for (const rows of [Math.ceil(large / 10), large]) {
        const file = path.join(folder, `${kind}-${rows}.xlsx`);
        const bytes = await write(file, kind, rows);
        const rounds = await takeRounds(options, { file, rows });
        const of = (key: keyof Taken) => median(rounds.map((one) => one[key]));
        results.push({
          kind,
          rows,
          fileMb: round(bytes / 1_048_576, 1),
          seconds: round(of('seconds'), 1),
          grownMb: round(of('grownMb'), 0),
          stallMs: round(of('stallMs'), 0),
        });
        options.log(`${kind}, ${rows} rows`);
      }
    printTable(
      `preview of a workbook (${options.db})`,
      ['texts', 'rows', 'file MB', 's', 'grown MB', 'stall ms'],
      results.map((one) => [one.kind, one.rows, one.fileMb, one.seconds, one.grownMb, one.stallMs])
    );
    return { results };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
