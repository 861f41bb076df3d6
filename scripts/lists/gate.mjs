/*
 * What `npm test` runs of the two rings that take longest. Every integration file runs on SQLite; `npm run test:all` runs
 * everything on all databases and every browser file.
 */
const SERVERS = ['postgres', 'mysql'];

/**
 * Integration files that also run on database servers: those whose statements differ there, or whose locks matter.
 * `on`: which servers, `why`: what SQLite cannot show.
 */
export const SERVER_FILES = [
  {
    file: 'tests/integration/audience/choice.test.ts',
    on: SERVERS,
    why: 'the statement of an audience is built for each dialect',
  },
  {
    file: 'tests/integration/audience/counting.test.ts',
    on: SERVERS,
    why: 'counting has a time limit of the server and ends differently on each',
  },
  {
    file: 'tests/integration/campaigns/places.test.ts',
    on: SERVERS,
    why: 'the snapshot is one insert from a select with locks',
  },
  {
    file: 'tests/integration/consent/gate-sql.test.ts',
    on: SERVERS,
    why: 'consent is judged once in SQL and once in code, and both agree',
  },
  {
    file: 'tests/integration/consent/leaving.test.ts',
    on: SERVERS,
    why: 'words of customers go into a JSON column, which servers check',
  },
  {
    file: 'tests/integration/consent/quiet.test.ts',
    on: SERVERS,
    why: 'quiet hours compute with the time of the database',
  },
  {
    file: 'tests/integration/contacts/moved.test.ts',
    on: SERVERS,
    why: 'a status and a message about one person meet only where there are several connections',
  },
  {
    file: 'tests/integration/conversations/search.test.ts',
    on: SERVERS,
    why: 'search folds and compares text with the collation of the database',
  },
  {
    file: 'tests/integration/engine/consent-gate.test.ts',
    on: SERVERS,
    why: 'an opt-out and a permit lock the same person',
  },
  {
    file: 'tests/integration/engine/distributed.test.ts',
    on: ['postgres'],
    why: 'two apps and a worker need a server',
  },
  {
    file: 'tests/integration/engine/limits.test.ts',
    on: SERVERS,
    why: 'places of the messaging limit are reserved under a lock',
  },
  {
    file: 'tests/integration/engine/live.test.ts',
    on: SERVERS,
    why: 'positions of the change feed follow the order of commits',
  },
  {
    file: 'tests/integration/engine/permits.test.ts',
    on: SERVERS,
    why: 'a permit checks lease, campaign, consent and caps under locks',
  },
  {
    file: 'tests/integration/engine/webhooks.test.ts',
    on: SERVERS,
    why: 'deliveries are committed in groups and claimed with locks',
  },
  {
    file: 'tests/integration/host/plugin-boot.test.ts',
    on: SERVERS,
    why: 'the first start makes every table and index',
  },
  {
    file: 'tests/integration/imports/imports.test.ts',
    on: SERVERS,
    why: 'rows are written by upserts, which each dialect spells its own way',
  },
  {
    file: 'tests/integration/install/upgrade.test.ts',
    on: SERVERS,
    why: 'MySQL commits each change of a table at once, PostgreSQL does not',
  },
  {
    file: 'tests/integration/moving/transfer.test.ts',
    on: SERVERS,
    why: 'rows and ids go from one database to another and on to a third',
  },
  {
    file: 'tests/integration/segments/trees.test.ts',
    on: SERVERS,
    why: 'each condition of a segment is SQL of its own',
  },
  {
    file: 'tests/integration/team/two-processes.test.ts',
    on: ['postgres'],
    why: 'two processes need a server',
  },
  {
    file: 'tests/integration/templates/language-sql.test.ts',
    on: SERVERS,
    why: 'the language of a template is chosen by SQL that each dialect compares its own way',
  },
];

/** Browser files of the gate: what a company does every day, each page once, and who may see what. */
export const BROWSER_FILES = [
  'journey',
  'chat',
  'composer-window',
  'templates',
  'campaigns',
  'bots',
  'people',
  'imports-logs',
  'team',
  'pages',
].map((name) => `tests/e2e/${name}.test.ts`);

/** This many test files that are nearest to a change run whole: on all databases, or in the browser. */
export const NEAREST = 15;
