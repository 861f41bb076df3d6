import type { TestView } from '../../../server/src/contracts/campaign-trial';
import { conversionsService } from '../../../server/src/conversions/public';
import type { ListRecipientsResult } from '../../../server/src/contracts/campaigns';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';
import { timeWorld } from './time-world';

const MINUTE = 60_000;
const TABLE = 'whatsapp_recipients';

describe.each(databases())('variants of a campaign, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let templates: TemplateView[];

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
    arena.sim.control.templates.seed({
      name: 'engine_other',
      language: 'en',
      category: 'MARKETING',
      components: [
        {
          type: 'BODY',
          text: 'Dear {{1}}, come and taste the new roast.',
          example: { body_text: [['Bob']] },
        },
      ],
    });
    await arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
    const { body } = await arena.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    templates = body.templates;
  });
  afterAll(() => arena.close());

  const part = (name: string) => {
    const template = templates.find((one) => one.name === name);
    if (!template) throw new Error(`no template ${name}`);
    const source = { kind: 'contact', field: 'name' };
    return {
      templateId: template.id,
      bindings: Object.fromEntries(
        template.slots.map((slot) => [slot.key, { source, fallback: 'friend' }])
      ),
    };
  };
  const draft = (
    groupId: number,
    test: object | null,
    { holdoutPercent = 0, ...more }: { holdoutPercent?: number; [field: string]: unknown } = {}
  ) =>
    world.draft({
      ...more,
      ...part('engine_offer'),
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      trial: {
        holdoutPercent,
        test: test && {
          variants: [part('engine_other')],
          sharePercent: 50,
          waitMinutes: 60,
          ...test,
        },
      },
    });
  const view = async (id: number) =>
    (await arena.api.get<TestView>(`/whatsapp/campaigns/${id}/trial`)).body;
  const measuring = (id: number) =>
    eventually('the end of the arms', async () => (await view(id)).state === 'measuring');
  /** Somebody told of an order of each of these people. */
  const converted = async (people: number[]) => {
    for (const contactId of people)
      await conversionsService(arena.strapi).tell({
        owner: 'shop',
        key: null,
        bodyHash: '',
        event: 'order',
        contactId,
        click: null,
        externalId: null,
        value: null,
        currency: null,
        at: Date.now(),
      });
  };
  /** The arms ended two hours ago, and this many of each arm are known as delivered, of which this many read it. */
  const told = async (id: number, said: Record<'A' | 'B', [delivered: number, read: number]>) => {
    await arena.settled();
    const at = Date.now() - 120 * MINUTE;
    await arena.knex('whatsapp_campaigns').where({ id }).update({ test_ended_at: at });
    for (const [variant, [delivered, read]] of Object.entries(said)) {
      const rows = (await arena
        .knex(TABLE)
        .where({ campaign_id: id, variant })
        .orderBy('id')
        .select('id')) as {
        id: number;
      }[];
      const ids = rows.map((row) => row.id);
      await arena
        .knex(TABLE)
        .whereIn('id', ids)
        .update({ accepted_at: at, delivered_at: null, read_at: null });
      await arena.knex(TABLE).whereIn('id', ids.slice(0, delivered)).update({ delivered_at: at });
      await arena.knex(TABLE).whereIn('id', ids.slice(0, read)).update({ read_at: at });
    }
  };

  it('[M-44] [I13] sends both messages to a share, decides once however many ticks race, and the rest gets the winner', async () => {
    const id = await draft(await newPeople(arena, 560), { metric: 'read' });
    const bill = await world.check(id);
    expect(bill.problems.filter(({ blocking }) => blocking)).toEqual([]);
    expect(new Set(bill.samples.map(({ variant }) => variant))).toEqual(new Set(['A', 'B']));
    await world.launch(id);
    await measuring(id);
    const before = await view(id);
    expect(before.waiting).toBeGreaterThan(200);
    expect(before.arms.map(({ letter, title }) => [letter, title])).toEqual([
      ['A', 'engine_offer'],
      ['B', 'engine_other'],
    ]);
    await told(id, { A: [105, 20], B: [105, 60] });
    await Promise.all([arena.campaigns.tick(), arena.campaigns.tick(), arena.campaigns.tick()]);
    const { counts } = await arena.ended(id, 30_000);
    expect(counts).toMatchObject({ total: 560, queued: 0, sent: 560 });
    const after = await view(id);
    expect(after).toMatchObject({ state: 'decided', winner: 'B', certainty: 'clear' });
    expect(after.decision).toMatchObject({ by: 'rule', winner: 'B' });
    expect(after.decision?.arms.map(({ successes, of }) => [successes, of])).toEqual([
      [20, 105],
      [60, 105],
    ]);
    const lines = await eventually('the line of the log', async () => {
      const rows = (await arena
        .knex('whatsapp_logs')
        .where({ event: 'winner-chosen', campaign_id: id })) as unknown[];
      return rows.length > 0 && rows;
    });
    expect(lines).toHaveLength(1);
    const of = async (variant: string) =>
      (
        await arena.api.get<ListRecipientsResult>(
          `/whatsapp/campaigns/${id}/recipients?variant=${variant}&limit=200`
        )
      ).body.recipients;
    expect((await of('A')).length).toBe(before.arms[0]?.people);
    const texts = (await arena
      .knex('whatsapp_messages')
      .where({ campaign_id: id })
      .select('body')) as {
      body: string;
    }[];
    const others = texts.filter(({ body }) => JSON.stringify(body).includes('come and taste'));
    expect(others).toHaveLength(560 - (before.arms[0]?.people ?? 0));
  });

  it('[M-44] asks a user when too little arrived, and sends the others what that user chooses', async () => {
    const id = await draft(await newPeople(arena, 60), { metric: 'read' });
    expect((await world.check(id)).problems.map(({ kind }) => kind)).toContain('test-too-small');
    await world.launch(id);
    await measuring(id);
    await told(id, { A: [10, 5], B: [10, 1] });
    await arena.campaigns.tick();
    const asked = await view(id);
    expect(asked).toMatchObject({ state: 'asked', winner: null });
    expect(asked.decision?.why).toBe('too-few-delivered');
    const choose = (winner: string) =>
      arena.api.put(`/whatsapp/campaigns/${id}/winner`, { winner });
    expect((await choose('D')).status).toBe(422);
    const answers = await Promise.all([choose('A'), choose('B')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 60 });
    expect((await view(id)).decision?.by).toBe('person');
  });

  it('[M-44] [A-05] counts of each variant who did what the campaign is credited with, each contact once', async () => {
    const test = { metric: 'conversion', sharePercent: 100 };
    const id = await draft(await newPeople(arena, 40), test);
    await world.launch(id);
    await arena.ended(id);
    await arena.settled();
    const rows = (await arena
      .knex(TABLE)
      .where({ campaign_id: id })
      .select('contact_id', 'variant')) as { contact_id: number; variant: string }[];
    const of = (letter: string) =>
      rows.filter(({ variant }) => variant === letter).map((row) => Number(row.contact_id));
    const [first, second] = of('B');
    await converted([first ?? 0, second ?? 0, second ?? 0, ...of('A').slice(0, 1)]);
    const { metric, arms } = await view(id);
    expect(metric).toBe('conversion');
    expect(arms.map(({ letter, successes, of: people }) => [letter, successes, people])).toEqual([
      ['A', 1, of('A').length],
      ['B', 2, of('B').length],
    ]);
  });

  it('[M-44] refuses to start with a variant that is not ready, and names it', async () => {
    const groupId = await newPeople(arena, 4);
    const id = await draft(groupId, { variants: [{ templateId: null, bindings: {}, text: null }] });
    expect((await world.check(id)).problems).toContainEqual(
      expect.objectContaining({
        kind: 'no-template',
        field: 'variants',
        detail: 'B',
        blocking: true,
      })
    );
  });

  it('[M-44] [M-47] a later run of a repeat is a test of its own: each variant with its own words', async () => {
    const time = timeWorld(arena);
    const first = await draft(
      await newPeople(arena, 40),
      { sharePercent: 100 },
      {
        when: 'at',
        scheduledAt: Date.now() + 60 * MINUTE,
        timezone: 'UTC',
        repeatRule: { every: 'week' },
      }
    );
    await world.launch(first);
    await time.startNow(first);
    await arena.campaigns.tick();
    const next = await eventually('the next run', async () => {
      const runs = (await arena
        .knex('whatsapp_campaigns')
        .where({ series_id: first, state: 'scheduled' })
        .select('id')) as { id: number }[];
      return runs[0]?.id;
    });
    await time.startNow(next);
    await arena.campaigns.tick();
    const messages = await eventually('all messages of the next run', async () => {
      const rows = (await arena
        .knex('whatsapp_messages as m')
        .join(`${TABLE} as r`, 'r.id', 'm.recipient_id')
        .where('m.campaign_id', next)
        .select('m.body', 'r.variant')) as { body: unknown; variant: string }[];
      return rows.length === 40 && rows;
    });
    const ofB = messages.filter(({ variant }) => variant === 'B');
    expect(ofB.length).toBeGreaterThan(0);
    expect(ofB.length).toBeLessThan(40);
    for (const { body, variant } of messages)
      expect([variant, JSON.stringify(body).includes('come and taste')]).toEqual([
        variant,
        variant === 'B',
      ]);
    const split = (await arena
      .knex('whatsapp_campaigns')
      .whereIn('id', [first, next])
      .select('split_a', 'split_b')) as { split_a: number; split_b: number }[];
    expect(split[0]).not.toEqual(split[1]);
  });

  it('[A-12] the control group gets nothing, is in the bill, and its contacts are compared by who wrote and who bought', async () => {
    const groupId = await newPeople(arena, 50);
    const id = await draft(groupId, null, { holdoutPercent: 20 });
    const bill = await world.check(id);
    const heldOut = bill.exclusions.find(({ reason }) => reason === 'hold-out')?.count ?? 0;
    // A fifth of 50 by chance: outside of this once in ten thousand campaigns.
    expect(heldOut).toBeGreaterThan(0);
    expect(heldOut).toBeLessThan(22);
    expect(bill.willReceive).toBe(50 - heldOut);
    await world.launch(id);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 50 - heldOut, skipped: heldOut });
    const rows = await arena.rows(id);
    const out = rows
      .filter(({ reason }) => reason === 'hold-out')
      .map(({ contactId }) => contactId);
    const got = rows.filter(({ rank }) => rank > 0).map(({ contactId }) => contactId);
    await world.write(out.slice(0, 1));
    // Who got it is known to the simulator already.
    const phones = (await arena
      .knex('whatsapp_contacts')
      .whereIn('id', got.slice(0, 3))
      .select('wa_id')) as { wa_id: string }[];
    for (const { wa_id: phone } of phones) arena.sim.control.act.text(phone, 'Merhaba');
    await arena.settled();
    await converted([...out.slice(0, 1), ...got.slice(0, 2), ...got.slice(0, 1)]);
    expect((await view(id)).holdout).toMatchObject({
      heldOut: { people: heldOut, replied: 1, converted: 1 },
      sent: { people: 50 - heldOut, replied: 3, converted: 2 },
      certainty: 'too-few',
      conversionDays: 7,
      conversionCertainty: 'too-few',
    });
    // Long after the campaign it has nothing to do with it.
    const later = Date.now() + 8 * 24 * 60 * MINUTE;
    await arena.knex('whatsapp_conversions').update({ at: later });
    expect((await view(id)).holdout).toMatchObject({
      heldOut: { converted: 0 },
      sent: { converted: 0 },
    });
  });
});
