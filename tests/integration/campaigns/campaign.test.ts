import type { CampaignInsights } from '../../../server/src/contracts/campaign-insights';
import type { CampaignView, PreflightResult } from '../../../server/src/contracts/campaigns';
import { launch } from '../../../server/src/campaigns/actions';
import { removeCampaign } from '../../../server/src/campaigns/remove';
import { campaignById } from '../../../server/src/campaigns/store';
import type { CampaignRow } from '../../../server/src/campaigns/tables';
import { contextOf } from '../../../server/src/strapi/context';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { addPeople } from '../../support/people';
import { planOf } from '../../support/plan-of';

describe.each(databases())('a campaign, on %s', (database) => {
  let world: World;
  let template: TemplateView;
  let groupId: number;

  beforeAll(async () => {
    world = await startWorld({ database });
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    const { body } = await world.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const usable = body.templates.find(
      (t) => t.sendable.ok && t.category === 'UTILITY' && t.slots.every((s) => s.kind === 'text')
    );
    if (!usable)
      throw new Error(
        `no usable template: ${JSON.stringify(body.templates.map((t) => [t.name, t.sendable, t.category, t.slots]))}`
      );
    template = usable;
    groupId = await addPeople(world, { group: 'Customers', count: 120, optIn: 100 });
  });
  afterAll(() => world.close());

  const bindings = () =>
    Object.fromEntries(
      template.slots.map((slot) => [
        slot.key,
        { source: { kind: 'contact', field: 'name' }, fallback: 'müşterimiz' },
      ])
    );
  const get = async (id: number) =>
    (await world.api.get<CampaignView>(`/whatsapp/campaigns/${id}`)).body;
  const draft = async (change: Record<string, unknown> = {}) =>
    (
      await world.api.post<CampaignView>('/whatsapp/campaigns', {
        name: 'Kargo bilgisi',
        accountId: world.accountId,
        templateId: template.id,
        bindings: bindings(),
        audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
        when: 'now',
        ...change,
      })
    ).body;
  const preflight = async (id: number) =>
    (await world.api.post<PreflightResult>(`/whatsapp/campaigns/${id}/preflight`)).body;

  it('is named by its groups only where it means nobody else and everybody in them', async () => {
    const named = async (filter: Record<string, unknown>) =>
      (await draft({ audience: { kind: 'all', filter } })).audienceText;
    expect(await named({ groups: { include: [groupId] } })).toBe('Customers');
    expect(
      await named({ groups: { include: [groupId] }, countries: { include: ['TR'] } })
    ).toBeNull();
    expect(await named({ groups: { include: [groupId], exclude: [groupId] } })).toBeNull();
  });

  it('a draft that somebody changes while its start is checked is not started', async () => {
    const { id } = await draft();
    const { db } = contextOf(world.strapi);
    const seen = (await campaignById(db.knex, id)) as CampaignRow;
    const bill = await preflight(id);
    const start = (campaign: CampaignRow) =>
      launch(world.strapi, { campaign, body: { expected: 100 }, preflight: bill, userId: 1 });
    await world.api.put(`/whatsapp/campaigns/${id}`, {
      name: 'Everybody',
      accountId: world.accountId,
      templateId: template.id,
      bindings: bindings(),
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      when: 'at',
      scheduledAt: Date.now() + 3_600_000,
    });
    await expect(start(seen)).rejects.toMatchObject({ kind: 'campaign-changed' });
    expect((await get(id)).state).toBe('draft');
    await start((await campaignById(db.knex, id)) as CampaignRow);
    expect((await get(id)).state).toBe('scheduled');
    // Read as a draft before the start: nothing of it goes.
    await expect(removeCampaign(db, seen, Date.now())).rejects.toMatchObject({
      kind: 'under-way',
    });
    expect((await get(id)).state).toBe('scheduled');
    await world.api.post(`/whatsapp/campaigns/${id}/actions`, { action: 'cancel' });
  });

  it('[M-15] a draft is neither overwritten nor started by who has not seen what a colleague saved', async () => {
    const seen = await draft();
    expect(seen.changedBy).not.toBeNull();
    const colleague = await world.adminUser('strapi-super-admin');
    const sent = await world.http
      .put(`/whatsapp/campaigns/${seen.id}`)
      .set('Authorization', `Bearer ${colleague.token}`)
      .send({ name: 'Theirs', basedOn: seen.changedAt });
    const theirs = sent.body as CampaignView;
    const by = { id: colleague.id, name: 'Test Person' };
    expect(theirs).toMatchObject({ name: 'Theirs', changedBy: by });
    expect(theirs.changedAt).toBeGreaterThan(seen.changedAt);
    type Refused = { error: { message: string; details: { kind: string } } };
    const mine = { name: 'Mine', basedOn: seen.changedAt };
    const refused = await world.api.put<Refused>(`/whatsapp/campaigns/${seen.id}`, mine);
    expect(refused.status).toBe(409);
    expect(refused.body.error.details.kind).toBe('campaign-changed');
    const when = new Date(theirs.changedAt).toISOString();
    expect(refused.body.error.message).toBe(`Test Person changed this draft at ${when}`);
    const start = await world.api.post<Refused>(`/whatsapp/campaigns/${seen.id}/launch`, {
      expected: 100,
      basedOn: seen.changedAt,
    });
    expect([start.status, start.body.error.details.kind]).toEqual([409, 'campaign-changed']);
    expect(await get(seen.id)).toMatchObject({ name: 'Theirs', state: 'draft' });
    // Seen, and overwritten knowingly.
    const again = { ...mine, basedOn: theirs.changedAt };
    const { status, body } = await world.api.put<CampaignView>(
      `/whatsapp/campaigns/${seen.id}`,
      again
    );
    expect([status, body.name]).toEqual([200, 'Mine']);
  });

  it('[M-15] of two changes of one version at once, one is refused', async () => {
    const { id, changedAt } = await draft();
    const save = (name: string) =>
      world.api.put(`/whatsapp/campaigns/${id}`, { name, basedOn: changedAt });
    const both = await Promise.all([save('One'), save('Two')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('[M-06] the check says who receives and who is skipped, and why', async () => {
    const { id } = await draft();
    const result = await preflight(id);
    expect(result).toMatchObject({
      matched: 120,
      willReceive: 100,
      exclusions: [{ reason: 'no-consent', count: 20 }],
    });
    expect(result.problems.filter((p) => p.blocking)).toEqual([]);
    expect(result.samples[0]?.body.text).toContain('Person 1');
  });

  it('[M-06] the check looks for a second contact of one address by the address, not through the whole group', async () => {
    const { id } = await draft();
    const plan = await planOf(world.strapi, world.strapi.db.connection, {
      work: () => preflight(id),
      wanted: (sql) => sql.includes("'duplicate'") && sql.includes('COUNT(*)'),
    });
    expect(plan).toContain('address_key_ix');
  });

  it('[M-04] [M-05] [M-31] [M-32] [M-42] goes once to each of the group and counts what Meta says', async () => {
    const { id } = await draft();
    const before = world.sim.control.ledger.count();
    const { willReceive } = await preflight(id);
    const [one, two] = await Promise.all([
      world.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: willReceive }),
      world.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: willReceive }),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    await eventually('completion', async () => (await get(id)).state === 'completed', 30_000);
    expect(world.sim.control.ledger.count() - before).toBe(100);
    expect(world.sim.control.ledger.doubledTokens()).toEqual([]);
    await eventually('all delivered', async () => (await get(id)).counts.delivered === 100);
    const { counts } = await get(id);
    expect(counts).toMatchObject({
      total: 120,
      sent: 100,
      delivered: 100,
      skipped: 20,
      failed: 0,
      uncertain: 0,
      queued: 0,
    });
    const replied = async () =>
      (await world.api.get<CampaignInsights>(`/whatsapp/campaigns/${id}/insights`)).body.figures
        .replied;
    expect(await replied()).toBe(0);
    const [reached, other] = (await world.strapi.db
      .connection('whatsapp_recipients as r')
      .join('whatsapp_contacts as c', 'c.id', 'r.contact_id')
      .where({ 'r.campaign_id': id, 'r.state': 'accepted' })
      .orderBy('r.id')
      .select('c.phone as phone')) as { phone: string }[];
    const digits = (one: { phone: string } | undefined) => (one?.phone ?? '').replace(/\D/g, '');
    for (const text of ['Teşekkürler', 'bir de şu var'])
      world.sim.control.act.text(digits(reached), text);
    world.sim.control.act.text(digits(other), 'Fiyatı nedir?');
    world.sim.control.people.add({ name: 'Somebody else', phone: '905329990011' });
    world.sim.control.act.text('905329990011', 'ben listede yoktum');
    await eventually('the answers of two people', async () => (await replied()) === 2);
    // What is written days later is no answer any more.
    await world.strapi.db
      .connection('whatsapp_messages')
      .where({ direction: 'in', text: 'Fiyatı nedir?' })
      .update({ at: Date.now() + 4 * 86_400_000 });
    await eventually('one answer less', async () => (await replied()) === 1);
    const audit = await (
      world.strapi.plugin('whatsapp').service('campaigns') as {
        audit(): Promise<Map<number, unknown>>;
      }
    ).audit();
    expect([...audit]).toEqual([]);
  });

  it('[M-05] a time in the past is refused at its field', async () => {
    const { id } = await draft({ when: 'at', scheduledAt: Date.now() - 60_000 });
    const result = await world.api.post<{ error: { details: { kind: string; field: string } } }>(
      `/whatsapp/campaigns/${id}/launch`,
      { expected: 100 }
    );
    expect(result.status).toBe(422);
    expect(result.body.error.details).toMatchObject({
      kind: 'time-in-the-past',
      field: 'scheduledAt',
    });
  });

  it('[M-05] a scheduled campaign starts by itself at its time', async () => {
    const { id } = await draft({ when: 'at', scheduledAt: Date.now() + 3_000 });
    const { willReceive } = await preflight(id);
    expect(
      (await world.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: willReceive })).status
    ).toBe(200);
    expect((await get(id)).state).toBe('scheduled');
    await eventually('completion', async () => (await get(id)).state === 'completed', 30_000);
  });

  it('[M-33] a failure that concerns everybody, reported after the acceptance, pauses the campaign in words', async () => {
    // So slow that the first receipts come while the others wait.
    await world.strapi.db.connection('whatsapp_accounts').update({ throughput_mps: 5 });
    world.sim.control.faults.add({ kind: 'failed-status', endpoint: 'messages', code: 131042 });
    const { id } = await draft();
    const { willReceive } = await preflight(id);
    await world.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: willReceive });
    const paused = await eventually('the pause', async () => {
      const view = await get(id);
      return view.state === 'paused' ? view : null;
    });
    expect(paused.pauseReasons[0]?.reason).toBe('account-restricted');
    expect(paused.counts.queued).toBeGreaterThan(0);
    const { body } = await world.api.get<{ errors: { code: number; advice: string }[] }>(
      `/whatsapp/campaigns/${id}/errors`
    );
    expect(body.errors[0]).toMatchObject({ code: 131042 });
    expect(body.errors[0]?.advice).toMatch(/payment/i);
    const inTurkish = await world.api.get<{ errors: { advice: string }[] }>(
      `/whatsapp/campaigns/${id}/errors?locale=tr`
    );
    expect(inTurkish.body.errors[0]?.advice).toMatch(/ödeme/i);
    world.sim.control.faults.clear();
  });
});
