/**
 * npm run bench -- NAME [--db sqlite|postgres|mysql] [--sqlite default|wal-full|wal-normal] [--recipients N] [--seconds N] [--rounds N] [--heap MB] [--profile FOLDER] [--rate N] [--busy] [--against COMMIT]
 * Names: dispatch, rate (or limiter), snapshot, webhook (or ingest), statuses, inbox, bots, automations, memory, simulator, import, workbook, whole, tests. Tables go to standard error; the last line on
 * standard output is JSON. See docs/benchmarks.md.
 */
import { parseArgs } from 'node:util';
import type { DatabaseClient } from '../tests/support/databases';
import { compareBuilds } from './against';
import { automations } from './cases/automations';
import { bots } from './cases/bots';
import { dispatch } from './cases/dispatch';
import { importing } from './cases/import';
import { inbox } from './cases/inbox';
import { memory } from './cases/memory';
import { rate } from './cases/rate';
import { simulator } from './cases/simulator';
import { snapshot } from './cases/snapshot';
import { statuses } from './cases/statuses';
import { tests } from './cases/tests';
import { webhook } from './cases/webhook';
import { whole } from './cases/whole';
import { workbook } from './cases/workbook';
import { SQLITE_MODES, type BenchOptions, type SqliteMode } from './world';

const benches: Record<string, (options: BenchOptions) => Promise<Record<string, unknown>>> = {
  dispatch,
  rate,
  snapshot,
  webhook,
  statuses,
  inbox,
  bots,
  automations,
  memory,
  simulator,
  import: importing,
  workbook,
  whole,
  tests,
};

/** Other names of some. */
const ALIASES: Record<string, string> = { limiter: 'rate', ingest: 'webhook' };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    db: { type: 'string', default: process.env.DATABASE_CLIENT ?? 'sqlite' },
    sqlite: { type: 'string', default: 'default' },
    recipients: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    heap: { type: 'string' },
    profile: { type: 'string' },
    rate: { type: 'string' },
    busy: { type: 'boolean', default: false },
    against: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const HELP = `npm run bench -- NAME [options]   (docs/benchmarks.md)

  names   ${Object.keys(benches).join(', ')}

  --db sqlite|postgres|mysql   --sqlite ${Object.keys(SQLITE_MODES).join('|')}
  --recipients N   --seconds N   --rounds N   --rate N
  --heap MB        --profile FOLDER           --busy
  --against COMMIT (in turn with the sources of that commit)
`;
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const fail = (text: string): never => {
  process.stderr.write(`${text}\n`);
  process.exit(2);
};
const wholeNumber = (
  name: 'recipients' | 'seconds' | 'rounds' | 'heap' | 'rate',
  text: string
): number => {
  const n = Number(text);
  return Number.isSafeInteger(n) && n > 0 ? n : fail(`--${name} must be a whole number above 0`);
};
const [asked = ''] = positionals;
const name = ALIASES[asked] ?? asked;
const bench = benches[name] ?? fail(`name one of these: ${Object.keys(benches).join(', ')}`);
if (!['sqlite', 'postgres', 'mysql'].includes(values.db))
  fail('--db must be sqlite, postgres or mysql');
if (!(values.sqlite in SQLITE_MODES))
  fail(`--sqlite must be one of ${Object.keys(SQLITE_MODES).join(', ')}`);

const rounds = wholeNumber('rounds', values.rounds);
const log = (line: string) => void process.stderr.write(`${line}\n`);
const options: BenchOptions = {
  db: values.db as DatabaseClient,
  sqlite: values.sqlite as SqliteMode,
  recipients: values.recipients === undefined ? null : wholeNumber('recipients', values.recipients),
  seconds: wholeNumber('seconds', values.seconds),
  rounds,
  heapMb: values.heap === undefined ? null : wholeNumber('heap', values.heap),
  profile: values.profile ?? null,
  rate: values.rate === undefined ? null : wholeNumber('rate', values.rate),
  busy: values.busy,
  log,
};

/** The options as they were given, for the same command elsewhere. */
const given = Object.entries(values)
  .filter(([option, value]) => value !== false && !['against', 'rounds'].includes(option))
  .flatMap(([option, value]) => (value === true ? [`--${option}`] : [`--${option}`, `${value}`]));

(values.against === undefined
  ? bench(options)
  : compareBuilds({ name, commit: values.against, rounds, options: given, log })
)
  .then((result) => {
    process.stdout.write(
      `${JSON.stringify({ bench: name, db: values.db, sqlite: values.sqlite, ...result })}\n`
    );
    process.exit(0);
  })
  .catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
    );
    process.exit(1);
  });
