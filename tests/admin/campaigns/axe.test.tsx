import { screen } from '@testing-library/react';
import CampaignPage from '../../../admin/src/pages/Campaigns/DetailPage';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import CampaignsPage from '../../../admin/src/pages/Campaigns/ListPage';
import ConsentPage from '../../../admin/src/pages/Settings/ConsentPage';
import { consentSettings, NOT_ASKED } from '../../support/consent-settings';
import { bill, campaign, contact, counts, template } from '../../unit/admin/campaigns/builders';
import { violations } from '../axe';
import { renderAdmin, serve } from './render';
import { showOn } from '../../support/show-on';

showOn('wide');

const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
const routes = (draft = campaign({ bindings })): Parameters<typeof serve>[0] => ({
  'GET /whatsapp/accounts': () => ({
    body: {
      accounts: [
        {
          id: 1,
          name: 'Main',
          status: 'connected',
          isSimulator: true,
          displayPhoneNumber: '+90 212',
          verifiedName: 'Shop',
          messagingLimit: 1000,
        },
      ],
      encryptionKey: 'present',
      webhookUrl: '',
      webhookReachable: true,
    },
  }),
  'GET /whatsapp/templates': () => ({ body: { templates: [template()], lastSync: null } }),
  'GET /whatsapp/contacts': () => ({ body: { contacts: [contact()], nextCursor: null } }),
  'GET /whatsapp/groups': () => ({ body: { groups: [] } }),
  'GET /whatsapp/people/facets': () => ({
    body: {
      tags: [],
      languages: [],
      quality: [],
      countries: [],
      sources: [],
      origins: [],
      team: [],
      fields: [],
      linked: [],
      links: [],
    },
  }),
  'GET /whatsapp/people/views': () => ({ body: { views: [] } }),
  'GET /whatsapp/bots': () => ({ body: { bots: [] } }),
  'POST /whatsapp/campaigns/people': () => ({ body: { contacts: [contact()], nextCursor: null } }),
  'POST /whatsapp/campaigns/people/count': () => ({ body: { total: 1 } }),
  'GET /whatsapp/campaigns/5': () => ({ body: draft }),
  'GET /whatsapp/campaigns': () => ({ body: { campaigns: [], nextCursor: null } }),
  'GET /whatsapp/campaigns/5/recipients': () => ({ body: { recipients: [], nextCursor: null } }),
  'GET /whatsapp/campaigns/5/conversions': () => ({
    body: {
      conversions: 3,
      people: 2,
      rate: 0.01,
      afterClick: 1,
      revenue: [{ currency: 'TRY', value: 99.5 }],
      events: [
        { event: 'order', conversions: 2, revenue: [{ currency: 'TRY', value: 99.5 }] },
        { event: 'signed-up', conversions: 1, revenue: [] },
      ],
      days: 7,
    },
  }),
  'GET /whatsapp/campaigns/5/links': () => ({
    body: {
      links: [
        {
          id: 1,
          name: 'Autumn',
          target: 'https://shop.example/autumn',
          archived: false,
          addedAt: 1,
          people: 1,
          clicks: 3,
          lastClickAt: 1_790_000_000_000,
        },
      ],
    },
  }),
  'GET /whatsapp/campaigns/5/errors': () => ({
    body: { errors: [], skipped: [{ reason: 'opted-out', count: 2 }] },
  }),
  'POST /whatsapp/campaigns/5/preflight': () => ({
    body: bill({
      exclusions: [{ reason: 'opted-out', count: 2 }],
      limit: { known: true, limit: 250, used: 0, free: 5, days: 2, today: 5 },
    }),
  }),
  // All of what the page has is looked at: a kind of message, a cap, another channel, a purpose, a notice.
  'GET /whatsapp/settings/consent': () => ({
    body: consentSettings({
      topics: [{ key: 'news', category: 'marketing', tr: 'Bülten', en: 'Newsletter' }],
      marketingCap: { messages: 2, days: 7 },
      otherChannels: ['email'],
      dataPurposes: {
        tracking: NOT_ASKED,
        position: { asked: true, onlyWithConsent: true, texts: { tr: 'Konum', en: 'Position' } },
        profile: NOT_ASKED,
      },
      privacyNotice: { tr: 'Aydınlatma', en: 'Notice' },
    }),
  }),
});

afterEach(() => jest.restoreAllMocks());

describe('what machines read of campaigns and consent', () => {
  const steps = [
    ['channel', 'Which channel sends?'],
    ['kind', 'What kind of message?'],
    ['message', 'Which message goes out?'],
    ['people', 'Who gets it?'],
    ['time', 'When does it go out?'],
    ['safety', 'Send to a small group first?'],
  ];
  it.each(steps)('finds nothing to mend in the step %s', async (step, title) => {
    serve(routes());
    renderAdmin(<CampaignEditPage />, { path: `/c/5?step=${step}`, route: '/c/:id' });
    await screen.findByRole('heading', { name: title }, { timeout: 10_000 });
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend in the check', async () => {
    serve(routes());
    renderAdmin(<CampaignEditPage />, { path: '/c/5?step=check', route: '/c/:id' });
    await screen.findByTestId('bill', undefined, { timeout: 10_000 });
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend in a campaign that ran, in the empty list and in the settings', async () => {
    serve(
      routes(campaign({ state: 'completed', counts: counts({ total: 3, sent: 1, skipped: 2 }) }))
    );
    const detail = renderAdmin(<CampaignPage />, { path: '/c/5', route: '/c/:id' });
    await screen.findByTestId('left-out-opted-out', undefined, { timeout: 10_000 });
    await screen.findByTestId('campaign-links');
    expect(await violations()).toEqual([]);
    detail.unmount();
    const list = renderAdmin(<CampaignsPage />);
    await screen.findByTestId('ready-event', undefined, { timeout: 10_000 });
    expect(await violations()).toEqual([]);
    list.unmount();
    renderAdmin(<ConsentPage />);
    await screen.findByTestId('save-consent', undefined, { timeout: 10_000 });
    expect(await violations()).toEqual([]);
  });
});
