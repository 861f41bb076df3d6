import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type { ProcessesResult } from '../../../server/src/contracts/processes';
import type { Simulator } from '../../../simulator/src/start';
import { judge } from '../../chaos/judge';
import { startApp, type AppProcess } from '../../chaos/process';
import type { RecipientDump } from '../../chaos/protocol';
import { ENGINE, LIMIT, prepareSimulator } from '../../chaos/setting';
import { createDatabase, describeOnServers, type TestDatabase } from '../../support/databases';
import { freePort } from '../../support/free-port';
import { redisIsHere, startRedis, type TestRedis } from '../../support/redis';
import { startWorker, type WorkerProcess } from '../../support/worker-process';
import { eventually } from '../../support/world';
import { itInFull } from '../../support/it-in-full';

/** Two processes that serve HTTP only and workers beside them, as docs/scaling.md sets them up. */
const suite = describeOnServers(redisIsHere());

suite('apps and workers with PostgreSQL or MariaDB and Redis, on %s', (client) => {
  let database: TestDatabase;
  let redis: TestRedis;
  let sim: Simulator;
  let urls: string[];
  const apps: AppProcess[] = [];
  const workers: WorkerProcess[] = [];
  let from = 1;

  const jobs = (serve?: string) => ({
    engine: 'bullmq',
    ...(serve ? { serve } : {}),
    redis: { url: redis.url },
  });
  const addWorker = async () => {
    const config = { engine: ENGINE, jobs: jobs() };
    const worker = await startWorker({ env: database.env, config });
    workers.push(worker);
    return worker;
  };

  beforeAll(async () => {
    database = await createDatabase(client);
    redis = await startRedis();
    const ports = [await freePort(), await freePort()];
    urls = ports.map((port) => `http://127.0.0.1:${port}`);
    // Campaigns begin at the first app; Meta delivers to the second.
    sim = await prepareSimulator(
      {
        db: client as 'postgres' | 'mysql',
        recipients: 0,
        kills: 0,
        seed: 5,
        policy: 'ask',
        drop: 0,
        faults: false,
        log: () => undefined,
      },
      ports[1] as number
    );
    for (const port of ports)
      apps.push(
        await startApp({ env: database.env, port, engine: ENGINE, config: { jobs: jobs('web') } })
      );
    await addWorker();
  }, 300_000);
  afterAll(async () => {
    await Promise.all([
      ...apps.map((app) => app.kill('SIGKILL')),
      ...workers.map((worker) => worker.end('SIGKILL')),
    ]);
    await sim?.close();
    await redis?.close();
    await database?.drop();
  });

  const app = () => apps[0] as AppProcess;
  const launch = async (recipients: number): Promise<number> => {
    const { campaignId } = await app().ask<{ campaignId: number }>({
      verb: 'seed',
      recipients,
      from,
      policy: 'ask',
      account: {
        name: 'Shared',
        wabaId: sim.account.wabaId,
        phoneNumberId: sim.account.phoneNumberIds[0],
        token: sim.account.token,
        appSecret: sim.account.appSecret,
        verifyToken: 'chaos',
        baseUrl: sim.url,
      },
    });
    from += recipients;
    return campaignId;
  };
  const accepted = (since: number) => sim.control.ledger.count() - since;
  /** Everything sent, delivered and applied; the rows against what the simulator accepted. */
  const result = async (campaignId: number) => {
    let last: object = {};
    await eventually(
      () => `completion, of ${JSON.stringify(last)}`,
      async () => {
        const now = await app().ask<CampaignView>({ verb: 'state', campaignId });
        last = { state: now.state, paused: now.pauseReasons, counts: now.counts };
        return now.state === 'completed';
      },
      90_000
    );
    await eventually('everything applied', async () => {
      sim.control.deliveries.retryNow();
      const { queued, retrying, inFlight } = sim.control.deliveries.counts();
      const busy = queued + retrying + inFlight + sim.control.pending();
      return busy === 0 && (await app().ask<number>({ verb: 'waiting' })) === 0;
    });
    const rows = await app().ask<RecipientDump[]>({ verb: 'dump', campaignId });
    const ids = new Set(rows.map(({ id }) => id));
    const ledger = sim.control.ledger
      .query({}, { limit: 1_000_000 })
      .filter(({ token }) => ids.has(Number(/\.r\.(\d+)\./.exec(token ?? '')?.[1])));
    return judge(rows, ledger, { dropped: false, limit: LIMIT });
  };
  const good = { acceptedTwice: 0, neverTried: 0, wrongState: 0, uncertainAccepted: 0 };
  const processes = async () => {
    const token = await app().ask<string>({ verb: 'admin-token' });
    const response = await fetch(`${urls[0]}/whatsapp/processes`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    return (await response.json()) as ProcessesResult;
  };

  it('[I1] [M-42] two apps and a worker share a campaign: everybody gets it once, the worker sends all of it', async () => {
    const campaignId = await launch(120);
    await eventually('half of it', () => Promise.resolve(accepted(0) >= 60));
    for (const one of apps) expect(await one.ask({ verb: 'serves-number' })).toBe(false);
    expect(await result(campaignId)).toMatchObject({ ...good, recipients: 120, acceptedOnce: 120 });
    const { processes: rows, working, redis: place } = await processes();
    expect(rows.map(({ serve, engine, problem }) => [serve, engine, problem]).sort()).toEqual([
      ['web', 'bullmq', null],
      ['web', 'bullmq', null],
      ['worker', 'bullmq', null],
    ]);
    expect(rows.filter(({ self }) => self)).toHaveLength(1);
    expect([working, place]).toEqual([true, redis.url]);
  }, 240_000);

  itInFull(
    '[I1] [I3] [M-42] a worker is killed in mid-campaign: another goes on, nobody gets it twice',
    async () => {
      const since = sim.control.ledger.count();
      const [first] = workers.splice(0) as [WorkerProcess];
      const campaignId = await launch(300);
      await eventually('the first of them', () => Promise.resolve(accepted(since) >= 30));
      await first.end('SIGKILL');
      expect(accepted(since)).toBeLessThan(300);
      await addWorker();
      const judged = await result(campaignId);
      expect(judged).toMatchObject({ ...good, recipients: 300 });
      // What had its permit when the worker died is unknown or was not sent; nobody sends it again by themselves.
      expect(judged.acceptedOnce + judged.uncertain).toBe(300);
      expect(judged.uncertain).toBeLessThan(100);
    },
    240_000
  );

  itInFull(
    '[M-42] Redis is killed in mid-campaign: it is finished, health says so, and is well when Redis is back',
    async () => {
      const since = sim.control.ledger.count();
      const campaignId = await launch(200);
      await eventually('the first of them', () => Promise.resolve(accepted(since) >= 30));
      await redis.kill();
      expect(accepted(since)).toBeLessThan(200);
      const problems = async () => (await processes()).processes.map(({ problem }) => problem);
      await eventually(
        'everybody says so',
        async () => (await problems()).filter((problem) => problem === 'redis-lost').length >= 3
      );
      const next = await launch(20);
      expect(await result(campaignId)).toMatchObject({
        ...good,
        recipients: 200,
        acceptedOnce: 200,
      });
      expect(await result(next)).toMatchObject({ ...good, recipients: 20, acceptedOnce: 20 });
      await redis.start();
      await eventually('everybody is well', async () =>
        (await problems()).every((problem) => problem === null)
      );
      expect(await result(await launch(20))).toMatchObject({ ...good, acceptedOnce: 20 });
    },
    240_000
  );

  itInFull(
    '[M-40] a worker that is told to stop ends in order and leaves its part to the next',
    async () => {
      const since = sim.control.ledger.count();
      const [going] = workers.splice(0) as [WorkerProcess];
      const campaignId = await launch(300);
      await eventually('the first of them', () => Promise.resolve(accepted(since) >= 30));
      const began = Date.now();
      expect(await going.end('SIGTERM')).toBe(0);
      expect(Date.now() - began).toBeLessThan(20_000);
      expect(accepted(since)).toBeLessThan(300);
      const left = await app().ask<RecipientDump[]>({ verb: 'dump', campaignId });
      expect(left.filter(({ state }) => state === 'sending' || state === 'claimed')).toEqual([]);
      await addWorker();
      expect(await result(campaignId)).toMatchObject({ ...good, acceptedOnce: 300, uncertain: 0 });
    },
    240_000
  );
});
