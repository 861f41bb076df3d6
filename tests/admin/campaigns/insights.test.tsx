import { act, screen, waitFor, within } from '@testing-library/react';
import ComparePage from '../../../admin/src/pages/Campaigns/ComparePage';
import CampaignPage from '../../../admin/src/pages/Campaigns/DetailPage';
import CampaignsPage from '../../../admin/src/pages/Campaigns/ListPage';
import ReportPage from '../../../admin/src/pages/Campaigns/ReportPage';
import { campaign, counts } from '../../unit/admin/campaigns/builders';
import { figures, insights } from '../../unit/admin/campaigns/insight-views';
import { violations } from '../axe';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const SENT = counts({
  total: 12480,
  queued: 4743,
  sent: 7737,
  delivered: 7402,
  read: 3171,
  failed: 57,
});
const running = campaign({ state: 'running', speed: 58, allowedMps: 60, counts: SENT });
const link = {
  id: 1,
  name: 'Autumn',
  target: 'https://shop.example/autumn',
  clickParam: null,
  archived: false,
  people: 402,
  clicks: 414,
  lastClickAt: null,
  addedAt: 0,
};
const COST = {
  hasPrices: true,
  pricesFrom: ['2026-10-01'],
  isSample: false,
  totals: [{ currency: 'EUR', micros: 74_020_000 }],
  lines: [
    {
      country: 'TR',
      market: 'TR',
      category: 'marketing',
      type: null,
      count: 7402,
      currency: 'EUR',
      micros: 10_000,
      totalMicros: 74_020_000,
    },
  ],
  unpriced: 0,
};
const CONVERSIONS = {
  conversions: 31,
  people: 29,
  rate: 0.0039,
  afterClick: 12,
  revenue: [{ currency: 'TRY', value: 4_990 }],
  events: [],
  days: 7,
};
const limit = {
  needed: true,
  known: true,
  limit: 10_000,
  used: 8_737,
  free: 1_276,
  nextFreeAt: Date.now() + 3 * 3_600_000,
};
const routes = (view = running): Routes => ({
  'GET /whatsapp/campaigns/5': view,
  'GET /whatsapp/campaigns/5/insights': insights({
    counts: view.counts,
    links: [link],
    cost: COST,
    conversions: CONVERSIONS,
    errors: {
      errors: [
        {
          code: 131026,
          class: 'recipient',
          title: 'Not on WhatsApp',
          advice: 'Ask for another number.',
          retryable: false,
          count: 38,
        },
      ],
      skipped: [{ reason: 'opted-out', count: 12 }],
    },
  }),
  'GET /whatsapp/campaigns/5/limit': limit,
  'GET /whatsapp/campaigns/5/recipients': { recipients: [], nextCursor: null },
});

afterEach(() => jest.restoreAllMocks());

describe('following a campaign', () => {
  const open = () =>
    renderAdmin(<CampaignPage />, { routes: routes(), at: '/c/5', route: '/c/:id' });

  it('[A-04] clicked and replied are the last steps of the funnel, also as a table', async () => {
    const { person } = await open();
    await waitFor(() => expect(screen.getByTestId('count-clicked').textContent).toBe('402'));
    await waitFor(() => expect(screen.getByTestId('count-replied').textContent).toBe('118'));
    await person.click(screen.getByRole('button', { name: en('campaigns.funnel.asTable') }));
    const table = screen.getByRole('grid', {
      name: en('campaigns.funnel.title', { total: 12480 }),
    });
    expect(within(table).getByTestId('count-clicked').textContent).toBe('402');
    expect(table.textContent).toContain(en('campaigns.funnel.of.clicked', { share: 0.054 }));
  });

  it('[A-04] says in words that nobody pressed a button, and counts nothing', async () => {
    const untouched = { text: 'Show me', presses: 0, people: 0, optOuts: 0 };
    await renderAdmin(<CampaignPage />, {
      routes: {
        ...routes(),
        'GET /whatsapp/campaigns/5/insights': insights({
          counts: SENT,
          figures: figures({ buttons: [untouched] }),
        }),
      },
      ...{ at: '/c/5', route: '/c/:id' },
    });
    const button = await screen.findByTestId('campaign-button');
    expect(button.textContent).toBe(`Show me${en('campaigns.buttons.none')}`);
  });

  it('[A-04] says how often each button was pressed, and that leaving by one is no reply', async () => {
    await open();
    const [show, leave] = await screen.findAllByTestId('campaign-button');
    expect(show?.textContent).toBe(
      `Show me${en('campaigns.buttons.counts', { people: 5, presses: 6 })}`
    );
    const pressedBy = en('campaigns.buttons.counts', { people: 16, presses: 16 });
    expect(leave?.textContent).toBe(
      `Unsubscribe${pressedBy} · ${en('campaigns.buttons.optOuts', { count: 16 })}`
    );
    const pressed = await screen.findByTestId('count-pressed');
    expect(pressed.textContent).toBe('5');
    expect(pressed.closest('li')?.textContent).toContain(
      en('campaigns.funnel.unsubscribed', { count: 16 })
    );
    const clicked = screen.getByTestId('count-clicked').closest('li')?.textContent;
    expect(clicked).toContain(
      `${en('campaigns.funnel.of.clicked', { share: 0.054 })} · ${en('campaigns.funnel.unnamed', { count: 12 })}`
    );
    expect(screen.getByTestId('campaign-buttons').textContent).toContain(
      en('campaigns.buttons.what')
    );
  });

  it('[M-34] [M-37] says the speed, when the limit is full and when it goes on', async () => {
    await open();
    await waitFor(() =>
      expect(screen.getByTestId('campaign-pace').textContent).toMatch(
        /^58 messages per second \(60 allowed\) · messaging limit reached in about 22 seconds, then waits until .+/
      )
    );
    expect((await screen.findByTestId('card-limit')).textContent).toContain('10,000');
  });

  it('[A-01] shows hours, countries and opt-outs, and says what counts as one', async () => {
    const { person } = await open();
    const hours = await screen.findByTestId('card-hours');
    const peak = { from: '19:00', to: '20:00', zone: 'Europe/Istanbul' };
    expect(hours.textContent).toContain(
      [
        en('insights.heat.peak.read', { ...peak, day: 'Fri, Nov 20', count: 2000 }),
        en('insights.heat.later', { count: 3 }),
      ].join(' ')
    );
    const day = within(within(hours).getByTestId('heat-table')).getAllByRole('row')[1];
    expect(within(day as HTMLElement).getAllByRole('cell')[19]?.textContent).toBe('2,000');
    await person.click(within(hours).getByRole('button', { name: en('campaigns.count.replied') }));
    const replies = { ...peak, day: 'Sat, Nov 21', from: '09:00', to: '10:00', count: 118 };
    expect(hours.textContent).toContain(en('insights.heat.peak.replied', replies));
    const [first, second] = screen.getAllByTestId('country-row');
    expect(first?.textContent).toContain('Türkiye');
    expect(second?.textContent).toContain(en('insights.country.unknown'));
    const optOuts = screen.getByTestId('card-opt-outs');
    expect(optOuts.textContent).toContain(en('insights.optOuts.share', { count: 7, share: 0.001 }));
    const title = en('insights.optOuts.by.unsubscribe-button');
    expect(optOuts.textContent).toContain(en('campaigns.errors.line', { count: 5, title }));
    expect(optOuts.textContent).toContain(en('insights.optOuts.what', { hours: 72 }));
  });

  it('has nothing to fault for a screen reader', async () => {
    await open();
    await screen.findByTestId('card-hours');
    expect(await violations()).toEqual([]);
  });
});

describe('comparing campaigns', () => {
  const other = campaign({ id: 6, name: 'Winter sale', state: 'completed', counts: SENT });
  const draft = campaign({ id: 7, name: 'Not sent' });

  it('[A-15] two campaigns of the list are chosen and set side by side', async () => {
    const { person } = await renderAdmin(<CampaignsPage />, {
      routes: {
        'GET /whatsapp/campaigns': { campaigns: [running, other, draft], nextCursor: null },
      },
    });
    const box = async (name: string) =>
      screen.findByRole('checkbox', { name: en('insights.compare.choose', { name }) });
    expect((await box('Not sent')).hasAttribute('disabled')).toBe(true);
    await person.click(await box('Spring sale'));
    expect(screen.getByTestId('compare-bar').textContent).toContain(en('insights.compare.another'));
    expect(screen.queryByTestId('compare')).toBeNull();
    await person.click(await box('Winter sale'));
    expect(screen.getByTestId('compare').getAttribute('href')).toBe('/compare?ids=5,6');
  });

  const open = (at: string, routes: Routes = {}) =>
    renderAdmin(<ComparePage />, { routes, at, route: '/compare' });

  it('[A-15] a line for each figure, with rates and a file of them', async () => {
    await open('/compare?ids=5,6', {
      'GET /whatsapp/campaign-comparison': {
        campaigns: [
          { campaign: running, figures: figures() },
          { campaign: other, figures: figures({ hasLinks: false, clicked: 0 }) },
        ],
      },
    });
    const clicked = await screen.findByTestId('figure-clicked');
    expect(
      within(clicked)
        .getAllByRole('gridcell')
        .slice(1)
        .map((cell) => cell.textContent)
    ).toEqual(['5.4% (402)', '–']);
    expect(screen.getByTestId('figure-pressed').textContent).toContain(
      en('campaigns.funnel.unsubscribed', { count: 16 })
    );
    expect(screen.getByTestId('figure-sent').textContent).toContain('7,737');
    expect(screen.getByTestId('figure-button Show me').textContent).toContain('Show me');
    const width = (row: string) =>
      getComputedStyle(
        within(screen.getByTestId(`figure-${row}`)).getAllByTestId('compared-bar')[0] as HTMLElement
      ).width;
    // A rate of 95.7 % is as long as that on every line.
    expect([width('delivered'), width('read')]).toEqual(['95.7%', '42.8%']);
    expect(screen.getByRole('link', { name: 'Winter sale' })).toBeTruthy();
    expect(screen.getByTestId('export-comparison')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('[A-15] [X-13] asks for its file in the language of the page', async () => {
    URL.createObjectURL = () => 'blob:1';
    URL.revokeObjectURL = () => undefined;
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    document.documentElement.lang = 'tr';
    const campaigns = [running, other].map((one) => ({ campaign: one, figures: figures() }));
    const { person, calls } = await open('/compare?ids=5,6', {
      'GET /whatsapp/campaign-comparison': { campaigns },
      'GET /whatsapp/campaign-comparison.csv': {},
    });
    await person.click(await screen.findByTestId('export-comparison'));
    const asked = () => calls.find(({ path }) => path.endsWith('.csv'))?.query;
    await waitFor(() => expect(asked()?.get('locale')).toBe('tr'));
    expect(asked()?.get('ids')).toBe('5,6');
    document.documentElement.removeAttribute('lang');
  });

  it('goes back to the list where fewer than two are named', async () => {
    const { router } = await open('/compare?ids=5');
    await screen.findByText('elsewhere');
    expect(router.state.location.pathname).toBe('/plugins/whatsapp/campaigns');
  });
});

describe('the report of a campaign', () => {
  const done = campaign({
    state: 'completed',
    startedAt: 1_779_990_000_000,
    finishedAt: 1_780_000_000_000,
    counts: SENT,
  });
  const open = async (shown = done) => {
    const view = await renderAdmin(<ReportPage />, {
      routes: routes(shown),
      at: '/c/5/report',
      route: '/c/:id/report',
    });
    await screen.findByTestId('report-summary');
    return view;
  };

  it('[A-15] says in words and figures what became of it and who started it', async () => {
    await open();
    expect(screen.getByText('spring_sale · English')).toBeTruthy();
    expect(screen.getByTestId('report-summary').textContent).toContain(
      en('insights.report.after', { replied: 118, optedOut: 7 })
    );
    for (const words of ['Deniz Su', '38 × Not on WhatsApp', 'https://shop.example/autumn'])
      expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByTestId('report-clicked').textContent).toContain('402');
    // A full bar is everybody it was for: neither the most that was reached, nor those sent.
    const sent = screen.getByTestId('report-bar-sent').style.width;
    expect(Number.parseFloat(sent)).toBeCloseTo((7_737 / 12_480) * 100, 1);
    expect(screen.getByTestId('heat-table').textContent).toContain('2,000');
    expect(await violations()).toEqual([]);
  });

  it('[A-15] [M-28] lists who was skipped apart from what was not delivered', async () => {
    await open();
    const failed = screen.getByRole('region', { name: en('insights.report.notDelivered') });
    const skipped = screen.getByRole('region', { name: en('insights.report.skipped') });
    const line = en('campaigns.errors.line', {
      count: 12,
      title: en('campaigns.skip.opted-out'),
    });
    expect(failed.textContent).toContain('38 × Not on WhatsApp');
    expect(failed.textContent).not.toContain(line);
    expect(skipped.textContent).toContain(line);
  });

  it('[E-25] [A-15] names the template of a flow that begins in each contact’s language', async () => {
    await open({ ...done, kind: 'flow', botId: 2, botName: 'Offer', byLanguage: true });
    const words = `spring_sale · ${en('campaigns.template.everyLanguage')}`;
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('[A-15] [A-05] says whom it was for by its filter, what it cost and what it brought', async () => {
    const filtered = {
      ...done,
      audienceText: 'VIP',
      audience: {
        kind: 'all' as const,
        filter: {
          groups: { include: [2], exclude: [] },
          consent: { include: ['in' as const], exclude: [] },
          languages: { include: [], exclude: ['de'] },
        },
        except: [7],
      },
    };
    await renderAdmin(<ReportPage />, {
      routes: {
        ...routes(filtered),
        'GET /whatsapp/groups': { groups: [{ id: 2, name: 'VIP', members: 3 }] },
      },
      at: '/c/5/report',
      route: '/c/:id/report',
    });
    const parts = [
      en('people.who.in.groups', { values: 'VIP' }),
      en('people.who.in.consent', {
        values: en('people.who.quoted', { value: en('people.consent.in') }),
      }),
    ].join(' and ');
    const out = en('people.who.those', {
      part: en('people.who.in.languages', { values: 'German' }),
    });
    const words = await screen.findByTestId('filter-words');
    await waitFor(() =>
      expect(words.textContent).toBe(
        en('people.who.except', { who: en('people.who.some', { parts }), out })
      )
    );
    expect(words.parentElement?.textContent).toContain(
      en('campaigns.people.takenOut', { count: 1 })
    );
    const [costLine, total] = await screen.findAllByTestId('cost-line');
    expect(costLine?.textContent).toContain('€74.02');
    expect(total?.textContent).toBe(`${en('prices.cost.total')}€74.02`);
    expect(screen.getByTestId('conversion-count').textContent).toBe('31');
    const pressed = en('campaigns.buttons.counts', { people: 5, presses: 6 });
    expect(screen.getByText(new RegExp(`Show me: ${pressed}`))).toBeTruthy();
  });

  it('[A-15] goes to paper alone, and back to the page when the printer has it', async () => {
    await open();
    act(() => void window.dispatchEvent(new Event('beforeprint')));
    const sheet = screen.getByTestId('sheet');
    expect(sheet.parentElement).toBe(document.body);
    expect(within(sheet).getByTestId('report-summary')).toBeTruthy();
    const rules = [...document.querySelectorAll('style')].map((one) => one.textContent).join();
    const hidesTheRest = 'body > *:not(.whatsapp-sheet) { display: none !important; }';
    expect(rules.includes(hidesTheRest)).toBe(true);
    act(() => void window.dispatchEvent(new Event('afterprint')));
    expect(screen.queryByTestId('sheet')).toBeNull();
    expect(screen.getByTestId('report-summary')).toBeTruthy();
  });

  it('[A-15] a press asks the browser for the printer', async () => {
    const { person } = await open();
    const print = jest.spyOn(window, 'print').mockImplementation(() => {});
    await person.click(screen.getByTestId('report-print'));
    expect(print).toHaveBeenCalledTimes(1);
  });
});
