import type { ListLogsResult, LogView } from '../../../server/src/contracts/logs';
import type {
  ListParkedResult,
  ParkedCounts,
  ParkedDone,
  ParkedPayload,
  ParkedView,
} from '../../../server/src/contracts/parked';
import { actions, type ActionUid } from '../../../server/src/contracts/permissions';
import { logsService } from '../../../server/src/logs/public';
import { contextOf } from '../../../server/src/strapi/context';
import { purgeWebhooks, webhookService, type Webhook } from '../../../server/src/webhook/public';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { delivery, postWebhook } from '../engine/arena';

const EVENTS = 'whatsapp_webhook_events';
const CHANGES = 'whatsapp_webhook_changes';
const DAY = 86_400_000;

describe.each(databases())('what could not be processed, on %s', (database) => {
  let world: World;
  let webhook: Webhook;
  /** Elements whose payload holds this word fail. */
  let bad: string | null = null;
  let serial = 0;

  beforeAll(async () => {
    world = await startWorld({ database, engine: { changeRetryMs: [] } });
    webhook = webhookService(world.strapi);
    const { hooks } = webhook;
    if (!hooks) throw new Error('the webhook is not connected');
    const { apply } = hooks.handlers;
    hooks.handlers.apply = (trx, element) =>
      bad !== null && JSON.stringify(element).includes(bad)
        ? Promise.reject(new Error('out of order'))
        : apply(trx, element);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    bad = null;
    await rows(CHANGES).where({ state: 'parked' }).del();
    await rows(EVENTS).where({ state: 'parked' }).del();
  });

  const rows = (table: string) => world.strapi.db.connection(table);
  const newPhone = () => `49151${String(80_000_000 + (serial += 1))}`;
  const text = (from: string, words: string) => ({
    from,
    id: `wamid.parked-${(serial += 1)}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: words },
  });
  const send = async (...messages: object[]) => {
    const bytes = JSON.stringify(delivery(world, { messages }));
    expect((await postWebhook(world, bytes)).status).toBe(200);
  };
  const list = async (query = '') =>
    (await world.api.get<ListParkedResult>(`/whatsapp/parked${query}`)).body;
  const count = async () => (await world.api.get<ParkedCounts>('/whatsapp/parked/count')).body;
  const parkedOnes = (n: number): Promise<ParkedView[]> =>
    eventually(`${n} parked`, async () => {
      const { parked } = await list();
      return parked.length === n ? parked : null;
    });
  const messagesOf = async (words: string) =>
    (await rows('whatsapp_messages').where('text', words)) as Record<string, unknown>[];
  const lines = async (event: string): Promise<LogView[]> => {
    const { body } = await world.api.get<ListLogsResult>('/whatsapp/logs?area=webhook');
    return body.logs.filter((line) => line.event === event);
  };
  const asking = (token: string) => ({
    get: (path: string) =>
      world.http.get(`/whatsapp/parked${path}`).set('Authorization', `Bearer ${token}`),
    post: (path: string, body = {}) =>
      world.http.post(`/whatsapp/parked${path}`).set('Authorization', `Bearer ${token}`).send(body),
  });

  it('[L-10] a message that failed is listed with kind, reason, number, contact and time', async () => {
    const phone = newPhone();
    await send(text(phone, 'first word'));
    await eventually('the first message', async () => (await messagesOf('first word')).length);
    bad = 'second word';
    const before = Date.now();
    await send(text(phone, 'second word'));
    const [one] = await parkedOnes(1);
    expect(one).toMatchObject({
      source: 'changes',
      kind: 'message',
      reason: 'error',
      account: { id: world.accountId },
      attempts: 1,
      canOpen: true,
    });
    expect(one?.person?.name).toContain(phone.slice(-4));
    expect(one?.receivedAt).toBeGreaterThan(before - 60_000);
    const opened = await world.api.get<ParkedPayload>(`/whatsapp/parked/changes/${one?.id}`);
    expect(opened.body).toMatchObject({ isCut: false, error: 'out of order' });
    expect(JSON.parse(opened.body.text)).toMatchObject({
      value: { text: { body: 'second word' } },
    });
    expect(await count()).toEqual({
      total: 1,
      more: false,
      reasons: [{ reason: 'error', count: 1 }],
    });
  });

  it('[L-10] [I11] put back once the cause is gone it is applied exactly once, however often it is asked for and delivered', async () => {
    const phone = newPhone();
    bad = 'later';
    const message = text(phone, 'later');
    await send(message);
    const [one] = await parkedOnes(1);
    const again = () => world.api.post<ParkedDone>(`/whatsapp/parked/changes/${one?.id}/retry`);
    // Still broken: it comes back.
    expect((await again()).body).toEqual({ count: 1, left: false });
    await parkedOnes(1);
    bad = null;
    const answers = await Promise.all([again(), again(), again()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await eventually('the message', async () => (await messagesOf('later')).length);
    await send(message);
    await send({ ...message, note: 'the same with other bytes' });
    await eventually('everything split', async () => {
      const open = (await rows(EVENTS).where({ state: 'new' })) as unknown[];
      return open.length === 0;
    });
    expect(await messagesOf('later')).toHaveLength(1);
    expect((await list()).parked).toEqual([]);
    const [row] = (await rows(CHANGES).where({ id: one?.id })) as Record<string, unknown>[];
    expect(row).toMatchObject({ state: 'done', error: null, reason: null });
    const [conversation] = (await rows('whatsapp_conversations as c')
      .join('whatsapp_contacts as p', 'p.id', 'c.contact_id')
      .where('p.wa_id', phone)
      .select('c.unread')) as { unread: unknown }[];
    expect(Number(conversation?.unread)).toBe(1);
    const [line] = await lines('parked-retried');
    expect(line?.details).toMatchObject({ source: 'changes', id: one?.id, count: 1 });
  });

  it('[L-10] everything of one reason is put back at once, and what has another reason stays', async () => {
    bad = 'all of them';
    const phones = [newPhone(), newPhone(), newPhone()];
    await send(...phones.map((phone) => text(phone, 'all of them')), text('nobody', 'whose?'));
    await parkedOnes(4);
    expect((await list('?reason=no-person')).parked).toMatchObject([
      { reason: 'no-person', person: null },
    ]);
    bad = null;
    const { body } = await world.api.post<ParkedDone>('/whatsapp/parked/retry', {
      reason: 'error',
    });
    expect(body).toEqual({ count: 3, left: false });
    await eventually('the messages', async () => (await messagesOf('all of them')).length === 3);
    expect((await list()).parked).toMatchObject([{ reason: 'no-person' }]);
  });

  it('[L-10] a delivery that cannot be taken apart is listed, and applied when it can be', async () => {
    const good = JSON.stringify(delivery(world, { messages: [text(newPhone(), 'repaired')] }));
    const event = {
      hash: `unreadable-${database}`,
      body: `${good.slice(0, -4)}`,
      encoding: 'utf8',
      state: 'new',
      queue: 0,
      attempts: 0,
      received_at: Date.now(),
    };
    await rows(EVENTS).insert(event);
    await webhook.process();
    const [one] = await parkedOnes(1);
    expect(one).toMatchObject({
      source: 'events',
      kind: 'delivery',
      reason: 'unreadable',
      account: null,
      person: null,
    });
    const opened = await world.api.get<ParkedPayload>(`/whatsapp/parked/events/${one?.id}`);
    expect(opened.body.text).toBe(event.body);
    await rows(EVENTS).where({ id: one?.id }).update({ body: good });
    expect((await world.api.post(`/whatsapp/parked/events/${one?.id}/retry`)).status).toBe(200);
    await eventually('the message', async () => (await messagesOf('repaired')).length === 1);
    expect((await list()).parked).toEqual([]);
  });

  it('[L-10] [X-06] discarded, what it says is gone, who did it and when stays, and it is never applied', async () => {
    bad = 'unwanted';
    const message = text(newPhone(), 'unwanted');
    await send(message);
    const [one] = await parkedOnes(1);
    const before = Date.now();
    const user = await world.adminUser();
    const done = await asking(user.token).post(`/changes/${one?.id}/discard`);
    expect(done.body).toEqual({ count: 1, left: false });
    const rowOf = async () =>
      ((await rows(CHANGES).where({ id: one?.id })) as Record<string, unknown>[])[0];
    const row = await rowOf();
    expect(row).toMatchObject({ state: 'discarded', value: '{}', error: null, reason: 'error' });
    expect(Number(row?.decided_by)).toBe(user.id);
    expect(String(row?.decided_by_name).length).toBeGreaterThan(2);
    expect(Math.abs(Number(row?.decided_at) - before)).toBeLessThan(60_000);
    const [line] = await lines('parked-discarded');
    expect(line?.details).toMatchObject({ userId: user.id, id: one?.id, count: 1 });
    bad = null;
    await send({ ...message, note: 'delivered again' });
    await webhook.process();
    expect(await messagesOf('unwanted')).toEqual([]);
    expect((await asking(user.token).post(`/changes/${one?.id}/retry`)).status).toBe(409);
    // Received long ago and discarded today: the record is kept from today on.
    await rows(CHANGES)
      .where({ id: one?.id })
      .update({ received_at: Date.now() - 100 * DAY });
    const { db } = contextOf(world.strapi);
    await purgeWebhooks(db, 14 * DAY);
    expect(await rowOf()).toMatchObject({ state: 'discarded' });
    await rows(CHANGES)
      .where({ id: one?.id })
      .update({ decided_at: Date.now() - 15 * DAY });
    await purgeWebhooks(db, 14 * DAY);
    expect(await rowOf()).toBeUndefined();
  });

  it('[X-05] who only follows operations sees that something failed, not what it says or whom it is about', async () => {
    const phone = newPhone();
    await send(text(phone, 'known before'));
    await eventually('the person', async () => (await messagesOf('known before')).length);
    bad = 'secret word';
    await send(text(phone, 'secret word'));
    const [one] = await parkedOnes(1);
    const at = `/changes/${one?.id}`;
    const watcher = async (...more: ActionUid[]) =>
      asking(await world.adminToken({ actions: [actions.operationWatch, ...more] }));

    const blind = await watcher();
    const seen = await blind.get('');
    expect(seen.body.parked).toMatchObject([{ id: one?.id, person: null, canOpen: false }]);
    expect(JSON.stringify(seen.body)).not.toContain(phone);
    // Not their conversation: reading own ones opens neither the person nor the words.
    const agent = await watcher(actions.chatRead, actions.settingsConfigure, actions.logInspect);
    expect((await agent.get('')).body.parked).toMatchObject([{ person: null, canOpen: false }]);
    for (const who of [blind, agent]) {
      const refused = await who.get(at);
      expect(refused.status).toBe(403);
      expect(JSON.stringify(refused.body)).not.toContain('secret word');
    }
    const reader = await watcher(actions.chatReadAll, actions.contactBrowse);
    expect((await reader.get('')).body.parked).toMatchObject([{ person: {}, canOpen: true }]);
    expect(JSON.stringify((await reader.get(at)).body)).toContain('secret word');
    for (const path of [`${at}/retry`, `${at}/discard`, '/retry', '/discard']) {
      expect((await blind.post(path, { reason: 'error' })).status).toBe(403);
      expect((await reader.post(path, { reason: 'error' })).status).toBe(403);
    }
    await parkedOnes(1);
    expect((await agent.post(`${at}/discard`)).status).toBe(200);
  });

  it('[L-10] news of a template that could not be processed are open to everybody who follows operations', async () => {
    bad = 'weather_change';
    const value = { event: 'APPROVED', message_template_name: 'weather_change' };
    const bytes = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: world.sim.account.wabaId,
          changes: [{ field: 'message_template_status_update', value }],
        },
      ],
    });
    await postWebhook(world, bytes);
    const [one] = await parkedOnes(1);
    expect(one).toMatchObject({ kind: 'template-status', person: null });
    expect(one?.account?.id).toBe(world.accountId);
    const watcher = asking(await world.adminToken({ actions: [actions.operationWatch] }));
    expect((await watcher.get(`/changes/${one?.id}`)).status).toBe(200);
  });

  it('[L-10] a flood is an entry of the log with its number, and pages hear of it', async () => {
    webhook.parkedNews.flush();
    await logsService(world.strapi).flush();
    await rows('whatsapp_logs').where({ event: 'parked' }).del();
    const hints = async () =>
      (await rows('whatsapp_feed_events').where({ type: 'parked' })).length as number;
    const before = await hints();
    const started = performance.now();
    let flushes = 0;
    await send(...Array.from({ length: 300 }, (_, n) => text('nobody', `flood ${n}`)));
    await eventually('all parked', async () => (await count()).total === 300);
    const told = await eventually('the log', async () => {
      // What the minute between two lines would tell later.
      webhook.parkedNews.flush();
      flushes += 1;
      const found = await lines('parked');
      const sum = found.reduce(
        (all, { details, times }) => all + Number(details?.count) * times,
        0
      );
      return sum === 300 ? found : null;
    });
    expect(told.length).toBeLessThan(4);
    expect(told[0]).toMatchObject({ level: 'error' });
    expect(told[0]?.details).toMatchObject({ kind: 'message', reason: 'no-person' });
    await eventually('a hint', async () => (await hints()) > before);
    // One a second and one for each time the test asked for the rest.
    const seconds = (performance.now() - started) / 1_000;
    const bundles = (await hints()) - before;
    expect(bundles).toBeLessThanOrEqual(Math.ceil(seconds) + flushes);
    expect(bundles).toBeLessThan(150);
  });

  it('[L-10] ten thousand are read page by page, counted up to a bound and discarded at once with one log entry', async () => {
    const made = Array.from({ length: 10_000 }, (_, n) => ({
      event_id: 0,
      kind: n % 3 === 2 ? 'status' : 'message',
      key_hash: `many-${n}`,
      lane: n % 3 === 2 ? 2 : 0,
      shard: n % 64,
      value: '{}',
      state: 'parked',
      reason: 'refused',
      attempts: 6,
      failures: 6,
      next_at: 0,
      at: 0,
      // Many of one moment.
      received_at: 1_700_000_000_000 + Math.floor(n / 50),
    }));
    for (let from = 0; from < made.length; from += 500)
      await rows(CHANGES).insert(made.slice(from, from + 500));
    await rows(EVENTS).insert({
      hash: 'one of ten thousand',
      body: 'x',
      encoding: 'utf8',
      state: 'parked',
      queue: 2,
      attempts: 1,
      received_at: 1_700_000_000_150,
    });
    expect(await count()).toMatchObject({ total: 10_001, more: true });
    const seen = new Set<string>();
    const times: number[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 12; page += 1) {
      const query: string = cursor === null ? '' : `?cursor=${cursor}`;
      const { parked, nextCursor } = await list(query);
      expect(parked).toHaveLength(30);
      for (const { source, id, receivedAt } of parked) {
        seen.add(`${source} ${id}`);
        times.push(receivedAt);
      }
      cursor = nextCursor;
    }
    expect(seen.size).toBe(12 * 30);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    // The newest 50 rows a millisecond: the delivery is among those of its own, further back.
    expect([...seen].filter((key) => key.startsWith('events'))).toEqual([]);
    expect((await list('?reason=error')).parked).toMatchObject([{ source: 'events' }]);
    expect((await world.api.get('/whatsapp/parked?cursor=x')).status).toBe(400);

    await rows('whatsapp_logs').where({ event: 'parked-discarded' }).del();
    const { body } = await world.api.post<ParkedDone>('/whatsapp/parked/discard', {
      reason: 'refused',
    });
    expect(body.count).toBe(10_000);
    expect(await count()).toMatchObject({ total: 1, more: false });
    await eventually('the line', async () => (await lines('parked-discarded')).length);
    expect((await lines('parked-discarded')).map(({ details }) => details?.count)).toEqual([
      10_000,
    ]);
  });
});
