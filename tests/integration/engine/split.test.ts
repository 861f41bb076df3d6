import { contextOf } from '../../../server/src/strapi/context';
import type { Db } from '../../../server/src/strapi/db';
import type { Queue } from '../../../server/src/webhook/domain/queue';
import type { FailureDeps } from '../../../server/src/webhook/failures';
import { splitSome } from '../../../server/src/webhook/splitter';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from './arena';

const EVENTS = 'whatsapp_webhook_events';
/** A queue that the process itself does not look at. */
const QUEUE = 77 as unknown as Queue;
const MEGABYTE = 1024 * 1024;

describe.each(databases())('deliveries that are taken apart, on %s', (database) => {
  let arena: Arena;
  let serial = 0;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());
  beforeEach(() => arena.knex(EVENTS).where({ queue: QUEUE }).del());

  const delivery = (pad = '') =>
    JSON.stringify({ object: 'whatsapp_business_account', entry: [], pad });
  const put = async (bodies: string[], more: object = {}) => {
    for (const body of bodies)
      await arena.knex(EVENTS).insert({
        hash: `split-${(serial += 1)}`,
        body,
        encoding: 'utf8',
        state: 'new',
        queue: QUEUE,
        attempts: 0,
        failures: 0,
        next_at: 0,
        received_at: Date.now(),
        ...more,
      });
  };
  const found = async () =>
    (
      (await arena.knex(EVENTS).where({ queue: QUEUE }).orderBy('id')) as {
        state: string;
        attempts: unknown;
      }[]
    ).map(({ state, attempts }) => `${state} ${Number(attempts)}`);
  const deps = (tx?: Db['tx']): FailureDeps => {
    const { db, log } = contextOf(arena.strapi);
    const asked = { ...db, tx: tx ?? db.tx };
    return { db: asked, log: log('webhook'), retryMs: [60_000], parked: () => undefined };
  };
  /** The process dies when it begins its `n`-th transaction: nothing of it happens and nothing after it. */
  const diesAt = (n: number): Db['tx'] => {
    let begun = 0;
    return (work) => {
      begun += 1;
      return begun < n ? contextOf(arena.strapi).db.tx(work) : new Promise(() => undefined);
    };
  };

  it('[I11] [C-03] of deliveries that were there when the process died only the one that kills it is parked', async () => {
    await put(Array.from({ length: 5 }, () => delivery()));
    for (const attempts of [1, 2, 3]) {
      void splitSome(deps(diesAt(1)), QUEUE);
      const all = Array.from({ length: 5 }, () => `new ${attempts}`);
      await eventually('a death', async () => (await found()).join() === all.join());
    }
    void splitSome(deps(diesAt(3)), QUEUE);
    const third = ['split 4', 'split 4', 'new 4', 'new 3', 'new 3'];
    await eventually('the death of the third', async () => (await found()).join() === third.join());
    await splitSome(deps(), QUEUE);
    expect(await found()).toEqual(['split 4', 'split 4', 'parked 4', 'split 4', 'split 4']);
  });

  it('[I11] [C-03] one that cannot be read is parked, and the others of its round are taken apart', async () => {
    await put([delivery(), 'no JSON', delivery()]);
    expect(await splitSome(deps(), QUEUE)).toEqual({ events: 3, isFull: false });
    expect((await found()).map((row) => row.split(' ')[0])).toEqual(['split', 'parked', 'split']);
  });

  it('large deliveries are taken a few at a time, and one that is larger than a round by itself', async () => {
    const large = delivery('x'.repeat(3 * MEGABYTE));
    await put([delivery('x'.repeat(5 * MEGABYTE)), large, delivery(), large]);
    const rounds = [];
    for (let i = 0; i < 4; i += 1) rounds.push(await splitSome(deps(), QUEUE));
    expect(rounds).toEqual([
      { events: 1, isFull: true },
      { events: 2, isFull: true },
      { events: 1, isFull: false },
      { events: 0, isFull: false },
    ]);
  });
});
