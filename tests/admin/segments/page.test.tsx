import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { preview, segment } from '../../unit/admin/segments/builders';
import { template } from '../../unit/admin/campaigns/builders';
import { refuse } from '../../support/render-admin';
import { ask, choose, openSegment, option, rowAt, rows } from './stage';
import { denied } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

afterEach(() => {
  denied.clear();
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const gone = segment({
  tree: {
    kind: 'group',
    not: false,
    match: 'all',
    nodes: [
      { kind: 'campaign', not: false, outcome: 'read', campaignId: 77 },
      { kind: 'people', not: false, filter: { segments: { include: [5], exclude: [] } } },
      { kind: 'records', not: false, type: 'api::cart.cart', atLeast: 1 },
      {
        kind: 'people',
        not: false,
        filter: {
          fields: [{ on: 'custom', key: 'size', operator: 'is', value: 'L', exclude: false }],
        },
      },
    ],
  },
});

describe('the page of a segment', () => {
  it('[P-20] shows how many there are, how many may get marketing, a sample and how fresh that is', async () => {
    let asked = 0;
    const { person } = await openSegment({
      id: 4,
      more: {
        'POST /whatsapp/segments/preview': () => {
          asked += 1;
          return preview({ countedAt: Date.now(), people: 300 + asked });
        },
      },
    });
    expect((await screen.findByTestId('segment-people')).textContent).toBe('301 contacts');
    const summary = within(screen.getByTestId('segment-summary'));
    expect(
      summary.getByLabelText(en('contacts.group.messageableOf', { messageable: 290, members: 301 }))
    ).toBeTruthy();
    expect(summary.getByTestId('segment-sample').textContent).toBe('Ayşe Kaya · Can Demir');
    expect(summary.getByText(/^Counted just now$/)).toBeTruthy();
    await person.click(summary.getByText(en('segments.sample.again')));
    await waitFor(() =>
      expect(screen.getByTestId('segment-people').textContent).toBe('302 contacts')
    );
  });

  it('[P-13] begins a new one in its name, and one that exists without', async () => {
    await openSegment();
    expect(document.activeElement).toBe(await screen.findByTestId('segment-name'));
    cleanup();
    await openSegment({ id: 4 });
    expect(document.activeElement).not.toBe(await screen.findByTestId('segment-name'));
  });

  it('counts what is complete while a condition is being written, and says so', async () => {
    const { person, counted } = await openSegment({ id: 4 });
    await screen.findByTestId('segment-people');
    const builder = within(screen.getByTestId('segment-builder'));
    await person.click(
      builder.getByText(en('segments.add.condition')).closest('button') as HTMLElement
    );
    await ask(person, 2, 'Marketing consent');
    await screen.findByText(en('segments.partial'));
    expect(counted()?.nodes).toHaveLength(2);
    await choose(person, 2, 'Opted in');
    await waitFor(() => expect(counted()?.nodes).toHaveLength(3));
  });

  it('says after five seconds that one may save while it still counts', async () => {
    jest.useFakeTimers();
    await openSegment({
      id: 4,
      more: { 'POST /whatsapp/segments/preview': () => new Promise<never>(() => undefined) },
    });
    const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
    for (let i = 0; i < 20 && !screen.queryByText(en('contacts.counting')); i += 1) await pass(50);
    await pass(3_900);
    expect(screen.getByText(en('contacts.counting'))).toBeTruthy();
    await pass(1_100);
    expect(screen.getByText(en('segments.counting.late'))).toBeTruthy();
  });

  it('[P-21] warns in words, with the way to the segment that is nearly the same', async () => {
    await openSegment({
      id: 4,
      more: {
        'POST /whatsapp/segments/preview': preview({
          people: 7,
          warnings: [
            { kind: 'tiny', people: 7 },
            { kind: 'same-as', id: 9, name: 'Regulars', percent: 94 },
          ],
        }),
      },
    });
    expect((await screen.findByTestId('warning-tiny')).textContent).toBe(
      en('segments.warning.tiny', { people: 7 })
    );
    const same = within(screen.getByTestId('warning-same-as'));
    expect(
      same.getByText(en('segments.warning.same-as', { percent: '94%', name: 'Regulars' }))
    ).toBeTruthy();
    expect(
      same
        .getByText(en('segments.warning.open', { name: 'Regulars' }))
        .closest('a')
        ?.getAttribute('href')
    ).toBe('/plugins/whatsapp/groups/segments/9');
  });

  it('[P-13] opens with conditions on what is gone, marks them at once, and is not used', async () => {
    const { person, saved } = await openSegment({
      id: 4,
      more: {
        'GET /whatsapp/segments/4': gone,
        'POST /whatsapp/segments/preview': preview({
          people: 0,
          sample: [],
          warnings: [
            { kind: 'gone', what: 'one' },
            { kind: 'gone', what: 'two' },
          ],
        }),
      },
    });
    await screen.findByTestId('warning-gone');
    expect(screen.getAllByTestId('warning-gone')).toHaveLength(1);
    for (const at of rows().keys())
      expect((await rowAt(at).findByRole('alert')).textContent).toMatch(/no longer exists/);
    expect(screen.getByTestId('send-to-segment').getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(en('segments.send.gone'))).toBeTruthy();
    await person.type(screen.getByTestId('segment-name'), '!');
    await person.click(screen.getByTestId('save-segment'));
    expect(saved()).toBeUndefined();
    // One line is mended by choosing what exists.
    await ask(person, 3, 'Tags');
    await choose(person, 3, 'vip');
    expect(rowAt(3).queryByRole('alert')).toBeNull();
  });

  it('[P-23] has templates of its own, each with a button that begins a campaign with it', async () => {
    const own = { id: 3, wabaId: '1', name: 'spring_sale', language: 'en', usable: true };
    const gone = { id: 8, wabaId: '1', name: 'old_news', language: 'tr', usable: false };
    const { person, calls, saved } = await openSegment({
      id: 4,
      more: {
        'GET /whatsapp/segments/4': segment({ templates: [own, gone] }),
        'GET /whatsapp/templates': {
          templates: [template({ id: 3 }), template({ id: 5, name: 'summer_sale' })],
          uses: [],
          lastSync: null,
        },
        'GET /whatsapp/accounts': { accounts: [{ id: 2, wabaId: '1' }] },
        'POST /whatsapp/campaigns': { id: 31 },
      },
    });
    const unusable = await screen.findByRole('button', { name: /old_news.* cannot be sent now/ });
    expect(unusable.getAttribute('aria-disabled')).toBe('true');
    await person.click(await screen.findByLabelText(en('segments.strategy.label')));
    await person.click(await option('summer_sale (English)'));
    await person.keyboard('{Escape}');
    await person.click(screen.getByTestId('save-segment'));
    await waitFor(() => expect(saved()?.templateIds).toEqual([3, 8, 5]));
    await waitFor(() => expect(screen.queryByText(/Save first/)).toBeNull());
    await person.click(
      screen.getByRole('button', { name: en('segments.send.template', { name: 'spring_sale' }) })
    );
    await waitFor(() =>
      expect(
        calls.find(({ method, path }) => method === 'POST' && path === '/whatsapp/campaigns')?.body
      ).toMatchObject({ templateId: 3, accountId: 2, audience: { kind: 'all' } })
    );
  });

  it('[P-13] makes a campaign for its people, and only for what is saved', async () => {
    const { person, calls, router } = await openSegment({
      id: 4,
      more: { 'POST /whatsapp/campaigns': { id: 31 } },
    });
    await screen.findByTestId('segment-people');
    await person.type(screen.getByTestId('segment-name'), '!');
    expect(screen.getByTestId('send-to-segment').getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/Save first/)).toBeTruthy();
    await person.click(screen.getByTestId('save-segment'));
    await waitFor(() => expect(screen.queryByText(/Save first/)).toBeNull());
    await person.click(screen.getByTestId('send-to-segment'));
    await waitFor(() =>
      expect(router.state.location.pathname).toBe('/plugins/whatsapp/campaigns/31/edit')
    );
    expect(
      calls.find(({ method, path }) => method === 'POST' && path === '/whatsapp/campaigns')?.body
    ).toEqual({
      audience: {
        kind: 'all',
        filter: { segments: { include: [4], exclude: [] } },
        except: [],
      },
    });
  });

  it('asks before unsaved changes are left behind; staying keeps them, leaving goes on', async () => {
    const { person, router } = await openSegment({ id: 4 });
    await person.type(await screen.findByTestId('segment-name'), ' 2');
    await act(() => router.navigate('/plugins/whatsapp/contacts'));
    const dialog = () => within(screen.getByRole('alertdialog'));
    await person.click(dialog().getAllByRole('button')[0] as HTMLElement);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByTestId<HTMLInputElement>('segment-name').value).toBe('Cart, not bought 2');
    await act(() => router.navigate('/plugins/whatsapp/contacts'));
    await person.click(dialog().getByText(en('settings.leave.confirm')));
    await screen.findByText('elsewhere');
  });

  it('is left without a question when nothing was changed', async () => {
    const { router } = await openSegment({ id: 4 });
    await screen.findByTestId('segment-people');
    await act(() => router.navigate('/plugins/whatsapp/contacts'));
    await screen.findByText('elsewhere');
  });

  it('says what uses it, with the way there', async () => {
    const uses = [
      { kind: 'campaign' as const, id: 5, name: 'Spring sale' },
      { kind: 'segment' as const, id: 9, name: 'Regulars' },
      { kind: 'bot' as const, id: 3, name: 'Menu' },
    ];
    await openSegment({
      id: 4,
      more: { 'GET /whatsapp/segments/4': segment({ uses }) },
    });
    const link = await screen.findByText(en('segments.use.campaign', { name: 'Spring sale' }));
    expect(link.closest('a')?.getAttribute('href')).toBe('/plugins/whatsapp/campaigns/5');
    expect(screen.getByText(en('segments.use.segment', { name: 'Regulars' }))).toBeTruthy();
    const bot = screen.getByText(en('segments.use.bot', { name: 'Menu' }));
    expect(bot.closest('a')?.getAttribute('href')).toBe('/plugins/whatsapp/bots/3');
  });

  it('shows who may only look the words and the number, and no button that fails', async () => {
    denied.add('canChange');
    denied.add('canPrepare');
    await openSegment({ id: 4 });
    await screen.findByTestId('segment-people');
    expect(screen.getByTestId('segment-sentence').textContent).toBe(
      en('segments.says', {
        part: 'Tags: vip and not (Messages from contact: at least 1 in the last 30 days)',
      })
    );
    expect(screen.queryByTestId('segment-builder')).toBeNull();
    expect(screen.queryByTestId('save-segment')).toBeNull();
    expect(screen.queryByTestId('send-to-segment')).toBeNull();
  });

  it('tells what failed, and asks again', async () => {
    let isBroken = true;
    const { person } = await openSegment({
      id: 4,
      more: {
        'POST /whatsapp/segments/preview': () =>
          isBroken ? refuse(500, { kind: 'server' }) : preview(),
      },
    });
    const summary = within(await screen.findByTestId('segment-summary'));
    await summary.findByRole('alert');
    isBroken = false;
    await person.click(summary.getByText(en('shell.state.retry')));
    await screen.findByTestId('segment-people');
    expect(summary.queryByRole('alert')).toBeNull();
  });

  it('[X-13] speaks Turkish', async () => {
    await openSegment({ id: 4, locale: 'tr' });
    await screen.findByTestId('segment-people');
    expect(screen.getByTestId('segment-people').textContent).toBe('318 kişi');
    expect(screen.getByTestId('segment-sentence').textContent).toBe(
      tr('segments.says', {
        part: 'Etiketler: vip ve (Kişiden gelen mesajlar: son 30 günde en az 1) değil',
      })
    );
    expect(rowAt(1).getByTestId('joint').textContent).toBe('ve');
    expect(rowAt(1).getByTestId('include-exclude').textContent).toBe('Hariç');
    expect(screen.getByText(tr('segments.send'))).toBeTruthy();
  });
});
