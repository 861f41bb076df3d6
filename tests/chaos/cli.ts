/**
 * npm run chaos -- --db sqlite|postgres|mysql --recipients N --kills K
 * All options: docs/operations.md. Ends with one line of JSON.
 */
import { parseArgs } from 'node:util';
import type { DatabaseClient } from '../support/databases';
import { isAcceptable, runChaos } from './run';

const { values } = parseArgs({
  options: {
    db: { type: 'string', default: process.env.DATABASE_CLIENT ?? 'sqlite' },
    recipients: { type: 'string', default: '500' },
    kills: { type: 'string', default: '5' },
    processes: { type: 'string', default: '1' },
    freezes: { type: 'string', default: '0' },
    cuts: { type: 'string', default: '0' },
    'opt-outs': { type: 'string', default: '0' },
    pauses: { type: 'string', default: '0' },
    'skew-minutes': { type: 'string', default: '0' },
    cancel: { type: 'boolean', default: false },
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
type Counted = 'recipients' | 'kills' | 'processes' | 'freezes' | 'cuts' | 'opt-outs' | 'pauses';
const wholeNumber = (name: Counted | 'seed'): number => {
  const n = Number(values[name]);
  return Number.isSafeInteger(n) && n >= 0 ? n : fail(`--${name} must be a whole number`);
};
if (!['sqlite', 'postgres', 'mysql'].includes(values.db))
  fail('--db must be sqlite, postgres or mysql');
if (values.policy !== 'ask' && values.policy !== 'resend-if-silent')
  fail('--policy must be ask or resend-if-silent');
const skewMinutes = Number(values['skew-minutes']);
if (!Number.isFinite(skewMinutes)) fail('--skew-minutes must be a number, for example -10');
const drop = Number(values.drop);
if (!(drop >= 0 && drop <= 1)) fail('--drop must be a share from 0 to 1');

runChaos({
  db: values.db as DatabaseClient,
  recipients: wholeNumber('recipients'),
  kills: wholeNumber('kills'),
  processes: Math.max(1, wholeNumber('processes')),
  freezes: wholeNumber('freezes'),
  cuts: wholeNumber('cuts'),
  optOuts: wholeNumber('opt-outs'),
  pauses: wholeNumber('pauses'),
  skewMs: skewMinutes * 60_000,
  cancel: values.cancel,
  seed: wholeNumber('seed'),
  policy: values.policy as 'ask',
  drop,
  faults: values.faults,
  log: (line) => process.stderr.write(`${line}\n`),
})
  .then((report) => {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    process.exit(isAcceptable(report) ? 0 : 1);
  })
  .catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
    );
    process.exit(1);
  });
