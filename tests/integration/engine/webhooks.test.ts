import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import { contextOf } from '../../../server/src/strapi/context';
import { createChangeWorker } from '../../../server/src/webhook/worker';
import { databases } from '../../support/boot-strapi';
import { waitingWebhooks } from '../../support/waiting';
import { eventually } from '../../support/world';
import { delivery, postWebhook, startArena, type Arena } from './arena';

const EVENTS = 'whatsapp_webhook_events';
const CHANGES = 'whatsapp_webhook_changes';

/** Repeatable numbers in [0, 1). */
const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
};
const shuffled = <T>(list: T[], random: () => number): T[] =>
  list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Thread {
  id: number;
  unread: number;
  contact: { id: number; phone: string | null };
}

describe.each(databases())('the door for webhooks, on %s', (database) => {
  let arena: Arena;
  let person = 0;
  let serial = 0;

  beforeAll(async () => {
    arena = await startArena({ database, engine: { changeRetryMs: [20, 40] } });
  });
  afterAll(() => arena.close());

  const newPhone = () => `49151${String(70_000_000 + (person += 1))}`;
  const inbound = (
    from: string,
    change: Record<string, unknown>,
    id = `wamid.in-${(serial += 1)}`
  ) => ({
    from,
    id,
    timestamp: String(Math.floor(Date.now() / 1000)),
    ...change,
  });
  const text = (from: string, body: string) => inbound(from, { type: 'text', text: { body } });
  const messages = (...list: object[]) => delivery(arena, { messages: list });
  const idle = () =>
    eventually('everything applied', async () => (await waitingWebhooks(arena.knex)) === 0);
  const threadOf = async (phone: string) => {
    const { body } = await arena.api.get<{ conversations: Thread[] }>(
      '/whatsapp/conversations?status=all&scope=all'
    );
    return body.conversations.find((row) => row.contact.phone === `+${phone}`);
  };
  const inboundOf = async (phone: string) => {
    const thread = await threadOf(phone);
    return (await arena
      .knex('whatsapp_messages')
      .where({ conversation_id: thread?.id ?? 0, direction: 'in' })) as Record<string, unknown>[];
  };

  it('[I10] a 200 means that the bytes are in a committed row', async () => {
    const bytes = JSON.stringify(messages(text(newPhone(), 'stored first')));
    expect((await postWebhook(arena, bytes)).status).toBe(200);
    expect(await arena.knex(EVENTS).where({ hash: sha256(bytes) })).toHaveLength(1);
  });

  it('[I10] the same bytes again are answered 200 and kept once', async () => {
    const bytes = JSON.stringify(messages(text(newPhone(), 'twice')));
    const answers = await Promise.all([1, 2, 3].map(() => postWebhook(arena, bytes)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await arena.knex(EVENTS).where({ hash: sha256(bytes) })).toHaveLength(1);
  });

  it('[I10] [L-08] wrong signatures, no JSON, too much and a missing secret are refused, and the log says why', async () => {
    const [before] = (await arena.knex(EVENTS).count({ n: '*' })) as { n: unknown }[];
    const body = JSON.stringify(messages(text(newPhone(), 'never stored')));
    expect((await postWebhook(arena, body, 'sha256=00')).status).toBe(401);
    expect((await postWebhook(arena, body, '')).status).toBe(401);
    expect((await postWebhook(arena, 'no json')).status).toBe(400);
    expect((await postWebhook(arena, '"text"')).status).toBe(400);
    expect(await declared(9 * 1024 * 1024)).toBe(413);
    const { hooks } = arena.webhook;
    if (!hooks) throw new Error('the webhook is not connected');
    const { appSecrets } = hooks;
    hooks.appSecrets = () => Promise.resolve([]);
    expect((await postWebhook(arena, body)).status).toBe(503);
    hooks.appSecrets = appSecrets;
    const [after] = (await arena.knex(EVENTS).count({ n: '*' })) as { n: unknown }[];
    expect(Number(after?.n)).toBe(Number(before?.n));
    await eventually('the log', async () => {
      const { body: page } = await arena.api.get<ListLogsResult>('/whatsapp/logs?area=webhook');
      const said = new Set(page.logs.map((line) => line.event));
      return ['accepted', 'wrong-signature', 'malformed', 'no-secret'].every((event) =>
        said.has(event)
      );
    });
  });

  /** Announces a body of this size and sends none of it. */
  const declared = (size: number) =>
    new Promise<number>((resolve, reject) => {
      const outgoing = httpRequest(
        `${arena.url}/api/whatsapp/webhook`,
        { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': size } },
        (answer) => {
          resolve(answer.statusCode ?? 0);
          outgoing.destroy();
        }
      );
      outgoing.on('error', reject);
      outgoing.flushHeaders();
    });

  it('[I10] when one of many cannot be stored, only that one is refused', async () => {
    const undo = await arena.forbid(EVENTS, 'body', 'unstorable');
    try {
      const bodies = Array.from({ length: 20 }, (_, i) =>
        JSON.stringify(messages(text(newPhone(), i === 7 ? 'unstorable' : 'fine')))
      );
      const answers = await Promise.all(bodies.map((bytes) => postWebhook(arena, bytes)));
      expect(answers.map((answer) => answer.status)).toEqual(
        bodies.map((_, i) => (i === 7 ? 500 : 200))
      );
      for (const [i, bytes] of bodies.entries()) {
        expect(await arena.knex(EVENTS).where({ hash: sha256(bytes) })).toHaveLength(
          i === 7 ? 0 : 1
        );
      }
    } finally {
      await undo();
    }
  });

  it('[I11] [I12] [C-03] [O-22] a message delivered five times in different batches is one message, one unread, one opt-out', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    await arena.deliver(messages(text(phone, 'hello')));
    await idle();
    const contactId = (await threadOf(phone))?.contact.id;
    const consent = arena.strapi.plugin('whatsapp').service('consent') as {
      record(trx: null, record: object): Promise<boolean>;
    };
    for (const category of ['marketing', 'utility']) {
      await consent.record(null, {
        contactId,
        category,
        action: 'opt-in',
        source: 'form',
        at: Date.now() - 60_000,
      });
    }
    const [stop, question] = [text(phone, 'STOP'), text(phone, 'Where is my order?')];
    await Promise.all([
      arena.deliver(messages(stop, question)),
      arena.deliver(messages(stop, text(other, 'one'), question)),
      arena.deliver(messages(text(other, 'two'), question, stop)),
      arena.deliver(messages(stop, stop, question, question)),
      arena.deliver({ ...messages(stop, question), note: 'the same with other bytes' }),
    ]);
    await idle();
    expect(await inboundOf(phone)).toHaveLength(3);
    // The word for leaving needs nobody.
    expect((await threadOf(phone))?.unread).toBe(2);
    expect((await threadOf(other))?.unread).toBe(2);
    const events = (await arena
      .knex('whatsapp_consent_events')
      .where({ contact_id: contactId, action: 'opt-out' })) as { category: string }[];
    expect(events.map((event) => event.category).sort()).toEqual(['marketing', 'utility']);
    // The same once more, long after the bytes and the changes were forgotten.
    await arena.knex(EVENTS).del();
    await arena.knex(CHANGES).del();
    await arena.deliver(messages(stop, question));
    await idle();
    expect((await threadOf(phone))?.unread).toBe(2);
    expect(await inboundOf(phone)).toHaveLength(3);
  });

  it('[I5] [I11] [M-32] statuses in any order, doubled and cut into any batches, end in the same row', async () => {
    arena.sim.control.configure({ statuses: { enabled: false } });
    const id = await arena.start(24);
    await arena.ended(id);
    const rows = await arena.rows(id);
    const at = Math.floor(Date.now() / 1000);
    const sets = [
      { words: ['sent', 'delivered', 'read'], rank: 50 },
      { words: ['sent', 'failed'], rank: 30 },
      { words: ['sent', 'failed', 'delivered'], rank: 40 },
    ];
    const random = seeded(7);
    const said = rows.flatMap((row, i) => {
      const { words } = sets[i % 3] ?? { words: [] };
      return [...words, ...words].map((status) => ({
        id: row.wamid,
        status,
        timestamp: String(at + ['sent', 'delivered', 'read', 'failed'].indexOf(status)),
        recipient_id: '905500000000',
        ...(status === 'failed'
          ? { errors: [{ code: 131026, title: 'Message undeliverable' }] }
          : {}),
      }));
    });
    const mixed = shuffled(said, random);
    const posts: Promise<number>[] = [];
    while (mixed.length > 0) {
      posts.push(
        arena.deliver(delivery(arena, { statuses: mixed.splice(0, 1 + Math.floor(random() * 9)) }))
      );
    }
    expect(new Set(await Promise.all(posts))).toEqual(new Set([200]));
    await idle();
    const raw = (await arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: id })
      .orderBy('id')) as Record<string, unknown>[];
    const ends = raw.map((row) =>
      JSON.stringify([
        row.state,
        ...['rank', 'sent_at', 'delivered_at', 'read_at', 'failed_at'].map((key) =>
          row[key] === null ? null : Number(row[key])
        ),
      ])
    );
    sets.forEach(({ rank, words }, k) => {
      const mine = ends.filter((_, i) => i % 3 === k);
      const time = (word: string, n: number) => (words.includes(word) ? (at + n) * 1000 : null);
      const end = [
        'accepted',
        rank,
        time('sent', 0),
        time('delivered', 1),
        time('read', 2),
        time('failed', 3),
      ];
      expect(new Set(mine)).toEqual(new Set([JSON.stringify(end)]));
    });
    // The copies in the threads say the same as the recipients.
    const copies = (await arena
      .knex('whatsapp_messages')
      .where({ campaign_id: id })
      .orderBy('recipient_id')) as Record<string, unknown>[];
    expect(copies.map((row) => Number(row.rank))).toEqual(raw.map((row) => Number(row.rank)));
    expect([...(await arena.campaigns.audit()).keys()]).toEqual([]);
    arena.sim.control.configure({ statuses: { enabled: true } });
  });

  it('what people said is applied one after the other, in the order it came', async () => {
    const shard = 9_000; // no process looks at it
    const bodies = ['first', 'second', 'third'];
    for (const body of bodies) {
      serial += 1;
      const change = { ...{ shard, lane: 0, kind: 'message' }, event_id: 1, state: 'new' };
      const counts = { attempts: 0, failures: 0, next_at: 0, at: 0, received_at: 0 };
      await arena
        .knex(CHANGES)
        .insert({ ...change, ...counts, key_hash: `order-${serial}`, value: JSON.stringify(body) });
    }
    const steps: string[] = [];
    const note = (what: string, element: unknown) => void steps.push(`${what} ${String(element)}`);
    const { db, clock, log } = contextOf(arena.strapi);
    const worker = createChangeWorker({
      ...{ db, clock, log: log('webhook'), retryMs: [60_000], parked: () => undefined },
      handlers: {
        before: async () => undefined,
        ahead: async (element) => note('begins', element),
        apply: async () => ({ outcome: 'done' }),
        applyStatuses: async () => ({ foreign: [] }),
        committed: (elements) => elements.forEach((element) => note('ended', element)),
      },
    });
    expect(await worker.people([shard])).toBe(3);
    expect(steps).toEqual(bodies.flatMap((body) => [`begins ${body}`, `ended ${body}`]));
  });

  it('[I11] [C-03] a kind of message that nobody knows yet is shown by its name, an unknown field is kept', async () => {
    const phone = newPhone();
    await arena.deliver(messages(inbound(phone, { type: 'hologram', hologram: { depth: 3 } })));
    arena.sim.control.emit('solar_flare_update', { strength: 'X9' });
    await arena.settled();
    await idle();
    const thread = await threadOf(phone);
    const { body } = await arena.api.get<{
      messages: { state: string; body: { type: string; text: string | null } }[];
    }>(`/whatsapp/conversations/${thread?.id ?? 0}/messages`);
    expect(body.messages).toMatchObject([
      { state: 'received', body: { type: 'hologram', text: null } },
    ]);
    const kept = (await arena.knex(CHANGES).where('value', 'like', '%solar_flare_update%')) as {
      state: string;
    }[];
    expect(kept).toMatchObject([{ state: 'done' }]);
  });

  it('[I11] [C-03] an element that cannot be applied is parked alone; the others of its delivery are applied', async () => {
    const undo = await arena.forbid('whatsapp_messages', 'text', 'poisonous');
    const phones = Array.from({ length: 5 }, newPhone);
    try {
      await arena.deliver(
        messages(...phones.map((phone, i) => text(phone, i === 2 ? 'poisonous' : 'harmless')))
      );
      await idle();
      for (const [i, phone] of phones.entries())
        expect(await inboundOf(phone)).toHaveLength(i === 2 ? 0 : 1);
      const parked = (await arena.knex(CHANGES).where({ state: 'parked' })) as Record<
        string,
        unknown
      >[];
      expect(parked).toHaveLength(1);
      expect(Number(parked[0]?.failures)).toBe(3);
      expect(String(parked[0]?.error).length).toBeGreaterThan(5);
      // The database's words, without what the person wrote.
      expect(String(parked[0]?.error)).not.toContain('poisonous');
      await arena.deliver(messages(text(phones[2] ?? '', 'and on')));
      await idle();
      expect(await inboundOf(phones[2] ?? '')).toHaveLength(1);
    } finally {
      await undo();
    }
  });

  it('[C-03] a message that names nobody is parked at its first try, and its number is not asked again', async () => {
    await arena.deliver(messages(text('no number', 'from nobody')));
    await idle();
    const rows = (await arena.knex(CHANGES).where('value', 'like', '%from nobody%')) as Record<
      string,
      unknown
    >[];
    expect(rows).toMatchObject([{ state: 'parked', error: expect.stringContaining('no person') }]);
    expect(Number(rows[0]?.attempts)).toBe(1);
  });

  it('[X-15] a customer whose id or name holds half of an emoji writes again and again as the same contact', async () => {
    const phone = newPhone();
    const send = async (id: string) => {
      const from = { from_user_id: 'DE.half\ud83d' };
      const value = inbound(phone, { ...from, type: 'text', text: { body: id } }, id);
      const contacts = [
        { wa_id: phone, user_id: from.from_user_id, profile: { name: 'Half \ud83d' } },
      ];
      await arena.deliver(delivery(arena, { messages: [value], contacts }));
      await idle();
    };
    for (const id of ['wamid.half-1', 'wamid.half-2', 'wamid.half-3']) await send(id);
    const people = (await arena.knex('whatsapp_contacts').where({ wa_id: phone })) as {
      name: string;
      bsuid: string | null;
    }[];
    expect(people).toMatchObject([{ name: 'Half \ufffd', bsuid: null }]);
    const kept = (await arena.knex(CHANGES).where('value', 'like', '%wamid.half-%')) as {
      state: string;
    }[];
    expect(kept.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });
});
