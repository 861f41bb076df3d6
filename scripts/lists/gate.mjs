/*
 * What `npm test` runs of the two rings that take longest: the integration files that prove what nobody may lose, and the
 * browser files of what a company does every day. `npm run test:all` runs every file, on all databases.
 */

/**
 * What an integration file proves, and on which servers it also runs: on PostgreSQL what locks, or where its statements
 * differ; on MariaDB permits, consent in SQL, segments, the first boot and the upsert of lists. All run on SQLite.
 */
const proves = (why, names) =>
  Object.entries(names).map(([name, on]) => ({
    file: `tests/integration/${name}.test.ts`,
    on,
    why,
  }));

const SQLITE = [];
const POSTGRES = ['postgres'];
const BOTH = ['postgres', 'mysql'];

/** @type {{ file: string, on: string[], why: string }[]} */
export const INTEGRATION_FILES = [
  ...proves('a message leaves once, whatever comes between', {
    'engine/lost-commit': POSTGRES,
    'engine/permits': BOTH,
    'engine/runs': SQLITE,
    'engine/shutdown': SQLITE,
    'sending/later': SQLITE,
    'sending/merges': SQLITE,
    'sending/messages': SQLITE,
    'sending/one-process': SQLITE,
    'team/two-processes': POSTGRES,
  }),
  ...proves('places of the messaging limit are reserved under a lock', {
    'engine/limits': POSTGRES,
  }),
  ...proves('a webhook is answered after its row is committed, and applied once and in order', {
    'engine/live': POSTGRES,
    'engine/people-first': POSTGRES,
    'engine/split': SQLITE,
    'engine/turns': SQLITE,
    'engine/webhooks': POSTGRES,
  }),
  ...proves('a process that is killed loses nothing and sends nothing twice: one place of each', {
    'api/codes-kills': SQLITE,
    'bots/kills': SQLITE,
    'engine/fail-points': SQLITE,
    'engine/kills': SQLITE,
    'imports/crash': SQLITE,
    'privacy/kill': SQLITE,
    'team/kills': SQLITE,
  }),
  ...proves('who opted out gets nothing more, whichever way they said it', {
    'consent/confirmations': SQLITE,
    'consent/consent': SQLITE,
    'consent/data': SQLITE,
    'consent/elsewhere': SQLITE,
    'consent/gate-sql': BOTH,
    'consent/leaving': SQLITE,
    'consent/quiet': POSTGRES,
    'consent/quoted-person': SQLITE,
    'contacts/moved': POSTGRES,
    'contacts/refused-before': SQLITE,
    'engine/consent-gate': POSTGRES,
    'engine/door': POSTGRES,
    'engine/unheard': SQLITE,
    'handover/handover': SQLITE,
    'opt-in/opt-in': SQLITE,
    'preference-chat/taps': SQLITE,
    'preferences/preferences': SQLITE,
    'preferences/wishes': SQLITE,
  }),
  ...proves('a campaign from its draft to its report, and what stops it', {
    'campaigns/campaign': SQLITE,
    'campaigns/canary': SQLITE,
    'campaigns/flows': SQLITE,
    'campaigns/guard-rails': SQLITE,
    'campaigns/kinds': SQLITE,
    'campaigns/places': POSTGRES,
    'campaigns/recategorised': SQLITE,
    'campaigns/retry': SQLITE,
    'campaigns/safety-time': SQLITE,
    'campaigns/variants': SQLITE,
    'templates/doors': SQLITE,
  }),
  ...proves('flows, bots and automations answer whom they should, and nobody twice', {
    'automations/automations': SQLITE,
    'automations/capture': SQLITE,
    'bots/answers': SQLITE,
    'bots/rules': SQLITE,
    'flows/answers': SQLITE,
    'flows/asking': SQLITE,
    'records/follow': SQLITE,
    'records/people': POSTGRES,
  }),
  ...proves('lists of people: imports, audiences and segments find and change the right ones', {
    'audience/choice': POSTGRES,
    'imports/imports': BOTH,
    'imports/workbook': SQLITE,
    'segments/trees': BOTH,
  }),
  ...proves('everyone sees and does only what they may', {
    'api/access': SQLITE,
    'api/messages': SQLITE,
    'security/entries': SQLITE,
    'security/foreign-ids': SQLITE,
    'security/streams': SQLITE,
    'sensitive/doors': SQLITE,
    'setup/permissions': SQLITE,
    'team/door': SQLITE,
  }),
  ...proves('the plugin is installed, updated, moved, and erases a person everywhere', {
    'host/plugin-boot': BOTH,
    'install/first-run': SQLITE,
    'install/pack': SQLITE,
    'install/upgrade': POSTGRES,
    'moving/fence': SQLITE,
    'moving/transfer': POSTGRES,
    'privacy/erase': SQLITE,
    'privacy/papers': SQLITE,
  }),
  ...proves('a customer writes and the staff answer', { 'conversations/journey': SQLITE }),
];

/** Browser files of the gate: what a company does every day, each page once, and who may see what. */
export const BROWSER_FILES = ['journey', 'chat', 'campaigns', 'bots', 'team', 'pages'].map(
  (name) => `tests/e2e/${name}.test.ts`
);

/** This many test files that are nearest to a change run whole: on all databases, or in the browser. */
export const NEAREST = 15;

/** At most this many that a change concerns run besides the gate, the nearest included; the others are named. */
export const MOST_CONCERNED = 60;
