import { screen } from '@testing-library/react';
import CampaignPage from '../../../admin/src/pages/Campaigns/DetailPage';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import CampaignsPage from '../../../admin/src/pages/Campaigns/ListPage';
import ConsentPage from '../../../admin/src/pages/Settings/ConsentPage';
import { consentSettings, NOT_ASKED } from '../../support/consent-settings';
import { bill, campaign, contact, counts, template } from '../../unit/admin/campaigns/builders';
import { insights } from '../../unit/admin/campaigns/insight-views';
import { violations } from '../axe';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
const routes = (draft = campaign({ bindings })): Routes => ({
  'GET /whatsapp/accounts': {
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
  'GET /whatsapp/templates': { templates: [template()], lastSync: null },
  'GET /whatsapp/contacts': { contacts: [contact()], nextCursor: null },
  'GET /whatsapp/groups': { groups: [] },
  'GET /whatsapp/people/facets': {
    tags: [],
    languages: [],
    quality: [],
    countries: [],
    towns: [],
    sources: [],
    origins: [],
    team: [],
    fields: [],
    linked: [],
    links: [],
  },
  'GET /whatsapp/people/views': { views: [] },
  'GET /whatsapp/bots': { bots: [] },
  'POST /whatsapp/campaigns/people': { contacts: [contact()], nextCursor: null },
  'POST /whatsapp/campaigns/people/count': { total: 1 },
  'GET /whatsapp/campaigns/5': draft,
  'GET /whatsapp/campaigns': { campaigns: [], nextCursor: null },
  'GET /whatsapp/campaigns/5/recipients': { recipients: [], nextCursor: null },
  'GET /whatsapp/campaigns/5/insights': insights({
    counts: draft.counts,
    errors: { errors: [], skipped: [{ reason: 'opted-out', count: 2 }] },
    conversions: {
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
    links: [
      {
        id: 1,
        name: 'Autumn',
        target: 'https://shop.example/autumn',
        clickParam: null,
        archived: false,
        addedAt: 1,
        people: 1,
        clicks: 3,
        lastClickAt: 1_790_000_000_000,
      },
    ],
  }),
  'POST /whatsapp/campaigns/5/preflight': bill({
    exclusions: [{ reason: 'opted-out', count: 2 }],
    limit: { known: true, limit: 250, used: 0, free: 5, places: 12_480, days: 2, today: 5 },
  }),
  // All of what the page has is looked at: a kind of message, a cap, another channel, a purpose, a notice.
  'GET /whatsapp/settings/consent': consentSettings({
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
});

afterEach(() => jest.restoreAllMocks());

describe('what machines read of campaigns and consent', () => {
  const steps = [
    ['channel', en('campaigns.channel.title')],
    ['kind', en('campaigns.kind.title')],
    ['message', en('campaigns.template.title')],
    ['people', en('campaigns.people.title')],
    ['time', en('campaigns.time.title')],
    ['safety', en('campaigns.canary.title')],
  ];
  it.each(steps)('finds nothing to mend in the step %s', async (step, title) => {
    await renderAdmin(<CampaignEditPage />, {
      routes: routes(),
      at: `/c/5?step=${step}`,
      route: '/c/:id',
    });
    await screen.findByRole('heading', { name: title }, { timeout: 20_000 });
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend in the check', async () => {
    await renderAdmin(<CampaignEditPage />, {
      routes: routes(),
      at: '/c/5?step=check',
      route: '/c/:id',
    });
    await screen.findByTestId('bill', undefined, { timeout: 20_000 });
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend in a campaign that ran, in the empty list and in the settings', async () => {
    const detail = await renderAdmin(<CampaignPage />, {
      routes: routes(
        campaign({ state: 'completed', counts: counts({ total: 3, sent: 1, skipped: 2 }) })
      ),
      at: '/c/5',
      route: '/c/:id',
    });
    await screen.findByTestId('left-out-opted-out', undefined, { timeout: 20_000 });
    await screen.findByTestId('campaign-links');
    expect(await violations()).toEqual([]);
    detail.unmount();
    const list = await renderAdmin(<CampaignsPage />, { routes: routes() });
    await screen.findByTestId('ready-event', undefined, { timeout: 20_000 });
    expect(await violations()).toEqual([]);
    list.unmount();
    await renderAdmin(<ConsentPage />, { routes: routes() });
    await screen.findByTestId('save-consent', undefined, { timeout: 20_000 });
    expect(await violations()).toEqual([]);
  });
});
