import { screen, waitFor, within } from '@testing-library/react';
import type { TemplateUse } from '../../../server/src/contracts/template-draft';
import TemplatePage from '../../../admin/src/pages/Templates/DetailPage';
import TemplatesPage from '../../../admin/src/pages/Templates/ListPage';
import { PluginNav } from '../../../admin/src/shared/nav/PluginNav';
import { contact, template } from '../../unit/admin/campaigns/builders';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { denied } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

const DAY = 86_400_000;
/** This number of days from now, and a few hours, so that a slow test does not fall over the edge. */
const inDays = (days: number) => Date.now() + days * DAY + DAY / 2;

showOn('wide');
afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

const openOne = (one = template(), more: Routes = {}) =>
  renderAdmin(<TemplatePage />, {
    routes: {
      'GET /whatsapp/templates': { templates: [one], lastSync: null },
      'GET /whatsapp/templates/3': one,
      'GET /whatsapp/contacts': { contacts: [contact()], nextCursor: null },
      'GET /whatsapp/templates/3/uses': { uses: [] },
      ...more,
    },
    at: '/t/3',
    route: '/t/:id',
  });

const moment = (at: number) =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(at);
const note = async () => (await screen.findByTestId('review-note')).textContent;

const asked = (part: object = {}) => ({
  at: 1_700_000_000_000,
  by: 'Ada Lovelace',
  about: 'creation' as const,
  result: null,
  resultAt: null,
  ...part,
});

describe('the time in which a review can be requested', () => {
  const end = inDays(12);
  const begin = moment(end - 60 * DAY);
  const open = template({ review: { about: 'creation', endsAt: end, asked: null } });
  const left = en('templates.review.until', { days: 12, until: moment(end) });

  it('[T-19] is counted down beside the way to WhatsApp Manager; a press keeps that somebody asked', async () => {
    const after = template({ review: { ...open.review, asked: asked() } });
    const { calls, person } = await openOne(open, { 'POST /whatsapp/templates/3/review': after });
    expect(await note()).toContain(left);
    const way = screen.getByTestId('request-review');
    expect(way.getAttribute('href')).toContain('business.facebook.com');
    expect(way.getAttribute('target')).toBe('_blank');
    await person.click(way);
    await waitFor(() =>
      expect(calls.filter(({ method }) => method === 'POST').map(({ path }) => path)).toContain(
        '/whatsapp/templates/3/review'
      )
    );
  });

  it.each([
    ['over', { about: 'creation', endsAt: Date.now() - 1, asked: null }],
    ['not known', { about: 'creation', endsAt: null, asked: null }],
  ] as const)('[T-19] offers nothing while it is %s', async (_word, review) => {
    await openOne(template({ review }));
    expect(await screen.findAllByText(en('templates.notKnown'))).not.toEqual([]);
    expect(screen.queryByTestId('review-note')).toBeNull();
    expect(screen.queryByTestId('request-review')).toBeNull();
  });

  it('[T-21] says who asked and when, and takes the answer by hand', async () => {
    const request = asked({ about: 'category', at: Date.now() - DAY });
    const review = { about: 'category', endsAt: inDays(3), asked: request } as const;
    const { calls, person } = await openOne(template({ review }), {
      'PUT /whatsapp/templates/3/review': template({ review }),
    });
    expect((await screen.findByTestId('asked-review')).textContent).toContain('Ada Lovelace');
    expect(screen.queryByTestId('request-review')).toBeNull();
    await person.click(screen.getByRole('button', { name: en('templates.review.granted') }));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ result: 'granted' })
    );
  });

  it.each([
    ['another decision', { about: 'creation', at: Date.now() - DAY }],
    ['a move before this one', { about: 'category', at: Date.now() - 58 * DAY }],
  ] as const)(
    '[T-21] offers the way again where the open request is about %s',
    async (_word, part) => {
      const review = { about: 'category', endsAt: inDays(3), asked: asked(part) } as const;
      await openOne(template({ review }));
      expect((await screen.findByTestId('asked-review')).textContent).toContain('Ada Lovelace');
      expect(screen.getByTestId('request-review')).toBeTruthy();
    }
  );

  it('[T-19] shows the days to who may not manage templates, without the way', async () => {
    denied.add('canManage');
    await openOne(open);
    expect(await note()).toContain(left);
    expect(screen.queryByTestId('request-review')).toBeNull();
  });

  it('[T-19] [T-21] says why a review can be requested: since it was created, or since Meta changed the category', async () => {
    const category = en('templates.category.UTILITY');
    const created = template({ category: 'UTILITY', review: open.review });
    const { unmount } = await openOne(created);
    const why = en('templates.review.why.creation', { category, day: begin });
    expect(await note()).toContain(why);
    unmount();
    const moved = template({ ...created, review: { ...open.review, about: 'category' } });
    const page = await openOne(moved);
    const changed = en('templates.review.why.category', { category, day: begin });
    expect(await note()).toContain(changed);
    page.unmount();
    await renderAdmin(<TemplatesPage />, {
      routes: {
        'GET /whatsapp/templates': { templates: [moved], uses: [], lastSync: null },
        'GET /whatsapp/accounts': {
          accounts: [{ id: 4, name: 'Main', wabaId: 'W1', status: 'connected' }],
        },
      },
      route: '/',
    });
    const row = (await screen.findByTestId('template-row')).textContent;
    expect(row).toContain(changed);
    expect(row).toContain(left);
  });

  it('[T-22] a rejected template offers exactly three ways, the third of which is recorded', async () => {
    const rejected = template({
      status: 'REJECTED',
      rejectedReason: 'PROMOTIONAL',
      sendable: { ok: false, reason: 'not-approved' },
      review: { about: 'rejection', endsAt: null, asked: null },
    });
    const { calls, person } = await openOne(rejected, {
      'POST /whatsapp/templates/3/review': rejected,
    });
    const way = await screen.findByTestId('request-review');
    const ways = way.parentElement as HTMLElement;
    expect([...ways.children].map((one) => one.textContent)).toEqual([
      en('templates.rejected.new'),
      en('templates.rejected.edit'),
      en('templates.rejected.review'),
    ]);
    await person.click(way);
    await waitFor(() => expect(calls.some(({ method }) => method === 'POST')).toBe(true));
  });
});

describe('a category that Meta changes', () => {
  const uses: TemplateUse[] = [
    { kind: 'campaign', id: 4, name: 'Paused', state: 'paused', needsIt: true, fallOut: 2 },
    { kind: 'campaign', id: 5, name: 'Next week', state: 'scheduled', needsIt: true },
    { kind: 'campaign', id: 6, name: 'Long over', state: 'completed', needsIt: false },
    { kind: 'bot', id: 7, name: 'Cargo', state: 'active', needsIt: true },
    { kind: 'flow', id: 8, name: 'Rating', state: 'inactive', needsIt: false },
    { kind: 'automation', id: 9, name: 'Reminder', state: 'active', needsIt: true },
  ];
  const used: Routes = { 'GET /whatsapp/templates/3/uses': { uses } };

  it('[T-20] is announced with its day, what it changes, and links to all that sends it', async () => {
    const one = template({
      category: 'UTILITY',
      coming: { category: 'MARKETING', at: Date.UTC(2026, 10, 29, 12) },
      notice: 'coming',
    });
    const { calls, person } = await openOne(one, {
      ...used,
      'DELETE /whatsapp/templates/3/notice': { ...one, notice: null },
    });
    const news = within(await screen.findByTestId('category-coming'));
    expect(news.getByText(/change the category to Marketing on Nov 29, 2026/)).toBeTruthy();
    for (const rule of ['consent', 'price', 'quiet', 'cap'] as const)
      expect(news.getByText(en(`templates.news.rule.${rule}`))).toBeTruthy();
    await news.findAllByTestId('touched-use');
    expect(news.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/plugins/whatsapp/campaigns/4',
      '/plugins/whatsapp/campaigns/5',
      '/plugins/whatsapp/bots/7',
      '/plugins/whatsapp/bots/8',
      '/plugins/whatsapp/automations/9',
    ]);
    // Nothing has changed yet: there is no new estimate.
    expect(news.queryByRole('button', { name: en('templates.news.estimate') })).toBeNull();
    await person.click(news.getByRole('button', { name: en('templates.news.seen') }));
    // What came meanwhile stays: the server hears which notice was seen.
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'DELETE')?.query.get('kind')).toBe('coming')
    );
  });

  it('[T-20] done, it says what paused, lets it go on with the others, and makes a new estimate', async () => {
    const one = template({
      statedCategory: 'UTILITY',
      previousCategory: 'UTILITY',
      clocks: { createdAt: null, approvedAt: null, categoryChangedAt: 1_700_000_000_000 },
      notice: 'moved',
    });
    const { calls, person } = await openOne(one, {
      ...used,
      'PUT /whatsapp/campaigns/4/state': { id: 4 },
      'POST /whatsapp/campaigns/5/preflight': { willReceive: 38, cost: null },
    });
    const news = within(await screen.findByTestId('category-moved'));
    expect(await news.findByText(en('templates.news.paused', { count: 2 }))).toBeTruthy();
    await person.click(news.getByRole('button', { name: en('templates.news.goOn') }));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ action: 'resume' })
    );
    await person.click(news.getByRole('button', { name: en('templates.news.estimate') }));
    expect(await news.findByText(en('templates.news.reaches', { count: 38 }))).toBeTruthy();
  });

  it('[T-20] is counted in the menu for who may manage templates', async () => {
    const routes: Routes = { 'GET /whatsapp/templates/notices': { count: 2 } };
    const { calls, unmount } = await renderAdmin(<PluginNav />, { routes });
    const counted = en('shell.nav.templateNews', { count: 2 });
    expect((await screen.findByLabelText(counted)).textContent).toBe('2');
    expect(calls.some(({ path }) => path === '/whatsapp/templates/notices')).toBe(true);
    unmount();
    denied.add('canManage');
    const without = await renderAdmin(<PluginNav />, { routes });
    await screen.findByRole('link', { name: en('shell.nav.templates') });
    expect(without.calls.some(({ path }) => path === '/whatsapp/templates/notices')).toBe(false);
  });
});

describe('where templates come from', () => {
  const list = [
    template({ id: 1, name: 'ours', origin: { place: 'here', by: 'Ada Lovelace' } }),
    template({ id: 2, name: 'theirs', origin: { place: 'manager', by: null } }),
    template({ id: 3, name: 'older', coming: { category: 'UTILITY', at: null } }),
  ];

  it('[T-23] [T-20] both origins stand in one list, which can be narrowed to one', async () => {
    const { person } = await renderAdmin(<TemplatesPage />, {
      routes: {
        'GET /whatsapp/templates': { templates: list, uses: [], lastSync: null },
        'GET /whatsapp/accounts': {
          accounts: [{ id: 4, name: 'Main', wabaId: 'W1', status: 'connected' }],
        },
      },
      route: '/',
    });
    const rows = () => screen.getAllByTestId('template-row').map((row) => row.textContent);
    expect(await screen.findAllByTestId('template-row')).toHaveLength(3);
    expect(rows()[2]).toContain(en('templates.coming.shortUndated', { to: 'Utility' }));
    await person.click(screen.getByRole('combobox', { name: en('templates.column.origin') }));
    await person.click(await screen.findByRole('option', { name: en('templates.origin.manager') }));
    expect(rows()).toEqual([expect.stringContaining('theirs')]);
  });

  it('[T-23] the page says who made it', async () => {
    await openOne(template({ origin: { place: 'here', by: 'Ada Lovelace' } }));
    expect(
      await screen.findByText(en('templates.origin.hereBy', { by: 'Ada Lovelace' }))
    ).toBeTruthy();
  });
});
