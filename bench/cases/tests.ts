import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TIMES_FILE, writtenFigures } from '../../scripts/lib/test-times.mjs';
import { round } from '../numbers';
import { printTable } from '../report';

interface Step {
  name: string;
  seconds: number | null;
  processor: number | null;
}

interface Figures {
  at: string;
  wall: number;
  machine: number;
  steps: Step[];
}

const root = path.resolve(__dirname, '../..');

/** The last `npm test` against the figures that docs/developing.md gives, step by step. */
export const tests = (): Promise<Record<string, unknown>> => {
  const file = path.join(root, TIMES_FILE);
  if (!existsSync(file)) throw new Error(`${TIMES_FILE} is missing: run npm test first.`);
  const last = JSON.parse(readFileSync(file, 'utf8')) as Figures;
  const written = writtenFigures(
    readFileSync(path.join(root, 'docs/developing.md'), 'utf8')
  ) as Map<string, { processor: number; wall: number }>;
  const together = {
    name: 'together',
    seconds: last.wall,
    processor: last.steps.reduce((sum, { processor }) => sum + (processor ?? 0), 0),
  };
  const machine = { name: 'the machine', seconds: last.wall, processor: last.machine };
  const ratios: Record<string, number> = {};
  const rows = [...last.steps, together, machine].map(({ name, seconds, processor }) => {
    const before = written.get(name);
    const ratio = before && processor !== null ? round(processor / before.processor, 2) : null;
    if (ratio !== null) ratios[name] = ratio;
    return [
      name,
      processor === null ? '' : round(processor, 1),
      before?.processor ?? '',
      ratio ?? '',
      seconds === null ? '' : round(seconds, 1),
      before?.wall ?? '',
    ];
  });
  printTable(
    `npm test of ${last.at}, seconds`,
    ['step', 'processor', 'documented', 'ratio', 'wall', 'documented'],
    rows
  );
  return Promise.resolve({ at: last.at, wall: round(last.wall, 1), processorRatios: ratios });
};
