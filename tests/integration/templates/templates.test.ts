import { accountsService, accountTable } from '../../../server/src/accounts/public';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { TemplateHistory } from '../../../server/src/contracts/template-history';
import { contextOf } from '../../../server/src/strapi/context';
import { writeRow } from '../../../server/src/strapi/table';
import {
  templatesService,
  type TemplateElement,
  type TemplatesService,
} from '../../../server/src/templates/public';
import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { whileReading } from './while-reading';

const body = (text: string, example?: string[]) => ({
  type: 'BODY',
  text,
  ...(example ? { example: { body_text: [example] } } : {}),
});

describe.each(databases())('templates on %s', (client) => {
  let app: BootedStrapi;
  let sim: Simulator;
  let token: string;
  let accountId: number;
  let service: TemplatesService;

  beforeAll(async () => {
    sim = await startSimulator();
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    service = templatesService(app.strapi);
    const account = await accountsService(app.strapi).connectNumber({
      name: 'Sim',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[0] ?? '',
      token: sim.account.token,
      baseUrl: sim.url,
    });
    accountId = account.id;
  });
  afterAll(async () => {
    await app.close();
    await sim.close();
  });

  const call = (method: 'get' | 'post' | 'put', url: string) =>
    app.http[method](`/whatsapp${url}`).set('Authorization', `Bearer ${token}`);
  const sync = async () =>
    (await call('post', '/templates/sync').send({ accountId }).expect(200)).body;
  const named = async (name: string) => {
    const { templates } = await service.list({ accountId, q: name });
    const found = templates.find((one) => one.name === name);
    if (!found) throw new Error(`no template ${name}`);
    return found;
  };
  const meta = (kind: TemplateElement['kind'], value: unknown) =>
    contextOf(app.strapi).db.tx((trx) =>
      service.applyMeta(trx, { kind, value, wabaId: sim.account.wabaId, at: 1 })
    );

  it('[T-24] reads all pages, says what it did, and keeps the result', async () => {
    for (let i = 0; i < 130; i += 1) {
      sim.control.templates.seed({
        name: `bulk_${i}`,
        language: 'tr',
        category: 'UTILITY',
        components: [body(`Siparişiniz {{1}} yolda, numarası ${i}.`, ['A1'])],
      });
    }
    const total = sim.control.templates.list().length;
    const first = await sync();
    expect(first).toMatchObject({
      ok: true,
      read: total,
      created: total,
      updated: 0,
      missing: 0,
      error: null,
    });
    expect(await sync()).toMatchObject({ read: total, created: 0, updated: 0, missing: 0 });
    const list = await call('get', '/templates').query({ accountId }).expect(200);
    expect(list.body.templates).toHaveLength(total);
    expect(list.body.lastSync).toMatchObject({ ok: true, read: total });
  });

  it('[T-26] [T-33] keeps bindings through a sync and marks what vanished', async () => {
    const one = await named('bulk_1');
    expect(one).toMatchObject({ missing: ['body.1'], sendable: { ok: true, reason: null } });
    const bindings = {
      'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: 'dostum' },
    };
    const saved = await call('put', `/templates/${one.id}/bindings`).send({ bindings }).expect(200);
    expect(saved.body).toMatchObject({ bindings, missing: [] });
    sim.control.templates.remove('bulk_2');
    sim.control.templates.setStatus('bulk_1', 'PAUSED');
    expect(await sync()).toMatchObject({ ok: true, created: 0, updated: 1, missing: 1 });
    expect(await named('bulk_1')).toMatchObject({
      bindings,
      status: 'PAUSED',
      sendable: { ok: false, reason: 'paused' },
    });
    expect(await named('bulk_2')).toMatchObject({
      status: 'MISSING',
      sendable: { ok: false, reason: 'missing' },
    });
  });

  it('[T-24] changes nothing when a page fails: half a list is no list', async () => {
    const before = await service.list({ accountId });
    sim.control.faults.add({ kind: 'bad-gateway', endpoint: 'templates-list' });
    const failed = await sync();
    sim.control.faults.clear();
    expect(failed).toMatchObject({ ok: false, missing: 0 });
    expect(failed.error).toEqual(expect.any(String));
    const after = await service.list({ accountId });
    expect(after.templates.map((one) => one.status)).toEqual(
      before.templates.map((one) => one.status)
    );
    expect(after.lastSync).toMatchObject({ ok: false });
  });

  it('[T-24] is one sync when two users press the button', async () => {
    const [a, b] = await Promise.all([service.sync(accountId), service.sync(accountId)]);
    expect(a).toBe(b);
  });

  it('[T-26] keeps what a webhook said while the list was read, and reads the list once more', async () => {
    sim.control.templates.seed({
      name: 'overtaken',
      language: 'tr',
      category: 'UTILITY',
      components: [body('Merhaba, siparişiniz yolda.')],
    });
    await sync();
    whileReading(app.strapi, () => {
      sim.control.templates.setCategory('overtaken', 'MARKETING');
      sim.control.templates.setQuality('overtaken', 'YELLOW');
      return meta('template-category', {
        message_template_name: 'overtaken',
        message_template_language: 'tr',
        previous_category: 'UTILITY',
        new_category: 'MARKETING',
      });
    });
    expect(await sync()).toMatchObject({ ok: true, updated: 1, missing: 0 });
    const one = await named('overtaken');
    expect(one).toMatchObject({ category: 'MARKETING', notice: 'moved', quality: 'YELLOW' });
    const { events } = await service.history(one.id);
    expect(events.map(({ kind, via }) => [kind, via])).toEqual([
      ['quality', 'sync'],
      ['category', 'webhook'],
      ['appeared', 'sync'],
    ]);
  });

  it('[T-13] reads again what Meta says has changed after a sync has read its list', async () => {
    let again: Promise<void> = Promise.resolve();
    whileReading(app.strapi, () => {
      sim.control.templates.seed({
        name: 'told_late',
        language: 'tr',
        category: 'UTILITY',
        components: [body('Merhaba, faturanız hazır.')],
      });
      again = service.reread(sim.account.wabaId);
      return Promise.resolve();
    });
    expect(await service.sync(accountId)).toMatchObject({ ok: true, created: 0 });
    await again;
    expect(await named('told_late')).toMatchObject({ status: 'APPROVED' });
  });

  it('[T-13] reads what Meta says has changed by a number that is connected', async () => {
    const accounts = accountsService(app.strapi);
    const { id: second } = await accounts.connectNumber({
      name: 'Second',
      wabaId: sim.account.wabaId,
      phoneNumberId: sim.account.phoneNumberIds[1] ?? '',
      token: sim.account.token,
      baseUrl: sim.url,
    });
    await accounts.setStatus(accountId, 'disconnected', null);
    const asked = jest.spyOn(accounts, 'cloudApi');
    try {
      await service.reread(sim.account.wabaId);
      expect([...new Set(asked.mock.calls.map(([account]) => account.id))]).toEqual([second]);
    } finally {
      asked.mockRestore();
      await accounts.setStatus(accountId, 'connected', null);
      await contextOf(app.strapi).db.knex(accountTable.table).where({ id: second }).delete();
    }
  });

  it('[T-13] follows a status change by name when the id is unknown, written en-US', async () => {
    sim.control.templates.seed({
      name: 'in_review',
      language: 'en_US',
      category: 'UTILITY',
      status: 'PENDING',
      components: [body('Hello there.')],
    });
    await sync();
    const one = await named('in_review');
    expect(one.sendable).toEqual({ ok: false, reason: 'not-approved' });
    const who = {
      message_template_name: 'in_review',
      message_template_language: 'en-US',
    };
    expect(await meta('template-status', { ...who, event: 'APPROVED', reason: 'NONE' })).toEqual({
      templateId: one.id,
      status: 'APPROVED',
    });
    expect(
      await meta('template-status', { ...who, event: 'PAUSED', reason: 'NONE' })
    ).toMatchObject({
      stopped: true,
      paused: true,
    });
    expect(await meta('template-status', { ...who, event: 'PAUSED' })).not.toHaveProperty(
      'stopped'
    );
    expect(await meta('template-quality', { ...who, new_quality_score: 'RED' })).toEqual({
      templateId: one.id,
    });
    expect(await named('in_review')).toMatchObject({ status: 'PAUSED', quality: 'RED' });
    const category = await meta('template-category', {
      ...who,
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
    });
    expect(category.categoryChanged).toEqual({ from: 'UTILITY', to: 'MARKETING' });
  });

  it('[T-13] leaves a template alone when a change is about another one of its name, and asks for a sync', async () => {
    const made = sim.control.templates.seed({
      name: 'namesake',
      language: 'tr',
      category: 'UTILITY',
      components: [body('Merhaba, randevunuz yarın.')],
    });
    await sync();
    const { id } = await named('namesake');
    const change = (metaId: unknown) =>
      meta('template-status', {
        message_template_id: metaId,
        message_template_name: 'namesake',
        message_template_language: 'tr',
        event: 'PAUSED',
      });
    expect(await change(5)).toEqual({ templateId: null, reread: true });
    expect((await named('namesake')).status).toBe('APPROVED');
    expect(await change(made['id'])).toMatchObject({ templateId: id, status: 'PAUSED' });
  });

  it('asks for a sync when a change names a template that it does not know', async () => {
    const unknown = await meta('template-status', {
      message_template_id: 1,
      message_template_name: 'x',
      event: 'APPROVED',
    });
    expect(unknown).toEqual({ templateId: null, reread: true });
    expect(await meta('template-status', 'garbage')).toEqual({ templateId: null, reread: false });
  });

  it('[T-13] polls templates in review, in case a webhook was lost', async () => {
    sim.control.templates.seed({
      name: 'lost_webhook',
      language: 'tr',
      category: 'UTILITY',
      status: 'PENDING',
      components: [body('Merhaba size.')],
    });
    await sync();
    sim.control.templates.setStatus('lost_webhook', 'APPROVED');
    await service.poll();
    expect((await named('lost_webhook')).status).toBe('APPROVED');
  });

  it('[T-53] the daily sync reads a price and an announced category whose webhooks were lost, whatever fails in another account', async () => {
    const { templates } = sim.control;
    const component = body('Merhaba, yeni ürünlerimiz geldi.');
    for (const name of ['lost_price', 'lost_notice'])
      templates.seed({
        ...{ name, language: 'tr', components: [component] },
        category: name === 'lost_price' ? 'MARKETING' : 'UTILITY',
      });
    await sync();
    const { knex } = contextOf(app.strapi).db;
    const { id: _id, ...known } = await accountsService(app.strapi).get(accountId);
    const other = { ...known, wabaId: '7', phoneNumberId: '7', isDefault: null, lastSync: null };
    await knex(accountTable.table).insert(writeRow(accountTable, { ...other, tokenCipher: 'x' }));
    try {
      templates.setMaxPrice('lost_price', 5_000, { silent: true });
      templates.announceCategory('lost_notice', 'MARKETING');
      await service.syncAll();
      const { maxPrice } = await service.get((await named('lost_price')).id);
      expect(maxPrice).toMatchObject({ bidAmount: 5_000 });
      expect((await named('lost_notice')).coming).toMatchObject({ category: 'MARKETING' });
    } finally {
      await knex(accountTable.table).where({ waba_id: '7' }).delete();
    }
  });

  it('[T-19] [T-21] [T-23] fills the clocks of what it meets from Meta’s list, and what changes from then on', async () => {
    const made = sim.control.templates.seed({
      name: 'clocks',
      language: 'tr',
      category: 'UTILITY',
      status: 'PENDING',
      components: [body('Merhaba, siparişiniz hazır.')],
    });
    await sync();
    const met = await named('clocks');
    expect(met.origin).toEqual({ place: 'manager', by: null });
    const unknown = { approvedAt: null, categoryChangedAt: null };
    expect(met.clocks).toEqual({ ...unknown, createdAt: Number(made['created_time']) * 1_000 });
    const before = Date.now();
    sim.control.templates.setStatus('clocks', 'APPROVED');
    await sync();
    const approved = await named('clocks');
    expect(approved.clocks.approvedAt).toBeGreaterThanOrEqual(before);
    expect(approved.review).toMatchObject({ about: 'creation', asked: null });
    sim.control.templates.announceCategory('clocks', 'MARKETING');
    await sync();
    expect(await named('clocks')).toMatchObject({
      coming: { category: 'MARKETING', at: null },
      notice: 'coming',
    });
    sim.control.templates.setCategory('clocks', 'MARKETING');
    await sync();
    const moved = await named('clocks');
    expect(moved).toMatchObject({
      previousCategory: 'UTILITY',
      coming: null,
      notice: 'moved',
      clocks: { approvedAt: approved.clocks.approvedAt },
      review: { about: 'category' },
    });
    expect(moved.clocks.categoryChangedAt).toBeGreaterThanOrEqual(before);
    // Met in a state in which it had been approved long before: nothing is guessed.
    expect((await named('bulk_4')).clocks.approvedAt).toBeNull();
  });

  it('[T-20] tells of a category that was announced before it met the template', async () => {
    sim.control.templates.seed({
      name: 'announced_before',
      language: 'tr',
      category: 'UTILITY',
      components: [body('Merhaba, randevunuz yarın.')],
    });
    sim.control.templates.announceCategory('announced_before', 'MARKETING');
    await sync();
    const { id, coming, notice } = await named('announced_before');
    expect([coming, notice]).toEqual([{ category: 'MARKETING', at: null }, 'coming']);
    const { events } = (await call('get', `/templates/${id}/history`).expect(200))
      .body as TemplateHistory;
    expect(events.map(({ kind }) => kind)).toEqual(['category-coming', 'appeared']);
    const lines = async () => {
      const { logs } = (await call('get', '/logs?area=template').expect(200))
        .body as ListLogsResult;
      return logs.filter(
        ({ event, details }) =>
          event === 'template-category-coming' && details?.['templateId'] === id
      );
    };
    const [line] = await eventually('the line of the log', async () => {
      const found = await lines();
      return found.length > 0 && found;
    });
    expect(line?.details).toMatchObject({ from: 'UTILITY', coming: 'MARKETING', day: null });
    await sync();
    expect(await lines()).toHaveLength(1);
  });

  it('refuses bindings of variables that are not there, by name', async () => {
    const one = await named('bulk_3');
    const binding = { source: { kind: 'text', text: 'x' }, fallback: null };
    const answer = await call('put', `/templates/${one.id}/bindings`)
      .send({ bindings: { 'body.9': binding } })
      .expect(400);
    expect(answer.body.error.details).toMatchObject({
      kind: 'unknown-slot',
      field: 'bindings.body.9',
    });
    await call('put', `/templates/${one.id}/bindings`)
      .send({ bindings: { 'body.1': { source: 5 } } })
      .expect(400);
    await call('put', `/templates/99999999/bindings`).send({ bindings: {} }).expect(404);
    const nul = { 'body.1': { source: { kind: 'text', text: 'a\u0000b' }, fallback: '\u0000' } };
    const saved = await call('put', `/templates/${one.id}/bindings`)
      .send({ bindings: nul })
      .expect(200);
    expect(saved.body.bindings['body.1']).toEqual({
      source: { kind: 'text', text: 'ab' },
      fallback: null,
    });
  });

  it('[X-05] opens only for who may', async () => {
    const reader = await app.adminToken({ actions: ['template.list'] });
    const as = (method: 'get' | 'post', url: string) =>
      app.http[method](`/whatsapp${url}`).set('Authorization', `Bearer ${reader}`);
    await as('get', '/templates').expect(200);
    await as('post', '/templates/sync').send({ accountId }).expect(403);
    await call('post', '/templates/sync').send({ accountId: 99999999 }).expect(404);
  });
});
