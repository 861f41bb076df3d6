import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import { campaign, template } from '../../unit/admin/campaigns/builders';
import { refusal, renderAdmin, serve } from './render';

jest.mock('@strapi/strapi/admin', () => jest.requireActual('./strapi-admin'));

const account = {
  id: 1,
  name: 'Main',
  status: 'connected',
  isSimulator: true,
  displayPhoneNumber: '+90 212',
  verifiedName: 'Shop',
};
const accounts = {
  accounts: [account],
  encryptionKey: 'present',
  webhookUrl: '',
  webhookReachable: true,
};
const pending = template({
  id: 4,
  name: 'winter_sale',
  status: 'PENDING',
  sendable: { ok: false, reason: 'not-approved' },
});

const base = (
  draft = campaign({ templateId: null, audience: null })
): Parameters<typeof serve>[0] => ({
  'GET /whatsapp/accounts': () => ({ body: accounts }),
  'GET /whatsapp/templates': () => ({ body: { templates: [template(), pending], lastSync: null } }),
  'GET /whatsapp/contacts': () => ({ body: { contacts: [], nextCursor: null } }),
  'GET /whatsapp/contacts/count': () => ({ body: { total: 48210 } }),
  'GET /whatsapp/groups': () => ({ body: { groups: [] } }),
  'GET /whatsapp/campaigns/5': () => ({ body: draft }),
  'PUT /whatsapp/campaigns/5': () => ({ body: draft }),
});

afterEach(() => jest.restoreAllMocks());

describe('the wizard of a campaign', () => {
  it('[M-01] [M-02] does not go on without name and number, then saves a draft', async () => {
    const calls = serve({ ...base(), 'POST /whatsapp/campaigns': () => ({ body: campaign() }) });
    renderAdmin(<CampaignEditPage />, { path: '/new', route: '/new' });
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('wizard-next'));
    expect(screen.getByText('Give the campaign a name, so that your team finds it.')).toBeTruthy();
    expect(screen.getByText('Choose the number that sends.')).toBeTruthy();
    expect(calls.some((c) => c.method === 'POST')).toBe(false);
    await user.type(screen.getByTestId('campaign-name'), 'Spring');
    await user.click(await screen.findByRole('radio', { name: /^Main/ }));
    await user.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toMatchObject({
        name: 'Spring',
        accountId: 1,
      })
    );
  });

  it('[M-03] offers only approved templates and says why others are not', async () => {
    serve(base());
    renderAdmin(<CampaignEditPage />, { path: '/c/5?step=template', route: '/c/:id' });
    expect(await screen.findByRole('radio', { name: /^spring_sale · en/ })).toBeTruthy();
    expect(screen.queryByRole('radio', { name: /winter_sale/ })).toBeNull();
    expect(screen.getByTestId('template-refused').textContent).toContain(
      "Waiting for Meta's decision"
    );
  });

  it('[M-04] warns aloud, with the number, when everyone is chosen', async () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
    serve(base(campaign({ bindings, audience: null })));
    renderAdmin(<CampaignEditPage />, { path: '/c/5?step=people', route: '/c/:id' });
    await userEvent.setup().click(await screen.findByRole('radio', { name: 'Everyone' }));
    expect(await screen.findByText(/all 48,210 contacts/)).toBeTruthy();
  });

  it('keeps what was typed and stays on the step when saving is refused', async () => {
    serve({
      ...base(),
      'POST /whatsapp/campaigns': () => refusal(400, 'name-taken', { field: 'name' }),
    });
    renderAdmin(<CampaignEditPage />, { path: '/new', route: '/new' });
    const user = userEvent.setup();
    await user.type(await screen.findByTestId('campaign-name'), 'Spring');
    await user.click(await screen.findByRole('radio', { name: /^Main/ }));
    await user.click(screen.getByTestId('wizard-next'));
    expect(
      (await screen.findAllByText('This name is taken. Choose another one.')).length
    ).toBeGreaterThan(0);
    expect(screen.getByTestId('campaign-name')).toHaveProperty('value', 'Spring');
  });

  it('follows instead of editing what is already started', async () => {
    serve(base(campaign({ state: 'running' })));
    renderAdmin(<CampaignEditPage />, { path: '/c/5', route: '/c/:id' });
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });
});
