import { bootStrapi, createDatabase, databases } from '../../support/boot-strapi';
import { dies } from '../../support/dying-process';
import { eventually } from '../../support/world';
import { casesInScope } from '../../support/scope';

const PEOPLE = 1_200;
const ENGINE = { leaseMs: 1_500, renewMs: 500, beatMs: 500, instanceDeadMs: 2_000 };

// The column of days is asked as a whole in two steps of 1,000 rows, and the preview takes two more; the import has steps of 400
// rows: the sixth step is its second.
describe.each(databases())('an import whose process is killed, on %s', (client) => {
  it.each(casesInScope(['in-operation-step:6', 'after-operation-step:6']))(
    '[P-10] goes on by itself after %s: everybody once, nobody twice, counts exact',
    async (failPoint) => {
      const database = await createDatabase(client);
      try {
        const env = {
          ...database.env,
          IMPORT_PEOPLE: String(PEOPLE),
          IMPORT_ENGINE: JSON.stringify(ENGINE),
        };
        expect(await dies({ program: 'import-process', env, failPoint })).toBe('SIGKILL');
        const app = await bootStrapi({ database, config: { engine: ENGINE } });
        const knex = app.strapi.db.connection;
        const count = async (table: string) =>
          Number(((await knex(table).count({ n: '*' }).first()) as { n: unknown }).n);
        const done = await eventually(
          'the import',
          async () => {
            const row = (await knex('whatsapp_operations').where({ kind: 'import' }).first()) as
              | { state: string; done: unknown; counters: unknown }
              | undefined;
            return row?.state === 'done' ? row : null;
          },
          30_000
        );
        const counters = (
          typeof done.counters === 'string' ? JSON.parse(done.counters) : done.counters
        ) as Record<string, number>;
        expect(Number(done.done)).toBe(PEOPLE);
        expect(counters).toMatchObject({
          created: PEOPLE,
          changed: 0,
          doubles: 0,
          optedIn: PEOPLE,
        });
        expect(counters).toMatchObject({ optedOut: PEOPLE / 2, newerYes: 0, noDate: 0 });
        expect(await count('whatsapp_contacts')).toBe(PEOPLE);
        // Of everybody the utility messages that the list agreed to, and what the row says of marketing.
        expect(await count('whatsapp_consent_events')).toBe(2 * PEOPLE);
        await app.close();
      } finally {
        await database.drop();
      }
    },
    180_000
  );
});
