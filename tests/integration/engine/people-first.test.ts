import type { Knex } from 'knex';
import type { WebhookElement } from '../../../server/src/cloud-api/webhook-element';
import { QUEUES } from '../../../server/src/webhook/domain/queue';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { delivery, postWebhook, startArena, type Arena } from './arena';

const EVENTS = 'whatsapp_webhook_events';
const CHANGES = 'whatsapp_webhook_changes';

interface Accepted {
  body: object;
  queue: number;
}

describe.each(databases())('customers before receipts, on %s', (database) => {
  let arena: Arena;
  let serial = 0;

  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const receipt = () =>
    delivery(arena, {
      statuses: [
        {
          id: `wamid.receipt-${(serial += 1)}`,
          status: 'delivered',
          timestamp: '1700000000',
          recipient_id: '4915170000000',
        },
      ],
    });
  const stop = (from: string) =>
    delivery(arena, {
      messages: [
        {
          id: `wamid.stop-${(serial += 1)}`,
          from,
          timestamp: String(Math.floor(Date.now() / 1000)),
          type: 'text',
          text: { body: 'STOP' },
        },
      ],
    });

  /** Deliveries that were accepted and not looked at yet, in this order. */
  const accept = async (sql: Knex, payloads: Accepted[]) => {
    const rows = payloads.map(({ body, queue }) => ({
      hash: `accepted-${(serial += 1)}`,
      body: JSON.stringify(body),
      encoding: 'utf8',
      state: 'new',
      queue,
      attempts: 0,
      received_at: Date.now(),
    }));
    for (let i = 0; i < rows.length; i += 200) await sql(EVENTS).insert(rows.slice(i, i + 200));
  };
  /** Of those that the test accepted: the answer to an opt-out has receipts too, which the simulator sends. */
  const unsplit = async (queue: number, sql: Knex = arena.knex) => {
    const [row] = (await sql(EVENTS)
      .where({ state: 'new', queue })
      .where('hash', 'like', 'accepted-%')
      .count({ n: '*' })) as { n: unknown }[];
    return Number(row?.n);
  };
  const unapplied = async () => {
    const [row] = (await arena
      .knex(CHANGES)
      .whereIn('state', ['new', 'retry'])
      .count({ n: '*' })) as { n: unknown }[];
    return Number(row?.n);
  };
  const nothingWaits = () =>
    eventually(
      'nothing waits',
      async () => (await unsplit(QUEUES.receipts)) + (await unapplied()) === 0
    );

  type Look = (what: 'message' | 'statuses', trx: Knex.Transaction) => Promise<void>;
  /** Lets the test look at each transaction that applies something. Returns what gives the handlers back. */
  const watch = (look: Look) => {
    const handlers = arena.webhook.hooks?.handlers;
    if (!handlers) throw new Error('the webhook is not connected');
    const real = { apply: handlers.apply, applyStatuses: handlers.applyStatuses };
    handlers.apply = async (trx: Knex.Transaction, element: WebhookElement) => {
      if (element.kind === 'message') await look('message', trx);
      return real.apply(trx, element);
    };
    handlers.applyStatuses = async (trx: Knex.Transaction, elements: WebhookElement[]) => {
      await look('statuses', trx);
      return real.applyStatuses(trx, elements);
    };
    return () => void Object.assign(handlers, real);
  };
  /** Accepts them while nothing is applied, and then lets go. */
  const applyAtOnce = async (payloads: Accepted[], look: Look) => {
    await nothingWaits();
    const { hooks } = arena.webhook;
    arena.webhook.hooks = null;
    await arena.webhook.process(); // a pass that was under way has ended; none begins
    await accept(arena.knex, payloads);
    arena.webhook.hooks = hooks;
    const giveBack = watch(look);
    try {
      await arena.webhook.process();
      await nothingWaits();
    } finally {
      giveBack();
    }
  };
  const receipts = (n: number): Accepted[] =>
    Array.from({ length: n }, () => ({ body: receipt(), queue: QUEUES.receipts }));

  it('a delivery is stored in the queue of what it holds', async () => {
    expect((await postWebhook(arena, JSON.stringify(receipt()))).status).toBe(200);
    expect((await postWebhook(arena, JSON.stringify(stop('4915171000001')))).status).toBe(200);
    const rows = (await arena
      .knex(EVENTS)
      .orderBy('id', 'desc')
      .limit(2)
      .select('queue', 'body')) as {
      queue: number;
      body: string;
    }[];
    const queueWith = (text: string) => rows.find(({ body }) => body.includes(text))?.queue;
    expect(queueWith('"delivered"')).toBe(QUEUES.receipts);
    expect(queueWith('STOP')).toBe(QUEUES.people);
  });

  it('[X-16] an opt-out behind a thousand receipts is applied before most of them are taken apart', async () => {
    const seen: { what: string; receiptsWaiting: number }[] = [];
    const opts = { body: stop('4915171000002'), queue: QUEUES.people };
    await applyAtOnce([...receipts(1_000), opts], async (what, trx) => {
      seen.push({ what, receiptsWaiting: await unsplit(QUEUES.receipts, trx) });
    });
    const waited = seen.find(({ what }) => what === 'message')?.receiptsWaiting ?? 0;
    // A server does both at the same time; SQLite takes nothing of the receipts apart before.
    if (database === 'sqlite') expect(waited).toBe(1_000);
    else expect(waited).toBeGreaterThanOrEqual(500);
    expect(seen.some(({ what }) => what === 'statuses')).toBe(true);
  });

  if (database === 'sqlite')
    it('[X-16] an opt-out that comes while receipts are applied goes before the next batch of them', async () => {
      const order: string[] = [];
      await applyAtOnce(receipts(1_500), async (what, trx) => {
        order.push(what);
        if (order.length === 1)
          await accept(trx, [{ body: stop('4915171000003'), queue: QUEUES.people }]);
      });
      expect(order.slice(0, 3)).toEqual(['statuses', 'message', 'statuses']);
    });
  else
    it('[X-16] an opt-out that comes while receipts are applied is applied before their transaction ends', async () => {
      const order: string[] = [];
      await applyAtOnce(receipts(600), async (what) => {
        order.push(what);
        if (order.length > 1 || what !== 'statuses') return;
        const said = JSON.stringify(stop('4915171000003'));
        expect((await postWebhook(arena, said)).status).toBe(200);
        await eventually('the opt-out is applied', () =>
          Promise.resolve(order.includes('message'))
        );
        order.push('end of the first batch');
      });
      expect(order.slice(0, 3)).toEqual(['statuses', 'message', 'end of the first batch']);
    });

  if (database !== 'sqlite')
    it('[X-16] what another process split is applied while receipts go on, one tick after the other', async () => {
      const order: string[] = [];
      /** As the process that splits leaves it in the shards of this one: nobody is told. */
      const leaveChange = async () => {
        const key = `left-${(serial += 1)}`;
        const timestamp = String(Math.floor(Date.now() / 1000));
        await arena.knex(CHANGES).insert({
          event_id: 0,
          kind: 'message',
          key_hash: key,
          lane: 0,
          shard: 1,
          value: JSON.stringify({
            kind: 'message',
            field: 'messages',
            phoneNumberId: arena.sim.account.phoneNumberIds[0],
            naturalKey: key,
            contact: { waId: '4915171000004', userId: null, name: null, username: null },
            value: {
              from: '4915171000004',
              id: key,
              timestamp,
              type: 'text',
              text: { body: 'hi' },
            },
            at: Date.now(),
          }),
          state: 'new',
          attempts: 0,
          failures: 0,
          next_at: 0,
          at: 0,
          received_at: Date.now(),
        });
      };
      let ticks = 0;
      const { look } = arena.webhook;
      arena.webhook.look = () => {
        ticks += 1;
        look();
      };
      /** What the last message woke has come to rest. */
      const nextTick = async () => {
        const before = ticks;
        await eventually('two ticks', () => Promise.resolve(ticks >= before + 2));
      };
      await applyAtOnce(receipts(300), async (what) => {
        order.push(what);
        if (order.length > 1 || what !== 'statuses') return;
        for (const n of [1, 2]) {
          await nextTick();
          await leaveChange();
          await eventually(`message ${n} is applied`, () =>
            Promise.resolve(order.filter((one) => one === 'message').length === n)
          );
        }
        order.push('end of the first batch');
      }).finally(() => (arena.webhook.look = look));
      expect(order.slice(0, 4)).toEqual([
        'statuses',
        'message',
        'message',
        'end of the first batch',
      ]);
    });
});
