import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';

describe.each(databases())('a messaging limit that Meta raises, on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    // A full limit is asked about once a minute here, as in life.
    arena = await startArena({ database });
    arena.sim.control.configure({ statuses: { enabled: false } });
  });
  afterAll(() => arena.close());

  const tier = async (name: 'TIER_250' | 'TIER_2K', limit: number) => {
    arena.sim.control.numbers.setTier(name);
    await eventually(
      'the limit is known',
      async () => (await arena.account()).messagingLimit === limit
    );
  };

  it('[M-36] [M-37] lets a campaign that waits for it go on at once', async () => {
    await tier('TIER_250', 250);
    const id = await arena.start(240);
    // Numbers and the reason of the wait are read one after the other: the last permit may fall in between.
    await eventually('the wait for the limit, with 95 % of it used', async () => {
      const { waiting, counts } = await arena.campaign(id);
      return waiting?.kind === 'limit' && counts.sent === 237 && counts.queued === 3;
    });
    await tier('TIER_2K', 2_000);
    expect((await arena.ended(id, 20_000)).counts).toMatchObject({ sent: 240, failed: 0 });
  });
});
