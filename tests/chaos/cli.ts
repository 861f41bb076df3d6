/**
 * npm run chaos -- --db sqlite|postgres|mysql --recipients N --kills K
 * Also: --seed N, --policy ask|resend-if-silent, --drop SHARE, --faults. Ends with one line of JSON.
 */
import { parseArgs } from 'node:util';
import type { DatabaseClient } from '../support/databases';
import { isClean } from './judge';
import { runChaos } from './run';

const { values } = parseArgs({
  options: {
    db: { type: 'string', default: process.env.DATABASE_CLIENT ?? 'sqlite' },
    recipients: { type: 'string', default: '500' },
    kills: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    policy: { type: 'string', default: 'ask' },
    drop: { type: 'string', default: '0' },
    faults: { type: 'boolean', default: false },
  },
});

const fail = (text: string): never => {
  process.stderr.write(`${text}\n`);
  process.exit(2);
};
const wholeNumber = (name: 'recipients' | 'kills' | 'seed'): number => {
  const n = Number(values[name]);
  return Number.isSafeInteger(n) && n >= 0 ? n : fail(`--${name} must be a whole number`);
};
if (!['sqlite', 'postgres', 'mysql'].includes(values.db))
  fail('--db must be sqlite, postgres or mysql');
if (values.policy !== 'ask' && values.policy !== 'resend-if-silent')
  fail('--policy must be ask or resend-if-silent');

runChaos({
  db: values.db as DatabaseClient,
  recipients: wholeNumber('recipients'),
  kills: wholeNumber('kills'),
  seed: wholeNumber('seed'),
  policy: values.policy as 'ask',
  drop: Number(values.drop),
  faults: values.faults,
  log: (line) => process.stderr.write(`${line}\n`),
})
  .then((report) => {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    process.exit(isClean(report) ? 0 : 1);
  })
  .catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
    );
    process.exit(1);
  });
