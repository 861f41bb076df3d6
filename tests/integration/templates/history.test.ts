import { emptyDraft } from '../../../server/src/contracts/template-draft';
import type { TemplateUse } from '../../../server/src/contracts/template-draft';
import type {
  TemplateEvent,
  TemplateHistory,
} from '../../../server/src/contracts/template-history';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { contextOf } from '../../../server/src/strapi/context';
import { templatesService } from '../../../server/src/templates/public';
import { databases } from '../../support/boot-strapi';
import { aPdf } from '../../support/files';
import { eventually, startWorld, type World } from '../../support/world';
import { clockCases } from './clock-cases';
import { PNG } from './draft-hands';

describe.each(databases())('what happened to a template, on %s', (client) => {
  let world: World;
  let token: string;
  let number = 0;

  beforeAll(async () => {
    world = await startWorld({
      database: client,
      sim: { config: { templates: { review: 'manual' } } },
    });
    token = await world.adminToken();
  });
  afterAll(() => world.close());

  clockCases(
    () => world,
    () => token
  );

  const meta = () => world.sim.control.templates;
  const service = () => templatesService(world.strapi);
  const history = async (id: number): Promise<TemplateEvent[]> =>
    (await world.api.get<TemplateHistory>(`/whatsapp/templates/${id}/history`)).body.events;
  /** The newest first, in short. */
  const told = async (id: number) =>
    (await history(id)).map(({ kind, via, from, to }) => [kind, via, from, to]);
  const view = async (id: number): Promise<TemplateView> =>
    (await world.api.get<TemplateView>(`/whatsapp/templates/${id}`)).body;
  const submitted = async (change: object = {}): Promise<TemplateView> => {
    const draft = {
      ...emptyDraft('tr'),
      name: `told_${(number += 1)}`,
      body: 'Merhaba {{first_name}}, siparişiniz yola çıktı, iyi günler.',
      examples: { 'body.first_name': 'Ayşe' },
      ...change,
    };
    const made = await world.api.post<TemplateView>('/whatsapp/templates/drafts', {
      accountId: world.accountId,
      draft,
    });
    const sent = await world.api.post<TemplateView>(`/whatsapp/templates/${made.body.id}/submit`);
    expect(sent.status).toBe(200);
    return sent.body;
  };
  const status = async (
    one: TemplateView,
    word: 'APPROVED' | 'REJECTED' | 'PAUSED',
    reason?: string
  ) => {
    meta().setStatus(one.name, word, reason ? { reason } : {});
    await eventually(`${word} arrives`, async () => (await view(one.id)).status === word);
  };
  const fileOf = async (name: string, bytes: Buffer): Promise<number> => {
    const answer = await world.http
      .post('/upload')
      .set('Authorization', `Bearer ${token}`)
      .attach('files', bytes, name)
      .expect(201);
    return Number((answer.body as { id: number }[])[0]?.id);
  };

  it('[T-13] [T-17] says who submitted it, what Meta decided and why, and what was edited', async () => {
    const one = await submitted();
    await status(one, 'REJECTED', 'PROMOTIONAL');
    expect(await told(one.id)).toEqual([
      ['status', 'webhook', 'PENDING', 'REJECTED'],
      ['submitted', 'person', null, 'PENDING'],
    ]);
    const [rejected, handed] = await history(one.id);
    expect(rejected?.reason).toMatch(/^PROMOTIONAL/);
    expect(handed).toMatchObject({ by: expect.stringMatching(/\S/), reason: null });
    expect(handed?.at).toBeLessThanOrEqual(rejected?.at ?? 0);

    const draft = await world.api.get<{ draft: object }>(`/whatsapp/templates/${one.id}/draft`);
    await world.api.put(`/whatsapp/templates/${one.id}/draft`, {
      draft: { ...draft.body.draft, footer: 'İyi günler' },
    });
    // What is only written here has not happened yet.
    expect(await history(one.id)).toHaveLength(2);
    await world.api.post(`/whatsapp/templates/${one.id}/submit`);
    expect((await told(one.id))[0]).toEqual(['edited', 'person', null, 'PENDING']);
  });

  it('tells quality, category and a warning, each once however often Meta says it', async () => {
    const one = await submitted();
    await status(one, 'APPROVED');
    const row = await service().get(one.id);
    const announce = (
      kind: 'template-quality' | 'template-category' | 'template-status',
      value: object
    ) =>
      contextOf(world.strapi).db.tx((trx) =>
        service().applyMeta(trx, {
          kind,
          value: { message_template_id: row.metaId, ...value },
          wabaId: row.wabaId,
          at: 1,
        })
      );
    for (let i = 0; i < 2; i += 1) {
      await announce('template-quality', { new_quality_score: 'YELLOW' });
      await announce('template-category', {
        previous_category: 'UTILITY',
        new_category: 'MARKETING',
      });
    }
    await announce('template-category', { correct_category: 'UTILITY' });
    await announce('template-status', { event: 'FLAGGED', reason: 'low quality' });
    expect((await told(one.id)).slice(0, 4)).toEqual([
      ['notice', 'webhook', null, 'FLAGGED'],
      ['category-coming', 'webhook', null, 'UTILITY'],
      ['category', 'webhook', 'UTILITY', 'MARKETING'],
      ['quality', 'webhook', 'UNKNOWN', 'YELLOW'],
    ]);
  });

  it('[T-26] tells what a sync found, and that it is gone', async () => {
    const name = `told_${(number += 1)}`;
    const component = (text: string) => [{ type: 'BODY', text }];
    meta().seed({
      name,
      language: 'tr',
      category: 'UTILITY',
      components: component('Eski metin.'),
    });
    await service().sync(world.accountId);
    const { templates } = await service().list({ q: name });
    const id = templates[0]?.id ?? 0;
    expect(await told(id)).toEqual([['appeared', 'sync', null, 'APPROVED']]);
    await service().sync(world.accountId);
    expect(await history(id)).toHaveLength(1);
    meta().remove(name);
    await service().sync(world.accountId);
    expect((await told(id))[0]).toEqual(['status', 'sync', 'APPROVED', 'MISSING']);
  });

  it('stays or falls with the change that it reports', async () => {
    const one = await submitted();
    const before = await history(one.id);
    const { metaId, wabaId } = await service().get(one.id);
    const undone = contextOf(world.strapi).db.tx(async (trx) => {
      await service().applyMeta(trx, {
        kind: 'template-status',
        value: { message_template_id: metaId, event: 'APPROVED' },
        wabaId,
        at: 1,
      });
      throw new Error('what came after failed');
    });
    await expect(undone).rejects.toThrow('what came after failed');
    expect((await view(one.id)).status).toBe('PENDING');
    expect(await history(one.id)).toEqual(before);
  });

  it('[T-33] tells who changed the sources, and goes with the template when that goes', async () => {
    const one = await submitted();
    const bindings = {
      'body.first_name': { source: { kind: 'contact', field: 'firstName' }, fallback: null },
    };
    const save = () => world.api.put(`/whatsapp/templates/${one.id}/bindings`, { bindings });
    expect((await save()).status).toBe(200);
    expect((await save()).status).toBe(200);
    expect((await told(one.id)).filter(([kind]) => kind === 'bindings')).toHaveLength(1);
    expect((await world.api.del(`/whatsapp/templates/${one.id}`)).status).toBe(200);
    expect((await history(one.id))[0]).toMatchObject({ kind: 'deleted', by: expect.any(String) });
    expect((await world.api.del(`/whatsapp/templates/${one.id}`)).status).toBe(200);
    const { db } = contextOf(world.strapi);
    const left = await db.knex('whatsapp_template_events').where({ template_id: one.id });
    expect(left).toEqual([]);
    expect((await world.api.get(`/whatsapp/templates/${one.id}/history`)).status).toBe(404);
  });

  it('names campaigns and bots that send it, and which of them would miss it', async () => {
    const one = await submitted({ body: 'Siparişiniz yola çıktı, iyi günler.', examples: {} });
    await status(one, 'APPROVED');
    const campaign = await world.api.post<{ id: number }>('/whatsapp/campaigns', { name: 'Bahar' });
    await world.api.put(`/whatsapp/campaigns/${campaign.body.id}`, {
      accountId: world.accountId,
      templateId: one.id,
    });
    const bot = await world.api.post<{ id: number }>('/whatsapp/bots', {
      name: 'Kargo',
      steps: [{ kind: 'template', templateId: one.id }],
    });
    expect(bot.body).toMatchObject({ id: expect.any(Number) });
    const uses = async () =>
      (await world.api.get<{ uses: TemplateUse[] }>(`/whatsapp/templates/${one.id}/uses`)).body
        .uses;
    const off = { kind: 'bot', id: bot.body.id, name: 'Kargo', state: 'inactive', needsIt: false };
    const draft = { kind: 'campaign', id: campaign.body.id, name: 'Bahar', state: 'draft' };
    expect(await uses()).toEqual([{ ...draft, needsIt: true }, off]);
    await contextOf(world.strapi)
      .db.knex('whatsapp_campaigns')
      .where({ id: campaign.body.id })
      .update({ state: 'completed' });
    expect(await uses()).toEqual([{ ...draft, state: 'completed', needsIt: false }, off]);
  });

  it('[T-29] [T-32] takes only a file that Meta takes as the header’s', async () => {
    const first = await fileOf('masa.png', PNG);
    const file = { id: first, name: 'masa.png', mime: 'image/png', sizeBytes: 1, url: null };
    const one = await submitted({ header: { kind: 'image', file } });
    const choose = (fileId: number) =>
      world.api.put<{ error: { details: object } }>(`/whatsapp/templates/${one.id}/bindings`, {
        bindings: { header: { source: { kind: 'media', fileId }, fallback: null } },
      });
    for (const [id, code] of [
      [await fileOf('teklif.pdf', aPdf(2_000)), 'file.type'],
      [await fileOf('masa.jpg', Buffer.from('a picture by its name only')), 'file.type'],
      [999_999, 'media-missing'],
    ] as const) {
      const refused = await choose(id);
      expect(refused.status).toBe(422);
      expect(refused.body.error.details).toMatchObject({
        kind: 'template-invalid',
        problems: [{ field: 'bindings.header', code }],
      });
    }
    expect((await view(one.id)).bindings['header']?.source).toEqual({
      kind: 'media',
      fileId: first,
    });
    const other = await fileOf('sandalye.png', PNG);
    expect((await choose(other)).status).toBe(200);
    expect((await view(one.id)).bindings['header']?.source).toEqual({
      kind: 'media',
      fileId: other,
    });
  });
});
