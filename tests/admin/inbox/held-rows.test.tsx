import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import InboxPage from '../../../admin/src/pages/Inbox/InboxPage';
import { publishSignal } from '../../../admin/src/shared/live/live-store';
import type {
  ConversationEventView,
  ConversationView,
} from '../../../server/src/contracts/conversations';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { refuse, renderAdmin } from '../../support/render-admin';
import { violations } from '../axe';
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
const closedBy = (name: string, conversationId: number): ConversationEventView => ({
  id: 1,
  conversationId,
  kind: 'closed',
  at: 10,
  agent: { id: 2, name },
  target: null,
  subject: null,
});

const open = async () => {
  const world: { rows: readonly ConversationView[]; second: unknown } = {
    rows: all,
    second: { messages: [messageOf(1)], events: [closedBy('Deniz Ak', 2)], nextCursor: null },
  };
  const view = await renderAdmin(<InboxPage />, {
    routes: {
      'GET /whatsapp/conversations': () => ({
        conversations: world.rows,
        nextCursor: null,
        unreadTotal: 0,
      }),
      'GET /whatsapp/conversations/2': { ...all[1], status: 'closed' },
      'GET /whatsapp/conversations/2/messages': () => world.second,
      'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Ada' }], me: 1 },
      'POST /whatsapp/conversations/bulk': { changed: 1 },
    },
  });
  await screen.findAllByTestId('conversation-row');
  /** `newest`: when the first of them got its last message. */
  const become = (ids: readonly number[], newest?: number) => {
    world.rows = ids
      .flatMap((id) => all.filter((row) => row.id === id))
      .map((row, at) => (at === 0 && newest ? { ...row, lastMessageAt: newest } : row));
    act(() => publishSignal({ kind: 'reset' }));
  };
  const list = () => screen.getAllByTestId('conversation-row');
  return { ...view, world, become, list };
};
const idsOf = (rows: HTMLElement[]) => rows.map((row) => Number(row.dataset.conversationId));
const lookAway = (person: Awaited<ReturnType<typeof open>>['person']) =>
  person.hover(screen.getByRole('searchbox'));

beforeEach(() => localStorage.clear());
afterEach(() => jest.restoreAllMocks());

describe('rows of the list under the pointer', () => {
  it('[C-04] [C-06] one that a colleague closes stays in its place, says so, and goes when the pointer has gone', async () => {
    const { person, become, list } = await open();
    await person.hover(list()[2] as HTMLElement);
    become([1, 3]);
    await screen.findByText(en('inbox.gone.closed.by', { agent: 'Deniz Ak' }));
    expect(idsOf(list())).toEqual([1, 2, 3]);
    expect(list()[1]?.textContent).toContain('Mehmet Demir');
    expect(await violations()).toEqual([]);
    await lookAway(person);
    await waitFor(() => expect(idsOf(list())).toEqual([1, 3]));
  });

  it('pressed, it opens the conversation all the same', async () => {
    const { person, become, list } = await open();
    await person.hover(list()[1] as HTMLElement);
    become([1, 3]);
    await screen.findByText(en('inbox.gone.closed.by', { agent: 'Deniz Ak' }));
    await person.click(list()[1] as HTMLElement);
    await screen.findByRole('heading', { level: 2, name: 'Mehmet Demir' });
    await screen.findByText('message 1');
  });

  it('[C-23] one that may not be seen any more keeps its place without its name', async () => {
    const { person, become, world, list } = await open();
    await person.hover(list()[0] as HTMLElement);
    world.second = refuse(404, { kind: 'not-found' });
    become([1, 3]);
    await screen.findByText(en('inbox.gone.hidden'));
    expect(idsOf(list())).toEqual([1, 2, 3]);
    expect(document.body.innerHTML).not.toContain('Mehmet Demir');
  });

  it('the focus stays on a row that goes, and the keys go on from there', async () => {
    const { become, list, person } = await open();
    act(() => list()[1]?.focus());
    become([1, 3]);
    await screen.findByText(en('inbox.gone.closed.by', { agent: 'Deniz Ak' }));
    expect(document.activeElement).toBe(list()[1]);
    act(() => (document.activeElement as HTMLElement).blur());
    await person.keyboard('j');
    expect(idsOf(list())).toEqual([1, 2, 3]);
  });

  it('[C-24] those that Undo leads back stand where they stood', async () => {
    const { person, become, list, world } = await open();
    await person.click(screen.getByTestId('select-mode'));
    await person.click(list()[1] as HTMLElement);
    world.rows = all.filter(({ id }) => id !== 2);
    await person.click(screen.getByRole('button', { name: en('shell.drawer.close') }));
    await person.hover(list()[2] as HTMLElement);
    await screen.findByText(en('inbox.gone.closed.by', { agent: 'Deniz Ak' }));
    expect(idsOf(list())).toEqual([1, 2, 3]);
    become([1, 2, 3]);
    await waitFor(() =>
      expect(screen.queryByText(en('inbox.gone.closed.by', { agent: 'Deniz Ak' }))).toBeNull()
    );
    expect(idsOf(list())).toEqual([1, 2, 3]);
  });

  it('[C-24] what is gone is not among those that are chosen together', async () => {
    localStorage.setItem('whatsapp.inbox.letter-keys.1', 'on');
    const { person, become, list } = await open();
    await person.hover(list()[2] as HTMLElement);
    become([1, 3]);
    await screen.findByText(en('inbox.gone.closed.by', { agent: 'Deniz Ak' }));
    act(() => list()[0]?.focus());
    await person.keyboard('x');
    expect(list().map((row) => row.getAttribute('aria-pressed'))).toEqual(['false', null, 'false']);
    await person.click(
      screen.getByRole('button', { name: en('inbox.select.all', { count: '2' }) })
    );
    expect(screen.getByText(en('inbox.select.count', { count: 2 }))).toBeTruthy();
  });

  it('[C-06] the button that sorts the list again covers and moves no row', async () => {
    Element.prototype.scrollTo = jest.fn();
    const { person, become, list } = await open();
    await person.hover(list()[2] as HTMLElement);
    become([3, 1, 2], 20);
    const button = await screen.findByRole('button', {
      name: en('inbox.list.moved', { count: 1 }),
    });
    expect(idsOf(list())).toEqual([1, 2, 3]);
    expect(getComputedStyle(button.parentElement as HTMLElement).position).not.toBe('absolute');
    const after = Node.DOCUMENT_POSITION_FOLLOWING;
    expect((list().at(-1) as HTMLElement).compareDocumentPosition(button) & after).toBe(after);
    await person.click(button);
    await waitFor(() => expect(idsOf(list())).toEqual([3, 1, 2]));
  });

  const pill = () => screen.queryByRole('button', { name: en('inbox.list.moved', { count: 1 }) });

  it('[C-06] a pointer that rests there while one types elsewhere holds nothing any more', async () => {
    const { person, become, list } = await open();
    await person.hover(list()[2] as HTMLElement);
    become([3, 1, 2], 20);
    await waitFor(() => expect(pill()).not.toBeNull());
    const field = document.body.appendChild(document.createElement('textarea'));
    field.focus();
    await person.keyboard('Yolda');
    await waitFor(() => expect(idsOf(list())).toEqual([3, 1, 2]), { timeout: 8_000 });
    expect(pill()).toBeNull();
    field.remove();
  }, 20_000);

  it('[C-06] who scrolls up to the first row finds the list sorted again', async () => {
    const { person, become, list } = await open();
    const scroll = (top: number) => {
      const box = list()[0]?.closest('ul')?.parentElement as HTMLElement;
      box.scrollTop = top;
      fireEvent.scroll(box);
    };
    await person.hover(list()[2] as HTMLElement);
    scroll(400);
    become([3, 1, 2], 20);
    await waitFor(() => expect(pill()).not.toBeNull());
    expect(idsOf(list())).toEqual([1, 2, 3]);
    scroll(0);
    await waitFor(() => expect(idsOf(list())).toEqual([3, 1, 2]));
    expect(pill()).toBeNull();
  });
});
