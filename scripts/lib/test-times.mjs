import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { duration } from './run.mjs';

const SLOWEST = 10;

/** The lines that the test workers wrote: `{ file, hasFailed, seconds, processor }`, a file that ran twice summed up. */
export const readTimes = (file, root) => {
  const times = new Map();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    if (line === '') continue;
    const one = JSON.parse(line);
    const name = path.relative(root, one.file).split(path.sep).join('/');
    const sum = times.get(name) ?? { file: name, hasFailed: false, seconds: 0, processor: 0 };
    // The last word counts: a file that failed is tried once more.
    sum.hasFailed = one.hasFailed === true;
    sum.seconds += one.seconds;
    sum.processor += one.processor;
    times.set(name, sum);
  }
  return [...times.values()];
};

const seconds = (value) => (value === null ? '–' : duration(value));

/** Two aligned columns of figures behind a name. */
const table = (head, rows) => {
  const lines = [head, ...rows];
  const width = (at) => Math.max(...lines.map((line) => line[at].length));
  const [first, second, third] = [width(0), width(1), width(2)];
  return lines.map(
    ([name, processor, wall]) =>
      `  ${name.padEnd(first)}  ${processor.padStart(second)}  ${wall.padStart(third)}`
  );
};

/**
 * What `npm test` prints about its time: each step (`{ name, seconds, processor }`, processor null where the system does
 * not tell), the sum, what the whole machine used meanwhile (`machine`), and the files that used the most processor time.
 */
export const timeReport = ({ steps, files, wall, machine }) => {
  const known = steps.filter(({ processor }) => processor !== null);
  const all = known.length > 0 ? known.reduce((sum, { processor }) => sum + processor, 0) : null;
  const slowest = [...files].sort((a, b) => b.processor - a.processor).slice(0, SLOWEST);
  const row = (of, name) => [name, seconds(of.processor), seconds(of.seconds)];
  return [
    ...table(
      ['step', 'processor', 'wall'],
      [
        ...steps.map((step) => row(step, step.name)),
        row({ processor: all, seconds: wall }, 'together'),
        row({ processor: machine, seconds: wall }, 'the machine'),
      ]
    ),
    ...(slowest.length > 0
      ? table(
          [`the ${slowest.length} files with the most processor time`, 'processor', 'wall'],
          slowest.map((file) => row(file, file.file))
        )
      : []),
  ];
};

/** What a run that was stopped had done, a line each: `names` are the files that it was to run. */
export const stoppedReport = (names, times) => {
  const ran = new Map(times.map(({ file, hasFailed }) => [file, hasFailed]));
  const list = (files) => files.map((file) => `    ${file}`);
  const failed = names.filter((name) => ran.get(name) === true);
  const open = names.filter((name) => !ran.has(name));
  return [
    `  passed: ${names.length - failed.length - open.length} files`,
    `  failed: ${failed.length} files`,
    ...list(failed),
    `  not run, or running when it was stopped: ${open.length} files`,
    ...list(open),
  ];
};

/** Where the figures of the last run are kept, relative to the root of the repository. */
export const TIMES_FILE = 'reports/test-times.json';

/** Keeps the figures of a run for `npm run bench -- tests`. */
export const keepTimes = (root, figures) => {
  const file = path.join(root, TIMES_FILE);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
};

/**
 * The figures of docs/developing.md, from the table below the heading "Time of the tests": rows
 * `| step | processor | wall | … |` in seconds, as a map from the step to `{ processor, wall }`.
 */
export const writtenFigures = (markdown) => {
  const [, section = ''] = markdown.split(/^#+ Time of the tests$/m);
  const [table = ''] = section.split(/^#/m);
  const rows = table
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , processor]) => /^[\d,]+$/.test(processor ?? ''));
  const number = (text) => Number((text ?? '').replaceAll(',', ''));
  return new Map(
    rows.map(([, step, processor, wall]) => [
      step,
      { processor: number(processor), wall: number(wall) },
    ])
  );
};
