import {
  bootStrapi,
  createDatabase,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { eventually, QUICK } from '../../support/world';
import { startArena, type Arena } from './arena';

const ENGINE = { ...QUICK, drainMs: 1_200, callMs: 120_000 };
/** Far longer than the drain, whatever else the machine does, and far shorter than a call that hangs. */
const LONGEST_MS = 20_000;
const HANGS_MS = 60_000;

describe('the server stops in mid-campaign, on sqlite', () => {
  let database: TestDatabase;
  let first: Arena;
  let next: BootedStrapi | null = null;

  beforeEach(async () => {
    database = await createDatabase('sqlite');
    first = await startArena({ database, engine: ENGINE });
    await first.knex('whatsapp_accounts').update({ throughput_mps: 30 });
  });
  afterEach(async () => {
    await first.sim.close();
    await next?.close();
    await database.drop();
    next = null;
  });

  /** Stops as Strapi does it; answers how long that took. */
  const stop = async () => {
    const began = performance.now();
    await first.strapi.destroy();
    return performance.now() - began;
  };
  const restart = async () => {
    next = await bootStrapi({ database, config: { engine: ENGINE } });
    // At the same address: Meta goes on delivering there.
    const { httpServer } = next.strapi.server;
    await new Promise<void>((resolve) =>
      httpServer.listen(Number(new URL(first.url).port), '127.0.0.1', resolve)
    );
    return next.strapi.db.connection;
  };
  const tokens = () =>
    first.sim.control.ledger.query({}, { limit: 10_000 }).map((entry) => entry.token);

  it('[I4] [M-40] [M-42] calls under way end and are written, the rest goes on after the start', async () => {
    first.sim.control.configure({ latency: { beforeMs: 0, afterMs: 700, jitterMs: 0 } });
    first.sim.control.deliveries.hold();
    const id = await first.start(60);
    await eventually('some messages', async () => (await first.accepted(id)).size >= 20);
    expect(await stop()).toBeLessThan(LONGEST_MS);
    const sent = first.sim.control.ledger.count();
    expect(sent).toBeLessThan(60);
    const knex = await restart();
    const rows = (await knex('whatsapp_recipients').where({ campaign_id: id })) as Record<
      string,
      unknown
    >[];
    // Statuses are still held back: what is known was written by the process that stopped.
    expect(rows.filter((row) => row.state === 'accepted')).toHaveLength(sent);
    expect(rows.filter((row) => row.state === 'sending' || row.state === 'claimed')).toHaveLength(
      0
    );
    first.sim.control.deliveries.release();
    await eventually(
      'completion',
      async () => {
        const row = (await knex('whatsapp_campaigns').where({ id }).first()) as { state: string };
        return row.state === 'completed';
      },
      30_000
    );
    expect(new Set(tokens()).size).toBe(60);
    expect(tokens()).toHaveLength(60);
  });

  it('[I3] [I4] [M-40] [M-42] a call longer than the limit does not hold the stop up, and its message is found by its status', async () => {
    first.sim.control.configure({ latency: { beforeMs: 0, afterMs: HANGS_MS, jitterMs: 0 } });
    const id = await first.start(10);
    await eventually('all under way', () =>
      Promise.resolve(first.sim.control.ledger.count() === 10)
    );
    expect(await stop()).toBeLessThan(LONGEST_MS);
    const knex = await restart();
    await eventually(
      'the truth',
      async () => {
        first.sim.control.deliveries.retryNow();
        const rows = (await knex('whatsapp_recipients').where({ campaign_id: id })) as Record<
          string,
          unknown
        >[];
        return rows.every((row) => row.state === 'accepted' && Number(row.rank) >= 40);
      },
      30_000
    );
    expect(tokens()).toHaveLength(10);
  });
});
