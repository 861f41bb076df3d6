import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type { ListTemplatesResult } from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, templateOf, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';
import { languageWorld } from './language-world';
import { timeWorld } from './time-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const dayText = (at: number) => new Date(at).toISOString().slice(0, 10);

describe.each(databases())('campaigns that come again, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let time: ReturnType<typeof timeWorld>;
  const series = async (id: number) =>
    (await arena
      .knex('whatsapp_campaigns')
      .where({ series_id: id })
      .orderBy('id')
      .select('id', 'state', 'occurrence', 'scheduled_at')) as {
      id: number;
      state: string;
      occurrence: string;
      scheduled_at: unknown;
    }[];
  const begin = async (part: Record<string, unknown>) => {
    const groupId = await newPeople(arena, 2);
    const scheduledAt = Math.floor(Date.now() / 60_000) * 60_000 + HOUR;
    const id = await time.draft({ groupId, when: 'at', scheduledAt, ...part });
    await world.launch(id);
    return { id, scheduledAt };
  };

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
    time = timeWorld(arena);
  });
  afterAll(() => arena.close());

  it('[M-47] each start plans the next one once, however many ticks race, as a campaign of its own', async () => {
    const { id, scheduledAt } = await begin({
      repeatRule: { every: 'week' },
      staleAfterHours: 3,
      pace: { count: 600, per: 'minute' },
    });
    expect(await series(id)).toHaveLength(1);
    await time.startNow(id);
    await Promise.all(Array.from({ length: 6 }, () => arena.campaigns.tick()));
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 2 });
    await Promise.all(Array.from({ length: 6 }, () => arena.campaigns.tick()));
    const runs = await series(id);
    expect(runs.map(({ state, occurrence }) => [state, occurrence])).toEqual([
      ['completed', dayText(scheduledAt)],
      ['scheduled', dayText(scheduledAt + 7 * DAY)],
    ]);
    // The same hour of the day a week later, not a week after the late start.
    expect(Number(runs[1]?.scheduled_at)).toBe(scheduledAt + 7 * DAY);
    const next = await arena.campaign(runs[1]?.id ?? 0);
    expect(next).toMatchObject({
      seriesId: id,
      staleAfterHours: 3,
      pace: { count: 600, per: 'minute' },
      counts: { total: 0 },
      name: 'Time',
    });
    expect(next.repeatRule).toMatchObject({ every: 'week' });

    // The second run has recipients of its own, and plans the third.
    await time.startNow(next.id);
    await arena.campaigns.tick();
    expect((await arena.ended(next.id)).counts).toMatchObject({ sent: 2 });
    await eventually('the third', async () => (await series(id)).length === 3);
    expect((await series(id))[2]?.occurrence).toBe(dayText(scheduledAt + 14 * DAY));
    const { body } = await arena.api.get<{ campaigns: CampaignView[] }>('/whatsapp/campaigns');
    expect(body.campaigns.filter((one) => one.seriesId === id)).toHaveLength(3);
  });

  it('[M-47] one that is cancelled before its start ends the repeat; named days end with the last', async () => {
    const week = await begin({ repeatRule: { every: 'year' } });
    await arena.act(week.id, 'cancel');
    await arena.campaigns.tick();
    expect(await series(week.id)).toHaveLength(1);

    const day = dayText(Date.now() + 30 * DAY);
    const named = await begin({ repeatRule: { every: 'dates', dates: [day] } });
    await time.startNow(named.id);
    await arena.campaigns.tick();
    await eventually('the named day', async () => (await series(named.id)).length === 2);
    const [, last] = await series(named.id);
    expect(last?.occurrence).toBe(day);
    await time.startNow(last?.id ?? 0);
    await arena.campaigns.tick();
    await arena.ended(last?.id ?? 0);
    await arena.campaigns.tick();
    expect(await series(named.id)).toHaveLength(2);
  });

  it('[M-47] a later run goes out as things are then, or says why it cannot, and the repeat goes on', async () => {
    const { id } = await begin({ repeatRule: { every: 'month' } });
    await time.startNow(id);
    await arena.campaigns.tick();
    await arena.ended(id);
    const [, second] = await series(id);
    const templates = arena.knex('whatsapp_templates').where({ id: arena.template.id });
    const { status } = (await templates.clone().first('status')) as { status: string };
    await templates.clone().update({ status: 'PAUSED' });
    await time.startNow(second?.id ?? 0);
    await arena.campaigns.tick();
    const failed = await eventually('the refusal', async () => {
      const view = await arena.campaign(second?.id ?? 0);
      return view.state === 'failed' && view;
    });
    expect(failed.failReason).toBe('template-not-sendable');
    expect(failed.pauseReasons).toMatchObject([
      { reason: 'template-not-sendable', detail: 'paused' },
    ]);
    await templates.clone().update({ status });
    await eventually('the third', async () => (await series(id)).length === 3);
  });

  it('[E-25] [M-47] a later run asks again which languages there are, and chooses each contact’s', async () => {
    const seeded = async (language: string, text: string): Promise<number> => {
      arena.sim.control.templates.seed({
        ...{ name: 'weekly_roast', language, category: 'UTILITY' },
        components: [{ type: 'BODY', text }],
      });
      await arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
      const { body } = await arena.api.get<ListTemplatesResult>('/whatsapp/templates');
      const all = body.templates.filter(({ name }) => name === 'weekly_roast');
      return all.find((one) => one.language === language)?.id ?? 0;
    };
    const templateId = await seeded('tr', 'Bu haftanın siparişi hazır.');
    const groupId = await newPeople(arena, 2);
    const [german = 0, other = 0] = await world.idsOf(groupId);
    await arena.knex('whatsapp_contacts').where({ id: german }).update({ language: 'de' });
    const said = async (campaignId: number) => {
      const messages = arena.knex('whatsapp_messages').where({ campaign_id: campaignId });
      const rows = (await messages.select('contact_id', 'text')) as Record<string, unknown>[];
      const got = new Map(rows.map((row) => [Number(row.contact_id), row.text]));
      return [got.get(german), got.get(other)];
    };
    const { id } = await begin({
      ...{ groupId, templateId, byLanguage: true, bindings: {} },
      repeatRule: { every: 'week' },
    });
    await time.startNow(id);
    await arena.campaigns.tick();
    await arena.ended(id);
    expect(await said(id)).toEqual(['Bu haftanın siparişi hazır.', 'Bu haftanın siparişi hazır.']);
    await seeded('de', 'Die Bestellung dieser Woche ist da.');
    const second = await eventually('the second', async () => (await series(id))[1]?.id);
    await time.startNow(second);
    await arena.campaigns.tick();
    await arena.ended(second);
    expect(await said(second)).toEqual([
      'Die Bestellung dieser Woche ist da.',
      'Bu haftanın siparişi hazır.',
    ]);
  });

  it('[M-47] [M-11] a later run of a flow sends the template with which its bot begins then', async () => {
    const botId = await world.opening();
    const scheduledAt = Math.floor(Date.now() / 60_000) * 60_000 + HOUR;
    const repeat = { when: 'at', scheduledAt, timezone: 'UTC', repeatRule: { every: 'month' } };
    const id = await world.flow(await newPeople(arena, 2), botId, repeat);
    await world.launch(id);
    await time.startNow(id);
    await arena.campaigns.tick();
    await arena.ended(id);
    const offer = await templateOf(arena, 'MARKETING');
    await world.publish(botId, await world.openingGraph(offer));
    const second = await eventually('the second', async () => (await series(id))[1]?.id);
    await time.startNow(second);
    await arena.campaigns.tick();
    expect(await arena.ended(second)).toMatchObject({
      ...{ templateName: offer.name, category: 'MARKETING' },
      counts: { sent: 2 },
    });
  });

  it('[E-25] [M-47] [M-11] a later run of a flow follows the language order if its bot does so then', async () => {
    const spoken = languageWorld(arena, 'roast_of_the_month');
    await spoken.seed({ tr: 'Ayın kahvesi hazır.', de: 'Der Kaffee des Monats ist da.' });
    const { groupId, ids } = await spoken.speakers(['de', 'tr']);
    const said = async (campaignId: number) => {
      const got = await spoken.said(campaignId);
      return ids.map((one) => got.get(one));
    };
    const botId = await world.opening(spoken.templateIn('tr'));
    const scheduledAt = Math.floor(Date.now() / 60_000) * 60_000 + HOUR;
    const repeat = { when: 'at', scheduledAt, timezone: 'UTC', repeatRule: { every: 'month' } };
    const id = await world.flow(groupId, botId, repeat);
    await world.launch(id);
    await time.startNow(id);
    await arena.campaigns.tick();
    await arena.ended(id);
    expect(await said(id)).toEqual(['Ayın kahvesi hazır.', 'Ayın kahvesi hazır.']);
    const inEach = await world.openingGraph(spoken.templateIn('tr'), { byLanguage: true });
    await world.publish(botId, inEach);
    const second = await eventually('the second', async () => (await series(id))[1]?.id);
    await time.startNow(second);
    await arena.campaigns.tick();
    expect(await arena.ended(second)).toMatchObject({ byLanguage: true });
    expect(await said(second)).toEqual(['Der Kaffee des Monats ist da.', 'Ayın kahvesi hazır.']);
  });

  it('[M-47] refuses a run on a day that another run of the same repeat has', async () => {
    const { id, scheduledAt } = await begin({ repeatRule: { every: 'week' } });
    await time.startNow(id);
    await arena.campaigns.tick();
    await arena.ended(id);
    const second = await eventually('the second', async () => (await series(id))[1]?.id);
    await arena.act(second, 'unschedule');
    const ofSecond = arena.knex('whatsapp_campaigns').where({ id: second });
    await ofSecond.update({ scheduled_at: scheduledAt });
    const { willReceive } = await world.check(second);
    const { status, body } = await arena.api.post(`/whatsapp/campaigns/${second}/launch`, {
      expected: willReceive,
      typed: willReceive,
    });
    expect([status, body]).toMatchObject([
      409,
      { error: { details: { kind: 'repeat-day-taken', field: 'scheduledAt' } } },
    ]);
  });

  it('[M-16] [X-13] one that waits keeps its number, and says so in both languages', async () => {
    await begin({});
    const { status, body } = await arena.api.del(`/whatsapp/accounts/${arena.accountId}`);
    const advice = (words: RegExp) => ({ advice: expect.stringMatching(words) as string });
    expect([status, body]).toMatchObject([
      409,
      {
        error: {
          details: {
            kind: 'in-use',
            words: { en: advice(/^Cancel the campaign “/), tr: advice(/kampanyasını durdurun/) },
          },
        },
      },
    ]);
  });

  it('[M-47] refuses a repeat without a time, and one that never comes', async () => {
    const groupId = await newPeople(arena, 1);
    const kinds = async (part: Record<string, unknown>) => {
      const id = await time.draft({ groupId, ...part });
      return (await world.check(id)).problems.map(({ kind, field }) => [kind, field]);
    };
    const scheduledAt = Date.now() + HOUR;
    expect(await kinds({ when: 'now', repeatRule: { every: 'week' } })).toEqual([
      ['repeat-needs-time', 'repeatRule'],
    ]);
    const until = dayText(scheduledAt);
    expect(await kinds({ when: 'at', scheduledAt, repeatRule: { every: 'week', until } })).toEqual([
      ['repeat-never', 'repeatRule'],
    ]);
  });
});
