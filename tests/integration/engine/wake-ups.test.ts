import { systemClock } from '../../../server/src/kernel/clock';
import { createBullmqEngine } from '../../../server/src/runtime/engine/bullmq';
import type { JobEngine } from '../../../server/src/runtime/engine/job-engine';
import { loaderOf, loadPackages } from '../../../server/src/runtime/engine/packages';
import { redisIsHere, startRedis, type TestRedis } from '../../support/redis';
import { eventually } from '../../support/world';

const quiet = () => undefined;

interface Member {
  engine: JobEngine;
  /** `kind id` of what it looked at, in order. */
  looked: string[];
  heard: string[];
  lines: string[];
}

(redisIsHere() ? describe : describe.skip)('wake-ups over Redis', () => {
  let redis: TestRedis;
  const members: Member[] = [];
  const FIRST = '0123456789';
  let installId = FIRST;

  beforeAll(async () => void (redis = await startRedis()));
  afterEach(async () => {
    await Promise.all(members.splice(0).map(({ engine }) => engine.stop()));
    installId = FIRST;
  });
  afterAll(() => redis.close());

  /** A process; `rights`: the numbers that it may serve. */
  const member = async (
    name: string,
    { takesJobs = true, rights = (_id: string): boolean => true, url = redis.url } = {}
  ): Promise<Member> => {
    const lines: string[] = [];
    const note = (event: string, facts = {}) =>
      void lines.push(`${event} ${JSON.stringify(facts)}`);
    const engine = createBullmqEngine({
      clock: systemClock,
      log: { info: note, warn: note, error: note, debug: quiet },
      redis: { url },
      instanceId: name,
      installId: () => Promise.resolve(installId),
      takesJobs,
      works: () => takesJobs,
      packages: () => loadPackages(loaderOf(process.cwd())),
    });
    const made: Member = { engine, looked: [], heard: [], lines };
    engine.on('number', (id) => {
      made.looked.push(`number ${id}`);
      return Promise.resolve(rights(id));
    });
    engine.hear('feed', () => void made.heard.push('feed'));
    members.push(made);
    await engine.start();
    return made;
  };
  /** Both ways are open: it is heard by the other, and its jobs are taken up. */
  const connected = (from: Member, to: Member) =>
    eventually('the connection', () => {
      from.engine.tell('feed');
      return Promise.resolve(to.heard.length > 0);
    });

  it('what a process without workers commits is looked at by a worker, at once and once', async () => {
    const web = await member('web', { takesJobs: false });
    const worker = await member('worker');
    await connected(web, worker);
    for (let i = 0; i < 50; i += 1) web.engine.wake('number', 7);
    await eventually('the wake-up', () => Promise.resolve(worker.looked.includes('number 7')));
    web.engine.wake('number', 8);
    await eventually('the next one', () => Promise.resolve(worker.looked.includes('number 8')));
    expect(worker.looked).toEqual(['number 7', 'number 8']);
    expect(web.looked).toEqual([]);
  });

  it('after the database got another identity, wake-ups of that one are heard, and the loss of the old connection is no news', async () => {
    const [worker, before] = [await member('worker'), await member('before', { takesJobs: false })];
    await connected(before, worker);
    installId = 'abcdefghij';
    await worker.engine.renew();
    worker.heard.length = 0;
    const after = await member('after', { takesJobs: false });
    before.engine.wake('number', 7);
    before.engine.tell('feed');
    worker.heard.length = 0;
    await connected(after, worker);
    after.engine.wake('number', 8);
    await eventually('the wake-up', () => Promise.resolve(worker.looked.includes('number 8')));
    expect(worker.looked).toEqual(['number 8']);
    expect(worker.engine.health().problem).toBeNull();
    expect(worker.lines.join()).not.toContain('redis does not answer');
  });

  it('who has the right to it hears of it, no matter who took the job up', async () => {
    const holder = await member('holder', { rights: (id) => id === '7' });
    const others = [
      await member('b', { rights: () => false }),
      await member('c', { rights: () => false }),
    ];
    await connected(others[0] as Member, holder);
    await connected(holder, others[0] as Member);
    for (let i = 1; i <= 5; i += 1) {
      (others[1] as Member).engine.wake('number', 7);
      await eventually('the holder', () => Promise.resolve(holder.looked.length >= i));
    }
  });

  it('all others hear of a change of the feed, and many at once are few messages', async () => {
    const [a, b, c] = [await member('a'), await member('b'), await member('c')];
    await connected(a, b);
    await connected(a, c);
    for (const one of [b, c]) one.heard.length = 0;
    for (let i = 0; i < 500; i += 1) a.engine.tell('feed');
    for (const one of [b, c])
      await eventually('all others', () => Promise.resolve(one.heard.length > 0));
    expect(b.heard.length).toBeLessThan(10);
    expect(a.heard).toEqual([]);
  });

  it('a Redis that is gone is reported once, stops nobody, and is used again when it is back', async () => {
    const a = await member('a');
    const b = await member('b');
    await connected(a, b);
    const news: unknown[] = [];
    a.engine.changed.push(({ problem }) => news.push(problem));
    await redis.kill();
    await eventually('the news', () => Promise.resolve(news.length === 1));
    expect(a.engine.health()).toEqual({
      engine: 'bullmq',
      redis: redis.url,
      problem: 'redis-lost',
    });
    a.engine.wake('number', 9);
    a.engine.tell('feed');
    await redis.start();
    await eventually('it is back', () => Promise.resolve(a.engine.health().problem === null));
    b.heard.length = 0;
    await connected(a, b);
    a.engine.wake('number', 10);
    await eventually('a job again', () =>
      Promise.resolve([...a.looked, ...b.looked].includes('number 10'))
    );
    expect(news).toEqual(['redis-lost', null]);
  });

  it('a process that started without Redis uses it as soon as it is there', async () => {
    await redis.kill();
    const a = await member('a', { takesJobs: false });
    const b = await member('b');
    await eventually('the news', () => Promise.resolve(b.engine.health().problem === 'redis-lost'));
    await redis.start();
    await connected(a, b);
    a.engine.wake('number', 11);
    await eventually('a job', () => Promise.resolve(b.looked.includes('number 11')));
    expect(a.engine.health().problem).toBeNull();
  });

  it('a Redis that may evict is named with the remedy', async () => {
    const a = await member('a');
    await redis.kill();
    await redis.start('--maxmemory-policy', 'allkeys-lru');
    await eventually('the problem', () =>
      Promise.resolve(a.engine.health().problem === 'redis-evicts')
    );
    expect(a.lines.join('\n')).toContain('noeviction');
    await redis.kill();
    await redis.start();
    await eventually('all well', () => Promise.resolve(a.engine.health().problem === null));
  });

  it('a process starts and ends without Redis, and never says its password', async () => {
    const lost = await member('lost', { url: 'redis://user:geheim@127.0.0.1:1/3' });
    await eventually('the news', () =>
      Promise.resolve(lost.engine.health().problem === 'redis-lost')
    );
    const began = performance.now();
    await lost.engine.stop();
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(lost.engine.health().redis).toBe('redis://127.0.0.1:1/3');
    expect(lost.lines.join('\n')).not.toMatch(/geheim|user/);
    expect(lost.lines).toHaveLength(1);
  });
});
