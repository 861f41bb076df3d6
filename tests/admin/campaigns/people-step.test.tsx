import { screen, waitFor, within } from '@testing-library/react';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import type { CampaignReach } from '../../../server/src/contracts/campaigns';
import type { PeopleFilter } from '../../../server/src/contracts/audience';
import { campaign, contact, template } from '../../unit/admin/campaigns/builders';
import { eventTime } from '../../support/event-time';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { denied, notices } from '../../support/strapi-admin';
import { en } from '../../support/words';

showOn('wide');

const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
const account = { id: 1, name: 'Main', status: 'connected', isSimulator: true };
const facets = {
  ...{ tags: [], languages: [], quality: [], countries: [], towns: [], sources: [] },
  ...{ origins: [], team: [], fields: [], linked: [], links: [] },
};
const vip: PeopleFilter = { groups: { include: [2], exclude: [] } };
const reach = (part: Partial<CampaignReach> = {}): CampaignReach => ({
  ...{ matched: 10, may: 10, reasons: [] },
  ...part,
});

const open = (more: Routes = {}, filter: PeopleFilter = vip, except: number[] = []) =>
  renderAdmin(<CampaignEditPage />, {
    routes: {
      'GET /whatsapp/accounts': { accounts: [account] },
      'GET /whatsapp/templates': { templates: [template()], lastSync: null },
      'GET /whatsapp/groups': { groups: [{ id: 2, name: 'VIP', members: 10 }] },
      'GET /whatsapp/segments': { segments: [{ id: 4, name: 'Silent', people: 9 }] },
      'GET /whatsapp/people/views': { views: [] },
      'POST /whatsapp/campaigns/people': { contacts: [contact()], nextCursor: null },
      'POST /whatsapp/campaigns/people/count': { total: 10 },
      'GET /whatsapp/campaigns/5': campaign({
        bindings,
        audience: { kind: 'all', filter, except },
      }),
      'PUT /whatsapp/campaigns/5': campaign({ bindings }),
      'POST /whatsapp/campaigns/5/reach': reach(),
      ...more,
    },
    at: '/c/5?step=people',
    route: '/c/:id',
  });
const said = (words: string) =>
  waitFor(() => expect(screen.getByTestId('people-reach').textContent).toContain(words), {
    timeout: 20_000,
  });

beforeEach(() => {
  denied.clear();
  notices.length = 0;
});
afterEach(() => jest.restoreAllMocks());

describe('whom a search and an opt-out concern', () => {
  it('[M-21] chooses nobody by what is typed in the search, and those found by the button that counts them', async () => {
    const { person, calls } = await open({
      'POST /whatsapp/campaigns/people/count': ({ body }) => ({
        total: (body as { choice: { filter: PeopleFilter } }).choice.filter.q === 'maya' ? 3 : 10,
      }),
    });
    await person.type(await screen.findByRole('searchbox'), 'maya');
    const choose = await screen.findByRole('button', {
      name: en('campaigns.people.search.choose', { text: 'maya', count: 3 }),
    });
    const line = screen.getByTestId('audience-line');
    expect(line.textContent).not.toContain('maya');
    const listed = () =>
      calls.filter(({ path }) => path.endsWith('/campaigns/people')).map(({ body }) => body);
    expect(JSON.stringify(listed())).not.toContain('maya');
    await person.click(choose);
    await waitFor(() => expect(line.textContent).toContain('maya'));
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
    await person.click(
      screen.getByRole('button', { name: en('campaigns.people.search.remove', { text: 'maya' }) })
    );
    await waitFor(() => expect(line.textContent).not.toContain('maya'));
  });

  it('[M-22] has no tick for those who opted out: they are never sent to', async () => {
    const out = contact({
      ...{ id: 8, name: 'Maya Out' },
      consent: { marketing: 'out', utility: 'in' },
    });
    const people = { contacts: [contact(), out], nextCursor: null };
    await open({ 'POST /whatsapp/campaigns/people': people });
    const tick = await screen.findByRole('checkbox', { name: /Maya Out/ });
    expect(tick.getAttribute('aria-checked')).toBe('false');
    expect(tick).toHaveProperty('disabled', true);
    const other = screen.getByRole('checkbox', { name: /Ayşe Kaya/ });
    expect(other.getAttribute('aria-checked')).toBe('true');
    const page = screen.getByRole('checkbox', { name: en('contacts.select.page') });
    expect(page.getAttribute('aria-checked')).toBe('true');
  });
});

describe('who may get it, in the step of people', () => {
  it('[M-04] says how many of those who match may get it, and the main reasons of the others', async () => {
    const reasons = (
      [
        ['opted-out', 4],
        ['no-consent', 3],
        ['blocked', 2],
        ['no-address', 1],
      ] as const
    ).map(([reason, count]) => ({ reason, count }));
    await open({ 'POST /whatsapp/campaigns/5/reach': reach({ matched: 48, may: 38, reasons }) });
    await said(en('campaigns.reach.may', { count: 38 }));
    const [out, unasked, blocked] = reasons.map(({ reason, count }) =>
      en('campaigns.reach.reason', { reason: en(`campaigns.skip.${reason}`), count })
    );
    const others = en('campaigns.reach.others', { count: 1 });
    expect(screen.getByTestId('people-left-out').textContent).toBe(
      en('campaigns.reach.out', { reasons: `${out}, ${unasked}, ${blocked}, and ${others}` })
    );
  });

  it('[M-04] says so where all may get it, where none may, and why it could not be counted', async () => {
    const answers = [reach(), reach({ may: 0 }), refuse(422, { kind: 'count-too-slow' })];
    const { person } = await open({ 'POST /whatsapp/campaigns/5/reach': () => answers.shift() });
    await said(en('campaigns.reach.all'));
    const tick = await screen.findByRole('checkbox', { name: /Ayşe Kaya/ });
    await person.click(tick);
    await said(en('campaigns.reach.may', { count: 0 }));
    await person.click(tick);
    await said(en('error.count-too-slow'));
  });

  it('[M-04] says nothing where no message is chosen that could be judged', async () => {
    const { calls } = await open({ 'POST /whatsapp/campaigns/5/reach': reach({ may: null }) });
    await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/reach'))).toBe(true));
    await waitFor(() => expect(screen.queryByTestId('people-reach')).toBeNull());
    expect(screen.getByTestId('people-count')).toBeTruthy();
  });

  it('[M-04] lets go of a count when the choice changes, and asks once for the new one', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const { person } = await open({
      'POST /whatsapp/campaigns/5/reach': () => new Promise(() => undefined),
    });
    const ask = globalThis.fetch as jest.Mock<Promise<Response>, [string, RequestInit?]>;
    const asked = () => {
      const mine = ask.mock.calls.filter(([to]) => String(to).endsWith('/reach'));
      signals.splice(0, signals.length, ...mine.map(([, init]) => init?.signal));
      return signals.length;
    };
    await waitFor(() => expect(asked()).toBe(1));
    expect(signals[0]?.aborted).toBe(false);
    await person.click(await screen.findByRole('checkbox', { name: /Ayşe Kaya/ }));
    await waitFor(() => expect(asked()).toBe(2), { timeout: 20_000 });
    expect(signals.map((one) => one?.aborted)).toEqual([true, false]);
  });
});

describe('who gets it, chosen by chips', () => {
  const groups = {
    groups: [
      { id: 2, name: 'VIP', members: 10 },
      { id: 3, name: 'Staff', members: 4 },
    ],
  };
  const line = () => screen.getByTestId('audience-line').textContent;
  const vipIs = (state: 'off' | 'include' | 'exclude') =>
    en(`people.chip.${state}`, { label: 'VIP' });
  const inVip = en('people.who.some', { parts: en('people.who.in.groups', { values: 'VIP' }) });
  const chosen = (more: PeopleFilter = {}) =>
    open({ 'GET /whatsapp/groups': groups, 'GET /whatsapp/people/facets': facets }, more);

  it('[M-20] a double click includes; the next press, a moment later, excludes', async () => {
    const { person } = await chosen();
    const time = eventTime();
    await person.dblClick(await screen.findByRole('button', { name: vipIs('off') }));
    const vipIn = await screen.findAllByRole('button', { name: vipIs('include') });
    expect(screen.queryByRole('button', { name: vipIs('exclude') })).toBeNull();
    time.pass(499);
    await person.click(vipIn[0] as HTMLElement);
    expect(screen.queryByRole('button', { name: vipIs('exclude') })).toBeNull();
    time.pass(1);
    await person.click(vipIn[0] as HTMLElement);
    expect(screen.getAllByRole('button', { name: vipIs('exclude') }).length).toBeGreaterThan(0);
  });

  it('[M-20] a button of its own excludes, by the keyboard too, and a second press takes that back', async () => {
    const { person } = await chosen(vip);
    const chip = (await screen.findAllByRole('button', { name: vipIs('include') }))[0];
    chip?.focus();
    await person.tab();
    await person.tab();
    await person.tab();
    const out = screen.getByRole('button', {
      name: en('people.chip.excludeOne', { label: 'Staff' }),
    });
    expect(document.activeElement).toBe(out);
    expect(out.textContent).toBe(en('people.chip.excludeButton'));
    expect(out.getAttribute('aria-pressed')).toBe('false');
    await person.keyboard('{Enter}');
    expect(out.getAttribute('aria-pressed')).toBe('true');
    await waitFor(() => expect(line()).toBe(en('people.who.except', { who: inVip, out: 'Staff' })));
    await person.keyboard('{Enter}');
    expect(out.getAttribute('aria-pressed')).toBe('false');
    await waitFor(() => expect(line()).toBe(inVip));
  });

  it('[M-20] [M-21] warns that all others get it where only somebody is left out', async () => {
    const { person } = await chosen();
    expect((await screen.findByTestId('everyone-warning')).textContent).toContain(
      en('campaigns.people.everyone.title')
    );
    await waitFor(() => expect(line()).toBe(en('people.who.all')));
    await person.click(
      screen.getByRole('button', { name: en('people.chip.excludeOne', { label: 'Staff' }) })
    );
    await waitFor(() =>
      expect(screen.getByTestId('everyone-warning').textContent).toContain(
        en('campaigns.people.others.title')
      )
    );
    await waitFor(() =>
      expect(line()).toBe(en('people.who.except', { who: en('people.who.all'), out: 'Staff' }))
    );
    expect(screen.getByTestId('everyone-warning').textContent).toContain(
      en('campaigns.people.others.body', { count: 10 })
    );
  });
});

describe('saving the chosen filter as a segment', () => {
  it('[P-13] keeps the filter under a name; the campaign goes on with the same people', async () => {
    const { calls, person } = await open(
      { 'POST /whatsapp/segments': { id: 7, name: 'Best buyers' } },
      vip,
      [9]
    );
    await person.click(await screen.findByTestId('save-segment'));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(en('campaigns.people.segment.except', { count: 1 }))).toBeTruthy();
    await person.type(dialog.getByRole('textbox'), 'Best buyers');
    await person.click(dialog.getByRole('button', { name: en('campaigns.people.segment.do') }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(
      calls.find(({ method, path }) => method === 'POST' && path === '/whatsapp/segments')?.body
    ).toMatchObject({
      name: 'Best buyers',
      tree: {
        ...{ kind: 'group', not: false, match: 'all' },
        nodes: [{ kind: 'people', not: false, filter: vip }],
      },
    });
    await person.click(screen.getByTestId('wizard-next'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        audience: { kind: 'all', filter: vip, except: [9] },
      })
    );
  });

  it('[P-13] says a refusal at the name, which stays', async () => {
    const { person } = await open({
      'POST /whatsapp/segments': refuse(409, { kind: 'name-taken', field: 'name' }),
    });
    await person.click(await screen.findByTestId('save-segment'));
    const dialog = within(await screen.findByRole('dialog'));
    const name = dialog.getByRole('textbox');
    await person.type(name, 'Silent');
    await person.click(dialog.getByRole('button', { name: en('campaigns.people.segment.do') }));
    expect(await dialog.findByText(en('error.name-taken'))).toBeTruthy();
    expect(name).toHaveProperty('value', 'Silent');
  });

  it('[P-13] is offered where there is a filter to keep, to who may make segments', async () => {
    const { unmount } = await open();
    expect(await screen.findByTestId('save-segment')).toBeTruthy();
    unmount();
    const one = await open({}, { segments: { include: [4], exclude: [] } });
    await screen.findByTestId('people-count');
    expect(screen.queryByTestId('save-segment')).toBeNull();
    one.unmount();
    const all = await open({}, {});
    await screen.findByTestId('everyone-warning');
    expect(screen.queryByTestId('save-segment')).toBeNull();
    all.unmount();
    denied.add('canChange');
    await open();
    await screen.findByTestId('people-count');
    expect(screen.queryByTestId('save-segment')).toBeNull();
  });
});
