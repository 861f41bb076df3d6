import type { CampaignView, PreflightResult } from '../../../server/src/contracts/campaigns';
import type {
  ContactDetails,
  ContactView,
  CustomField,
  ListContactsResult,
} from '../../../server/src/contracts/contacts';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { Facets } from '../../../server/src/contracts/people';
import type { SegmentGroup, SegmentView } from '../../../server/src/contracts/segments';
import type { SensitiveAllowance, SensitiveUse } from '../../../server/src/contracts/sensitive';
import type { TemplateView, VariableSources } from '../../../server/src/contracts/templates';
import { logsService } from '../../../server/src/logs/public';
import { databases } from '../../support/boot-strapi';
import { unzip } from '../../support/unzip';
import { startArena, type Arena } from '../engine/arena';
import { eventually } from '../../support/world';
import { CUSTOMER, customerMapping, recordsWorld } from '../records/records-world';

interface Refused {
  error: { message: string; details: { kind: string; field: string; remedy: string } };
}

const REASON = 'Needed to warn patients of a recall';
const onField = (key: string, exclude = false) => ({
  on: 'custom' as const,
  key,
  operator: 'is' as const,
  value: 'nuts',
  exclude,
});
const treeOn = (key: string, not = false): SegmentGroup => ({
  kind: 'group',
  not: false,
  match: 'any',
  nodes: [
    { kind: 'people', not, filter: { fields: [onField(key)] } },
    { kind: 'people', not: false, filter: { consent: { include: ['in'], exclude: [] } } },
  ],
});

describe.each(databases())('sensitive fields, on %s', (database) => {
  let arena: Arena;
  let allergy: CustomField;
  let ayse: number;
  let records: ReturnType<typeof recordsWorld>;
  let staff: string;
  let before: SegmentView;

  const as = (token: string) => ({
    get: async <T>(path: string) => {
      const answer = await arena.http.get(path).set('Authorization', `Bearer ${token}`);
      return { status: answer.status, body: answer.body as T };
    },
    send: async <T>(method: 'put' | 'post' | 'delete', path: string, body: object = {}) => {
      const answer = await arena.http[method](path)
        .set('Authorization', `Bearer ${token}`)
        .send(body);
      return { status: answer.status, body: answer.body as T, text: answer.text };
    },
  });
  const mark = (sensitive: string | null) =>
    arena.api.put<CustomField>(`/whatsapp/contact-fields/${allergy.id}`, { sensitive });
  const field = { on: 'custom' as const, key: 'allergy' };
  const allow = (use: SensitiveUse, reason = REASON) =>
    arena.api.post<SensitiveAllowance>('/whatsapp/sensitive-uses', { field, use, reason });
  const withdraw = ({ id }: { id: number }) => arena.api.del(`/whatsapp/sensitive-uses/${id}`);
  const search = (filter: object) =>
    arena.api.post<ListContactsResult>('/whatsapp/people/search', { filter });
  const refused = (answer: { status: number; body: unknown }) => {
    expect(answer.status).toBe(422);
    return (answer.body as Refused).error.details;
  };
  const linesOf = async (event: string) => {
    await logsService(arena.strapi).flush();
    const { body } = await arena.api.get<ListLogsResult>('/whatsapp/logs?area=contact');
    return body.logs.filter((line) => line.event === event);
  };

  beforeAll(async () => {
    arena = await startArena({ database });
    records = recordsWorld(arena);
    allergy = (
      await arena.api.post<CustomField>('/whatsapp/contact-fields', {
        key: 'allergy',
        kind: 'text',
        label: 'Allergy',
        labelTr: 'Alerji',
      })
    ).body;
    ayse = (
      await arena.api.post<ContactView>('/whatsapp/contacts', {
        name: 'Ayşe',
        phone: '+905327200001',
        custom: { allergy: 'nuts' },
      })
    ).body.id;
    await arena.api.post('/whatsapp/contacts', { name: 'Burak', phone: '+905327200002' });
    before = (
      await arena.api.post<SegmentView>('/whatsapp/segments', {
        name: 'Nuts',
        tree: treeOn('allergy'),
      })
    ).body;
    expect(before).toMatchObject({ people: 1, locked: [] });
    staff = (
      await arena.adminUser({
        actions: [
          'contact.browse',
          'contact.edit',
          'contact.export',
          'contact.erase',
          'settings.configure',
          'template.list',
        ],
      })
    ).token;
    expect((await mark('health')).body).toMatchObject({ sensitive: 'health', allowed: [] });
  });
  afterAll(() => arena.close());

  it('[X-10] the server gives a value only to who has the permission, and lets nobody else write it', async () => {
    const path = `/whatsapp/contacts/${ayse}`;
    expect((await arena.api.get<ContactDetails>(path)).body.contact.custom).toEqual({
      allergy: 'nuts',
    });
    expect((await as(staff).get<ContactDetails>(path)).body.contact.custom).toEqual({});
    const found = await as(staff).send<ListContactsResult>('post', '/whatsapp/people/search');
    expect(found.text).toContain('Ayşe');
    expect(found.text).not.toContain('nuts');
    expect(JSON.stringify((await as(staff).get('/whatsapp/contacts')).body)).not.toContain('nuts');
    const written = await as(staff).send<Refused>('put', path, { custom: { allergy: 'none' } });
    expect(written.status).toBe(403);
    expect(written.body.error.details).toMatchObject({
      kind: 'sensitive-forbidden',
      field: 'custom.allergy',
    });
    const named = await as(staff).send<ContactView>('put', path, { name: 'Ayşe K.' });
    expect(named.body).toMatchObject({ name: 'Ayşe K.', custom: {} });
    expect((await arena.api.get<ContactDetails>(path)).body.contact.custom).toEqual({
      allergy: 'nuts',
    });
  });

  it('[X-10] the mark is taken away only with the permission, and both are written into the log', async () => {
    const path = `/whatsapp/contact-fields/${allergy.id}`;
    const tried = await as(staff).send<Refused>('put', path, { sensitive: null });
    expect([tried.status, tried.body.error.details.kind]).toEqual([403, 'sensitive-forbidden']);
    expect((await as(staff).send<CustomField>('put', path, { sensitive: 'other' })).status).toBe(
      200
    );
    await mark('health');
    expect(await linesOf('sensitive-marked')).not.toHaveLength(0);
    expect((await as(staff).send('post', '/whatsapp/sensitive-uses', {})).status).toBe(403);
  });

  it('[X-10] segments and filters that name it are refused, never widened: saved ones say so', async () => {
    const list = await arena.api.get<{ segments: SegmentView[] }>('/whatsapp/segments');
    expect(list.body.segments.find(({ id }) => id === before.id)?.locked).toEqual(['Allergy']);
    const include = { segments: { include: [before.id], exclude: [] } };
    const exclude = { segments: { include: [], exclude: [before.id] } };
    for (const filter of [include, exclude, { fields: [onField('allergy', true)] }])
      expect(refused(await search(filter)).kind).toBe('sensitive-field');
    for (const not of [false, true]) {
      const tree = treeOn('allergy', not);
      const made = await arena.api.post('/whatsapp/segments', { name: `New ${not}`, tree });
      expect(refused(made)).toMatchObject({ kind: 'sensitive-field', field: 'tree' });
      refused(await arena.api.post('/whatsapp/segments/preview', { tree }));
    }
    // Another segment is still counted and compared.
    const other = { kind: 'group', not: false, match: 'all', nodes: [] };
    expect((await arena.api.post('/whatsapp/segments/preview', { tree: other })).status).toBe(200);
    const view = { name: 'Nuts', filter: { fields: [onField('allergy')] } };
    refused(await arena.api.post('/whatsapp/people/views', view));
    const choice = { kind: 'all', filter: include, except: [] };
    refused(await arena.api.post('/whatsapp/people/tags', { choice, add: ['nuts'], remove: [] }));
    const { body: facets } = await arena.api.get<Facets>('/whatsapp/people/facets');
    expect(facets.fields.find(({ key }) => key === 'allergy')).toMatchObject({
      sensitive: 'health',
      allowed: [],
    });
  });

  it('[X-10] is allowed for segments by a typed reason, which is kept, shown and logged, and can be withdrawn', async () => {
    const short = await arena.api.post<Refused>('/whatsapp/sensitive-uses', {
      field,
      use: 'segments',
      reason: 'because',
    });
    expect([short.status, short.body.error.details.field]).toEqual([400, 'reason']);
    const unmarked = await arena.api.post<Refused>('/whatsapp/sensitive-uses', {
      field: { on: 'custom', key: 'nothing' },
      use: 'segments',
      reason: REASON,
    });
    expect([unmarked.status, unmarked.body.error.details.kind]).toEqual([409, 'not-sensitive']);
    const { body: open } = await allow('segments');
    expect(open).toMatchObject({ field, use: 'segments', reason: REASON, withdrawnAt: null });
    expect((await allow('segments')).status).toBe(409);
    const filter = { segments: { include: [before.id], exclude: [] } };
    expect((await search(filter)).body.contacts.map(({ id }) => id)).toEqual([ayse]);
    const [line] = await linesOf('sensitive-allowed');
    expect(line?.details).toMatchObject({ field: 'Allergy', use: 'segments', reason: REASON });
    await withdraw(open);
    refused(await search(filter));
    const { body } = await arena.api.get<{ allowances: SensitiveAllowance[] }>(
      '/whatsapp/sensitive-uses'
    );
    expect(body.allowances[0]).toMatchObject({ id: open.id, reason: REASON });
    expect(body.allowances[0]?.withdrawnAt).toBeGreaterThan(0);
    expect(await linesOf('sensitive-allowance-ended')).toHaveLength(1);
  });

  it('[X-10] a mark that is taken away ends what was allowed: marked again, it is closed again', async () => {
    await allow('exports');
    await mark(null);
    expect((await mark('health')).body).toMatchObject({ sensitive: 'health', allowed: [] });
  });

  it('[X-10] campaigns to contacts chosen by it are refused when saved, and do not start when it was marked later', async () => {
    const audience = {
      kind: 'all',
      filter: { segments: { include: [before.id], exclude: [] } },
      except: [],
    };
    const draft = { name: 'To nuts', accountId: arena.accountId, templateId: arena.template.id };
    refused(await arena.api.post('/whatsapp/campaigns', { ...draft, audience }));
    await mark(null);
    const made = await arena.api.post<CampaignView>('/whatsapp/campaigns', { ...draft, audience });
    expect(made.status).toBe(200);
    await mark('health');
    const path = `/whatsapp/campaigns/${made.body.id}`;
    const { status, body } = await arena.api.post<PreflightResult>(`${path}/preflight`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ willReceive: 0 });
    expect(body.problems).toContainEqual(
      expect.objectContaining({ kind: 'sensitive-audience', blocking: true, detail: 'Allergy' })
    );
    const launched = await arena.api.post(`${path}/launch`, { confirmed: 0 });
    expect(launched.status).toBeGreaterThanOrEqual(400);
    expect(await arena.rows(made.body.id)).toEqual([]);
  });

  it('[X-10] messages: not offered after "@", refused when bound, and omitted from what is sent even where it was bound before', async () => {
    const template = arena.template;
    const key = template.slots[0]?.key ?? '';
    const said = template.slots.map((slot) => [
      slot.key,
      { source: { kind: 'text', text: 'x' }, fallback: null },
    ]);
    const bindings = {
      ...Object.fromEntries(said),
      [key]: { source: { kind: 'custom', key: 'allergy' }, fallback: null },
    };
    const bind = () =>
      arena.api.put<TemplateView>(`/whatsapp/templates/${template.id}/bindings`, { bindings });
    const offered = async (token: string) =>
      (await as(token).get<VariableSources>(`/whatsapp/variable-sources?contactId=${ayse}`)).body
        .custom;
    const boss = await arena.adminToken();
    expect((await offered(boss)).map((one) => one.key)).not.toContain('allergy');
    expect(refused(await bind())).toMatchObject({
      kind: 'sensitive-field',
      field: `bindings.${key}`,
    });
    const draft = {
      name: 'With nuts',
      accountId: arena.accountId,
      templateId: template.id,
      audience: { kind: 'picked', contactIds: [ayse] },
      bindings,
    };
    refused(await arena.api.post('/whatsapp/campaigns', draft));

    const { body: open } = await allow('messages');
    expect(await offered(boss)).toContainEqual(
      expect.objectContaining({ key: 'allergy', labelTr: 'Alerji', example: 'nuts' })
    );
    expect(await offered(staff)).toContainEqual(
      expect.objectContaining({ key: 'allergy', example: null })
    );
    const made = await arena.api.post<CampaignView>('/whatsapp/campaigns', draft);
    const preview = () =>
      arena.api.post<{ body: string }>(`/whatsapp/campaigns/${made.body.id}/preview`, {
        contactId: ayse,
      });
    expect(JSON.stringify((await preview()).body)).toContain('nuts');
    await withdraw(open);
    const closed = await preview();
    expect(closed.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(closed.body)).not.toContain('nuts');
    const { body } = await arena.api.post<PreflightResult>(
      `/whatsapp/campaigns/${made.body.id}/preflight`
    );
    expect(body.problems).toContainEqual(
      expect.objectContaining({ kind: 'sensitive-binding', blocking: true })
    );
  });

  it('[X-10] exports: absent until allowed, and then only for who may see it; the contact’s own export has it always', async () => {
    const csv = async (token: string) =>
      (
        await as(token).send('post', '/whatsapp/people/export', {
          choice: { kind: 'picked', contactIds: [ayse] },
        })
      ).text;
    const boss = await arena.adminToken();
    expect(await csv(boss)).toContain('Ayşe');
    expect(await csv(boss)).not.toMatch(/allergy|nuts/);
    const { body: open } = await allow('exports');
    expect(await csv(boss)).toMatch(/allergy[^]*nuts/);
    expect(await csv(staff)).not.toMatch(/allergy|nuts/);
    await withdraw(open);
    expect(await csv(boss)).not.toMatch(/allergy|nuts/);
    const zip = await fetch(`${arena.url}/whatsapp/privacy/people/${ayse}/export`, {
      headers: { Authorization: `Bearer ${boss}` },
    });
    const files = await unzip(Buffer.from(await zip.arrayBuffer()));
    expect(files.get('person.json')?.toString('utf8')).toContain('nuts');
  });

  it('[X-10] fields of linked entries are marked and omitted in the same way', async () => {
    const saved = await records.map(
      CUSTOMER,
      customerMapping({ marks: { city: 'ethnic-origin' } })
    );
    expect(saved.status).toBe(200);
    await records.documents(CUSTOMER).create({
      data: { name: 'Cem', phone: '+905327200003', city: 'İzmir', tier: 'gold' },
    });
    const cem = await eventually('the contact', () => records.contactByPhone('+905327200003'));
    const seen = async (token: string) =>
      (
        await as(token).get<{
          links: { fields: { path: string; value: string | null; locked: boolean }[] }[];
        }>(`/whatsapp/records/links?contactId=${cem.id}`)
      ).body.links[0]?.fields.find(({ path }) => path === 'city');
    const boss = await arena.adminToken();
    expect(await seen(boss)).toMatchObject({ value: 'İzmir', locked: false });
    expect(await seen(staff)).toMatchObject({ value: null, locked: true });

    const condition = { on: 'record', type: CUSTOMER, key: 'city', operator: 'is', value: 'İzmir' };
    expect(refused(await search({ fields: [condition] })).kind).toBe('sensitive-field');
    const { body: facets } = await arena.api.get<Facets>('/whatsapp/people/facets');
    expect(facets.linked[0]?.fields.find(({ key }) => key === 'city')).toMatchObject({
      locked: true,
    });
    const sources = await as(boss).get<VariableSources>('/whatsapp/variable-sources');
    expect(sources.body.records[0]?.fields.map((one) => one.field)).not.toContain('city');
    const on = { on: 'record', type: CUSTOMER, key: 'city' };
    const allowed = await arena.api.post('/whatsapp/sensitive-uses', {
      field: on,
      use: 'segments',
      reason: REASON,
    });
    expect(allowed.status).toBe(200);
    expect((await search({ fields: [condition] })).body.contacts.map(({ id }) => id)).toEqual([
      Number(cem.id),
    ]);

    const plain = customerMapping({ marks: {} });
    const path = `/whatsapp/records/mappings/${encodeURIComponent(CUSTOMER)}`;
    expect((await as(staff).send('put', path, plain)).status).toBe(403);
    expect((await as(staff).send('delete', path)).status).toBe(403);
    const phone = customerMapping({ marks: { phone: 'other' } });
    expect((await arena.api.put<Refused>(path, phone)).body.error.details.field).toBe(
      'marks.phone'
    );
  });
});
