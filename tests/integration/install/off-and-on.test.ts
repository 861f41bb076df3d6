import {
  bootStrapi,
  createDatabase,
  databases,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { isUniqueViolation } from '../../../server/src/strapi/db';
import { indexesOf, rowsOfTables, type IndexLine } from './database-schema';
import { pluginTables, rowOf } from './fill-tables';

const names = pluginTables.map(({ table }) => table);
/** Numbers that no instant or id of the plugin's own rows has in it by chance. */
const OURS = [7_654_321, 7_654_322];

interface State {
  rows: Record<string, string[]>;
  indexes: IndexLine[];
}

const others = ['other_plugin_history', { name: 'other_plugin_rows', dependsOn: [{ name: 'x' }] }];

const persistedOf = async ({ strapi }: BootedStrapi): Promise<unknown[]> =>
  ((await strapi.store.get({ type: 'core', key: 'persisted_tables' })) ?? []) as unknown[];

describe.each(databases())('switched off and on again on %s', (client) => {
  let database: TestDatabase;
  const seen: Record<'with' | 'without' | 'again', State | null> = {
    with: null,
    without: null,
    again: null,
  };
  const persisted: Record<string, unknown[]> = {};
  let doubles: string[] = [];

  const stateOf = async ({ strapi }: BootedStrapi): Promise<State> => ({
    rows: await rowsOfTables(strapi.db.connection, names),
    indexes: await indexesOf(strapi.db.connection, client, names),
  });

  const during = async (plugin: boolean, work: (app: BootedStrapi) => Promise<void>) => {
    // Without workers nothing but Strapi itself touches the rows.
    const app = await bootStrapi({ database, plugin, config: { engine: { workers: false } } });
    try {
      await work(app);
    } finally {
      await app.close();
    }
  };

  const fill = async ({ strapi }: BootedStrapi) => {
    const knex = strapi.db.connection;
    for (const table of pluginTables) {
      for (const n of OURS) await knex(table.table).insert(rowOf(table, n));
    }
    const listed = (await strapi.store.get({ type: 'core', key: 'persisted_tables' })) as unknown[];
    await strapi.store.set({
      type: 'core',
      key: 'persisted_tables',
      value: [...listed, ...others],
    });
  };

  /** Tables whose unique keys let a second row with the same values in. */
  const tablesWithDoubles = async ({ strapi }: BootedStrapi): Promise<string[]> => {
    const wanted = pluginTables.filter(({ indexes }) => indexes.some(({ unique }) => unique));
    const open: string[] = [];
    for (const table of wanted) {
      try {
        await strapi.db.connection(table.table).insert(rowOf(table, OURS[0] as number));
        open.push(table.table);
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    }
    return open;
  };

  beforeAll(async () => {
    // Strapi works out its views and permissions again at each of these starts: the plugin comes and goes.
    database = { ...(await createDatabase(client)), isCopy: false };
    await during(true, async (app) => {
      await fill(app);
      seen.with = await stateOf(app);
    });
    await during(false, async (app) => {
      expect(app.strapi.plugin('whatsapp')).toBeUndefined();
      seen.without = await stateOf(app);
      persisted['without'] = await persistedOf(app);
    });
    await during(true, async (app) => {
      seen.again = await stateOf(app);
      persisted['again'] = await persistedOf(app);
      doubles = await tablesWithDoubles(app);
    });
  }, 240_000);
  afterAll(() => database.drop());

  it('writes into every table before', () => {
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) expect(seen.with?.rows[name]?.length).toBeGreaterThanOrEqual(2);
  });

  it('keeps every row while the plugin is off, and finds it afterwards', () => {
    for (const name of names) {
      const kept = (seen.with?.rows[name] ?? []).filter((row) =>
        OURS.some((n) => row.includes(String(n)))
      );
      expect(kept).toHaveLength(2);
      expect(seen.without?.rows[name]).toEqual(expect.arrayContaining(kept));
      expect(seen.again?.rows[name]).toEqual(expect.arrayContaining(kept));
    }
  });

  it('stays the same installation and adds no row of its own to people’s tables', () => {
    const people = pluginTables.filter((t) => t.kind === 'content-type' && t.name !== 'log');
    for (const { table } of people) expect(seen.again?.rows[table]).toEqual(seen.with?.rows[table]);
    expect(seen.again?.rows['whatsapp_installs']).toEqual(seen.with?.rows['whatsapp_installs']);
  });

  it('keeps every index and unique key, none lost and none doubled', () => {
    const wanted = pluginTables.flatMap(({ indexes }) => indexes).length;
    expect(seen.with?.indexes.length).toBeGreaterThanOrEqual(wanted);
    expect(seen.without?.indexes).toEqual(seen.with?.indexes);
    expect(seen.again?.indexes).toEqual(seen.with?.indexes);
  });

  it('still refuses a second row with the same unique values', () => {
    expect(doubles).toEqual([]);
  });

  it('leaves what others protected in the list, and lists each table of its own once', () => {
    for (const list of Object.values(persisted)) {
      expect(list).toEqual(expect.arrayContaining(others));
      for (const name of names) {
        const times = list.filter(
          (entry) => (typeof entry === 'string' ? entry : (entry as { name: string }).name) === name
        );
        expect(times).toHaveLength(1);
      }
    }
  });
});
