import { countSources } from '../../../server/src/opt-in/store';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { planOf } from '../../support/plan-of';
import { startWorld, type World } from '../../support/world';

const PEOPLE = 3_000;

describe.each(databases())('where opt-ins come from, on %s', (client) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ database: client });
    const at = 1_700_000_000_000;
    const line = (contact_id: number, i: number) => ({
      contact_id,
      category: i % 3 === 0 ? 'tracking' : 'marketing',
      action: i % 7 === 0 ? 'opt-out' : 'opt-in',
      source: i % 2 === 0 ? 'keyword' : 'Newsletter form',
      sample: false,
      at: at + i,
    });
    const lines = Array.from({ length: PEOPLE }, (_, i) => line(1 + (i % (PEOPLE / 2)), i));
    const { connection } = world.strapi.db;
    for (let i = 0; i < lines.length; i += 100)
      await connection('whatsapp_consent_events').insert(lines.slice(i, i + 100));
  });
  afterAll(() => world.close());

  it('[O-16] counts each contact once, and only opt-ins to messages', async () => {
    const counted = await countSources(world.strapi.db.connection);
    const lines = (await world.strapi.db
      .connection('whatsapp_consent_events')
      .where({ action: 'opt-in', category: 'marketing' })) as Record<string, unknown>[];
    for (const source of ['keyword', 'Newsletter form']) {
      const own = lines.filter((one) => one.source === source);
      expect(counted.find((one) => one.source === source)).toEqual({
        source,
        category: 'marketing',
        people: new Set(own.map((one) => Number(one.contact_id))).size,
        lastAt: Math.max(...own.map((one) => Number(one.at))),
      });
    }
  });

  it('[O-16] by an index alone: no row of the ledger is fetched', async () => {
    const { db } = contextOf(world.strapi);
    await db.tx(async (trx) => {
      // A small table is quicker read whole; what is asked is whether the index can answer.
      if (db.dialect === 'postgres') {
        await trx.raw('SET LOCAL enable_seqscan = off');
        await trx.raw('SET LOCAL enable_bitmapscan = off');
      }
      const plan = await planOf(world.strapi, trx, { work: () => countSources(trx) });
      const alone = { sqlite: 'COVERING INDEX', postgres: 'Index Only Scan', mysql: 'Using index' };
      expect(plan).toContain(alone[db.dialect]);
    });
  });
});
