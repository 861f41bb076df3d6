import { fork } from 'node:child_process';
import path from 'node:path';
import { readRow, type Table } from '../../../server/src/strapi/table';
import {
  bootStrapi,
  createEmptyDatabase,
  databases,
  type TestDatabase,
} from '../../support/boot-strapi';
import { describeOnServers } from '../../support/databases';
import { TYPESCRIPT } from '../../support/typescript';
import type { Upgraded } from '../../support/upgrade-process';
import { pluginTables, rowOf } from './fill-tables';

const MIGRATION = 'plugin::whatsapp.test-note-columns';

/** What a process found after it had synchronised the tables, or how it ended. */
const run = (database: TestDatabase, env: Record<string, string>): Promise<Upgraded | string> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, '../../support/upgrade-process.ts'), [], {
      execArgv: TYPESCRIPT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...database.env, ...env },
    });
    let found: Upgraded | undefined;
    child.once('message', (message) => (found = message as Upgraded));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(found ?? String(code ?? signal)));
  });

const newer = (database: TestDatabase) => run(database, { UPGRADE: 'newer' });

const olderRelease = async (client: TestDatabase['client']): Promise<TestDatabase> => {
  const database = await createEmptyDatabase(client);
  if ((await run(database, { UPGRADE: 'older' })) === '0') return database;
  await database.drop();
  throw new Error('the older release did not start');
};

const UNDECIDED = { reason: null, decidedBy: null, decidedByName: null, decidedAt: null };
/** What the older release had not, or under another name. */
const CHANGED: Record<string, object> = {
  'webhook-event': { queue: 0, ...UNDECIDED },
  'webhook-change': UNDECIDED,
  install: { generation: null },
  note: { text: 'text of words 1 – ğüşiöç 🙂' },
};

const rowsOf = (table: Table): object[] =>
  table.name === 'home' ? [] : [readRow(table, { id: 1, ...rowOf(table, 1) })];

const upgraded: Upgraded = {
  rows: Object.fromEntries(
    pluginTables.map((table) => [
      table.name,
      rowsOf(table).map((row) => ({ ...row, ...CHANGED[table.name] })),
    ])
  ),
  indexes: expect.arrayContaining([
    'whatsapp_notes_at_ix',
    'whatsapp_notes_contact_id_ix',
    'whatsapp_notes_conversation_id_at_id_ix',
  ]) as string[],
  ran: [MIGRATION],
};

describe.each(databases())('an update on %s', (client) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await olderRelease(client);
  });
  afterAll(() => database.drop());

  it('keeps every row, also when a process is killed in the middle of a migration', async () => {
    expect(await run(database, { UPGRADE: 'newer', UPGRADE_DIES: 'yes' })).toBe('SIGKILL');
    const found = await newer(database);
    expect(found).toEqual(upgraded);
    expect((found as Upgraded).indexes).not.toContain('whatsapp_notes_written_at_ix');
    const app = await bootStrapi({ database });
    const health = await app.http.get('/_health');
    await app.close();
    expect(health.status).toBe(204);
  });
});

describeOnServers()('two processes that start at once after an update, on %s', (client) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await olderRelease(client);
  });
  afterAll(() => database.drop());

  it('both come up, and the migration has run once', async () => {
    const found = await Promise.all([newer(database), newer(database)]);
    expect(found).toEqual([upgraded, upgraded]);
  });
});
