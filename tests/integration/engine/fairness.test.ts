import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from './arena';

describe.each(databases())('a busy engine, on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await startArena({ database });
    arena.sim.control.configure({ statuses: { enabled: false } });
  });
  afterAll(() => arena.close());

  it('lets timers and requests in between two transactions, however many follow each other', async () => {
    const { db } = contextOf(arena.strapi);
    let isFired = false;
    setTimeout(() => (isFired = true), 0);
    for (let n = 0; n < 5_000 && !isFired; n += 1) await db.tx((trx) => trx.raw('SELECT 1'));
    expect(isFired).toBe(true);
  });

  it('[I1] takes its number up again after its lease ran out under it, and nobody is missed', async () => {
    const id = await arena.start(120);
    await eventually('some are on their way', async () => {
      const { counts } = await arena.campaign(id);
      return counts.sent > 5;
    });
    await arena.knex('whatsapp_leases').where('name', 'like', 'number:%').update({ until_ms: 1 });
    expect((await arena.ended(id, 30_000)).counts).toMatchObject({ sent: 120, failed: 0 });
    expect([...(await arena.accepted(id)).values()].every((times) => times === 1)).toBe(true);
  });
});
