import { bootStrapi, createDatabase, databases } from '../../support/boot-strapi';
import { dies } from '../../support/dying-process';
import { eventually } from '../../support/world';
import { casesInScope } from '../../support/scope';

const MESSAGES = 1_700;
const ENGINE = { leaseMs: 1_500, renewMs: 500, beatMs: 500, instanceDeadMs: 2_000 };

// Four steps of messages, then the person, then what is left elsewhere.
describe.each(databases())('an erasure whose process is killed, on %s', (client) => {
  it.each(casesInScope(['in-operation-step:2', 'after-operation-step:5']))(
    '[X-06] goes on by itself after %s and leaves nothing',
    async (failPoint) => {
      const database = await createDatabase(client);
      try {
        const env = {
          ...database.env,
          ERASE_MESSAGES: String(MESSAGES),
          ERASE_ENGINE: JSON.stringify(ENGINE),
        };
        expect(await dies({ program: 'erase-process', env, failPoint })).toBe('SIGKILL');
        const app = await bootStrapi({ database, config: { engine: ENGINE } });
        const knex = app.strapi.db.connection;
        await eventually('the erasure', async () => {
          const row = (await knex('whatsapp_erasures').first()) as { state: string } | undefined;
          return row?.state === 'done';
        });
        expect(await knex('whatsapp_messages')).toEqual([]);
        const [person] = (await knex('whatsapp_contacts')) as { name: string; phone: unknown }[];
        expect(person).toMatchObject({ name: '', phone: null });
        const [operation] = (await knex('whatsapp_operations').where({
          kind: 'person-erase',
        })) as { state: string; done: unknown; title: string }[];
        expect(operation).toMatchObject({ state: 'done' });
        expect(Number(operation?.done)).toBe(MESSAGES + 1);
        await app.close();
      } finally {
        await database.drop();
      }
    },
    120_000
  );
});
