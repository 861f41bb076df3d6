import { runTable } from '../../../server/src/flows/tables';
import { consentReplyTable } from '../../../server/src/consent/tables';
import { storedFileTable } from '../../../server/src/media/tables';
import type { Runtime } from '../../../server/src/runtime/public';
import type { Table } from '../../../server/src/strapi/table';
import {
  bootStrapi,
  createDatabase,
  databases,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { eventually, QUICK, startWorld } from '../../support/world';
import { rowOf } from '../install/fill-tables';

/** Work of rooms that nothing but their timer begins, with the columns that make it due. */
const due: [Table, Record<string, unknown>][] = [
  [consentReplyTable, { state: 'due', due_at: 0 }],
  [storedFileTable, { state: 'waiting', due_at: 0, lease_until: null, owner: null }],
  [runTable, { state: 'due', next_at: 0, owned_until: 0, steps: '[]' }],
];

describe.each(databases())('a process that serves HTTP only, on %s', (client) => {
  let database: TestDatabase;
  beforeAll(async () => void (database = await createDatabase(client)));
  afterAll(() => database.drop());

  /** Each row as it stands: the process that takes one up changes it. */
  const rowsOf = ({ strapi }: BootedStrapi): Promise<string[]> =>
    Promise.all(
      due.map(async ([{ table }]) => JSON.stringify(await strapi.db.connection(table).first()))
    );
  const beatOf = async ({ strapi }: BootedStrapi): Promise<number> => {
    const row = (await strapi.db
      .connection('whatsapp_instances')
      .max({ at: 'beat_ms' })
      .first()) as {
      at: unknown;
    };
    return Number(row.at);
  };

  it('lives, takes up no work of any room and no share of it; a process with workers does', async () => {
    const web = await startWorld({ database, engine: { workers: false } });
    const runtime = web.strapi.plugin('whatsapp').service('runtime') as Runtime;
    for (const [table, change] of due)
      await web.strapi.db.connection(table.table).insert({ ...rowOf(table, 1), ...change });
    const left = await rowsOf(web);
    const first = await beatOf(web);
    // Two heartbeats later every timer has ticked more than once.
    await eventually('two heartbeats', async () => (await beatOf(web)) >= first + 2 * QUICK.beatMs);
    expect(await rowsOf(web)).toEqual(left);
    await web.strapi.db.connection('whatsapp_instances').insert({
      instance_id: 'another',
      boot_at: 0,
      beat_ms: Date.now() + 60_000,
      version: '',
      workers: true,
    });
    expect(await runtime.instances.serving()).toBe(1);
    expect(await runtime.instances.liveIds()).toHaveLength(2);
    await web.close();

    const working = await bootStrapi({ database, config: { engine: QUICK } });
    try {
      await eventually('each was taken up', async () => {
        const now = await rowsOf(working);
        return now.every((row, at) => row !== left[at]);
      });
    } finally {
      await working.close();
    }
  }, 120_000);
});
