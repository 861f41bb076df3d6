import { contextOf } from '../../../server/src/strapi/context';
import { type DraftResult, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { templatesService } from '../../../server/src/templates/public';
import { claimSubmission } from '../../../server/src/templates/store';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { draftHands, PNG } from './draft-hands';
import { submitCases } from './submit-cases';
import { whileReading } from './while-reading';

interface Refused {
  error: {
    details: {
      kind: string;
      field: string;
      code?: string;
      problems?: { field: string; code: string }[];
    };
  };
}

describe.each(databases())('templates made here on %s', (client) => {
  let world: World;
  let token: string;

  beforeAll(async () => {
    world = await startWorld({
      database: client,
      sim: { config: { templates: { review: 'manual' } } },
    });
    token = await world.adminToken();
  });
  afterAll(() => world.close());

  const { keep, submit, view, approved, fileOf, atMeta } = draftHands(
    () => world,
    () => token
  );

  submitCases(
    () => world,
    () => token
  );

  it('[T-01] [T-06] keeps a half-written template here, and Meta hears nothing of it', async () => {
    const made = await keep({ name: 'Not A Name', body: '' });
    expect(made).toMatchObject({ status: 'DRAFT', name: 'Not A Name', sendable: { ok: false } });
    const again = await keep({ name: 'Not A Name' });
    expect(again.id).not.toBe(made.id);
    const kept = await world.api.get<{ draft: TemplateDraft; savedAt: number }>(
      `/whatsapp/templates/${made.id}/draft`
    );
    expect(kept.body.draft).toMatchObject({ name: 'Not A Name', body: '' });
    const later = { ...kept.body.draft, body: 'Now it says something.' };
    const saved = await world.api.put<TemplateView>(`/whatsapp/templates/${made.id}/draft`, {
      draft: later,
      basedOn: kept.body.savedAt,
    });
    expect(saved.body.body).toBe('Now it says something.');
    const stale = await world.api.put<Refused>(`/whatsapp/templates/${made.id}/draft`, {
      draft: later,
      basedOn: kept.body.savedAt,
    });
    expect([stale.status, stale.body.error.details.kind]).toEqual([409, 'draft-changed']);
    expect(world.sim.control.templates.list().map((one) => one['name'])).not.toContain(
      'Not A Name'
    );
    await templatesService(world.strapi).sync(world.accountId);
    expect((await view(made.id)).status).toBe('DRAFT');
  });

  it('[T-02] [T-11] refuses on the server, at the field, what the browser would refuse', async () => {
    const made = await keep({ name: 'Not A Name', footer: 'x'.repeat(61), examples: {} });
    const refused = await submit<Refused>(made.id);
    expect(refused.status).toBe(422);
    expect(refused.body.error.details).toMatchObject({
      kind: 'template-invalid',
      field: 'name',
      problems: [
        { field: 'name', code: 'name.chars' },
        { field: 'examples.body.first_name', code: 'example.missing' },
        { field: 'footer', code: 'text.long' },
      ],
    });
    expect((await view(made.id)).status).toBe('DRAFT');
  });

  it('[T-07] [T-09] [T-10] [T-11] [T-13] [T-14] hands it to Meta whole, and follows the review by webhook', async () => {
    const made = await keep({
      category: 'MARKETING',
      header: { kind: 'text', text: 'Sipariş {{order_no}}' },
      footer: 'İyi günler',
      buttons: [
        { type: 'URL', text: 'Takip et', url: 'https://shop.example/o/{{1}}', example: '1007' },
        { type: 'QUICK_REPLY', text: 'Teşekkürler' },
      ],
      examples: { 'header.order_no': 'A-1', 'body.first_name': 'Ayşe' },
    });
    const before = Date.now();
    const sent = await submit(made.id);
    expect(sent.body).toMatchObject({
      status: 'PENDING',
      category: 'MARKETING',
      draftSavedAt: null,
      submittedAt: null,
      sendable: { ok: false, reason: 'not-approved' },
      missing: ['header.order_no', 'body.first_name', 'button.0'],
    });
    expect(sent.body.pendingSince).toBeGreaterThanOrEqual(before);
    expect(atMeta(made.name)).toMatchObject({
      language: 'tr',
      parameter_format: 'NAMED',
      components: [
        {
          type: 'HEADER',
          format: 'TEXT',
          text: 'Sipariş {{order_no}}',
          example: { header_text_named_params: [{ param_name: 'order_no', example: 'A-1' }] },
        },
        {
          type: 'BODY',
          example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ayşe' }] },
        },
        { type: 'FOOTER', text: 'İyi günler' },
        {
          type: 'BUTTONS',
          buttons: [
            {
              type: 'URL',
              url: 'https://shop.example/o/{{1}}',
              example: ['https://shop.example/o/1007'],
            },
            { type: 'QUICK_REPLY', text: 'Teşekkürler' },
          ],
        },
      ],
    });
    world.sim.control.templates.setStatus(made.name, 'REJECTED', { reason: 'PROMOTIONAL' });
    const rejected = await eventually('the rejection arrives', async () => {
      const now = await view(made.id);
      return now.status === 'REJECTED' && now;
    });
    expect(rejected.rejectedReason).toMatch(/^PROMOTIONAL/);
    expect(rejected.pendingSince).toBeNull();
  });

  it('[T-05] [T-29] uploads the header’s sample from the media library, whole, and sends the same file later', async () => {
    const id = await fileOf('shop.png', PNG);
    const file = { id, name: 'shop.png', mime: 'image/png', sizeBytes: 1, url: null };
    const made = await keep({ header: { kind: 'image', file } });
    const sent = await submit(made.id);
    expect(sent.status).toBe(200);
    expect(sent.body.bindings['header']).toEqual({
      source: { kind: 'media', fileId: id },
      fallback: null,
    });
    expect(atMeta(made.name)).toMatchObject({
      components: [
        {
          format: 'IMAGE',
          example: { header_handle: [expect.stringMatching(/^4::aW1hZ2UvcG5n:/)] },
        },
        { type: 'BODY' },
      ],
    });
  });

  it('[T-05] judges the file by its content, and says when it is gone', async () => {
    const id = await fileOf('shop.txt', Buffer.from('no picture at all, whatever its name says'));
    const pretended = { id, name: 'shop.png', mime: 'image/png', sizeBytes: 1, url: null };
    for (const [file, code] of [
      [pretended, 'file.type'],
      [{ ...pretended, id: 999_999 }, 'media-missing'],
    ] as const) {
      const made = await keep({ header: { kind: 'image', file } });
      const refused = await submit<Refused>(made.id);
      expect(refused.body.error.details.problems).toMatchObject([{ field: 'header.file', code }]);
      expect(atMeta(made.name)).toBeUndefined();
      // The refusal leaves nothing that hinders the next try.
      expect((await view(made.id)).submittedAt).toBeNull();
    }
  });

  it('[T-03] [T-12] a code template shows Meta’s words at once, and binds no header of another category', async () => {
    const id = await fileOf('shop.png', PNG);
    const file = { id, name: 'shop.png', mime: 'image/png', sizeBytes: PNG.length, url: null };
    const made = await keep({ category: 'AUTHENTICATION', header: { kind: 'image', file } });
    const { status, body } = await submit(made.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      header: null,
      body: 'Doğrulama kodunuz: *{{1}}*. Güvenliğiniz için bu kodu kimseyle paylaşmayın.',
      footer: 'Bu kodun süresi 10 dakika içinde dolar.',
      bindings: {},
    });
    expect(body.bindings).toEqual({});
  });

  it('[T-05] [T-11] an edit of an approved picture template keeps the picture that is sent', async () => {
    const id = await fileOf('shop.png', PNG);
    const file = { id, name: 'shop.png', mime: 'image/png', sizeBytes: PNG.length, url: null };
    const made = await approved({ header: { kind: 'image', file } });
    const read = async () =>
      (await world.api.get<DraftResult>(`/whatsapp/templates/${made.id}/draft`)).body;
    const { draft: first, savedAt } = await read();
    expect([savedAt, first.header]).toMatchObject([
      null,
      { kind: 'image', file: { id, name: 'shop.png', mime: 'image/png' } },
    ]);
    await world.api.put(`/whatsapp/templates/${made.id}/draft`, {
      draft: { ...first, footer: 'Mağaza' },
    });
    expect((await submit(made.id)).status).toBe(200);
    expect((await view(made.id)).bindings.header).toEqual({
      source: { kind: 'media', fileId: id },
      fallback: null,
    });
    // Its copy in another language begins with the same picture.
    const copy = await world.api.post<TemplateView>(`/whatsapp/templates/${made.id}/duplicate`, {
      language: 'en',
    });
    const { body } = await world.api.get<DraftResult>(`/whatsapp/templates/${copy.body.id}/draft`);
    expect(body.draft.header).toMatchObject({ kind: 'image', file: { id } });
  });

  it('[T-11] puts Meta’s own refusal at the field that it concerns', async () => {
    const first = await approved();
    world.sim.control.templates.remove(first.name);
    const made = await keep();
    world.sim.control.templates.seed({
      name: made.name,
      language: 'tr',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Made in WhatsApp Manager meanwhile.' }],
    });
    const refused = await submit<Refused>(made.id);
    expect(refused.status).toBe(422);
    expect(refused.body.error.details).toMatchObject({
      kind: 'template-refused',
      field: 'name',
      code: 'name.taken',
    });
    expect(await view(made.id)).toMatchObject({ status: 'DRAFT', submittedAt: null });
  });

  it('[T-04] allows the same name in another language, and copies what is there', async () => {
    const one = await approved();
    const copy = await world.api.post<TemplateView>(`/whatsapp/templates/${one.id}/duplicate`, {
      language: 'en',
    });
    expect(copy.body).toMatchObject({
      status: 'DRAFT',
      name: one.name,
      language: 'en',
      body: one.body,
    });
    expect((await submit(copy.body.id)).status).toBe(200);
    const same = await world.api.post<TemplateView>(`/whatsapp/templates/${one.id}/duplicate`, {});
    expect(same.body).toMatchObject({ name: `${one.name}_copy`, language: 'tr' });
  });

  it('[T-11] recognises by sync what an answer that never came had made', async () => {
    const made = await keep();
    world.sim.control.faults.add({ kind: 'reset-after', endpoint: 'template-create' });
    const lost = await submit<Refused>(made.id);
    world.sim.control.faults.clear();
    expect([lost.status, lost.body.error.details.kind]).toEqual([503, 'template-unanswered']);
    expect(atMeta(made.name)).toBeDefined();
    await templatesService(world.strapi).sync(world.accountId);
    expect(await view(made.id)).toMatchObject({
      status: 'PENDING',
      name: made.name,
      draftSavedAt: null,
      submittedAt: null,
    });
    const { templates } = await templatesService(world.strapi).list({ q: made.name });
    expect(templates).toHaveLength(1);
  });

  it('[T-11] [T-26] keeps what is submitted while a sync reads: a new template and an edit', async () => {
    const sync = () => templatesService(world.strapi).sync(world.accountId);
    const made = await keep();
    whileReading(world.strapi, () => submit(made.id));
    expect(await sync()).toMatchObject({ ok: true });
    expect((await view(made.id)).status).toBe('PENDING');

    const one = await approved();
    const { body } = await world.api.get<DraftResult>(`/whatsapp/templates/${one.id}/draft`);
    await world.api.put(`/whatsapp/templates/${one.id}/draft`, {
      draft: { ...body.draft, footer: 'İyi günler' },
    });
    whileReading(world.strapi, () => submit(one.id));
    expect(await sync()).toMatchObject({ ok: true });
    expect(await view(one.id)).toMatchObject({ status: 'PENDING', footer: 'İyi günler' });
  });

  it('[T-11] makes one template of two users who submit at once', async () => {
    const made = await keep();
    const both = await Promise.all([submit(made.id), submit(made.id)]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    expect(
      world.sim.control.templates.list().filter((one) => one['name'] === made.name)
    ).toHaveLength(1);
  });

  it('[T-11] gives nobody the right to submit what was submitted since they read it', async () => {
    const { db, clock } = contextOf(world.strapi);
    const made = await keep();
    const read = await templatesService(world.strapi).get(made.id);
    expect((await submit(made.id)).status).toBe(200);
    expect(await claimSubmission(db.knex, read, { now: clock.now(), by: 'Ada' })).toBe(false);
  });

  it('takes no change of a draft that is on its way to Meta, and all of them after that', async () => {
    const { db, clock } = contextOf(world.strapi);
    const made = await keep();
    const read = await templatesService(world.strapi).get(made.id);
    expect(await claimSubmission(db.knex, read, { now: clock.now(), by: 'Ada' })).toBe(true);
    const save = () =>
      world.api.put<Refused>(`/whatsapp/templates/${made.id}/draft`, { draft: read.draft });
    const refused = await save();
    expect([refused.status, refused.body.error.details.kind]).toEqual([409, 'already-submitting']);
    await world.strapi.db
      .connection('whatsapp_templates')
      .where({ id: made.id })
      .update({ submitted_at: null });
    expect((await save()).status).toBe(200);
  });

  it('[T-11] edits an approved one once a day, keeps it sendable as it is until then', async () => {
    const one = await approved();
    const { body: start } = await world.api.get<{ draft: TemplateDraft; savedAt: null }>(
      `/whatsapp/templates/${one.id}/draft`
    );
    expect(start).toMatchObject({ savedAt: null, draft: { name: one.name, body: one.body } });
    const change = { ...start.draft, body: `${start.draft.body} Yeni cümle.` };
    const save = () =>
      world.api.put<TemplateView>(`/whatsapp/templates/${one.id}/draft`, { draft: change });
    expect((await save()).body).toMatchObject({ status: 'APPROVED', body: one.body });
    const category = await world.api.put(`/whatsapp/templates/${one.id}/draft`, {
      draft: { ...change, category: 'MARKETING' },
    });
    expect(category.status).toBe(200);
    expect((await submit<Refused>(one.id)).body.error.details.problems).toMatchObject([
      { code: 'category.fixed' },
    ]);
    await save();
    expect((await submit(one.id)).body).toMatchObject({ status: 'PENDING', body: change.body });
    // A second approval is another webhook than the first: their times differ.
    world.sim.control.advance(60_000);
    world.sim.control.templates.setStatus(one.name, 'APPROVED');
    const again = await eventually('approval arrives', async () => {
      const now = await view(one.id);
      return now.status === 'APPROVED' && now;
    });
    expect(again.editsLeft).toEqual({ day: 0, month: 9 });
    await save();
    expect((await submit<Refused>(one.id)).body.error.details.problems).toMatchObject([
      { code: 'edits.day' },
    ]);
    const back = await world.api.del<TemplateView>(`/whatsapp/templates/${one.id}/draft`);
    expect(back.body).toMatchObject({ status: 'APPROVED', draftSavedAt: null });
  });

  it('deletes at Meta, says what used it, and keeps the row for the history', async () => {
    const one = await approved();
    const campaign = await world.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'Spring',
    });
    await world.api.put(`/whatsapp/campaigns/${campaign.body.id}`, {
      accountId: world.accountId,
      templateId: one.id,
    });
    const uses = await world.api.get(`/whatsapp/templates/${one.id}/uses`);
    expect(uses.body).toMatchObject({
      uses: [{ kind: 'campaign', id: campaign.body.id, name: 'Spring', state: 'draft' }],
    });
    expect((await world.api.del(`/whatsapp/templates/${one.id}`)).status).toBe(200);
    expect(atMeta(one.name)).toBeUndefined();
    expect(await view(one.id)).toMatchObject({
      status: 'MISSING',
      sendable: { ok: false, reason: 'missing' },
      deletedAt: expect.any(Number),
    });
    const blocked = await keep({ name: one.name });
    expect((await submit<Refused>(blocked.id)).body.error.details).toMatchObject({
      field: 'name',
      code: 'name.blocked',
    });
    // Only the row is left: it goes when nobody names it any more.
    expect((await world.api.del(`/whatsapp/templates/${one.id}`)).status).toBe(409);
    expect((await world.api.del(`/whatsapp/templates/${blocked.id}`)).status).toBe(200);
    expect((await world.api.get(`/whatsapp/templates/${blocked.id}`)).status).toBe(404);
  });

  it('[T-18] keeps the category that was asked for beside the one that Meta made of it', async () => {
    const made = await keep();
    await submit(made.id);
    world.sim.control.templates.setCategory(made.name, 'MARKETING');
    await eventually('the new category arrives', async () => {
      const now = await view(made.id);
      return now.category === 'MARKETING' && now.statedCategory === 'UTILITY';
    });
  });

  it('[X-05] writes only for who may manage templates', async () => {
    const made = await keep();
    const reader = await world.adminToken({ actions: ['template.list'] });
    const as = (method: 'get' | 'post' | 'put' | 'delete', url: string) =>
      world.http[method](`/whatsapp/templates/${made.id}${url}`)
        .set('Authorization', `Bearer ${reader}`)
        .send(method === 'get' ? undefined : {});
    await as('get', '').expect(200);
    await as('get', '/uses').expect(200);
    await as('get', '/draft').expect(403);
    await as('put', '/draft').expect(403);
    await as('delete', '/draft').expect(403);
    await as('post', '/submit').expect(403);
    await as('post', '/duplicate').expect(403);
    await as('delete', '').expect(403);
    const { db } = contextOf(world.strapi);
    expect(await db.knex('whatsapp_templates').where({ id: made.id }).first()).toBeTruthy();
  });
});
