import { turnOfTheLoop } from '../../../server/src/kernel/turn';
import type { Db, Dialect } from '../../../server/src/strapi/db';
import { createIngest } from '../../../server/src/webhook/ingest';

/** A database that only notes how many rows each commit has. */
const commitsOn = (dialect: Dialect) => {
  const commits: number[] = [];
  const raw = (_sql: string, bindings: unknown[]) => {
    commits.push((JSON.parse(String(bindings.at(-1))) as unknown[]).length);
    return Promise.resolve();
  };
  const db = { dialect, knex: { raw } } as unknown as Db;
  return { commits, ingest: createIngest(db, () => 1, jest.fn()) };
};

describe('webhooks that share a commit', () => {
  it('writes a lone event without waiting for another', async () => {
    const { commits, ingest } = commitsOn('sqlite');
    await ingest.store(Buffer.from('{"n":1}'));
    expect(commits).toEqual([1]);
  });

  it('on SQLite takes in what arrives turn after turn: each of its commits stops the loop', async () => {
    const { commits, ingest } = commitsOn('sqlite');
    const stored: Promise<void>[] = [];
    for (let n = 0; n < 10; n += 1) {
      stored.push(ingest.store(Buffer.from(`{"n":${n}}`)));
      // As requests come: a turn for the headers, one for the body.
      await turnOfTheLoop();
      await turnOfTheLoop();
    }
    await Promise.all(stored);
    expect(commits).toEqual([10]);
  });

  it('commits at 200 events, however many more arrive', async () => {
    const { commits, ingest } = commitsOn('sqlite');
    const all = Array.from({ length: 450 }, (_, n) => ingest.store(Buffer.from(`{"n":${n}}`)));
    await Promise.all(all);
    expect(commits).toEqual([200, 200, 50]);
  });
});
