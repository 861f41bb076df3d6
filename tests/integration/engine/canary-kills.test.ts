import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { startApp, type AppProcess } from '../../chaos/process';
import type { RecipientDump } from '../../chaos/protocol';
import { createDatabase, databases, type TestDatabase } from '../../support/databases';
import { eventually } from '../../support/world';
import { freePort } from '../../support/free-port';

const PEOPLE = 40;
const FIRST = 9;

const ENGINE = {
  leaseMs: 1_500,
  renewMs: 500,
  beatMs: 1_000,
  sweepMs: 500,
  uncertainAfterMs: 1_500,
  callMs: 1_000,
  catchUpMs: 0,
  changeRetryMs: [50, 100],
  drainMs: 2_000,
  snapshotPiece: 15,
};

/** While people are written, while the others are being held, and while the group gets it. */
const POINTS = ['mid-snapshot:2', 'mid-hold', 'after-permit:1', 'mid-flush:1'];

describe.each(databases())('the process dies while a small group is tried, on %s', (client) => {
  let sim: Simulator;
  let database: TestDatabase;
  let port: number;
  let app: AppProcess;
  let campaigns = 0;

  const boot = () => startApp({ env: database.env, port, engine: ENGINE });

  beforeAll(async () => {
    port = await freePort();
    database = await createDatabase(client);
    sim = await startSimulator();
    sim.control.configure({
      statuses: { sentMs: 20, deliveredMs: 40, readMs: 60 },
      webhooks: { retryGapsMs: [100, 200, 400] },
      throughput: { enforce: false },
    });
    await sim.control.setWebhook({
      url: `http://127.0.0.1:${port}/api/whatsapp/webhook`,
      verifyToken: 'fail',
    });
    app = await boot();
  });
  afterAll(async () => {
    await app.kill('SIGKILL');
    await sim.close();
    await database.drop();
  });

  const seed = async () => {
    campaigns += 1;
    const account = {
      name: 'Small group',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[0],
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      verifyToken: 'fail',
      baseUrl: sim.url,
    };
    const from = 1 + (campaigns - 1) * PEOPLE;
    const trial = { canary: { people: { kind: 'first', count: FIRST } } };
    // It may die before it answers: campaigns are numbered one by one.
    await app
      .ask({ verb: 'seed', recipients: PEOPLE, policy: 'ask', account, from, trial })
      .catch((error: unknown) => expect(String(error)).toContain('the process ended'));
    return campaigns;
  };
  const state = (campaignId: number) =>
    app.ask<{ state: string; counts: Record<string, number> }>({ verb: 'state', campaignId });
  const dump = (campaignId: number) => app.ask<RecipientDump[]>({ verb: 'dump', campaignId });
  /** Rows of the campaign that the simulator was ever asked to send to. */
  const asked = (rows: RecipientDump[]) => {
    const tokens = sim.control.ledger.query({}, { limit: 1_000_000 }).map(({ token }) => token);
    const ids = new Set(tokens.map((token) => Number(/\.r\.(\d+)\./.exec(token ?? '')?.[1])));
    return rows.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  };

  it.each(POINTS)(
    '[M-43] [I1] dies at %s: after the restart nobody but the first ones has got it, until a person lets it go on',
    async (point) => {
      await app.ask({ verb: 'arm', point });
      const id = await seed();
      await app.exited;
      app = await boot();
      await eventually(
        'the hold',
        async () => (await state(id)).state === 'paused' && (await state(id)).counts.sending === 0,
        90_000
      );
      const rows = await dump(id);
      expect(rows).toHaveLength(PEOPLE);
      const first = rows.map((row) => row.id).sort((a, b) => a - b);
      const permits = rows.filter(({ permitAt }) => permitAt !== null).map((row) => row.id);
      expect(permits.sort((a, b) => a - b)).toEqual(first.slice(0, FIRST));
      for (const one of asked(rows)) expect(permits).toContain(one);
      await app.ask({ verb: 'act', campaignId: id, action: 'resume' });
      await eventually('the end', async () => (await state(id)).state === 'completed', 90_000);
      const done = await dump(id);
      expect(done.filter(({ permitAt }) => permitAt === null)).toEqual([]);
      expect(done.filter(({ doubled }) => doubled)).toEqual([]);
      expect(await app.ask({ verb: 'audit' })).toEqual([]);
    }
  );
});
