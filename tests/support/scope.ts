import path from 'node:path';
import type { DatabaseClient } from './database-servers';

const root = path.resolve(__dirname, '../..');

/** What `npm test` tells the test processes (scripts/lib/choose-tests.mjs): files from the root of the repository. */
interface Gate {
  /** The database servers on which a file runs besides SQLite. */
  servers: Record<string, string[]>;
  /** Files that run whole: those nearest to the change. */
  whole: string[];
}

/** The test file that is being read; null outside of one. */
const currentFile = (): string | null => {
  const file = typeof expect === 'undefined' ? undefined : expect.getState().testPath;
  return file ? path.relative(root, file).split(path.sep).join('/') : null;
};

/** The file that is being read and its gate; null where it runs whole: by itself, in the whole proof, near the change. */
const shortened = (): { file: string; gate: Gate } | null => {
  const gate = JSON.parse(process.env['TEST_GATE'] || 'null') as Gate | null;
  const file = currentFile();
  return gate && file && !gate.whole.includes(file) ? { file, gate } : null;
};

/** Does only the gate's part of this file run? */
export const isShortened = (): boolean => shortened() !== null;

/** The databases on which this file runs. */
export const databasesInScope = (all: readonly DatabaseClient[]): readonly DatabaseClient[] => {
  const part = shortened();
  if (!part) return all;
  const servers = part.gate.servers[part.file] ?? [];
  return all.filter((client) => client === 'sqlite' || servers.includes(client));
};

/**
 * Cases of a costly kind, such as the places where a process is killed: the gate runs one of them, `npm run test:all`
 * each.
 */
export const casesInScope = <T>(cases: readonly T[], kept = cases[0]): readonly T[] =>
  isShortened() ? cases.filter((one) => one === kept) : cases;
