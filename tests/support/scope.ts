import path from 'node:path';
import type { DatabaseClient } from './database-servers';

const root = path.resolve(__dirname, '../..');

/** What the gate tells the test processes (scripts/lib/choose-tests.mjs): the servers on which a file runs too. */
const gateServers = (): Record<string, string[]> | null =>
  JSON.parse(process.env['TEST_GATE'] || 'null') as Record<string, string[]> | null;

/** The test file that is being read, from the root of the repository; null outside of one. */
const currentFile = (): string | null => {
  const file = typeof expect === 'undefined' ? undefined : expect.getState().testPath;
  return file ? path.relative(root, file).split(path.sep).join('/') : null;
};

/** Does only the gate's part of the tests run? Not so in the whole proof, nor when somebody runs a file by itself. */
export const isShortened = (): boolean => gateServers() !== null;

/** The databases on which this file runs. */
export const databasesInScope = (all: readonly DatabaseClient[]): readonly DatabaseClient[] => {
  const [servers, file] = [gateServers(), currentFile()];
  if (servers === null || file === null) return all;
  const own = servers[file] ?? [];
  return all.filter((client) => client === 'sqlite' || own.includes(client));
};

/**
 * Cases of a costly kind, such as the places where a process is killed: the gate runs one of them, `npm run test:all`
 * each.
 */
export const casesInScope = <T>(cases: readonly T[], kept = cases[0]): readonly T[] =>
  isShortened() ? cases.filter((one) => one === kept) : cases;
