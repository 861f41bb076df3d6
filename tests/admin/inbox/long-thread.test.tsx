import { screen, waitFor, within } from '@testing-library/react';
import type { MessageView } from '../../../server/src/contracts/conversations';
import type { Target } from '../../../admin/src/pages/Inbox/hooks/useTarget';
import { renderAdmin, type Call } from '../../support/render-admin';
import { messageOf } from '../../support/message-views';
import { SomeThread } from '../../support/some-thread';

jest.mock('@strapi/strapi/admin', () =>
  jest
    .requireActual<typeof import('../../support/strapi-admin')>('../../support/strapi-admin')
    .strapiAdmin()
);

const PAGE = 50;
const COUNT = 500;

/** Pages back in time, as the server gives them; the cursor is the place. */
const pageOf = (all: MessageView[]) => (call: Call) => {
  const end = Number(call.query.get('cursor') ?? all.length);
  const start = Math.max(0, end - PAGE);
  return {
    messages: all.slice(start, end).reverse(),
    events: [],
    nextCursor: start === 0 ? null : String(start),
  };
};

const open = async (all: MessageView[], target: Target | null = null) => {
  const view = await renderAdmin(<SomeThread target={target} />, {
    routes: {
      'GET /whatsapp/conversations/1/messages': pageOf(all),
      'GET /whatsapp/conversations/1/scheduled': { scheduled: [] },
    },
  });
  await screen.findByTestId('thread');
  return view;
};
const drawn = () =>
  screen.getAllByTestId('bubble').map((one) => Number(one.getAttribute('data-message-id')));

let restore: (() => void)[] = [];
beforeEach(() => {
  localStorage.clear();
  // jsdom lays nothing out: a thread far longer than its box, read at the top.
  const size = (name: 'scrollHeight' | 'clientHeight', value: number) => {
    const before = Object.getOwnPropertyDescriptor(Element.prototype, name);
    Object.defineProperty(Element.prototype, name, { configurable: true, get: () => value });
    restore.push(() => before && Object.defineProperty(Element.prototype, name, before));
  };
  size('scrollHeight', 50_000);
  size('clientHeight', 500);
  Element.prototype.scrollIntoView = jest.fn();
});
afterEach(() => {
  restore.forEach((undo) => undo());
  restore = [];
  jest.restoreAllMocks();
});

const history = Array.from({ length: COUNT }, (_, at) => messageOf(at + 1));

describe('a long thread', () => {
  it('[C-05] draws a bounded number of bubbles however far one reads back, and comes back to the newest', async () => {
    const { person } = await open(history);
    const box = screen.getByTestId('thread');
    for (let page = 1; page < COUNT / PAGE; page += 1) {
      box.scrollTop = 0;
      await person.click(await screen.findByText('Show older messages'));
      const oldest = COUNT - PAGE * (page + 1) + 1;
      await waitFor(() => expect(drawn()[0]).toBe(oldest));
      expect(drawn().length).toBeLessThanOrEqual(340);
    }
    expect(drawn()).not.toContain(COUNT);
    await person.click(screen.getByText('To the newest'));
    await waitFor(() => expect(drawn().at(-1)).toBe(COUNT));
    expect(drawn().length).toBeLessThanOrEqual(340);
  }, 180_000);

  it('leads to the message that is quoted, however far back, and back again', async () => {
    const last = messageOf(COUNT, { quoted: { id: 120, text: '', kind: 'image' } });
    const { person } = await open([...history.slice(0, -1), last]);
    const quote = within(screen.getByTestId('thread')).getByTestId('quoted');
    expect(quote.textContent).toContain('Photo');
    await person.click(quote);
    await waitFor(() => expect(drawn()).toContain(120), { timeout: 60_000 });
    await waitFor(() => expect(drawn().length).toBeLessThanOrEqual(340));
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('data-message-id')).toBe('120')
    );
    await person.click(screen.getByText('Back to where I was'));
    await waitFor(() => expect(drawn()).toContain(COUNT));
    expect(screen.queryByText('Back to where I was')).toBeNull();
  }, 180_000);

  it('a message that was searched for is found also where it is far from what is drawn', async () => {
    const onReached = jest.fn();
    await open(history, { messageId: 40, onReached });
    await waitFor(() => expect(onReached).toHaveBeenCalled(), { timeout: 60_000 });
    expect(onReached).toHaveBeenCalledTimes(1);
    expect(onReached).toHaveBeenCalledWith(true);
    expect(drawn()).toContain(40);
    expect(document.activeElement?.getAttribute('data-message-id')).toBe('40');
  }, 180_000);
});
