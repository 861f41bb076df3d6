/**
 * npm run chaos -- --db sqlite|postgres|mysql --recipients N --kills K
 * Everything is disturbed, unless `--calm`, which leaves the kills and what else is asked for.
 * All options: docs/operations.md. Ends with one line of JSON.
 */
import { parseArgs } from 'node:util';
import type { DatabaseClient } from '../support/databases';
import { isAcceptable, runChaos } from './run';
import { CAMPAIGN_PER_SECOND } from './soak';

const { values } = parseArgs({
  options: {
    db: { type: 'string', default: process.env.DATABASE_CLIENT ?? 'sqlite' },
    recipients: { type: 'string', default: '500' },
    kills: { type: 'string', default: '5' },
    calm: { type: 'boolean', default: false },
    processes: { type: 'string' },
    freezes: { type: 'string' },
    cuts: { type: 'string' },
    'opt-outs': { type: 'string' },
    pauses: { type: 'string' },
    'skew-minutes': { type: 'string' },
    cancel: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    policy: { type: 'string', default: 'ask' },
    drop: { type: 'string' },
    faults: { type: 'boolean' },
    outages: { type: 'string' },
    'no-answers': { type: 'string' },
    'outage-seconds': { type: 'string', default: '10' },
    soak: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const HELP = `npm run chaos -- [options]   (all of them: docs/operations.md)

  --db sqlite|postgres|mysql   --recipients N   --kills K   --seed N
  --calm                       only the kills, and what else is asked for
  --processes N  --freezes N   --cuts N  --opt-outs N  --pauses N  --outages N  --no-answers N
  --outage-seconds S  --cancel  --skew-minutes M
  --policy ask|resend-if-silent   --drop SHARE   --faults
  --soak MINUTES               ordinary work for so long, nothing disturbed; what grows is named
`;
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

/** What happens beside the kills when nothing is said: all of it, as far as the database allows. */
const isServer = values.db !== 'sqlite';
const STORM = {
  processes: isServer ? '2' : '1',
  freezes: '2',
  cuts: isServer ? '2' : '0',
  'opt-outs': '2',
  pauses: '1',
  outages: '1',
  'no-answers': '1',
  'skew-minutes': isServer ? '10' : '0',
  drop: '0.01',
};
const CALM: typeof STORM = {
  processes: '1',
  freezes: '0',
  cuts: '0',
  'opt-outs': '0',
  pauses: '0',
  outages: '0',
  'no-answers': '0',
  'skew-minutes': '0',
  drop: '0',
};
const soakMinutes = values.soak === undefined ? 0 : Number(values.soak);
const usual = values.calm || soakMinutes > 0 ? CALM : STORM;
const textOf = (name: keyof typeof STORM): string => values[name] ?? usual[name];

const fail = (text: string): never => {
  process.stderr.write(`${text}\n`);
  process.exit(2);
};
const wholeNumber = (name: string, text: string): number => {
  const n = Number(text);
  return Number.isSafeInteger(n) && n >= 0 ? n : fail(`--${name} must be a whole number`);
};
const usualNumber = (name: keyof typeof STORM): number => wholeNumber(name, textOf(name));
if (!['sqlite', 'postgres', 'mysql'].includes(values.db))
  fail('--db must be sqlite, postgres or mysql');
if (values.policy !== 'ask' && values.policy !== 'resend-if-silent')
  fail('--policy must be ask or resend-if-silent');
const skewMinutes = Number(textOf('skew-minutes'));
if (!Number.isFinite(skewMinutes)) fail('--skew-minutes must be a number, for example -10');
const drop = Number(textOf('drop'));
if (!(drop >= 0 && drop <= 1)) fail('--drop must be a share from 0 to 1');

if (!(soakMinutes >= 0)) fail('--soak must be a number of minutes');

runChaos({
  db: values.db as DatabaseClient,
  // The campaign of a soak lasts as long as the soak.
  recipients: soakMinutes
    ? Math.ceil(soakMinutes * 60 * CAMPAIGN_PER_SECOND)
    : wholeNumber('recipients', values.recipients),
  soakMinutes,
  kills: wholeNumber('kills', values.kills),
  processes: Math.max(1, usualNumber('processes')),
  freezes: usualNumber('freezes'),
  cuts: usualNumber('cuts'),
  optOuts: usualNumber('opt-outs'),
  pauses: usualNumber('pauses'),
  outages: usualNumber('outages'),
  noAnswers: usualNumber('no-answers'),
  outageMs: wholeNumber('outage-seconds', values['outage-seconds']) * 1_000,
  skewMs: skewMinutes * 60_000,
  cancel: values.cancel,
  seed: wholeNumber('seed', values.seed),
  policy: values.policy as 'ask',
  drop,
  faults: values.faults ?? !(values.calm || soakMinutes > 0),
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
