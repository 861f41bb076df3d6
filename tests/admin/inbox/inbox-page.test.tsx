import { act, screen, waitFor, within } from '@testing-library/react';
import InboxPage from '../../../admin/src/pages/Inbox/InboxPage';
import { publishSignal } from '../../../admin/src/shared/live/live-store';
import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import { isDeed, refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { anAccount } from '../../support/account-view';
import { grantOnly } from '../../support/strapi-admin';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('laptop');

jest.mock('@tanstack/react-virtual', () =>
  jest.requireActual<typeof import('../../support/every-row')>('../../support/every-row').everyRow()
);

const ayse = conversationOf(1, {
  contact: contactOf(1, { name: 'Ayşe Kaya' }),
  unread: 2,
  lastMessageAt: Date.now() - 60_000,
  preview: {
    text: 'Where is it?',
    direction: 'in',
    state: 'received',
    type: 'text',
    origin: 'customer',
    agentId: null,
  },
});
const unnamed = conversationOf(2, {
  contact: contactOf(2, { name: '', phone: '+905321234567' }),
  lastMessageAt: Date.now(),
});

const open = (routes: Routes = {}, at = '/') => {
  const world: { rows: ConversationView[]; messages: MessageView[] } = {
    rows: [unnamed, ayse],
    messages: [messageOf(1)],
  };
  return renderAdmin(<InboxPage />, {
    at,
    routes: {
      'GET /whatsapp/conversations': () => ({
        conversations: world.rows,
        nextCursor: null,
        unreadTotal: world.rows.filter((row) => row.unread > 0).length,
      }),
      'GET /whatsapp/conversations/1': () => ayse,
      'GET /whatsapp/conversations/1/messages': () => ({
        messages: world.messages,
        events: [],
        nextCursor: null,
      }),
      'GET /whatsapp/agents': {
        agents: [
          { id: 1, name: 'Ada' },
          { id: 2, name: 'Can' },
        ],
        me: 1,
      },
      'POST /whatsapp/conversations/1/read': { ok: true },
      ...routes,
    },
  }).then((view) => ({ ...view, world }));
};
const rows = () => screen.findAllByTestId('conversation-row');
const made = (calls: readonly Call[], method: string, path: string) =>
  calls.filter((call) => call.method === method && call.path === path);

const assigned = (who: string) => new RegExp(en('inbox.assign.label', { who }));

beforeEach(() => localStorage.clear());
afterEach(() => {
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('the Inbox', () => {
  it('[C-04] shows who, what last, when and how many unread, latest first', async () => {
    await open();
    const [first, second] = await rows();
    expect(first?.textContent).toContain('+90 532 123 45 67');
    expect(second?.textContent).toContain('Ayşe Kaya');
    expect(second?.textContent).toContain('Where is it?');
    expect(second?.textContent).toContain(`2 ${en('inbox.row.unread', { count: 2 })}`);
    expect(second?.querySelector('time')?.getAttribute('dateTime')).toBeTruthy();
  });

  it('[C-02] keeps the list beside the thread of the chosen conversation', async () => {
    const { person, calls } = await open();
    await person.click((await rows())[1] as HTMLElement);
    expect(await screen.findByText('message 1')).toBeTruthy();
    expect(screen.getAllByTestId('conversation-row')).toHaveLength(2);
    await waitFor(() =>
      expect(made(calls, 'POST', '/whatsapp/conversations/1/read')).toHaveLength(1)
    );
  });

  it('[C-02] marks nothing as read behind a dialog, and once that is closed what is in sight', async () => {
    const { world, person, calls } = await open({}, '/?c=1');
    const reads = () => made(calls, 'POST', '/whatsapp/conversations/1/read');
    await waitFor(() => expect(reads()).toHaveLength(1));
    await person.click(screen.getByTestId('new-message'));
    await screen.findByRole('dialog');
    world.messages = [messageOf(2), messageOf(1)];
    act(() => publishSignal({ kind: 'hints', hints: [{ type: 'message', id: 2, parent: 1 }] }));
    await screen.findByText('message 2');
    // Longer than one has to look at it.
    await act(() => new Promise((done) => setTimeout(done, 700)));
    expect(reads()).toHaveLength(1);
    await person.keyboard('{Escape}{Escape}');
    await waitFor(() => expect(reads()).toHaveLength(2));
    expect(reads()[1]?.body).toEqual({ upTo: 2 });
  });

  it('says of an address that one may not follow only that nothing can be seen there', async () => {
    const { person } = await open(
      { 'GET /whatsapp/conversations/9': refuse(404, { kind: 'not-found' }) },
      '/?c=9'
    );
    await screen.findByText(en('inbox.thread.out-of-reach'));
    await person.click(screen.getByRole('button', { name: en('inbox.thread.back') }));
    await screen.findByText(en('inbox.thread.choose'));
  });

  it('[C-06] shows a message that comes in, and one that changes, without reloading', async () => {
    const { world } = await open({}, '/?c=1');
    await screen.findByText('message 1');
    world.messages = [messageOf(2, { direction: 'out', state: 'sent' }), messageOf(1)];
    act(() => publishSignal({ kind: 'hints', hints: [{ type: 'message', id: 2, parent: 1 }] }));
    expect(await screen.findByText('message 2')).toBeTruthy();
    world.messages = [messageOf(2, { direction: 'out', state: 'read' }), messageOf(1)];
    act(() => publishSignal({ kind: 'hints', hints: [{ type: 'message', id: 2, parent: 1 }] }));
    await waitFor(() =>
      expect(screen.getAllByTestId('bubble').at(-1)?.getAttribute('data-state')).toBe('read')
    );
  });

  it('[C-11] the window closes in header, list and field when WhatsApp refuses, without reloading', async () => {
    let talk = ayse;
    const { world, person } = await open({ 'GET /whatsapp/conversations/1': () => talk }, '/?c=1');
    await person.type(await screen.findByTestId('composer-input'), 'one more');
    expect(screen.getByTestId('window-meter').textContent).toContain('Reply window:');
    talk = { ...ayse, window: { open: false, expiresAt: Date.now() - 1_000, refused: true } };
    world.rows = [unnamed, talk];
    act(() =>
      publishSignal({ kind: 'hints', hints: [{ type: 'conversation', id: 1, parent: null }] })
    );
    expect(
      await screen.findByText(en('inbox.composer.refused', { name: 'Ayşe Kaya' }))
    ).toBeTruthy();
    expect(screen.getByTestId('window-meter').textContent).toBe(en('shell.window.closed'));
    expect((await rows())[1]?.textContent).toContain(en('shell.window.closed'));
    expect(screen.getByDisplayValue('one more')).toBeTruthy();
  });

  it('[C-03] asks for open conversations, and for the others when they are chosen', async () => {
    const { calls } = await open({}, '/?status=closed&scope=mine');
    await rows();
    const asked = made(calls, 'GET', '/whatsapp/conversations').map((call) => call.query);
    expect(asked.some((q) => q.get('status') === 'closed' && q.get('scope') === 'mine')).toBe(true);
  });

  it('[C-23] assigns a conversation and offers the way back', async () => {
    const { person, calls } = await open(
      {
        'PUT /whatsapp/conversations/1': { ...ayse, assignee: { id: 1, name: 'Ada' } },
        'POST /whatsapp/conversations/1/take-back': ayse,
      },
      '/?c=1'
    );
    await person.click(
      await screen.findByRole('button', { name: assigned(en('inbox.assign.nobody')) })
    );
    await person.click(await screen.findByRole('menuitem', { name: en('inbox.assign.me') }));
    const put = () => made(calls, 'PUT', '/whatsapp/conversations/1').map((call) => call.body);
    await waitFor(() => expect(put()).toEqual([{ assigneeId: 1 }]));
    await screen.findByText(en('inbox.undo.taken'));
    await person.click(await screen.findByRole('button', { name: en('inbox.undo.label') }));
    await waitFor(() =>
      expect(made(calls, 'POST', '/whatsapp/conversations/1/take-back')).toHaveLength(1)
    );
    expect(put()).toHaveLength(1);
  });

  it('[C-24] does not offer "Me" for what is mine already', async () => {
    const mine = { ...ayse, assignee: { id: 1, name: 'Ada' } };
    const list = { conversations: [mine], nextCursor: null, unreadTotal: 1 };
    const { person } = await open(
      { 'GET /whatsapp/conversations': list, 'GET /whatsapp/conversations/1': mine },
      '/?c=1'
    );
    const whose = en('inbox.assign.label', { who: en('inbox.assign.me') });
    await person.click(await screen.findByRole('button', { name: whose }));
    await screen.findByRole('menuitem', { name: en('inbox.assign.nobody') });
    expect(screen.queryByRole('menuitem', { name: en('inbox.assign.me') })).toBeNull();
  });

  it('shows a failed list as a failure with a way to retry, never as an empty one', async () => {
    let broken = true;
    const { person } = await open({
      'GET /whatsapp/conversations': () =>
        broken
          ? refuse(500, { kind: 'server' })
          : { conversations: [ayse], nextCursor: null, unreadTotal: 1 },
    });
    const alert = await screen.findByText(new RegExp(en('error.server')));
    expect(alert).toBeTruthy();
    broken = false;
    await person.click(screen.getByRole('button', { name: en('shell.state.retry') }));
    expect(await rows()).toHaveLength(1);
  });

  it('gives people who may only read no button that would fail', async () => {
    const all = await open({}, '/?c=1');
    await screen.findByText('message 1');
    expect(screen.getByTestId('new-message')).toBeTruthy();
    expect(screen.getByTestId('toggle-status')).toBeTruthy();
    expect(screen.getByRole('button', { name: assigned('') })).toBeTruthy();
    all.unmount();
    grantOnly(['read']);
    const { calls } = await open({}, '/?c=1');
    await screen.findByText('message 1');
    expect(screen.queryByTestId('new-message')).toBeNull();
    expect(screen.queryByTestId('toggle-status')).toBeNull();
    expect(screen.queryByRole('button', { name: assigned('') })).toBeNull();
    expect(
      within(screen.getByTestId('composer-closed')).getByText(en('inbox.composer.no-permission'))
    ).toBeTruthy();
    expect(calls.some(isDeed)).toBe(false);
  });

  it('[C-24] several are chosen and assigned at once', async () => {
    const { calls, person } = await open({
      'POST /whatsapp/conversations/bulk': { changed: 2 },
      'POST /whatsapp/conversations/take-back': { changed: 2 },
    });
    await person.click(await screen.findByTestId('select-mode'));
    for (const row of await rows()) await person.click(row);
    expect(
      within(screen.getByTestId('selection-bar')).getByText(en('inbox.select.count', { count: 2 }))
    ).toBeTruthy();
    await person.click(screen.getByTestId('bulk-assign'));
    await person.click(await screen.findByRole('menuitem', { name: 'Can' }));
    await waitFor(() =>
      expect(made(calls, 'POST', '/whatsapp/conversations/bulk')[0]?.body).toEqual({
        ids: [2, 1],
        change: { assigneeId: 2 },
      })
    );
    await waitFor(() => expect(screen.queryByTestId('selection-bar')).toBeNull());
    await person.click(await screen.findByRole('button', { name: en('inbox.undo.label') }));
    await waitFor(() =>
      expect(made(calls, 'POST', '/whatsapp/conversations/take-back')[0]?.body).toEqual({
        ids: [2, 1],
      })
    );
    expect(screen.queryByRole('button', { name: en('inbox.undo.label') })).toBeNull();
  });

  it('[C-24] [C-25] the list is asked for by colleague and by tag, as the address says', async () => {
    const { calls } = await open(
      { 'GET /whatsapp/tags': { tags: [{ id: 1, name: 'vip', color: null, people: 2 }] } },
      '/?who=2&tag=vip'
    );
    await rows();
    const asked = made(calls, 'GET', '/whatsapp/conversations').map((call) => call.query);
    expect(asked.some((q) => q.get('assigneeId') === '2' && q.get('tag') === 'vip')).toBe(true);
    expect((await screen.findByTestId('chip-tag')).textContent).toContain('vip');
    expect(screen.getByTestId('chip-person').textContent).toContain('Can');
  });

  it('[C-24] each chosen filter stands as a chip that takes it away; the rest is behind one button', async () => {
    const { calls, person } = await open({}, '/?unread=1&origin=ad&sort=waiting&status=closed');
    await rows();
    const group = screen.getByRole('group', { name: en('inbox.filter.chosen') });
    expect(within(group).getAllByRole('button')).toHaveLength(3);
    await person.click(
      within(group).getByRole('button', {
        name: en('inbox.filter.take-out', { words: en('inbox.began.ad') }),
      })
    );
    await waitFor(() =>
      expect(made(calls, 'GET', '/whatsapp/conversations').at(-1)?.query.get('origin')).toBeNull()
    );
    await person.click(screen.getByTestId('more-filters'));
    await person.click(
      await screen.findByRole('button', { name: en('shell.state.clear-filters') })
    );
    await waitFor(() =>
      expect(screen.queryByRole('group', { name: en('inbox.filter.chosen') })).toBeNull()
    );
    const asked = () => made(calls, 'GET', '/whatsapp/conversations').at(-1)?.query;
    await waitFor(() => expect(asked()?.get('unread')).toBeNull());
    expect([asked()?.get('sort'), asked()?.get('status')]).toEqual([null, 'closed']);
  });

  it('[C-24] filters are chosen with the keyboard alone', async () => {
    const { calls, person } = await open();
    await rows();
    screen.getByTestId('more-filters').focus();
    await person.keyboard('{Enter}');
    const unread = await screen.findByRole('checkbox', { name: en('inbox.filter.unread') });
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
    while (document.activeElement !== unread) await person.tab();
    await person.keyboard(' ');
    await waitFor(() =>
      expect(made(calls, 'GET', '/whatsapp/conversations').at(-1)?.query.get('unread')).toBe('true')
    );
    await person.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('more-filters')));
    expect(screen.getByTestId('chip-unread')).toBeTruthy();
  });

  it('[C-24] the tabs count open conversations, live and not at every event', async () => {
    let mine = 4;
    const { calls } = await open({
      'GET /whatsapp/inbox-views': () => ({ views: [], tabs: { mine, unassigned: 100 } }),
    });
    await rows();
    const count = (scope: string) =>
      within(screen.getByTestId(`scope-${scope}`)).queryByTestId('count')?.textContent;
    await waitFor(() => expect([count('mine'), count('unassigned')]).toEqual(['4', '99+']));
    expect(count('all')).toBeUndefined();
    const asked = () => made(calls, 'GET', '/whatsapp/inbox-views').length;
    const before = asked();
    mine = 5;
    const tell = () =>
      act(() =>
        publishSignal({ kind: 'hints', hints: [{ type: 'conversation', id: 1, parent: null }] })
      );
    tell();
    await waitFor(() => expect(count('mine')).toBe('5'));
    for (let n = 0; n < 20; n += 1) tell();
    await rows();
    expect(asked()).toBe(before + 1);
  });

  it('[C-03] before the first conversation it says where to write, with the number as a QR code', async () => {
    const account = anAccount({ displayPhoneNumber: '+90 850 555 01 01', isSimulator: false });
    const none = { conversations: [], nextCursor: null, unreadTotal: 0 };
    await open({
      'GET /whatsapp/conversations': none,
      'GET /whatsapp/accounts': { accounts: [account] },
    });
    const words = en('inbox.list.empty-number', { phone: '+90 850 555 01 01' });
    expect(await screen.findByText(words)).toBeTruthy();
    const picture = await screen.findByTestId('number-qr');
    expect(decodeURIComponent(picture.getAttribute('src') ?? '')).toContain('<svg');
    expect(screen.getByRole('link', { name: /850 555/ }).getAttribute('href')).toBe(
      'https://wa.me/908505550101'
    );
  });

  it('[C-03] with all of them closed it says so, and shows them', async () => {
    const { person } = await open({
      'GET /whatsapp/conversations': ({ query }: Call) => ({
        conversations: query.get('status') === 'all' ? [ayse] : [],
        nextCursor: null,
        unreadTotal: 0,
      }),
    });
    await screen.findByText(en('inbox.list.all-done'));
    await person.click(screen.getByRole('button', { name: en('inbox.list.show-all') }));
    expect(await rows()).toHaveLength(1);
  });

  it('[C-05] without a hit among the open ones the closed ones are searched too', async () => {
    const { person, calls } = await open(
      { 'GET /whatsapp/conversations': { conversations: [], nextCursor: null, unreadTotal: 0 } },
      '/?q=iade'
    );
    await person.click(await screen.findByRole('button', { name: en('inbox.list.search-closed') }));
    await waitFor(() => {
      const asked = made(calls, 'GET', '/whatsapp/conversations').at(-1)?.query;
      expect([asked?.get('q'), asked?.get('status')]).toEqual(['iade', 'all']);
    });
  });

  it('[C-04] asks for the next page once, says that it failed, and asks again when told to', async () => {
    let works = false;
    const more = conversationOf(3, { contact: contactOf(3, { name: 'Can Demir' }) });
    const { person, calls } = await open({
      'GET /whatsapp/conversations': ({ query }: Call) => {
        if (query.get('cursor') === null)
          return { conversations: [unnamed, ayse], nextCursor: 'next', unreadTotal: 1 };
        return works
          ? { conversations: [more], nextCursor: null, unreadTotal: 1 }
          : refuse(503, { kind: 'server' });
      },
    });
    const asked = () => calls.filter(({ query }) => query.get('cursor') === 'next').length;
    const again = await screen.findByText(en('inbox.thread.conversations-failed'));
    await act(() => new Promise((done) => setTimeout(done, 100)));
    expect(asked()).toBe(1);
    works = true;
    await person.click(again);
    expect(await screen.findByText('Can Demir')).toBeTruthy();
    expect(asked()).toBe(2);
    expect(screen.queryByText(en('inbox.thread.conversations-failed'))).toBeNull();
  });

  it('[C-06] loses no next page that is on its way when the list is read again', async () => {
    let letGo = () => undefined as void;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const more = conversationOf(3, { contact: contactOf(3, { name: 'Can Demir' }) });
    const { calls } = await open({
      'GET /whatsapp/conversations': async ({ query }: Call) => {
        if (query.get('cursor') === null)
          return { conversations: [unnamed, ayse], nextCursor: 'next', unreadTotal: 1 };
        await gate;
        return { conversations: [more], nextCursor: null, unreadTotal: 1 };
      },
    });
    const asked = (cursor: string | null) =>
      calls.filter(
        ({ path, query }) => path === '/whatsapp/conversations' && query.get('cursor') === cursor
      ).length;
    await waitFor(() => expect(asked('next')).toBe(1));
    const before = asked(null);
    act(() => publishSignal({ kind: 'reset' }));
    await waitFor(() => expect(asked(null)).toBeGreaterThan(before));
    await act(() => new Promise((done) => setTimeout(done, 50)));
    letGo();
    expect(await screen.findByText('Can Demir')).toBeTruthy();
  });

  it('offers Undo only in the conversation whose change it takes back', async () => {
    const { person } = await open(
      {
        'PUT /whatsapp/conversations/1': { ...ayse, assignee: { id: 1, name: 'Ada' } },
        'GET /whatsapp/conversations/2': unnamed,
        'GET /whatsapp/conversations/2/messages': {
          messages: [messageOf(5, { conversationId: 2 })],
          events: [],
          nextCursor: null,
        },
      },
      '/?c=1'
    );
    await screen.findByText('message 1');
    await person.click(
      await screen.findByRole('button', { name: assigned(en('inbox.assign.nobody')) })
    );
    await person.click(await screen.findByRole('menuitem', { name: en('inbox.assign.me') }));
    expect(await screen.findByRole('button', { name: en('inbox.undo.label') })).toBeTruthy();
    await person.click((await rows())[0] as HTMLElement);
    expect(await screen.findByText('message 5')).toBeTruthy();
    expect(screen.queryByRole('button', { name: en('inbox.undo.label') })).toBeNull();
  });
});
