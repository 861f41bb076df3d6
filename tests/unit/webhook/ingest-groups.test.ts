import { systemClock, type Clock } from '../../../server/src/kernel/clock';
import { turnOfTheLoop } from '../../../server/src/kernel/turn';
import type { Db, Dialect } from '../../../server/src/strapi/db';
import { QUEUES, type Queue } from '../../../server/src/webhook/domain/queue';
import { createIngest } from '../../../server/src/webhook/ingest';

/** A database that only notes the bodies of each commit. The clock goes on by `turnMs` at each look. */
const commitsOn = (dialect: Dialect, turnMs = 0) => {
  const bodies: string[][] = [];
  const raw = (_sql: string, bindings: unknown[]) => {
    const rows = JSON.parse(String(bindings.at(-1))) as object[];
    bodies.push(
      rows.map((row) => String(Object.values(row).find((cell) => String(cell).startsWith('{'))))
    );
    return Promise.resolve();
  };
  let now = 0;
  const clock: Clock = { ...systemClock, now: () => 1, monotonic: () => (now += turnMs) };
  const db = { dialect, knex: { raw } } as unknown as Db;
  const ingest = createIngest(db, clock, jest.fn());
  const store = (n: number, queue: Queue = QUEUES.people) =>
    ingest.store(Buffer.from(`{"n":${n}}`), queue);
  return { bodies, sizes: () => bodies.map((one) => one.length), store };
};

describe('webhooks that share a commit', () => {
  it('writes a lone event without waiting for another', async () => {
    const { sizes, store } = commitsOn('sqlite');
    await store(1);
    expect(sizes()).toEqual([1]);
  });

  it('on SQLite takes in what arrives turn after turn: each of its commits stops the loop', async () => {
    const { sizes, store } = commitsOn('sqlite');
    const stored: Promise<void>[] = [];
    for (let n = 0; n < 10; n += 1) {
      stored.push(store(n));
      // As requests come: a turn for the headers, one for the body.
      await turnOfTheLoop();
      await turnOfTheLoop();
    }
    await Promise.all(stored);
    expect(sizes()).toEqual([10]);
  });

  it('[X-16] writes after eight milliseconds, however much still arrives', async () => {
    const { sizes, store } = commitsOn('sqlite', 2);
    const stored: Promise<void>[] = [];
    for (let n = 0; n < 40; n += 1) {
      stored.push(store(n));
      await turnOfTheLoop();
    }
    await Promise.all(stored);
    expect(sizes()[0]).toBeLessThan(10);
    expect(sizes().reduce((sum, size) => sum + size, 0)).toBe(40);
  });

  it('commits at 200 events, however many more arrive', async () => {
    const { sizes, store } = commitsOn('sqlite');
    await Promise.all(Array.from({ length: 450 }, (_, n) => store(n)));
    expect(sizes()).toEqual([200, 200, 50]);
  });

  it('[X-16] writes what customers said before the receipts that wait', async () => {
    const { bodies, store } = commitsOn('postgres');
    const receipts = Array.from({ length: 450 }, (_, n) => store(n, QUEUES.receipts));
    await Promise.all([...receipts, store(1_000), store(1_001)]);
    expect(bodies[0]?.slice(0, 2)).toEqual(['{"n":1000}', '{"n":1001}']);
    expect(bodies.flat()).toHaveLength(452);
  });
});
