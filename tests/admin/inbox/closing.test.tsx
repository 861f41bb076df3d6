import { act, screen, waitFor } from '@testing-library/react';
import InboxPage from '../../../admin/src/pages/Inbox/InboxPage';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('laptop');

jest.mock('@tanstack/react-virtual', () =>
  jest.requireActual<typeof import('../../support/every-row')>('../../support/every-row').everyRow()
);

const people = ['Ayşe Kaya', 'Mehmet Demir', 'Zeynep Ak'];
const all = people.map((name, index) =>
  conversationOf(index + 1, { contact: contactOf(index + 1, { name }), lastMessageAt: 9 - index })
);

/** The Inbox with the first `count` of them, which the server closes and opens; in the third one `unread` wait. */
const open = async (at: string, { count = 3, unread = 0, routes = {} as Routes } = {}) => {
  let rows: readonly ConversationView[] = all
    .slice(0, count)
    .map((row) => (row.id === 3 ? { ...row, unread } : row));
  const set = (id: number, part: Partial<ConversationView>) => {
    rows = rows.map((row) => (row.id === id ? { ...row, ...part } : row));
    return rows.find((row) => row.id === id);
  };
  const ofOne = (id: number): Routes => ({
    [`GET /whatsapp/conversations/${id}`]: () => rows.find((row) => row.id === id),
    [`GET /whatsapp/conversations/${id}/messages`]: {
      messages: [messageOf(id, { conversationId: id })],
      events: [],
      nextCursor: null,
    },
    [`PUT /whatsapp/conversations/${id}`]: ({ body }: Call) =>
      set(id, body as Partial<ConversationView>),
  });
  const view = await renderAdmin(<InboxPage />, {
    at,
    routes: {
      'GET /whatsapp/conversations': ({ query }: Call) => ({
        conversations: rows.filter(
          ({ status }) => query.get('status') === 'all' || status === query.get('status')
        ),
        nextCursor: null,
        unreadTotal: 0,
      }),
      'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Ada' }], me: 1 },
      ...ofOne(1),
      ...ofOne(2),
      ...ofOne(3),
      ...routes,
    },
  });
  await screen.findAllByTestId('conversation-row');
  return view;
};
const isOpen = (name: string) => screen.findByRole('heading', { level: 2, name });
const close = () => screen.findByTestId('toggle-status');
const row = (id: number) =>
  document.querySelector<HTMLElement>(`[data-conversation-id="${id}"]`) as HTMLElement;

beforeEach(() => localStorage.clear());
afterEach(() => jest.restoreAllMocks());

describe('closing the open conversation', () => {
  it('[C-03] opens the next one, where nothing is written before it is pressed, and Undo leads back', async () => {
    const { person } = await open('/?c=2');
    await isOpen('Mehmet Demir');
    await person.click(await close());
    await isOpen('Zeynep Ak');
    const thread = screen.getByRole('region', {
      name: en('inbox.thread.with', { name: 'Zeynep Ak' }),
    });
    await waitFor(() => expect(document.activeElement).toBe(thread));
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    await person.keyboard('for Mehmet');
    expect(field.value).toBe('');
    // Its head is not where one begins with it: there are Back and what closes it too.
    await person.click(screen.getByRole('heading', { level: 2, name: 'Zeynep Ak' }));
    await person.keyboard('for Mehmet');
    expect(field.value).toBe('');
    await person.click(await screen.findByText('message 3'));
    await person.keyboard('for Zeynep');
    expect(field.value).toBe('for Zeynep');
    expect(screen.getByText(en('inbox.undo.closed'))).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('inbox.undo.label') }));
    await isOpen('Mehmet Demir');
    await waitFor(() =>
      expect(screen.getByTestId('toggle-status').textContent).toContain(en('inbox.thread.close'))
    );
  });

  it('[C-03] opens the one above where it was the last, and nothing where it was the only one', async () => {
    const { person, unmount } = await open('/?c=3');
    await isOpen('Zeynep Ak');
    await person.click(await close());
    await isOpen('Mehmet Demir');
    unmount();
    const { person: other } = await open('/?c=1', { count: 1 });
    await isOpen('Ayşe Kaya');
    await other.click(await close());
    expect(await screen.findByText(en('inbox.list.all-done'))).toBeTruthy();
    expect(screen.getByText(en('inbox.thread.choose'))).toBeTruthy();
  });

  it('[C-02] marks the next one as read only after it was in sight for some seconds', async () => {
    const { person, calls } = await open('/?c=2', {
      unread: 1,
      routes: { 'POST /whatsapp/conversations/3/read': { ok: true } },
    });
    const reads = () => calls.filter(({ path }) => path === '/whatsapp/conversations/3/read');
    await isOpen('Mehmet Demir');
    await person.click(await close());
    await isOpen('Zeynep Ak');
    await screen.findByText('message 3');
    // Longer than a conversation that was chosen has to be in sight.
    await act(() => new Promise((done) => setTimeout(done, 900)));
    expect(reads()).toEqual([]);
    await waitFor(() => expect(reads()).toHaveLength(1), { timeout: 10_000 });
    expect(reads()[0]?.body).toEqual({ upTo: 3 });
  }, 30_000);

  it('[C-03] [X-13] by its key in the list leads the focus to the row of the next one', async () => {
    localStorage.setItem('whatsapp.inbox.letter-keys.1', 'on');
    const { person } = await open('/?c=1');
    await isOpen('Ayşe Kaya');
    act(() => row(1).focus());
    await person.keyboard('e');
    await isOpen('Mehmet Demir');
    expect(document.activeElement).toBe(row(2));
  });

  it('[C-03] stays with it where it does not leave the list, and where closing was refused', async () => {
    const { person, unmount } = await open('/?c=2&status=all');
    await isOpen('Mehmet Demir');
    await person.click(await close());
    await screen.findByText(en('inbox.undo.closed'));
    await isOpen('Mehmet Demir');
    unmount();
    const { person: other, calls } = await open('/?c=2', {
      routes: { 'PUT /whatsapp/conversations/2': refuse(500, { kind: 'server' }) },
    });
    await isOpen('Mehmet Demir');
    await other.click(await close());
    await waitFor(() => expect(calls.some(({ method }) => method === 'PUT')).toBe(true));
    await isOpen('Mehmet Demir');
  });
});
