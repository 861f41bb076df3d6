import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { isClean, judge } from '../../chaos/judge';
import { startApp, type AppProcess } from '../../chaos/process';
import type { RecipientDump } from '../../chaos/protocol';
import { createDatabase, type TestDatabase } from '../../support/databases';
import { aPdf } from '../../support/files';
import { eventually } from '../../support/world';
import { freePort } from '../../support/free-port';

const PEOPLE = 40;

/** Short enough that a death and what follows take seconds; the rules are the same. */
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

/** Where to die, and at the how many-eth time: in the middle of the campaign, not at its first row. */
const POINTS = [
  'after-claim:2',
  'in-permit-tx:2',
  'after-permit:3',
  'mid-send:10',
  'before-flush:3',
  'mid-flush:3',
  'mid-snapshot:2',
  'after-ingest-commit:4',
  'mid-apply:2',
  'in-destroy',
];

describe('the process dies at a named place of the code, on sqlite', () => {
  let sim: Simulator;
  let database: TestDatabase;
  let port: number;
  let app: AppProcess;
  let campaigns = 0;

  const boot = (failPoint?: string) =>
    startApp({ env: database.env, port, engine: ENGINE, ...(failPoint ? { failPoint } : {}) });

  beforeAll(async () => {
    port = await freePort();
    database = await createDatabase('sqlite');
    sim = await startSimulator();
    sim.control.configure({
      statuses: { sentMs: 20, deliveredMs: 40, readMs: 60 },
      webhooks: { retryGapsMs: [100, 200, 400] },
      latency: { beforeMs: 10, afterMs: 20 },
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
      name: 'Fail points',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[0],
      token: sim.account.token,
      appSecret: sim.account.appSecret,
      verifyToken: 'fail',
      baseUrl: sim.url,
    };
    const from = 1 + (campaigns - 1) * PEOPLE;
    const seeding = app.ask<{ campaignId: number }>({
      verb: 'seed',
      recipients: PEOPLE,
      policy: 'ask',
      account,
      from,
    });
    // It may die before it answers: campaigns are numbered one by one.
    await seeding
      .then(({ campaignId }) => expect(campaignId).toBe(campaigns))
      .catch((error: unknown) => expect(String(error)).toContain('the process ended'));
    return campaigns;
  };
  const state = (campaignId: number) =>
    app.ask<{ state: string; counts: Record<string, number> }>({ verb: 'state', campaignId });
  const finished = (campaignId: number) =>
    eventually(
      'the end of the campaign and everything applied',
      async () => {
        sim.control.deliveries.retryNow();
        const { queued, retrying, inFlight } = sim.control.deliveries.counts();
        const open = queued + retrying + inFlight + sim.control.pending();
        const rest = await app.ask<number>({ verb: 'waiting' });
        const now = await state(campaignId);
        if (now.state === 'completed' && now.counts.sending === 0 && open + rest === 0) return now;
        throw new Error(JSON.stringify([now, open, rest]));
      },
      40_000
    );
  const expectDeath = async () => {
    const dead = await Promise.race([
      app.exited.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 30_000).unref()),
    ]);
    expect(dead).toBe(true);
  };

  it.each(POINTS)(
    '[I1] [I3] [I10] [M-40] [M-42] dies at %s: nobody twice, nobody forgotten, nothing lost',
    async (point) => {
      await app.ask({ verb: 'arm', point });
      const id = await seed();
      if (point === 'in-destroy') {
        await eventually('some messages', async () => ((await state(id)).counts.sent ?? 0) > 3);
        await app
          .ask({ verb: 'stop' })
          .catch((error: unknown) => expect(String(error)).toContain('the process ended'));
      }
      await expectDeath();
      app = await boot();
      await finished(id);
      const rows = await app.ask<RecipientDump[]>({ verb: 'dump', campaignId: id });
      expect(rows).toHaveLength(PEOPLE);
      const result = judge(rows, sim.control.ledger.query({}, { limit: 1_000_000 }), {
        dropped: false,
        limit: 100_000,
      });
      expect(result).toMatchObject({
        acceptedTwice: 0,
        neverTried: 0,
        wrongState: 0,
        ackedLost: 0,
        uncertainAccepted: 0,
      });
      expect(isClean(result)).toBe(true);
      expect(result.acceptedOnce + result.uncertain).toBe(PEOPLE);
      expect(await app.ask({ verb: 'audit' })).toEqual([]);
      if (result.uncertain === 0) return;
      // What is left are permits whose request never left; a person sends them again, and everybody has got it once.
      expect(await app.ask({ verb: 'send-again', campaignId: id })).toBe(result.uncertain);
      await finished(id);
      const again = judge(
        await app.ask<RecipientDump[]>({ verb: 'dump', campaignId: id }),
        sim.control.ledger.query({}, { limit: 1_000_000 }),
        { dropped: false, limit: 100_000 }
      );
      expect(again).toMatchObject({ acceptedOnce: PEOPLE, acceptedTwice: 0, uncertain: 0 });
    }
  );

  it('[I11] [C-03] a message whose handling kills the process is parked after three starts, and those behind it are applied', async () => {
    const changes = () =>
      app.ask<{ state: string; attempts: number }[]>({ verb: 'changes', kind: 'message' });
    await app.ask({ verb: 'arm', point: 'mid-apply' });
    sim.control.act.text('905321110001', 'deadly');
    await expectDeath();
    for (let start = 2; start <= 3; start += 1) {
      app = await boot('mid-apply');
      await expectDeath();
    }
    app = await boot('mid-apply');
    const [parked] = await eventually('the parking', async () => {
      const rows = await changes();
      return rows[0]?.state === 'parked' && rows;
    });
    expect(Number(parked?.attempts)).toBe(3);
    await app.ask({ verb: 'arm', point: '' });
    sim.control.act.text('905321110001', 'harmless');
    await eventually('the next one', async () => (await changes())[1]?.state === 'done');
  });

  it('[C-19] dies after a file of a customer was written and before that was noted: the next start keeps it', async () => {
    await finished(await seed()); // the number is connected, whichever tests ran before
    await app.ask({ verb: 'arm', point: 'media-stored' });
    const bytes = aPdf(50_000);
    sim.control.act.media('905321110002', { bytes, mimeType: 'application/pdf' });
    await expectDeath();
    app = await boot();
    const kept = await eventually(
      'the file',
      async () => {
        const rows = await app.ask<{ state: string; attempts: number; size_bytes: number }[]>({
          verb: 'files',
        });
        return rows[0]?.state === 'stored' && rows;
      },
      60_000
    );
    expect(kept).toHaveLength(1);
    expect(Number(kept[0]?.attempts)).toBe(2);
    expect(Number(kept[0]?.size_bytes)).toBe(bytes.length);
  }, 120_000);
});
