import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import TemplatePage from '../../../admin/src/pages/Templates/DetailPage';
import TemplatesPage from '../../../admin/src/pages/Templates/ListPage';
import { contact, template } from '../../unit/admin/campaigns/builders';
import { refusal, renderAdmin, serve } from '../campaigns/render';

jest.mock('@strapi/strapi/admin', () => jest.requireActual('../campaigns/strapi-admin'));

const { denied } = jest.requireMock<{ denied: Set<string> }>('@strapi/strapi/admin');

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

type Routes = Parameters<typeof serve>[0];

const routes = (more: Routes = {}): Routes => ({
  'GET /whatsapp/templates': () => ({ body: { templates: list, lastSync: result } }),
  'GET /whatsapp/accounts': () => ({
    body: {
      accounts: [{ id: 4, name: 'Main' }],
      encryptionKey: 'present',
      webhookUrl: '',
      webhookReachable: true,
    },
  }),
  'GET /whatsapp/contacts': () => ({ body: { contacts: [contact()], nextCursor: null } }),
  ...more,
});

const openList = (more: Routes = {}) => {
  const calls = serve(routes(more));
  renderAdmin(<TemplatesPage />);
  return { calls, user: userEvent.setup() };
};

const openOne = (one = template(), more: Routes = {}) => {
  const calls = serve(routes({ 'GET /whatsapp/templates/3': () => ({ body: one }), ...more }));
  renderAdmin(<TemplatePage />, { path: '/t/3', route: '/t/:id' });
  return { calls, user: userEvent.setup() };
};

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the list of templates', () => {
  it('[T-01] [T-27] shows name, language, category and status, and marks those with variables', async () => {
    openList();
    const rows = await screen.findAllByTestId('template-row');
    expect(rows[0]?.textContent).toContain('spring_sale');
    expect(rows[0]?.textContent).toContain('Marketing');
    expect(rows[1]?.textContent).toContain('Pending');
    const mark = screen.getByRole('link', {
      name: /Variables of spring_sale: 1, of which 1 without a source/,
    });
    expect(mark.getAttribute('href')).toContain('1#variables');
    expect(screen.queryByRole('link', { name: /Variables of hello/ })).toBeNull();
  });

  it('[T-13] filters by status with the number on each chip', async () => {
    const { user } = openList();
    await user.click(await screen.findByRole('button', { name: 'Pending 1' }));
    expect(screen.getAllByTestId('template-row')).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Approved 2' })).toBeTruthy();
  });

  it('[T-24] [T-26] syncs the number and says what came out', async () => {
    const { calls, user } = openList({ 'POST /whatsapp/templates/sync': () => ({ body: result }) });
    await waitFor(() =>
      expect(screen.getByTestId('sync-templates')).toHaveProperty('disabled', false)
    );
    await user.click(screen.getByTestId('sync-templates'));
    expect(await screen.findByText(/63 read: 2 new, 1 changed, 1 no longer at Meta/)).toBeTruthy();
    expect(calls.find((c) => c.method === 'POST')?.body).toEqual({ accountId: 4 });
  });

  it('keeps the old list and says why when the sync fails', async () => {
    const failed = { ...result, ok: false, error: 'Meta did not answer.' };
    const { user } = openList({ 'POST /whatsapp/templates/sync': () => ({ body: failed }) });
    await waitFor(() =>
      expect(screen.getByTestId('sync-templates')).toHaveProperty('disabled', false)
    );
    await user.click(screen.getByTestId('sync-templates'));
    expect(
      await screen.findByText(/Meta did not answer\. The list below is the one before/)
    ).toBeTruthy();
    expect(screen.getAllByTestId('template-row')).toHaveLength(3);
  });

  it('shows an error with Retry, and what templates are for only when there is none', async () => {
    openList({ 'GET /whatsapp/templates': () => refusal(500, 'server') });
    expect(await screen.findByRole('button', { name: 'Retry' })).toBeTruthy();
    expect(screen.queryByText(/Templates are the approved messages/)).toBeNull();
  });
});

describe('one template', () => {
  it('[T-33] saves where each variable comes from', async () => {
    const { calls, user } = openOne(template(), {
      'PUT /whatsapp/templates/3/bindings': () => ({ body: template() }),
    });
    expect(await screen.findByTestId('save-bindings')).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('combobox', { name: /Text, variable 1/ }));
    await user.click(await screen.findByRole('option', { name: '@First name' }));
    await user.click(screen.getByTestId('save-bindings'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toEqual({
        bindings: { 'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: null } },
      })
    );
  });

  it('shows the message as a real person would get it', async () => {
    openOne(
      template({
        bindings: { 'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: null } },
      })
    );
    expect(await screen.findByText('As Ayşe Kaya gets it')).toBeTruthy();
    expect(screen.getByText('Hello Ayşe')).toBeTruthy();
  });

  it('puts the reason of a rejection in words', async () => {
    openOne(
      template({
        status: 'REJECTED',
        rejectedReason: 'INCORRECT_CATEGORY',
        sendable: { ok: false, reason: 'not-approved' },
      })
    );
    expect(await screen.findByText('Rejected by Meta')).toBeTruthy();
    expect(screen.getByText(/The text does not fit its category/)).toBeTruthy();
  });

  it('has no Save for who may only look', async () => {
    denied.add('canManage');
    openOne();
    await screen.findByText('Variables 0 of 1');
    expect(screen.queryByTestId('save-bindings')).toBeNull();
  });
});
