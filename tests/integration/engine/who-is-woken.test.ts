import { systemClock } from '../../../server/src/kernel/clock';
import { appendHints } from '../../../server/src/realtime/feed';
import { createBullmqEngine } from '../../../server/src/runtime/engine/bullmq';
import type { JobEngine, JobKind, Topic } from '../../../server/src/runtime/engine/job-engine';
import { loaderOf, loadPackages } from '../../../server/src/runtime/engine/packages';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { redisIsHere, startRedis, type TestRedis } from '../../support/redis';
import { openStream } from '../../support/stream';
import { eventually } from '../../support/world';
import { startArena, type Arena } from './arena';

const quiet = () => undefined;
const KINDS: JobKind[] = ['webhooks', 'number', 'campaigns', 'operations'];
const TOPICS: Topic[] = ['feed', 'changes'];

(redisIsHere() ? describe.each(databases()) : describe.skip.each(['-' as 'sqlite']))(
  'a process that serves pages only beside one that works, on %s',
  (database) => {
    let redis: TestRedis;
    let web: Arena;
    /** Stands for a worker: notes what it is woken for. */
    let other: JobEngine;
    const woken: string[] = [];

    beforeAll(async () => {
      redis = await startRedis();
      const jobs = { engine: 'bullmq', serve: 'web', redis: { url: redis.url } };
      // The database is looked at for hints once in ten minutes: only Redis can tell of them.
      web = await startArena({ database, config: { jobs }, engine: { feedPollMs: 600_000 } });
      const { installId } = await web.runtime.install();
      other = createBullmqEngine({
        clock: systemClock,
        log: { info: quiet, warn: quiet, error: quiet, debug: quiet },
        redis: { url: redis.url },
        instanceId: 'other',
        installId: () => Promise.resolve(installId),
        takesJobs: true,
        works: () => true,
        packages: () => loadPackages(loaderOf(process.cwd())),
      });
      for (const kind of KINDS)
        other.on(kind, (id) => {
          woken.push(`${kind} ${id}`);
          return Promise.resolve(true);
        });
      for (const topic of TOPICS) other.hear(topic, () => void woken.push(topic));
      await other.start();
      await eventually('both are connected', () => {
        web.runtime.engine.tell('changes');
        return Promise.resolve(woken.includes('changes'));
      });
    });
    beforeEach(() => void woken.splice(0));
    afterAll(async () => {
      await other?.stop();
      await web?.close();
      await redis?.close();
    });

    const isWokenFor = (what: string) =>
      eventually(
        () => `a wake-up for ${what}, not only ${woken.join(', ')}`,
        () => Promise.resolve(woken.includes(what))
      );

    it('a webhook that was stored wakes who takes it apart', async () => {
      expect(await web.deliver({ object: 'whatsapp_business_account', entry: [] })).toBe(200);
      await isWokenFor('webhooks all');
    });

    it('a campaign that is started wakes who prepares it; this process does nothing for it', async () => {
      const id = await web.start(2);
      await isWokenFor(`campaigns ${id}`);
      await isWokenFor('feed');
      expect((await web.campaign(id)).state).toBe('scheduled');
      expect(await web.rows(id)).toEqual([]);
    });

    it('uncertain recipients who are sent to again wake who serves the number', async () => {
      const id = await web.start(1, { launch: false });
      await web.knex('whatsapp_campaigns').where({ id }).update({ state: 'completed' });
      await web.campaigns.resolve(id, { action: 'send-again' }, 1);
      await isWokenFor(`number ${web.accountId}`);
    });

    it('a job that is asked for wakes who does it', async () => {
      const operations = web.strapi.plugin('whatsapp').service('operations') as {
        start(request: object): Promise<number>;
      };
      const id = await operations.start({ kind: 'of-nobody', title: 'Nothing', params: {} });
      await isWokenFor(`operations ${id}`);
    });

    it('an open page hears of what another process wrote as soon as that says so', async () => {
      const page = await openStream(web.url, { token: await web.adminToken() });
      const { db } = contextOf(web.strapi);
      await db.tx((trx) => appendHints(db, trx, [{ type: 'group', id: 4_711 }]));
      other.tell('feed');
      await page.heard('the hint', (hint) => hint.id === 4_711);
      page.close();
    });
  }
);
