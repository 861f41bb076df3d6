import { systemClock, type Clock } from '../../../server/src/kernel/clock';
import type { Runtime } from '../../../server/src/runtime/public';
import { createDoor } from '../../../server/src/runtime/door';
import { hasAnyInbound } from '../../../server/src/conversations/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { delivery, membersOf, newPeople, startArena, templateOf, type Arena } from './arena';

const DOOR = 'whatsapp_doors';
const EVENTS = 'whatsapp_webhook_events';
const MINUTE = 60_000;

type Category = 'MARKETING' | 'UTILITY';

/** What people wrote while webhooks could not be taken may be an opt-out: Meta delivers it again (engine 14). */
describe.each(databases())('a time in which webhooks could not be taken, on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await startArena({
      database,
      engine: { beatMs: 5_000, catchUp: [{ upToMs: null, waitMs: 10 * MINUTE }] },
    });
  });
  afterEach(async () => {
    await arena
      .knex(DOOR)
      .update({ wait_until: null, gap_from: null, calm_at: 0, open_by: null, shut_until: 0 });
  });
  afterAll(() => arena.close());

  let serial = 0;
  const text = (words = 'hello', from = '4915700000001') => {
    serial += 1;
    return delivery(arena, {
      messages: [
        {
          ...{ from, id: `wamid.door-${serial}`, type: 'text', text: { body: words } },
          timestamp: String(Math.floor(Date.now() / 1000)),
        },
      ],
    });
  };
  const wait = () => arena.runtime.door.wait();
  const isAway = async (ms: number) => {
    await arena.knex(DOOR).update({ beat_ms: Date.now() - ms });
    await arena.runtime.beat();
  };

  it('[I7] nothing is waited for before Meta has ever delivered', async () => {
    await arena.knex(DOOR).update({ heard_at: null });
    await isAway(5 * MINUTE);
    expect(await wait()).toBeNull();
    arena.runtime.suspend('replacing');
    const said = text();
    expect(await arena.deliver(said)).toBe(503);
    arena.runtime.resume();
    expect(await wait()).toBeNull();
    expect(await arena.deliver(said)).toBe(200);
    expect(await arena.deliver(text())).toBe(200);
    await arena.runtime.door.flush();
  });

  it.each(['MARKETING', 'UTILITY'] as const)(
    '[I7] [O-22] a campaign of %s waits, and goes on when a person says so',
    async (category) => {
      await arena.deliver(text());
      await isAway(5 * MINUTE);
      const id = await arena.start(3, { category });
      const waiting = await eventually('the wait', async () => (await arena.campaign(id)).waiting);
      expect(waiting.kind).toBe('catch-up');
      expect(waiting.awayMs).toBeGreaterThanOrEqual(5 * MINUTE);
      expect((await arena.accepted(id)).size).toBe(0);
      await arena.act(id, 'go-on');
      expect((await arena.ended(id)).counts.sent).toBe(3);
      const { body } = await arena.api.get<{ lines: { event: string; details: { by: string } }[] }>(
        '/whatsapp/logs?area=engine'
      );
      expect(JSON.stringify(body)).toContain('catch-up-ended');
    }
  );

  it('[I7] a beat that is not late is no gap', async () => {
    await arena.deliver(text());
    await isAway(10_000);
    expect(await wait()).toBeNull();
  });

  it('[I7] a delivery that could not be stored is waited for until it has come again', async () => {
    await arena.deliver(text());
    const allow = await arena.forbid(EVENTS, 'body', 'shut-door');
    const said = text('shut-door');
    try {
      expect(await arena.deliver(said)).toBe(500);
    } finally {
      await allow();
    }
    expect(await wait()).not.toBeNull();
    await arena.runtime.door.flush();
    expect(await wait()).not.toBeNull();
    expect(await arena.deliver(text())).toBe(200);
    await arena.runtime.door.flush();
    expect(await wait()).not.toBeNull();
    expect(await arena.deliver(said)).toBe(200);
    await arena.runtime.door.flush();
    // What has come again is applied first.
    const left = (await wait())?.until ?? 0;
    expect(left - Date.now()).toBeLessThan(6_000);
  });

  it('[I7] is waited for to the end where nobody was there beside it', async () => {
    await arena.deliver(text());
    await isAway(5 * MINUTE);
    const allow = await arena.forbid(EVENTS, 'body', 'shut-again');
    const said = text('shut-again');
    expect(await arena.deliver(said)).toBe(500);
    await allow();
    await arena.deliver(said);
    await arena.runtime.door.flush();
    expect(await wait()).not.toBeNull();
  });

  it('[I7] while rows are replaced, what is refused is waited for; statuses and strangers are not', async () => {
    await arena.deliver(text());
    const said = text();
    arena.runtime.suspend('replacing');
    try {
      const statuses = delivery(arena, {
        statuses: [
          { id: 'wamid.door', status: 'sent', timestamp: '1', recipient_id: '4915700000001' },
        ],
      });
      expect(await arena.deliver(statuses)).toBe(503);
      await arena.runtime.door.flush();
      expect(await wait()).toBeNull();
      expect(await arena.deliver(said)).toBe(503);
      await arena.runtime.door.flush();
      expect((await wait())?.until).toBeNull();
    } finally {
      arena.runtime.resume();
    }
    expect(await arena.deliver(said)).toBe(200);
    await arena.runtime.door.flush();
  });

  it('[I7] what nobody outside can begin begins nothing: wrong signatures, and what is no delivery', async () => {
    await arena.deliver(text());
    const post = (body: string, signature: string) =>
      fetch(`${arena.url}/api/whatsapp/webhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
        body,
      }).then(({ status }) => status);
    const said = JSON.stringify(text('STOP'));
    expect(await post(said, 'sha256=00')).toBe(401);
    expect(await post('no json', 'sha256=00')).toBe(401);
    expect(await arena.deliver('no object')).toBe(400);
    await arena.runtime.door.flush();
    expect(await wait()).toBeNull();
  });

  it('[I7] a worker sends nothing while nobody takes webhooks, nor before it knows who did', async () => {
    await arena.deliver(text());
    await eventually('it is applied', () => hasAnyInbound(arena.knex));
    const { db, log } = contextOf(arena.strapi);
    const own = { instanceId: 'worker', beatMs: 5_000, takes: false };
    const steps = [{ upToMs: null, waitMs: MINUTE }];
    const worker = createDoor({ db, clock: systemClock, log: log('webhook'), steps, ...own });
    worker.heardBefore = () => hasAnyInbound(arena.knex);
    await arena.runtime.beat();
    expect(await worker.wait()).toBeNull();
    await arena.knex(DOOR).update({ beat_ms: Date.now() - 20_000 });
    expect(await worker.wait()).toMatchObject({ until: null });
    // A version without this row was here before.
    await arena.knex(DOOR).del();
    expect(await worker.wait()).toMatchObject({ until: null });
    arena.runtime.door.forget();
    await arena.runtime.beat();
    expect((await worker.wait())?.until).toBeGreaterThan(Date.now());
  });

  it('[I7] a beat of the process that fails is no reason that the door misses one', async () => {
    const { instances, door } = arena.runtime;
    const beat = instances.beat;
    const tried: string[] = [];
    const own = door.beat;
    instances.beat = () => Promise.reject(new Error('away'));
    door.beat = () => {
      tried.push('door');
      return own();
    };
    try {
      await expect(arena.runtime.beat()).rejects.toThrow('away');
    } finally {
      Object.assign(instances, { beat });
      Object.assign(door, { beat: own });
    }
    expect(tried).toEqual(['door']);
  });

  describe('of a process whose database was away', () => {
    // Nobody else beats meanwhile.
    let beat: Runtime['beat'];
    beforeAll(() => {
      ({ beat } = arena.runtime);
      arena.runtime.beat = () => Promise.resolve();
    });
    afterAll(() => void (arena.runtime.beat = beat));
    const STEPS = [{ upToMs: null, waitMs: 10 * MINUTE }];
    /** A door of its own on the same row, with a database that can go away and a clock that is set. */
    const another = () => {
      const { db, log } = contextOf(arena.strapi);
      const own = { isAway: false, at: 0 };
      const clock: Clock = { ...systemClock, monotonic: () => own.at };
      const door = createDoor({
        ...{ clock, instanceId: `door-${(serial += 1)}`, beatMs: 5_000, steps: STEPS, takes: true },
        log: log('webhook'),
        db: {
          ...db,
          tx: (work) => (own.isAway ? Promise.reject(new Error('away')) : db.tx(work)),
        },
      });
      /** Beats every five seconds of half a minute in which the database is away. */
      const away = async () => {
        own.isAway = true;
        for (let beats = 0; beats < 6; beats += 1) {
          own.at += 5_000;
          await expect(door.beat()).rejects.toThrow('away');
        }
        own.isAway = false;
        await arena.knex(DOOR).update({ beat_ms: Date.now() - 30_000 });
      };
      return { door, away, own };
    };
    const raw = () => Buffer.from(JSON.stringify(text('STOP')));

    it('[I7] waits until all that it refused has come again', async () => {
      await arena.deliver(text());
      const { door, away } = another();
      await door.beat();
      const said = [raw(), raw()];
      for (const one of said) door.refused(one);
      await away();
      await door.beat();
      expect(await door.wait()).toMatchObject({ until: expect.any(Number) as number });
      door.accepted(said[0] as Buffer);
      await door.flush();
      const left = async () => ((await door.wait())?.until ?? 0) - Date.now();
      expect(await left()).toBeGreaterThan(5 * MINUTE);
      door.accepted(said[1] as Buffer);
      await door.flush();
      expect(await left()).toBeLessThan(6_000);
    });

    it('[I7] waits to the end where another process refused too', async () => {
      await arena.deliver(text());
      const [one, other] = [another(), another()];
      const said = raw();
      for (const { door } of [one, other]) await door.beat();
      one.door.refused(said);
      await one.away();
      await one.door.beat();
      other.door.refused(raw());
      await other.door.flush();
      expect((await one.door.wait())?.until).toBeNull();
      one.door.accepted(said);
      other.door.accepted(raw());
      await one.door.flush();
      await other.door.flush();
      expect(((await one.door.wait())?.until ?? 0) - Date.now()).toBeGreaterThan(5 * MINUTE);
    });
  });

  describe('of single messages', () => {
    let keys = 0;
    const send = async (contactId: number, category: Category, intent: object) => {
      const template = await templateOf(arena, category);
      keys += 1;
      const sent = await arena.sending.send({
        accountId: arena.accountId,
        contactId,
        origin: 'api',
        lane: 1,
        content: {
          type: 'template',
          templateId: template.id,
          values: Object.fromEntries(template.slots.map(({ key }) => [key, 'friend'])),
        },
        ...intent,
        key: { owner: 'test', key: `${keys}`, ...('key' in intent ? (intent.key as object) : {}) },
      });
      return sent.message.id;
    };
    const messageOf = async (id: number) =>
      (await arena.knex('whatsapp_messages').where({ id }).first()) as Record<string, unknown>;
    const isAccepted = (id: number) =>
      eventually(`message ${id}`, async () => (await messageOf(id)).state === 'accepted', 15_000);
    /** It opened so long ago, after half a minute, and is waited for. */
    const opened = async (ago: number) => {
      const now = Date.now();
      await arena.knex(DOOR).update({
        ...{ heard_at: 1, beat_ms: now, gap_from: now - ago - 30_000, gap_to: now - ago },
        ...{ reason: 'down', away_ms: 30_000, first_to: now - ago, calm_at: now + 20 * MINUTE },
        wait_until: now + 20 * MINUTE,
      });
    };

    it('[I7] [O-22] who waits, for how long, and who never does', async () => {
      await opened(0);
      const people = await membersOf(arena.knex, await newPeople(arena, 9));
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = people;
      const run = { origin: 'automation', key: { owner: 'unasked:run:7' } };
      const offer = await send(a, 'MARKETING', {});
      const ofRun = await send(b, 'MARKETING', run);
      const order = await send(c, 'UTILITY', {});
      const news = await send(d, 'UTILITY', run);
      const due = (await messageOf(order)).due_at;
      const never = [
        await send(e, 'MARKETING', { origin: 'agent', agentId: 1 }),
        await send(f, 'MARKETING', { origin: 'bot' }),
        await send(f, 'UTILITY', { origin: 'bot' }),
        await send(g, 'UTILITY', { origin: 'system', key: { owner: 'consent' } }),
        // Behind what waits briefly, in its thread.
        await send(c, 'UTILITY', { origin: 'bot' }),
      ];
      for (const id of never) await isAccepted(id);
      const states = async (ids: number[]) =>
        Promise.all(ids.map(async (id) => (await messageOf(id)).state));
      expect(await states([offer, ofRun, order, news])).toEqual(Array(4).fill('queued'));

      await opened(3 * MINUTE);
      await isAccepted(order);
      await isAccepted(news);
      expect((await messageOf(order)).due_at).toBe(due);
      expect(await states([offer, ofRun])).toEqual(['queued', 'queued']);

      await arena.knex(DOOR).update({ wait_until: Date.now() });
      await isAccepted(offer);
      await isAccepted(ofRun);
    }, 90_000);

    it('[I7] [O-22] while it is shut nothing of them goes, and then a utility template does after two minutes', async () => {
      const [a = 0, b = 0] = await membersOf(arena.knex, await newPeople(arena, 2));
      const shut = async (ago: number) => {
        const now = Date.now();
        await arena
          .knex(DOOR)
          .update({ beat_ms: now, gap_from: now - ago, gap_to: now, shut_until: now + 60_000 });
      };
      await shut(10_000);
      const offer = await send(a, 'MARKETING', {});
      const order = await send(b, 'UTILITY', {});
      const answer = await send(a, 'UTILITY', { origin: 'bot' });
      await isAccepted(answer);
      expect((await messageOf(order)).state).toBe('queued');
      expect(await arena.runtime.door.wait()).toMatchObject({ until: null });
      await shut(3 * MINUTE);
      await isAccepted(order);
      expect((await messageOf(offer)).state).toBe('queued');
      await arena.knex(DOOR).update({ shut_until: 0, wait_until: null });
      await isAccepted(offer);
    }, 90_000);
  });
});
