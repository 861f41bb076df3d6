import { act, cleanup, screen, waitFor } from '@testing-library/react';
import TemplatePage from '../../../admin/src/pages/Templates/DetailPage';
import TemplatesPage from '../../../admin/src/pages/Templates/ListPage';
import { contact, template } from '../../unit/admin/campaigns/builders';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { denied } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

/** The field of the variable {{1}} in the message text, by its name. */
const body1 = (name: string) => name.startsWith(en('templates.slot.body', { name: '1' }));

const list = [
  template({ id: 1, name: 'spring_sale' }),
  template({
    id: 2,
    name: 'winter_sale',
    status: 'PENDING',
    sendable: { ok: false, reason: 'not-approved' },
  }),
  template({ id: 3, name: 'hello', slots: [], missing: [] }),
];
const result = {
  at: 1_700_000_000_000,
  ok: true,
  read: 63,
  created: 2,
  updated: 1,
  missing: 1,
  error: null,
};

const routes = (more: Routes = {}): Routes => ({
  'GET /whatsapp/templates': () => ({
    templates: list,
    uses: [{ templateId: 1, campaigns: 2, bots: 1, lastAt: Date.now() - 3 * 3_600_000 }],
    lastSync: result,
  }),
  'GET /whatsapp/accounts': {
    accounts: [{ id: 4, name: 'Main', wabaId: 'W1', status: 'connected' }],
    encryptionKey: 'present',
    webhookUrl: '',
    webhookReachable: true,
  },
  'GET /whatsapp/contacts': { contacts: [contact()], nextCursor: null },
  ...more,
});

const openList = (more: Routes = {}) =>
  renderAdmin(<TemplatesPage />, { routes: routes(more), route: '/' });

const openOne = (one = template(), more: Routes = {}) =>
  renderAdmin(<TemplatePage />, {
    routes: routes({ 'GET /whatsapp/templates/3': one, ...more }),
    at: '/t/3',
    route: '/t/:id',
  });

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the list of templates', () => {
  it('says what was not sent for 60 days, and how many read it', async () => {
    const old = Date.now() - 61 * 24 * 3_600_000;
    const use = { templateId: 3, campaigns: 0, bots: 0, lastAt: old };
    const reached = { delivered: 40, read: 30 };
    const list = (more: object) => ({
      'GET /whatsapp/templates': { templates: [template()], uses: [more], lastSync: null },
    });
    const { unmount } = await openList(list({ ...use, reached }));
    const row = await screen.findByTestId('template-row');
    expect(row.textContent).toContain(en('templates.use.unused'));
    expect(row.textContent).toContain(en('templates.use.single'));
    expect(row.textContent).toContain(
      'Campaign messages read in the last 90 days: 75% of delivered'
    );
    unmount();
    await openList(list({ ...use, lastAt: Date.now() }));
    const fresh = await screen.findByTestId('template-row');
    expect(fresh.textContent).not.toContain(en('templates.use.unused'));
  });

  it('counts the 60 days of a template that was never sent from its approval', async () => {
    const day = 24 * 3_600_000;
    const approved = (id: number, approvedAt: number | null) =>
      template({ id, clocks: { createdAt: null, approvedAt, categoryChangedAt: null } });
    const templates = [
      approved(1, Date.now() - 61 * day),
      approved(2, Date.now() - 61 * day),
      approved(3, Date.now() - 59 * day),
      approved(4, null),
    ];
    const uses = [{ templateId: 2, campaigns: 1, bots: 0, lastAt: null }];
    await openList({ 'GET /whatsapp/templates': { templates, uses, lastSync: null } });
    const rows = await screen.findAllByTestId('template-row');
    const marked = rows.map((row) => row.textContent?.includes(en('templates.use.unused')));
    expect(marked).toEqual([true, true, false, false]);
    expect(rows[0]?.textContent).toContain(en('templates.use.none'));
  });

  it('[T-01] [T-27] shows name, language, category and status, and marks those with variables', async () => {
    await openList();
    const rows = await screen.findAllByTestId('template-row');
    expect(rows[0]?.textContent).toContain('spring_sale');
    expect(rows[0]?.textContent).toContain('Marketing');
    expect(rows[0]?.textContent).toContain('English');
    expect(rows[1]?.textContent).toContain('In review');
    expect(rows[0]?.textContent).toContain('2 campaigns, 1 bot');
    expect(rows[0]?.textContent).toContain(en('templates.use.last', { ago: '3 hours ago' }));
    expect(rows[1]?.textContent).toContain(en('templates.use.none'));
    expect(
      screen
        .getByRole('link', { name: en('templates.use.both', { campaigns: 2, bots: 1 }) })
        .getAttribute('href')
    ).toContain('1#use');
    const mark = screen.getByRole('link', {
      name: `spring_sale: ${en('templates.mark.missing', { missing: 1, total: 1 })}`,
    });
    expect(mark.getAttribute('href')).toContain('1#variables');
    expect(mark.textContent).toBe(en('templates.mark.missing', { missing: 1, total: 1 }));
    act(() => mark.focus());
    expect((await screen.findByRole('tooltip')).textContent).toContain(
      '1 of 1 variable without a source'
    );
    const marks = screen.getAllByRole('link', { name: /without a source$/ });
    expect(marks.map((one) => one.getAttribute('href'))).toEqual([
      expect.stringContaining('1#variables'),
      expect.stringContaining('2#variables'),
    ]);
  });

  it('[T-13] filters by status with the number on each chip', async () => {
    const { person } = await openList();
    await person.click(await screen.findByRole('button', { name: 'In review 1' }));
    expect(screen.getAllByTestId('template-row')).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Approved 2' })).toBeTruthy();
  });

  it('[T-24] [T-26] syncs the number and says what came out', async () => {
    const { calls, person } = await openList({ 'POST /whatsapp/templates/sync': result });
    await waitFor(() =>
      expect(screen.getByTestId('sync-templates')).toHaveProperty('disabled', false)
    );
    await person.click(screen.getByTestId('sync-templates'));
    expect(
      await screen.findByText(/63 templates synced: 2 new, 1 changed, 1 not found at Meta/)
    ).toBeTruthy();
    expect(calls.find((c) => c.method === 'POST')?.body).toEqual({ accountId: 4 });
  });

  it('[T-26] reads the templates of two numbers of one account once, and counts them once', async () => {
    const main = { id: 4, name: 'Main', wabaId: 'W1', status: 'connected' };
    const accounts = [
      { ...main, id: 3, name: 'Old', status: 'disconnected' },
      main,
      { ...main, id: 5, name: 'Other', wabaId: 'W2' },
    ];
    const { calls, person } = await openList({
      'GET /whatsapp/accounts': {
        ...{ accounts, encryptionKey: 'present', webhookUrl: '', webhookReachable: true },
      },
      'POST /whatsapp/templates/sync': { ...result, read: 6 },
    });
    await waitFor(() =>
      expect(screen.getByTestId('sync-templates')).toHaveProperty('disabled', false)
    );
    await person.click(screen.getByTestId('sync-templates'));
    expect(await screen.findByText(/^12 templates synced:/)).toBeTruthy();
    expect(calls.flatMap(({ method, body }) => (method === 'POST' ? [body] : []))).toEqual([
      { accountId: 4 },
      { accountId: 5 },
    ]);
  });

  it('keeps the old list and says why when the sync fails', async () => {
    const failed = { ...result, ok: false, error: 'Meta did not answer.' };
    const { person } = await openList({ 'POST /whatsapp/templates/sync': failed });
    await waitFor(() =>
      expect(screen.getByTestId('sync-templates')).toHaveProperty('disabled', false)
    );
    await person.click(screen.getByTestId('sync-templates'));
    expect(
      await screen.findByText(/Meta did not answer\. The list below is from the previous sync/)
    ).toBeTruthy();
    expect(screen.getAllByTestId('template-row')).toHaveLength(3);
  });

  it('shows an error with Retry, and what templates are for only when there is none', async () => {
    let isBroken = true;
    const none = { templates: [], uses: [], lastSync: result };
    const { person } = await openList({
      'GET /whatsapp/templates': () => (isBroken ? refuse(500, { kind: 'server' }) : none),
    });
    const retry = await screen.findByRole('button', { name: en('shell.state.retry') });
    expect(screen.queryByText(/Templates are approved messages/)).toBeNull();
    isBroken = false;
    await person.click(retry);
    expect(await screen.findByText(/Templates are approved messages/)).toBeTruthy();
  });
});

describe('one template', () => {
  it('[T-33] saves where each variable comes from', async () => {
    const { calls, person } = await openOne(template(), {
      'PUT /whatsapp/templates/3/bindings': template(),
    });
    expect(await screen.findByTestId('save-bindings')).toHaveProperty('disabled', true);
    await person.click(screen.getByRole('combobox', { name: body1 }));
    await person.click(await screen.findByRole('option', { name: '@First name' }));
    await person.click(screen.getByTestId('save-bindings'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toEqual({
        bindings: { 'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: null } },
      })
    );
  });

  it('[T-30] takes words that name no source as the same text for everyone', async () => {
    const { calls, person } = await openOne(template(), {
      'PUT /whatsapp/templates/3/bindings': template(),
    });
    await person.click(await screen.findByRole('combobox', { name: body1 }));
    await person.keyboard('Hello');
    expect((await screen.findAllByRole('option')).map((one) => one.textContent)).toEqual([
      en('templates.variable.fixedTyped', { text: 'Hello' }),
    ]);
    await person.click(
      screen.getByRole('option', { name: en('templates.variable.fixedTyped', { text: 'Hello' }) })
    );
    expect(await screen.findByRole('textbox', { name: /^Fixed text for/ })).toHaveProperty(
      'value',
      'Hello'
    );
    await person.click(screen.getByTestId('save-bindings'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toEqual({
        bindings: { 'body.1': { source: { kind: 'text', text: 'Hello' }, fallback: null } },
      })
    );
  });

  it('[T-30] keeps words with which the field is left, as the same text for everyone', async () => {
    const { person } = await openOne();
    const field = await screen.findByRole('combobox', { name: body1 });
    await person.click(field);
    await person.keyboard('10 %');
    act(() => field.blur());
    expect(await screen.findByRole('textbox', { name: /^Fixed text for/ })).toHaveProperty(
      'value',
      '10 %'
    );
  });

  it('[T-30] an "@" that names nothing is no text, and "fixed" finds the fixed text once', async () => {
    const { person } = await openOne();
    const field = await screen.findByRole('combobox', { name: body1 });
    await person.click(field);
    await person.keyboard('fixed');
    expect((await screen.findAllByRole('option')).map((one) => one.textContent)).toEqual([
      en('templates.variable.fixed'),
    ]);
    await person.clear(field);
    await person.keyboard('@nothing of this name');
    expect(await screen.findByText(en('templates.variable.nothing'))).toBeTruthy();
  });

  it('shows the message as a real person would get it', async () => {
    await openOne(
      template({
        bindings: { 'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: null } },
      })
    );
    expect(await screen.findByText(en('templates.preview.as', { name: 'Ayşe Kaya' }))).toBeTruthy();
    expect(screen.getByText('Hello Ayşe')).toBeTruthy();
  });

  it('puts the reason of a rejection in words', async () => {
    await openOne(
      template({
        status: 'REJECTED',
        rejectedReason: 'INCORRECT_CATEGORY',
        sendable: { ok: false, reason: 'not-approved' },
      })
    );
    expect(await screen.findByText(en('templates.refused.REJECTED'))).toBeTruthy();
    expect(screen.getByText(/The text does not fit its category/)).toBeTruthy();
  });

  it('has no Save for who may only look', async () => {
    denied.add('canManage');
    await openOne();
    await screen.findByText(en('templates.variables.title', { bound: 0, total: 1 }));
    expect(screen.queryByTestId('save-bindings')).toBeNull();
  });
});

const sent = (calls: { method: string; path: string; body: unknown }[], method: string) =>
  calls.filter((one) => one.method === method).map((one) => [one.path, one.body]);

describe('what one does with templates', () => {
  it('[T-01] [T-02] [T-04] begins a new one with name, category and language', async () => {
    const { calls, person } = await openList({
      'POST /whatsapp/templates/drafts': template({ id: 8, status: 'DRAFT' }),
    });
    await waitFor(() =>
      expect(screen.getByTestId('new-template')).toHaveProperty('disabled', false)
    );
    await person.click(screen.getByTestId('new-template'));
    await person.type(
      screen.getByRole('textbox', { name: en('templates.column.name') }),
      'Spring Sale'
    );
    await person.click(screen.getByTestId('begin-template'));
    expect(screen.getByText(/for example "spring_sale"/)).toBeTruthy();
    expect(sent(calls, 'POST')).toEqual([]);
    await person.clear(screen.getByRole('textbox', { name: en('templates.column.name') }));
    await person.type(
      screen.getByRole('textbox', { name: en('templates.column.name') }),
      'Autumn Sale 2026!'
    );
    const use = screen.getByTestId('use-name');
    expect(use.textContent).toBe(en('templates.editor.useName', { name: 'autumn_sale_2026' }));
    await person.click(use);
    expect(screen.getByRole('textbox', { name: en('templates.column.name') })).toHaveProperty(
      'value',
      'autumn_sale_2026'
    );
    expect(screen.queryByTestId('use-name')).toBeNull();
    await person.click(screen.getByRole('radio', { name: en('templates.category.MARKETING') }));
    await person.click(screen.getByTestId('begin-template'));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
    expect(sent(calls, 'POST')).toEqual([
      [
        '/whatsapp/templates/drafts',
        {
          accountId: 4,
          draft: expect.objectContaining({
            name: 'autumn_sale_2026',
            category: 'MARKETING',
            language: 'en',
          }),
        },
      ],
    ]);
  });

  it('[T-01] begins a new one at its own address too, and asks the server for no template', async () => {
    const { calls, router, person } = await renderAdmin(<TemplatesPage />, {
      routes: routes(),
      at: '/plugins/whatsapp/templates/new',
      route: '/plugins/whatsapp/templates/*',
    });
    expect(await screen.findByTestId('begin-template')).toBeTruthy();
    await person.keyboard('{Escape}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/plugins/whatsapp/templates'));
    expect(screen.queryByTestId('begin-template')).toBeNull();
    expect(calls.map((one) => one.path).filter((path) => /templates\/./.test(path))).toEqual([]);
  });

  it('[T-14] says how long a review has taken and how long it usually takes', async () => {
    await openList({
      'GET /whatsapp/templates': () => ({
        templates: [
          template({
            status: 'PENDING',
            sendable: { ok: false, reason: 'not-approved' },
            pendingSince: Date.now() - 3 * 3_600_000,
          }),
        ],
        uses: [],
        lastSync: result,
      }),
    });
    expect(
      await screen.findByText(en('templates.pendingFor', { ago: '3 hours ago' }))
    ).toBeTruthy();
  });

  it('[T-17] [T-18] shows why one was rejected and which category Meta made of it', async () => {
    await openList({
      'GET /whatsapp/templates': {
        templates: [
          template({
            status: 'REJECTED',
            rejectedReason: 'PROMOTIONAL',
            statedCategory: 'UTILITY',
            sendable: { ok: false, reason: 'not-approved' },
          }),
        ],
        uses: [],
        lastSync: result,
      },
    });
    expect(
      await screen.findByText(/advertising in a template that is not in the Marketing category/)
    ).toBeTruthy();
    expect(screen.getByText('Utility → Marketing')).toBeTruthy();
  });

  it('[T-22] offers exactly three ways on after a rejection', async () => {
    const { calls, person } = await openOne(
      template({
        status: 'REJECTED',
        rejectedReason: 'SCAM: It asks for a card number.',
        sendable: { ok: false, reason: 'not-approved' },
        slots: [],
      }),
      { 'POST /whatsapp/templates/3/duplicate': template({ id: 8, status: 'DRAFT' }) }
    );
    const fromText = await screen.findByRole('button', { name: en('templates.rejected.new') });
    expect(
      screen.getByText(/signs of fraud.*Meta’s details: It asks for a card number\./)
    ).toBeTruthy();
    expect(screen.getByRole('button', { name: en('templates.rejected.edit') })).toBeTruthy();
    expect(screen.getByRole('link', { name: /Request review/ }).getAttribute('href')).toContain(
      'business.facebook.com'
    );
    await person.click(fromText);
    expect(await screen.findByText('elsewhere')).toBeTruthy();
    expect(sent(calls, 'POST')).toEqual([['/whatsapp/templates/3/duplicate', {}]]);
  });

  it('names what a deletion touches and that the name stays blocked', async () => {
    const { calls, person } = await openOne(template(), {
      'GET /whatsapp/templates/3/uses': {
        uses: [
          { kind: 'campaign', id: 5, name: 'Spring', state: 'scheduled', needsIt: true },
          { kind: 'campaign', id: 4, name: 'Winter', state: 'completed', needsIt: false },
        ],
      },
      'DELETE /whatsapp/templates/3': { ok: true },
    });
    await person.click(
      await screen.findByRole('button', { name: en('templates.more', { name: 'spring_sale' }) })
    );
    await person.click(await screen.findByRole('menuitem', { name: en('templates.delete') }));
    const touched = await screen.findAllByText(/^Campaign: /);
    expect(touched.map((one) => one.textContent)).toEqual(['Campaign: Spring']);
    expect(screen.getByText(/cannot be used again for 30 days/)).toBeTruthy();
    await person.click(screen.getByTestId('delete-confirm'));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
    expect(sent(calls, 'DELETE')).toEqual([['/whatsapp/templates/3', undefined]]);
  });

  it('says where one is needed that is gone at Meta, and offers no deletion that would be refused', async () => {
    let needsIt = true;
    const uses = () => ({
      uses: [{ kind: 'bot', id: 2, name: 'Cargo', state: 'active', needsIt }],
    });
    const gone = template({ status: 'MISSING' });
    const begin = async () => {
      const { person, unmount } = await openOne(gone, { 'GET /whatsapp/templates/3/uses': uses });
      await person.click(
        await screen.findByRole('button', { name: en('templates.more', { name: 'spring_sale' }) })
      );
      await person.click(await screen.findByRole('menuitem', { name: en('templates.delete') }));
      return unmount;
    };
    const unmount = await begin();
    const link = await screen.findByRole('link', { name: 'Bot: Cargo' });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/bots/2');
    expect(screen.getByText(en('templates.delete.first', { count: 1 }))).toBeTruthy();
    expect(screen.getByTestId('delete-confirm')).toHaveProperty('disabled', true);
    unmount();
    needsIt = false;
    await begin();
    expect(await screen.findByText(en('templates.delete.unused'))).toBeTruthy();
    expect(screen.getByTestId('delete-confirm')).toHaveProperty('disabled', false);
  });

  it('[T-04] copies one into another language', async () => {
    const { calls, person } = await openOne(template(), {
      'GET /whatsapp/templates': { templates: [template()], uses: [], lastSync: result },
      'POST /whatsapp/templates/3/duplicate': template({ id: 9 }),
    });
    await person.click(
      await screen.findByRole('button', { name: en('templates.more', { name: 'spring_sale' }) })
    );
    await person.click(await screen.findByRole('menuitem', { name: en('templates.duplicate') }));
    await person.click(await screen.findByTestId('copy-language'));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
    // English exists, so the next of the usual ones is proposed.
    expect(sent(calls, 'POST')).toEqual([['/whatsapp/templates/3/duplicate', { language: 'tr' }]]);
  });

  it('[T-30] offers custom fields, records, team member and number after "@", with this person’s value', async () => {
    const { person } = await openOne(template(), {
      'GET /whatsapp/variable-sources': {
        custom: [{ key: 'size', label: 'Size', labelTr: 'Beden', example: 'L' }],
        records: [
          {
            type: 'api::order.order',
            label: 'Order',
            fields: [{ field: 'number', label: 'Number', example: 'A-17' }],
          },
        ],
        agent: { name: 'Deniz Ak', firstName: 'Deniz' },
        account: { name: 'Shop', phone: '+90' },
      },
    });
    await person.click(await screen.findByRole('combobox', { name: body1 }));
    await person.keyboard('@order');
    expect((await screen.findAllByRole('option')).map((one) => one.textContent)).toEqual([
      '@Order › Number',
    ]);
    await person.click(screen.getByRole('option', { name: '@Order › Number' }));
    expect(
      screen.getByText(en('templates.variable.example', { person: 'Ayşe Kaya', value: 'A-17' }))
    ).toBeTruthy();
    expect(screen.getByText('Hello A-17')).toBeTruthy();
    await person.click(screen.getByRole('button', { name: /Change source: @Order › Number/ }));
    await person.click(screen.getByRole('combobox', { name: body1 }));
    const offered = (await screen.findAllByRole('option')).map((one) => one.textContent);
    expect(offered).toEqual(
      expect.arrayContaining(['@Custom fields › Size', '@Agent › Name', '@Number › Name'])
    );
  });

  it('lets who may only look neither begin, edit nor delete', async () => {
    await openOne();
    expect(await screen.findByTestId('edit-template')).toBeTruthy();
    expect(
      screen.getByRole('button', { name: en('templates.more', { name: 'spring_sale' }) })
    ).toBeTruthy();
    cleanup();
    denied.add('canManage');
    await openOne();
    await screen.findByText(en('templates.variables.title', { bound: 0, total: 1 }));
    expect(screen.queryByTestId('edit-template')).toBeNull();
    expect(
      screen.queryByRole('button', { name: en('templates.more', { name: 'spring_sale' }) })
    ).toBeNull();
  });
});
