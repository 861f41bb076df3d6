import type { DeliveryView } from '../../../server/src/contracts/outbound';
import type { OutboundService } from '../../../server/src/outbound/public';
import { isGenuine } from '../../support/receiver';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { outboundWorld, type OutboundWorld } from './outbound-world';

describe.each(databases())('outgoing webhooks on %s', (database) => {
  let world: OutboundWorld;
  beforeAll(async () => {
    world = await outboundWorld(database, { callMs: 2_000 });
  });
  afterAll(() => world.close());
  beforeEach(() => world.receiver.answers(() => 204));
  afterEach(() => world.disconnect());

  it('[O-23] an opt-out arrives signed, names the contact by id and carries no number unless asked to', async () => {
    const plain = await world.connect(['consent.opted_out']);
    const numbers = await world.connect(['consent.opted_out'], { withNumbers: true });
    const one = await world.person();
    await world.agentSays(one.id, 'opt-out');
    const [told] = await plain.settled();
    const [full] = await numbers.settled();
    expect(told && isGenuine(plain.secret, told)).toBe(true);
    expect(told && isGenuine(numbers.secret, told)).toBe(false);
    expect(told?.event).toEqual({
      type: 'consent.opted_out',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      data: {
        contact: { id: one.documentId },
        categories: ['marketing'],
        source: 'phone call',
      },
    });
    expect(full && isGenuine(numbers.secret, full)).toBe(true);
    expect(full?.event.data.contact).toEqual({ id: one.documentId, phone: one.phone });
    expect(full?.id).toBe(told?.id);
    const age = Date.now() / 1000 - Number(told?.headers['webhook-timestamp']);
    expect(Math.abs(age)).toBeLessThan(60);
  });

  it('[X-05] [B-16] a flow calls nothing inside the own network, also where webhooks may', async () => {
    const outbound = world.strapi.plugin('whatsapp').service('outbound') as OutboundService;
    const url = `${world.receiver.url}/inside`;
    const called = await outbound.call({
      ...{ method: 'GET', url, headers: {}, body: null },
      ...{ limitMs: 2_000, limitBytes: 1_000 },
    });
    expect(called).toEqual({ status: null, error: 'address-refused' });
    expect(world.receiver.at('/inside')).toEqual([]);
  });

  it('[O-23] what was answered with 500 is tried again a minute later, with the same id and body', async () => {
    const crm = await world.connect(['consent.opted_out']);
    world.receiver.answers(() => 500);
    const one = await world.person();
    await world.agentSays(one.id, 'opt-out');
    const waiting = await crm.ended('waiting');
    expect(waiting).toMatchObject({ attempts: 1, lastStatus: 500, lastError: 'status' });
    const inMs = (waiting.nextTryAt ?? 0) - (waiting.lastTryAt ?? 0);
    expect(inMs).toBeGreaterThanOrEqual(54_000);
    expect(inMs).toBeLessThanOrEqual(66_000);
    world.receiver.answers(() => 200);
    await crm.hurry();
    const [first, second, ...more] = await crm.settled();
    expect(more).toEqual([]);
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect(await crm.ended('done')).toMatchObject({
      attempts: 2,
      lastStatus: 200,
      lastError: null,
    });
    expect((await crm.view()).failingSince).toBeNull();
  });

  it('[O-23] a receiver that never answers and one that redirects have not got it', async () => {
    const slow = await world.connect(['consent.opted_out']);
    const moved = await world.connect(['consent.opted_out']);
    world.receiver.answers(({ path }) => (path === slow.path ? 'hang' : 302));
    await world.agentSays((await world.person()).id, 'opt-out');
    expect(await slow.ended('waiting')).toMatchObject({ lastStatus: null, lastError: 'timeout' });
    expect(await moved.ended('waiting')).toMatchObject({ lastStatus: 302, lastError: 'redirect' });
    expect(world.receiver.at('/elsewhere')).toEqual([]);
    await world.api.del(slow.of);
    expect(await world.count({ endpoint_id: slow.id })).toBe(0);
  });

  it('[O-23] 410 turns the address off, says so in the log, and nothing more is written for it', async () => {
    const crm = await world.connect(['consent.opted_out']);
    world.receiver.answers(() => 410);
    await world.agentSays((await world.person()).id, 'opt-out');
    expect(await crm.ended('failed')).toMatchObject({ attempts: 1, lastStatus: 410 });
    const off = await eventually('off', async () => {
      const view = await crm.view();
      return view.active ? null : view;
    });
    expect(off.offReason).toBe('gone');
    await world.agentSays((await world.person()).id, 'opt-out');
    expect(await world.count({ endpoint_id: crm.id })).toBe(1);
    await eventually('the line', async () =>
      (
        await world.api.get<{ logs: { event: string }[] }>('/whatsapp/logs?area=api')
      ).body.logs.find(({ event }) => event === 'outbound-turned-off')
    );
    world.receiver.answers(() => 200);
    await world.api.put(crm.of, { active: true });
    expect(await crm.view()).toMatchObject({ active: true, offReason: null, failed: 1 });
    const again = await world.api.post<{ replayed: number }>(`${crm.of}/replay-failed`);
    expect(again.body).toEqual({ replayed: 1 });
    const got = await eventually('the replay', async () =>
      crm.got().length === 2 ? crm.got() : null
    );
    expect(got[1]?.id).toBe(got[0]?.id);
  });

  it('[O-23] an address that has failed for days is turned off', async () => {
    const crm = await world.connect(['consent.opted_out']);
    world.receiver.answers(() => 503);
    await world
      .knex('whatsapp_outbound_endpoints')
      .where({ id: crm.id })
      .update({ failing_since: Date.now() - 6 * 86_400_000, fails_in_row: 3 });
    await world.agentSays((await world.person()).id, 'opt-out');
    const view = await eventually('off', async () => {
      const now = await crm.view();
      return now.active ? null : now;
    });
    expect(view).toMatchObject({ offReason: 'failing', waiting: 1 });
  });

  it('[O-23] without an address that wants it nothing is written, and nothing is asked of the database', async () => {
    await world.connect(['campaign.finished']);
    const before = await world.count();
    const asked: string[] = [];
    const note = ({ sql }: { sql: string }) => void (/outbound/.test(sql) && asked.push(sql));
    const one = await world.person();
    world.knex.on('query', note);
    await world.agentSays(one.id, 'opt-out');
    world.knex.removeListener('query', note);
    expect(await world.count()).toBe(before);
    // The timers look for due rows; nothing else concerns the outbox.
    expect(asked.filter((sql) => /insert|document_id/i.test(sql))).toEqual([]);
  });

  it('[O-23] a fact that is rolled back is not reported', async () => {
    const crm = await world.connect(['contact.created']);
    const before = await world.count();
    const { contextOf } = await import('../../../server/src/strapi/context');
    const { contactsService } = await import('../../../server/src/contacts/public');
    const { db } = contextOf(world.strapi);
    const who = { waId: '905329990001', at: 1 };
    await expect(
      db.tx(async (trx) => {
        await contactsService(world.strapi).resolveInbound(trx, who);
        expect(
          await trx('whatsapp_outbound_deliveries').where({ endpoint_id: crm.id }).first('id')
        ).toBeDefined();
        throw new Error('rolled back');
      })
    ).rejects.toThrow('rolled back');
    expect(await world.count()).toBe(before);
  });

  it('[X-11] the secret is in the answers that make it and nowhere else; replaced, both sign for a while', async () => {
    const crm = await world.connect(['consent.opted_out']);
    expect(crm.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const next = await world.api.post<{ secret: string }>(`${crm.of}/secret`);
    expect(next.body.secret).not.toBe(crm.secret);
    expect((await crm.view()).oldSecretUntil).toBeGreaterThan(Date.now());
    await world.agentSays((await world.person()).id, 'opt-out');
    const [told] = await crm.settled();
    expect(told && isGenuine(crm.secret, told)).toBe(true);
    expect(told && isGenuine(next.body.secret, told)).toBe(true);
    await world.api.post(`${crm.of}/test`);
    const bare = (secret: string) => secret.replace('whsec_', '');
    const logs = await eventually('the lines', async () => {
      const { body } = await world.api.get<{ logs: { event: string }[] }>(
        '/whatsapp/logs?area=api'
      );
      return body.logs.some(({ event }) => event === 'outbound-secret-replaced') ? body : null;
    });
    const seen = [
      logs,
      (await world.api.get('/whatsapp/outbound/endpoints')).body,
      (await world.api.put(crm.of, { name: 'CRM again' })).body,
      (await world.api.get(`${crm.of}/deliveries`)).body,
      await world.knex('whatsapp_outbound_endpoints').where({ id: crm.id }),
      await world.knex('whatsapp_outbound_deliveries').where({ endpoint_id: crm.id }),
    ].map((one) => JSON.stringify(one));
    for (const text of seen) {
      expect(text).not.toContain(bare(crm.secret).slice(0, 20));
      expect(text).not.toContain(bare(next.body.secret).slice(0, 20));
      expect(text).not.toMatch(/secretCipher/i);
    }
  });

  it('[X-11] a test event is sent at once, once, also while the address is off', async () => {
    const crm = await world.connect(['consent.opted_out'], { active: false });
    const good = await world.api.post<DeliveryView>(`${crm.of}/test`);
    expect(good.body).toMatchObject({ type: 'webhook.test', state: 'done', lastStatus: 204 });
    expect(crm.got()[0] && isGenuine(crm.secret, crm.got()[0] as never)).toBe(true);
    world.receiver.answers(() => 500);
    const bad = await world.api.post<DeliveryView>(`${crm.of}/test`);
    expect(bad.body).toMatchObject({ state: 'failed', attempts: 1, lastStatus: 500 });
    expect((await crm.view()).failingSince).toBeNull();
    world.receiver.answers(() => 204);
    await world.api.put(crm.of, { active: true });
    const again = await world.api.post(`/whatsapp/outbound/deliveries/${bad.body.id}/replay`);
    expect(again.status).toBe(200);
    await eventually('the replay', async () => crm.got().length === 3);
    expect(crm.got()[2]?.id).toBe(crm.got()[1]?.id);
  });

  it('[X-11] needs its own permission, and refuses bad addresses by field with the remedy', async () => {
    const token = await world.adminToken({ actions: ['settings.configure'] });
    const answer = await world.http
      .get('/whatsapp/outbound/endpoints')
      .set('Authorization', `Bearer ${token}`);
    expect(answer.status).toBe(403);
    const body = { name: 'x', url: 'https://a:b@crm.example.com/', events: ['consent.opted_in'] };
    const refused = await world.api.post('/whatsapp/outbound/endpoints', body);
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { details: { kind: 'url-credentials', field: 'url' } } },
    });
  });

  it('[O-23] old deliveries are deleted: what arrived after 30 days, what failed after 90', async () => {
    const crm = await world.connect(['consent.opted_out']);
    const day = 86_400_000;
    const row = (n: number, state: string, days: number) => ({
      endpoint_id: crm.id,
      event_id: `msg_old_${n}`,
      type: 'consent.opted_out',
      payload: '{}',
      state,
      attempts: 1,
      next_try_at: Date.now() + day,
      added_at: Date.now() - days * day,
      ended_at: state === 'waiting' ? null : Date.now() - days * day,
    });
    const rows = [
      row(1, 'done', 31),
      row(2, 'done', 29),
      row(3, 'failed', 31),
      row(4, 'failed', 91),
      row(5, 'waiting', 2),
    ];
    await world.knex('whatsapp_outbound_deliveries').insert(rows);
    const { outboundService } = await import('../../../server/src/outbound/public');
    await outboundService(world.strapi).purge();
    const left = (await world
      .knex('whatsapp_outbound_deliveries')
      .where({ endpoint_id: crm.id })
      .orderBy('id')
      .select('event_id')) as { event_id: string }[];
    expect(left.map((one) => one.event_id)).toEqual(['msg_old_2', 'msg_old_3', 'msg_old_5']);
  });
});

describe('outgoing webhooks of a host that allows no private addresses', () => {
  let world: OutboundWorld;
  beforeAll(async () => {
    world = await outboundWorld('sqlite', { allowPrivateAddresses: false });
  });
  afterAll(() => world.close());

  it('[X-11] refuses plain http and addresses of its own network, also behind a name', async () => {
    const kindOf = async (url: string) => {
      const body = { name: 'x', url, events: ['consent.opted_out'] };
      const { body: told } = await world.api.post<{ error?: { details: { kind: string } } }>(
        '/whatsapp/outbound/endpoints',
        body
      );
      return told.error?.details.kind;
    };
    expect(await kindOf(world.receiver.url)).toBe('url-not-https');
    expect(await kindOf('https://127.0.0.1/x')).toBe('url-private');
    expect(await kindOf('https://169.254.169.254/latest/meta-data')).toBe('url-private');
    // A name that leads home is found out when the connection is made, not before.
    const named = await world.connect(['consent.opted_out'], { url: 'https://home.example.com/x' });
    const port = new URL(world.receiver.url).port;
    await world
      .knex('whatsapp_outbound_endpoints')
      .where({ id: named.id })
      .update({ url: `https://localhost.:${port}/x` });
    const tested = await world.api.post<DeliveryView>(`${named.of}/test`);
    expect(tested.body).toMatchObject({ state: 'failed', lastError: 'address-refused' });
    expect(world.receiver.received).toEqual([]);
  });
});
