import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import CampaignPage from '../../../admin/src/pages/Campaigns/DetailPage';
import CampaignsPage from '../../../admin/src/pages/Campaigns/ListPage';
import type { RecipientView } from '../../../server/src/contracts/campaigns';
import { campaign, counts } from '../../unit/admin/campaigns/builders';
import { refusal, renderAdmin, serve } from './render';

jest.mock('@strapi/strapi/admin', () => jest.requireActual('./strapi-admin'));

const { denied } = jest.requireMock<{ denied: Set<string> }>('@strapi/strapi/admin');

const running = campaign({
  state: 'running',
  speed: 58,
  allowedMps: 60,
  counts: counts({
    total: 12480,
    queued: 4682,
    sent: 7737,
    delivered: 7402,
    read: 3171,
    failed: 57,
    uncertain: 4,
  }),
});
const row = (part: Partial<RecipientView>): RecipientView => ({
  id: 1,
  contactId: 9,
  name: 'Ayşe Kaya',
  address: '+905321234567',
  state: 'uncertain',
  reason: null,
  attempt: 1,
  wamid: null,
  error: null,
  verdict: 'very-likely-not-accepted',
  at: null,
  ...part,
});
const error = {
  code: 131026,
  class: 'recipient',
  title: 'Not on WhatsApp',
  advice: 'Ask for another number.',
};

const open = (view = running, more: Parameters<typeof serve>[0] = {}) => {
  const calls = serve({
    'GET /whatsapp/campaigns/5': () => ({ body: view }),
    'GET /whatsapp/campaigns/5/errors': () => ({
      body: {
        errors: [
          { ...error, retryable: false, count: 38 },
          { ...error, code: 131049, title: 'Held', retryable: true, count: 19 },
        ],
      },
    }),
    'GET /whatsapp/campaigns/5/recipients': () => ({
      body: { recipients: [row({})], nextCursor: null },
    }),
    'PUT /whatsapp/campaigns/5/state': () => ({ body: view }),
    'POST /whatsapp/campaigns/5/resolve': () => ({ body: { changed: 1 } }),
    ...more,
  });
  renderAdmin(<CampaignPage />, { path: '/c/5', route: '/c/:id' });
  return { calls, user: userEvent.setup() };
};

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the page of a campaign', () => {
  it('[M-31] [M-32] [M-33] shows sent, delivered, read and failed as counted', async () => {
    open();
    const value = async (key: string) => (await screen.findByTestId(`count-${key}`)).textContent;
    expect(await value('sent')).toBe('7,737');
    expect(await value('delivered')).toBe('7,402');
    expect(await value('read')).toBe('3,171');
    expect(await value('failed')).toBe('57');
    expect(screen.getByTestId('campaign-state').getAttribute('data-state')).toBe('running');
  });

  it('[M-33] groups the errors in words with what to do, and retries only those that a retry can cure', async () => {
    const { calls, user } = open();
    expect(await screen.findByText('38 × Not on WhatsApp')).toBeTruthy();
    expect(screen.getAllByText('Ask for another number.').length).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Retry 19' }));
    await user.click(
      within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Retry 19' })
    );
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toEqual({ action: 'retry' })
    );
  });

  it('[M-41] pauses without a dialog and asks with the numbers before the rest is cancelled', async () => {
    const { calls, user } = open();
    await user.click(await screen.findByTestId('pause-campaign'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toEqual({ action: 'pause' })
    );
    await user.click(screen.getByTestId('cancel-campaign'));
    expect(screen.getByText('Stop for the 4,682 people who have not got it?')).toBeTruthy();
    await user.click(screen.getByTestId('confirm-cancel'));
    await waitFor(() =>
      expect(calls.filter((c) => c.method === 'PUT').at(-1)?.body).toEqual({ action: 'cancel' })
    );
  });

  it('shows an uncertain message with its verdict and sends it again only after a yes', async () => {
    const { calls, user } = open();
    const shown = await screen.findByTestId('uncertain-row');
    expect(shown.textContent).toContain('Very likely not taken by WhatsApp');
    await user.click(within(shown).getByRole('button', { name: 'Send again' }));
    expect(calls.some((c) => c.method === 'POST')).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Send again to 1' }));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toEqual({
        action: 'send-again',
        recipientIds: [1],
      })
    );
  });

  it('[M-37] says that it waits for the limit and goes on by itself', async () => {
    open({ ...running, waiting: { kind: 'limit', until: 1_800_000_000_000 } });
    const band = await screen.findByTestId('band-waiting');
    expect(band.textContent).toContain('goes on by itself');
    expect(screen.getByTestId('campaign-state').textContent).toContain('Waiting for the limit');
  });

  it('shows why it paused by itself with the remedy and Resume', async () => {
    const { calls, user } = open({
      ...running,
      state: 'paused',
      pauseReasons: [{ reason: 'token-refused', detail: null, at: 1_700_000_000_000 }],
    });
    const band = await screen.findByTestId('band-paused');
    expect(band.textContent).toContain('Meta refused the token');
    await user.click(within(band).getByRole('button', { name: 'Resume' }));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toEqual({ action: 'resume' })
    );
  });

  it('shows the funnel as a table on demand', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Show as table' }));
    expect(screen.getByRole('grid', { name: 'How far they went' })).toBeTruthy();
    expect(screen.getByTestId('count-read').textContent).toBe('3,171');
  });

  it('has no button that changes something for who may only follow', async () => {
    denied.add('canLaunch');
    open();
    await screen.findByTestId('uncertain-row');
    for (const name of ['Pause', 'Cancel rest', 'Send again', 'Leave', 'Retry 19']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });

  it('speaks the milestone in one polite region', async () => {
    open();
    const region = await screen.findByTestId('campaign-announcer');
    expect(region.getAttribute('aria-live')).toBe('polite');
    expect(region.textContent).toBe('50% done.');
  });
});

describe('the list of campaigns', () => {
  const list = (answer: Parameters<typeof serve>[0][string]) => {
    serve({ 'GET /whatsapp/campaigns': answer });
    renderAdmin(<CampaignsPage />);
  };

  it('[M-01] lists campaigns with state and progress, and offers a new one', async () => {
    list(() => ({ body: { campaigns: [running], nextCursor: null } }));
    const shown = await screen.findByTestId('campaign-row');
    expect(shown.textContent).toContain('Spring sale');
    expect(shown.textContent).toContain('7,798 of 12,480 (62%)');
    expect(screen.getByTestId('new-campaign').getAttribute('href')).toContain('new');
  });

  it('says what campaigns are for while there is none', async () => {
    list(() => ({ body: { campaigns: [], nextCursor: null } }));
    expect(await screen.findByText(/sends one approved template to many people/)).toBeTruthy();
  });

  it('shows an error with Retry and never an empty list in its place', async () => {
    list(() => refusal(500, 'server'));
    expect(await screen.findByRole('button', { name: 'Retry' })).toBeTruthy();
    expect(screen.queryByText(/sends one approved template/)).toBeNull();
  });
});
