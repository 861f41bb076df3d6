import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import type { ListMessagesResult } from '../../../server/src/contracts/conversations';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { membersOf, newPeople, startArena, templateOf, type Arena } from '../engine/arena';

const HOUR = 3_600_000;
/** A time of the day in UTC, this many hours from now. */
const clockIn = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString().slice(11, 16);
/** Zones of the other side of the day, written the way of the tz database (its signs are turned). */
const ASLEEP = 'Etc/GMT';
const AWAKE = 'Etc/GMT-9';

describe.each(databases())('quiet hours, on %s', (database) => {
  let arena: Arena;
  let marketing: TemplateView;
  let utility: TemplateView;
  const settings = (quietHours: object | null) =>
    arena.api.put('/whatsapp/settings/consent', { quietHours });
  const nightInUtc = () => ({ from: clockIn(-2), to: clockIn(3), zone: 'UTC' });
  const zoneOf = (contactId: number, timezone: string) =>
    arena.knex('whatsapp_contacts').where({ id: contactId }).update({ timezone });
  const pair = async () => {
    const groupId = await newPeople(arena, 2);
    const [sleeper = 0, waker = 0] = await membersOf(arena.knex, groupId);
    await zoneOf(sleeper, ASLEEP);
    await zoneOf(waker, AWAKE);
    return { groupId, sleeper, waker };
  };
  const sleeps = (campaignId: number) =>
    eventually('the wait for the morning', async () => {
      const view = await arena.campaign(campaignId);
      return view.waiting?.kind === 'quiet-hours' && view.counts.sending === 0 && view;
    });
  const sendAs = (owner: string) => (contactId: number, template: TemplateView, key: string) =>
    arena.sending.send({
      accountId: arena.accountId,
      contactId,
      origin: 'api',
      lane: 1,
      key: { owner, key },
      content: {
        type: 'template',
        templateId: template.id,
        values: Object.fromEntries(template.slots.map(({ key: slot }) => [slot, 'friend'])),
      },
    });
  const send = sendAs('test');
  const messages = async (conversationId: number) =>
    (
      await arena.api.get<ListMessagesResult>(`/whatsapp/conversations/${conversationId}/messages`)
    ).body.messages.filter(({ direction }) => direction === 'out');

  beforeAll(async () => {
    arena = await startArena({ database });
    marketing = await templateOf(arena, 'MARKETING');
    utility = await templateOf(arena, 'UTILITY');
  });
  afterEach(() => settings(null));
  afterAll(() => arena.close());

  it('[M-50] a campaign reaches who is awake and lets the others sleep, and goes on when the hours are changed', async () => {
    expect((await settings(nightInUtc())).status).toBe(200);
    const { groupId, sleeper, waker } = await pair();
    const draft = await arena.start(2, { groupId, category: 'MARKETING', launch: false });
    const bill = await arena.api.post<PreflightResult>(`/whatsapp/campaigns/${draft}/preflight`);
    expect(bill.body.problems).toContainEqual({
      kind: 'quiet-hours',
      blocking: false,
      field: null,
      detail: 'UTC',
    });
    expect(bill.body.willReceive).toBe(2);
    // One for the morning finds nobody asleep.
    const morning = { when: 'at', scheduledAt: Date.now() + 5 * HOUR };
    await arena.api.put(`/whatsapp/campaigns/${draft}`, morning);
    const later = await arena.api.post<PreflightResult>(`/whatsapp/campaigns/${draft}/preflight`);
    expect(later.body.problems.map(({ kind }) => kind)).not.toContain('quiet-hours');

    const before = Date.now();
    const campaign = await arena.start(2, { groupId, category: 'MARKETING' });
    const view = await sleeps(campaign);
    expect(view).toMatchObject({ state: 'running', counts: { sent: 1, queued: 1, failed: 0 } });
    // To the minute: the clock of the settings has no seconds.
    const until = view.waiting?.until ?? 0;
    expect(until).toBeGreaterThan(before + 2.9 * HOUR);
    expect(until).toBeLessThanOrEqual(Date.now() + 3 * HOUR);
    const rows = new Map((await arena.rows(campaign)).map((row) => [row.contactId, row]));
    expect(rows.get(waker)).toMatchObject({ state: 'accepted', attempt: 1 });
    expect(rows.get(sleeper)).toMatchObject({
      state: 'queued',
      reason: 'quiet-hours',
      permit: null,
      attempt: 1,
    });
    expect((await arena.accepted(campaign)).size).toBe(1);

    await settings(null);
    expect((await arena.ended(campaign)).counts).toMatchObject({ sent: 2, queued: 0 });
    expect((await arena.rows(campaign)).map(({ reason }) => reason)).toEqual([null, null]);
    expect((await arena.accepted(campaign)).size).toBe(2);
  });

  it('[M-50] [O-22] who leaves while asleep never gets it', async () => {
    await settings(nightInUtc());
    const { groupId, sleeper } = await pair();
    const campaign = await arena.start(2, { groupId, category: 'MARKETING' });
    await sleeps(campaign);
    await arena.api.post(`/whatsapp/contacts/${sleeper}/consent`, {
      category: 'marketing',
      action: 'opt-out',
      source: 'phone call',
      evidence: 'said so',
    });
    expect((await arena.ended(campaign)).counts).toMatchObject({ sent: 1, skipped: 1 });
    expect((await arena.accepted(campaign)).size).toBe(1);
  });

  it('[M-50] news of an order is no marketing', async () => {
    await settings(nightInUtc());
    const { groupId } = await pair();
    const campaign = await arena.start(2, { groupId, category: 'UTILITY' });
    expect((await arena.ended(campaign)).counts).toMatchObject({ sent: 2 });
  });

  it('[M-50] a single marketing message of another system waits, says until when, and holds nobody back', async () => {
    await settings(nightInUtc());
    const { sleeper } = await pair();
    const promotion = await send(sleeper, marketing, `promotion-${sleeper}`);
    const thread = promotion.message.conversationId;
    const asleep = await eventually('its wait', async () =>
      (await messages(thread)).find(({ sleepsUntil }) => sleepsUntil !== null)
    );
    expect(asleep).toMatchObject({ id: promotion.message.id, state: 'queued', error: null });
    expect(asleep.sleepsUntil).toBeGreaterThan(Date.now() + 2.9 * HOUR);

    const news = await send(sleeper, utility, `news-${sleeper}`);
    await eventually('the news', async () => {
      const all = new Map((await messages(thread)).map((message) => [message.id, message]));
      const isOut = (all.get(news.message.id)?.times.accepted ?? null) !== null;
      return isOut && all.get(promotion.message.id)?.state === 'queued';
    });

    await settings(null);
    const gone = await eventually('the promotion', async () =>
      (await messages(thread)).find(
        ({ id, times }) => id === promotion.message.id && times.accepted !== null
      )
    );
    expect(gone).toMatchObject({ sleepsUntil: null, error: null });
    expect(arena.sim.control.ledger.doubledTokens()).toEqual([]);
  });

  it('[M-50] a marketing template that answers nobody waits although the contact has just written; an answer goes', async () => {
    await settings(nightInUtc());
    const { sleeper } = await pair();
    const hello = await send(sleeper, utility, `hello-${sleeper}`);
    const thread = hello.message.conversationId;
    const threads = arena.knex('whatsapp_conversations').where({ id: thread });
    await threads.update({ last_inbound_at: Date.now() });
    const isOut = async (id: number) =>
      (await messages(thread)).some((one) => one.id === id && one.times.accepted !== null);
    const answer = await sendAs('bot')(sleeper, marketing, `answer-${sleeper}`);
    await eventually('the answer', () => isOut(answer.message.id));

    const unasked = await sendAs('unasked:run:8')(sleeper, marketing, 'run:8:0');
    const held = await eventually('its wait', async () =>
      (await messages(thread)).find(({ sleepsUntil }) => sleepsUntil !== null)
    );
    expect([held.id, held.state]).toEqual([unasked.message.id, 'queued']);
    await settings(null);
    await eventually('the morning', () => isOut(unasked.message.id));
  });

  it('[M-50] what a chain says after a marketing message that sleeps goes out after it; nothing else waits for that', async () => {
    await settings(nightInUtc());
    const { sleeper } = await pair();
    const chained = sendAs('unasked:run:7');
    const promotion = await chained(sleeper, marketing, 'run:7:0');
    const thread = promotion.message.conversationId;
    await eventually('its wait', async () =>
      (await messages(thread)).some(({ sleepsUntil }) => sleepsUntil !== null)
    );
    const behind = await chained(sleeper, utility, 'run:7:1');
    const other = await send(sleeper, utility, `other-${sleeper}`);
    const acceptedAt = async ({ message }: typeof other) =>
      (await messages(thread)).find(({ id }) => id === message.id)?.times.accepted ?? null;
    await eventually('the other', () => acceptedAt(other));
    expect(await acceptedAt(behind)).toBeNull();

    await settings(null);
    const last = await eventually('the whole chain', () => acceptedAt(behind));
    expect(await acceptedAt(promotion)).toBeLessThanOrEqual(last);
  });

  it('[M-50] refuses hours that are none, naming the field', async () => {
    for (const [field, wrong] of [
      ['quietHours.from', { from: '25:00' }],
      ['quietHours.to', { from: '09:00', to: '09:00' }],
      ['quietHours.zone', { zone: 'Mars/Base' }],
    ] as const) {
      const refused = await settings({ ...nightInUtc(), ...wrong });
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([
        expect.any(Number),
        expect.stringContaining(field),
      ]);
      expect(refused.status).toBeGreaterThanOrEqual(400);
    }
  });
});
