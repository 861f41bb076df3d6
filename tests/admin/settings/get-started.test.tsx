import { screen, waitFor, within } from '@testing-library/react';
import type { SetupResult } from '../../../server/src/contracts/setup';
import GetStartedPage from '../../../admin/src/pages/GetStarted/GetStartedPage';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';

const aSetup = (changes: Partial<SetupResult> = {}): SetupResult => ({
  configured: false,
  steps: [
    { key: 'encryption-key', state: 'done', detail: null },
    { key: 'public-url', state: 'problem', detail: 'http://localhost:1337' },
    { key: 'number', state: 'open', detail: null },
    { key: 'payment', state: 'open', detail: null },
  ],
  done: 1,
  webhookUrl: 'http://localhost:1337/api/whatsapp/webhook',
  simulator: {
    command: 'npx strapi-plugin-whatsapp simulate',
    running: false,
    url: 'http://localhost:4010',
  },
  sample: { loaded: false, rows: 0, allowed: false },
  roles: { missing: [], allowed: true },
  library: null,
  administrators: ['Ada L.', 'Can D.'],
  ...changes,
});

const open = (setup: SetupResult, routes: Routes = {}, locale = 'en') =>
  renderAdmin(<GetStartedPage />, { locale, routes: { 'GET /whatsapp/setup': setup, ...routes } });

beforeEach(() => {
  notices.splice(0);
  grantOnly(null);
  localStorage.clear();
});
afterEach(() => jest.restoreAllMocks());

describe('get started', () => {
  it('shows what the server checked, and what to do about a problem', async () => {
    await open(aSetup());
    expect(await screen.findByText(en('setup.progress', { done: 1, total: 4 }))).toBeTruthy();
    expect(screen.getByTestId('step-encryption-key').dataset['state']).toBe('done');
    const row = within(screen.getByTestId('step-public-url'));
    expect(row.getByText(/Meta cannot reach http:\/\/localhost:1337/)).toBeTruthy();
    const link = within(screen.getByTestId('step-number')).getByRole('link');
    expect(link.getAttribute('href')).toBe('/settings/whatsapp/numbers?connect=1');
  });

  it('[X-14] leads to the guide about categories', async () => {
    await open(aSetup());
    const link = await screen.findByRole('link', { name: en('category-guide.link') });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/templates/categories');
  });

  it('lets the payment step be ticked by hand, and only that', async () => {
    const { person, calls } = await open(aSetup(), { 'PUT /whatsapp/setup/payment': aSetup() });
    const boxes = await screen.findAllByRole('checkbox');
    expect(boxes).toHaveLength(1);
    await person.click(boxes[0] as HTMLElement);
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ ticked: true })
    );
  });

  it('offers sample data only with a simulator number', async () => {
    const without = await open(aSetup());
    expect(await screen.findByText(/connect a simulator number first/)).toBeTruthy();
    expect(screen.queryByTestId('load-sample')).toBeNull();
    without.unmount();
    await open(aSetup({ sample: { loaded: false, rows: 0, allowed: true } }));
    expect(await screen.findByTestId('load-sample')).toBeTruthy();
  });

  it('removes the sample data after a dialog whose button has the number of rows', async () => {
    const sample = { loaded: true, rows: 58, allowed: true };
    const { person, calls } = await open(aSetup({ sample }), {
      'DELETE /whatsapp/setup/sample': aSetup(),
    });
    await person.click(await screen.findByTestId('remove-sample'));
    expect(screen.getByTestId('remove-sample').textContent).toBe(
      en('setup.sample.remove', { count: 58 })
    );
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
    await person.click(
      await screen.findByRole('button', { name: en('setup.sample.remove.confirm', { count: 58 }) })
    );
    await waitFor(() => expect(notices.at(-1)?.type).toBe('success'));
  });

  it('tells a visitor whom to ask, and has no button that would fail', async () => {
    grantOnly(['read']);
    await open(aSetup());
    expect(await screen.findByText(/Ask an administrator: Ada L\., Can D\./)).toBeTruthy();
    expect(screen.queryAllByRole('button')).toHaveLength(0);
  });

  it('hides the checklist for this person and brings it back', async () => {
    const { person } = await open(aSetup());
    await person.click(await screen.findByTestId('toggle-checklist'));
    expect(screen.queryByTestId('step-number')).toBeNull();
    await person.click(screen.getByRole('button', { name: en('setup.show') }));
    expect(screen.getByTestId('step-number')).toBeTruthy();
  });

  it('explains the steps in Turkish too', async () => {
    await open(aSetup(), {}, 'tr');
    expect(await screen.findByText(tr('setup.progress', { total: 4, done: 1 }))).toBeTruthy();
    expect(screen.getByText(/Ödeme yöntemi yoksa Meta mesajları kabul eder/)).toBeTruthy();
  });

  const team = { key: 'team', state: 'open', detail: null } as const;
  const missing: SetupResult['roles']['missing'] = ['agent', 'marketer', 'administrator'];

  it('[X-05] makes the ready roles after a dialog that says what each of them may do', async () => {
    const setup = aSetup({ steps: [team], roles: { missing, allowed: true } });
    const { person, calls } = await open(setup, { 'POST /whatsapp/setup/roles': setup });
    const create = await screen.findByTestId('create-ready-roles');
    expect(create.textContent).toBe(en('setup.roles.create', { count: 3 }));
    await person.click(create);
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(dialog.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringContaining('WhatsApp agentReads and answers'),
      expect.stringContaining('WhatsApp marketerImports and edits contacts'),
      expect.stringContaining('WhatsApp administratorCan do everything'),
    ]);
    expect(calls.some(({ method }) => method === 'POST')).toBe(false);
    const usual = dialog.getByRole('radio', { name: en('setup.roles.agent.reads.unassigned') });
    expect(usual.getAttribute('aria-checked')).toBe('true');
    await person.click(dialog.getByRole('radio', { name: en('setup.roles.agent.reads.own') }));
    await person.click(
      dialog.getByRole('button', { name: en('setup.roles.confirm', { count: 3 }) })
    );
    await waitFor(() => expect(notices.at(-1)?.type).toBe('success'));
    expect(calls.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      { agentReads: 'own' },
    ]);
  });

  it('[X-05] offers no roles to who may not make them, nor when all are there', async () => {
    const may = await open(aSetup({ steps: [team], roles: { missing, allowed: false } }));
    await screen.findByTestId('step-team');
    expect(screen.queryByTestId('create-ready-roles')).toBeNull();
    may.unmount();
    await open(aSetup({ steps: [team], roles: { missing: [], allowed: true } }));
    await screen.findByTestId('step-team');
    expect(screen.queryByTestId('create-ready-roles')).toBeNull();
  });

  const uploading = [
    { id: 7, name: 'Mağaza', people: 2 },
    { id: 9, name: 'WhatsApp marketer', people: 1 },
  ];
  const library: NonNullable<SetupResult['library']> = {
    roles: uploading,
    allowed: true,
    roleEditors: ['Ada L.'],
    deniedTypes: null,
  };

  it('[X-05] names the roles that may upload anything and takes the right from them after asking', async () => {
    const { person, calls } = await open(aSetup({ library }), {
      'POST /whatsapp/setup/upload-rights/remove': aSetup(),
    });
    const notice = within(await screen.findByTestId('upload-rights'));
    expect(notice.getByRole('heading').textContent).toMatch(
      /^2 WhatsApp roles can upload web pages/
    );
    expect(notice.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Mağaza · 2 users',
      en('setup.upload.role', { name: 'WhatsApp marketer', people: 1 }),
    ]);
    await person.click(notice.getByRole('button', { name: en('setup.upload.remove') }));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(calls.some(({ method }) => method === 'POST')).toBe(false);
    await person.click(
      dialog.getByRole('button', { name: en('setup.upload.remove.confirm', { count: 2 }) })
    );
    await waitFor(() => expect(notices.at(-1)?.type).toBe('success'));
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ roleIds: [7, 9] });
  });

  it('[X-05] says whom to ask when this person may not change roles, in Turkish too', async () => {
    await open(aSetup({ library: { ...library, allowed: false } }), {}, 'tr');
    const notice = within(await screen.findByTestId('upload-rights'));
    expect(notice.getByText(/Yetkili birine danışın: Ada L\./)).toBeTruthy();
    expect(notice.getByText(/oturumunu ele geçirebilir/)).toBeTruthy();
    expect(notice.queryByRole('button')).toBeNull();
  });

  it('has nothing to say of roles of which none may upload', async () => {
    await open(aSetup({ library: { ...library, roles: [], deniedTypes: ['*xml'] } }));
    expect(await screen.findByTestId('denied-types')).toBeTruthy();
    expect(screen.queryByTestId('upload-rights')).toBeNull();
  });

  it('gives the line that keeps what a browser runs out of the media library, to be copied', async () => {
    const deniedTypes = ['application/zip', 'text/html', '*xml'];
    await open(aSetup({ library: { ...library, deniedTypes } }));
    const notice = within(await screen.findByTestId('denied-types'));
    expect(notice.getByRole('button', { name: 'Copy: config/plugins.ts' })).toBeTruthy();
    expect(notice.getByText(/^upload:/).textContent).toBe(
      "upload: { config: { security: { deniedTypes: ['application/zip', 'text/html', '*xml'] } } },"
    );
  });

  it('has no such line where the host refuses those files already', async () => {
    await open(aSetup({ library }));
    expect(await screen.findByTestId('upload-rights')).toBeTruthy();
    expect(screen.queryByTestId('denied-types')).toBeNull();
  });
});
