import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type { ContactView, CustomField } from '../../../server/src/contracts/contacts';
import type { ImportView } from '../../../server/src/contracts/imports';
import { actions } from '../../../server/src/contracts/permissions';
import type { SensitiveAllowance, SensitiveUse } from '../../../server/src/contracts/sensitive';
import type { TemplateValues } from '../../../server/src/contracts/template-values';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';
import { among, choice, SECRET, tree } from './asks';

const REASON = 'Needed to warn patients of a recall';
/** Everything that staff may do, save using sensitive fields; who may disclose takes out all of a person by their right. */
const STAFF = Object.values(actions).filter(
  (action) => action !== actions.contactSensitive && action !== actions.contactDisclose
);

interface Answer {
  status: number;
  text: string;
  details: { kind?: string; label?: string; remedy?: string };
}
type Ask = (method: 'get' | 'post' | 'put', path: string, body?: object) => Promise<Answer>;

describe.each(databases())('every door to a sensitive field, on %s', (database) => {
  let arena: Arena;
  let boss: Ask;
  let staff: Ask;
  let ids: { ayse: number; burak: number; group: number; campaign: number; file: number };

  const asked =
    (token: string): Ask =>
    async (method, path, body) => {
      const call = arena.http[method](`/whatsapp${path}`).set('Authorization', `Bearer ${token}`);
      const answer = await (method === 'get' ? call : call.send(body ?? {}));
      const error = (answer.body as { error?: { details?: Answer['details'] } }).error;
      return { status: answer.status, text: answer.text, details: error?.details ?? {} };
    };
  const allow = async (use: SensitiveUse): Promise<() => Promise<unknown>> => {
    const field = { on: 'custom', key: 'allergy' };
    const { body } = await arena.api.post<SensitiveAllowance>('/whatsapp/sensitive-uses', {
      ...{ field, use, reason: REASON },
    });
    return () => arena.api.del(`/whatsapp/sensitive-uses/${body.id}`);
  };
  const bindings = (key: string) =>
    Object.fromEntries(
      arena.template.slots.map((slot, i) => [
        slot.key,
        { source: i === 0 ? { kind: 'custom', key } : { kind: 'text', text: 'x' }, fallback: null },
      ])
    );
  const upload = async (rows: string[]): Promise<ImportView> => {
    const { body } = await arena.http
      .post('/whatsapp/imports')
      .query({ name: 'patients.csv' })
      .set('Authorization', `Bearer ${await arena.adminToken()}`)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from(`phone,name,Allergy\n${rows.join('\n')}\n`));
    return body as ImportView;
  };

  /** A file whose third column fills the field, checked: one row is refused. */
  const checkedFile = async (): Promise<number> => {
    const { id, rules } = await upload([`0532 999 00 01,Can,${SECRET}`, `12,Bad,${SECRET}`]);
    await arena.api.put(`/whatsapp/imports/${id}`, {
      columns: ['phone', 'name', 'custom:allergy'],
      rules: { ...rules, consent: { kind: 'none' }, sensitiveReason: REASON },
    });
    await arena.api.post(`/whatsapp/imports/${id}/check`);
    await eventually('the dry run', async () => {
      const { body } = await arena.api.get<ImportView>(`/whatsapp/imports/${id}`);
      return body.check?.state === 'done';
    });
    return id;
  };

  beforeAll(async () => {
    arena = await startArena({ database });
    boss = asked(await arena.adminToken());
    staff = asked((await arena.adminUser({ actions: STAFF })).token);
    const { body: field } = await arena.api.post<CustomField>('/whatsapp/contact-fields', {
      ...{ key: 'allergy', kind: 'text', label: 'Allergy' },
    });
    const person = async (name: string, phone: string, custom: object) =>
      (await arena.api.post<ContactView>('/whatsapp/contacts', { name, phone, custom })).body.id;
    const ayse = await person('Ayşe', '+905327210001', { allergy: SECRET });
    const burak = await person('Burak', '+905327210002', {});
    await person('Derya', '+905327210003', { allergy: SECRET });
    const group = (await arena.api.post<{ id: number }>('/whatsapp/groups', { name: 'All' })).body;
    await arena.api.post('/whatsapp/people/group', {
      choice: { kind: 'picked', contactIds: [ayse, burak] },
      groupId: group.id,
      action: 'add',
    });
    const { body: campaign } = await arena.api.post<CampaignView>('/whatsapp/campaigns', {
      name: 'Before the mark',
      accountId: arena.accountId,
      templateId: arena.template.id,
      bindings: bindings('allergy'),
      audience: { kind: 'picked', contactIds: [ayse, burak] },
    });
    await arena.api.put(`/whatsapp/contact-fields/${field.id}`, { sensitive: 'health' });
    const file = await checkedFile();
    ids = { ayse, burak, group: group.id, campaign: campaign.id, file };
  });
  afterAll(() => arena.close());

  /** Doors by which people are chosen: each names the field. */
  const choosing: [string, (ask: Ask, filter: object) => Promise<Answer>][] = [
    ['the contact list', (ask, filter) => ask('post', '/people/search', { filter })],
    ['a count', (ask, filter) => ask('post', '/people/count', { choice: choice(filter) })],
    [
      'a saved filter',
      (ask, filter) => ask('post', '/people/views', { name: `View ${Math.random()}`, filter }),
    ],
    [
      'tags for many',
      (ask, filter) =>
        ask('post', '/people/tags', { choice: choice(filter), add: ['x'], remove: [] }),
    ],
    [
      'an owner for many',
      (ask, filter) => ask('post', '/people/owner', { choice: choice(filter), ownerId: null }),
    ],
    [
      'a group by filter',
      (ask, filter) =>
        ask('post', '/people/group', {
          choice: choice(filter),
          groupId: ids.group,
          action: 'add',
        }),
    ],
    [
      'deleting many',
      (ask, filter) => ask('post', '/people/delete', { choice: choice(filter), expected: 1 }),
    ],
    ['an export', (ask, filter) => ask('post', '/people/export', { choice: choice(filter) })],
    [
      'a segment',
      (ask, filter) =>
        ask('post', '/segments', { name: `Seg ${Math.random()}`, tree: tree(filter) }),
    ],
    [
      'a segment being built',
      (ask, filter) => ask('post', '/segments/preview', { tree: tree(filter) }),
    ],
    ['the wizard of campaigns', (ask, filter) => ask('post', '/campaigns/people', { filter })],
    [
      'its number',
      (ask, filter) => ask('post', '/campaigns/people/count', { choice: choice(filter) }),
    ],
    [
      'whom it may reach',
      (ask, filter) => ask('post', `/campaigns/${ids.campaign}/reach`, { choice: choice(filter) }),
    ],
    [
      'an audience',
      (ask, filter) =>
        ask('post', '/campaigns', {
          name: 'To them',
          accountId: arena.accountId,
          templateId: arena.template.id,
          audience: choice(filter),
        }),
    ],
  ];

  it.each(choosing)(
    '[X-10] %s: refused by the name of the field, with what helps',
    async (...door) => {
      const [, open] = door;
      for (const more of [
        {},
        { exclude: true },
        { operator: 'is-filled' },
        { operator: 'is-not' },
      ]) {
        const answer = await open(boss, among('allergy', more));
        expect(answer.status).toBe(422);
        expect(answer.details).toMatchObject({ kind: 'sensitive-field', label: 'Allergy' });
        expect(answer.details.remedy).toContain('allow it for segments');
      }
    }
  );

  it.each(choosing)('[X-10] %s: open as long as it is allowed', async (...door) => {
    const [, open] = door;
    const close = await allow('segments');
    const answer = await open(boss, among('allergy'));
    await close();
    // 409 `number-moved` is the last question before two people are deleted: it was let in.
    expect([200, 409]).toContain(answer.status);
    expect((await open(boss, among('allergy'))).status).toBe(422);
  });

  it('[X-10] another spelling of the key, which a database may take for the same, finds nobody', async () => {
    for (const key of ['ALLERGY', 'Allergy', 'allergy ', 'állergy', 'allergÿ'])
      for (const operator of ['is', 'is-filled', 'contains']) {
        const { status, text } = await boss('post', '/people/search', {
          filter: among(key, { operator }),
        });
        expect({ key, status, found: text.includes('Ayşe') }).toEqual({
          ...{ key, status: 200, found: false },
        });
      }
  });

  it('[X-10] searching finds nobody by the value, neither with nor without the permission', async () => {
    for (const ask of [boss, staff])
      for (const path of [`/contacts?q=${SECRET}`, `/conversations?q=${SECRET}`]) {
        const { status, text } = await ask('get', path);
        expect([status, text.includes('Ayşe')]).toEqual([200, false]);
      }
  });

  /** Doors by which a value could be read, each as staff without the permission opens it. */
  const reading: [string, () => Promise<Answer>][] = [
    ['the person', () => staff('get', `/contacts/${ids.ayse}`)],
    ['the list', () => staff('get', '/contacts')],
    ['a group', () => staff('get', `/contacts?groupId=${ids.group}`)],
    ['the filtered list', () => staff('post', '/people/search', { filter: {} })],
    ['the wizard of campaigns', () => staff('post', '/campaigns/people', { filter: {} })],
    ['merging', () => staff('post', '/contacts/merge/preview', { ids: [ids.ayse, ids.burak] })],
    ['“@”', () => staff('get', `/variable-sources?contactId=${ids.ayse}`)],
    ['facets', () => staff('get', '/people/facets')],
    [
      'a sample of a segment',
      () => staff('post', '/segments/preview', { tree: tree({ consent: { include: ['none'] } }) }),
    ],
    ['the timeline', () => staff('get', `/contacts/${ids.ayse}/timeline`)],
    [
      'the export of contacts',
      () =>
        staff('post', '/people/export', {
          choice: { kind: 'picked', contactIds: [ids.ayse] },
        }),
    ],
    [
      'the preview of a campaign',
      () => staff('post', `/campaigns/${ids.campaign}/preview`, { contactId: ids.ayse }),
    ],
    ['its preflight', () => staff('post', `/campaigns/${ids.campaign}/preflight`)],
    [
      'an ordinary message',
      async () => {
        const { body } = await arena.api.post<CampaignView>('/whatsapp/campaigns', {
          name: 'Words',
          kind: 'text',
          accountId: arena.accountId,
          text: `{{allergy}} {{custom.allergy}} {{Allergy}}`,
          audience: { kind: 'picked', contactIds: [ids.ayse] },
        });
        return boss('post', `/campaigns/${body.id}/preview`, { contactId: ids.ayse });
      },
    ],
    [
      'the trial of a bot',
      () =>
        boss('post', '/bots/try', {
          bot: {
            name: 'Nosy',
            triggers: [{ kind: 'keyword', match: 'exact', words: ['hi'] }],
            steps: [
              { kind: 'text', text: '{{allergy}} {{custom.allergy}}' },
              { kind: 'template', templateId: arena.template.id },
            ],
          },
          contactId: ids.ayse,
          message: { text: 'hi' },
        }),
    ],
    ['a file to import', () => staff('get', `/imports/${ids.file}`)],
    ['its refused rows', () => staff('get', `/imports/${ids.file}/problems`)],
    ['the log', () => staff('get', '/logs')],
    ['operations', () => staff('get', '/operations')],
  ];

  it.each(reading)(
    '[X-10] %s: without the permission nobody reads the value there',
    async (...door) => {
      const [, open] = door;
      const closers = [await allow('segments'), await allow('exports')];
      const allowed = await open();
      for (const close of closers) await close();
      const closed = await open();
      for (const answer of [allowed, closed]) {
        expect(answer.status).not.toBe(404);
        expect(answer.text).not.toContain(SECRET);
      }
    }
  );

  it('[X-10] nothing leaves with it: a template that was bound before, by whichever door it is sent', async () => {
    const sent = await arena.sending
      .send({
        accountId: arena.accountId,
        contactId: ids.ayse,
        origin: 'api',
        lane: 1,
        key: { owner: 'test', key: 'sensitive' },
        content: {
          type: 'template',
          templateId: arena.template.id,
          values: {},
          bindings: bindings('allergy') as never,
        },
      })
      .catch((error: Error) => error);
    expect(JSON.stringify(sent)).not.toContain(SECRET);
    await arena.settled();
    const rows = (await arena.knex('whatsapp_messages')) as object[];
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });

  it('[X-10] [T-30] the choice of a template fills it in when it is sent, and shows it only to who may see it', async () => {
    const close = await allow('messages');
    const bind = (saved: object) =>
      boss('put', `/templates/${arena.template.id}/bindings`, { bindings: saved });
    await bind(bindings('allergy'));
    const valuesFor = async (ask: Ask, contactId: number) => {
      const opened = await boss('post', '/conversations', {
        accountId: arena.accountId,
        contactId,
      });
      const { id } = JSON.parse(opened.text) as { id: number };
      const { status, text } = await ask('get', `/conversations/${id}/template-values`);
      expect(status).toBe(200);
      const { templates } = JSON.parse(text) as TemplateValues;
      return Object.values(templates[arena.template.id] ?? {})[0];
    };
    const seen = {
      boss: [await valuesFor(boss, ids.ayse), await valuesFor(boss, ids.burak)],
      staff: [await valuesFor(staff, ids.ayse), await valuesFor(staff, ids.burak)],
    };
    await bind({});
    await close();
    const unseen = { from: 'unseen', text: '' };
    expect(seen).toEqual({
      boss: [
        { from: 'source', text: SECRET },
        { from: 'none', text: '' },
      ],
      // Not even that a value is missing.
      staff: [unseen, unseen],
    });
  });

  it('[X-10] who lacks a value tells who has one: a campaign names neither, as a page and as a file', async () => {
    const path = `/campaigns/${ids.campaign}`;
    for (const file of ['excluded', 'excluded.csv']) {
      const answer = await boss('get', `${path}/${file}?reason=missing-value`);
      expect(answer.status).toBe(422);
      expect(answer.details).toMatchObject({ kind: 'sensitive-field', label: 'Allergy' });
    }
    const check = JSON.parse((await boss('post', `${path}/preflight`)).text) as object;
    expect(check).toMatchObject({ matched: 0, exclusions: [] });
    const other = await boss('put', path, { bindings: bindings('ALLERGY') });
    expect(other.text).not.toContain(SECRET);
  });

  describe('import', () => {
    const columns = ['phone', 'name', 'custom:allergy'];
    const fill = (ask: Ask, view: ImportView, more: object = {}) =>
      ask('put', `/imports/${view.id}`, {
        columns,
        rules: { ...view.rules, consent: { kind: 'none' }, ...more },
      });

    it('[X-10] fills it only for who has the permission and says why, which is logged; by itself no column becomes it', async () => {
      const view = await upload(['0532 999 00 02,Cem,gluten']);
      expect(view.columns).toEqual(['phone', 'name', null]);
      const { text } = await staff('get', '/imports/targets');
      expect(JSON.parse(text)).toMatchObject({
        custom: [{ key: 'allergy', sensitive: 'health' }],
      });
      const forbidden = await fill(staff, view, { sensitiveReason: REASON });
      expect(forbidden.status).toBe(403);
      expect(forbidden.details).toMatchObject({ kind: 'sensitive-forbidden', label: 'Allergy' });
      expect((await fill(boss, view, { sensitiveReason: 'because' })).status).toBe(400);
      expect((await fill(boss, view)).status).toBe(200);
      const without = await boss('post', `/imports/${view.id}/check`);
      expect([without.status, without.details.kind]).toEqual([422, 'sensitive-reason']);
      expect((await fill(boss, view, { sensitiveReason: REASON })).status).toBe(200);
      for (const act of ['check', 'start']) {
        expect((await staff('post', `/imports/${view.id}/${act}`)).status).toBeGreaterThan(400);
        expect((await boss('post', `/imports/${view.id}/${act}`)).status).toBe(200);
        const key = act === 'check' ? 'check' : 'import';
        await eventually(act, async () => {
          const { body } = await arena.api.get<ImportView>(`/whatsapp/imports/${view.id}`);
          return body[key]?.state === 'done';
        });
      }
      const found = await boss('get', '/contacts?q=Cem');
      expect(found.text).toContain('"custom":{"allergy":"gluten"}');
      const line = await eventually('the line', async () => {
        const { body } = await arena.api.get<{ logs: { event: string; details: object }[] }>(
          '/whatsapp/logs?area=contact'
        );
        return body.logs.find(({ event }) => event === 'sensitive-imported');
      });
      expect(line.details).toMatchObject({
        file: 'patients.csv',
        field: 'Allergy',
        reason: REASON,
      });
    });

    it('[X-10] cells are shown to who may see them, and empty for everybody else, in the file of refused rows too', async () => {
      const paths = [`/imports/${ids.file}`, `/imports/${ids.file}/problems`];
      const { check } = JSON.parse((await boss('get', `/imports/${ids.file}`)).text) as ImportView;
      paths.push(`/operations/${check?.id ?? 0}/problems?language=en`);
      for (const path of paths) {
        expect((await boss('get', path)).text).toContain(SECRET);
        const seen = await staff('get', path);
        expect([seen.status, seen.text.includes(SECRET)]).toEqual([200, false]);
        expect(seen.text).toContain('Bad');
      }
    });
  });
});
