import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Target } from '../../admin/src/pages/Inbox/hooks/useTarget';
import { publishSignal } from '../../admin/src/shared/live/live-store';
import type { MessageView } from '../../server/src/contracts/conversations';
import { messageOf } from './message-views';
import { refuse, renderAdmin, type Call, type Routes } from './render-admin';
import { SomeThread } from './some-thread';
import { threadServer } from './thread-server';

export const PAGE = 50;
export const COUNT = 500;
export const FAR = 5_600;
const PAGES = 'GET /whatsapp/conversations/1/messages';
export const NOTES = 'GET /whatsapp/conversations/1/notes';
export const SEND = 'POST /whatsapp/conversations/1/messages';

interface World {
  readonly count?: number;
  /** What differs from a plain message; may change while the thread is open. */
  readonly parts?: Record<number, Partial<MessageView>>;
  readonly target?: Target | null;
  /** Questions that the network fails to answer. */
  readonly isDown?: (ask: URLSearchParams) => boolean;
  /** What the answer to a question waits for. */
  readonly waits?: (ask: URLSearchParams) => Promise<unknown> | undefined;
  readonly routes?: Routes;
}

/** The thread of 1 to `count` messages, the pages of which the network brings; `asked`: what was asked of it. */
export const openThread = async (world: World = {}) => {
  const { count = COUNT, parts = {}, target = null, routes = {} } = world;
  const server = threadServer({ count, page: PAGE, messageOf: (id) => messageOf(id, parts[id]) });
  const asked: string[] = [];
  const pages = async ({ query }: Call) => {
    const [cursor, after, around] = ['cursor', 'after', 'around'].map(
      (name) => query.get(name) ?? undefined
    );
    if (world.isDown?.(query)) return refuse(503, { kind: 'server' });
    asked.push([cursor && 'older', after && 'newer', around].filter(Boolean).join());
    await world.waits?.(query);
    if (around !== undefined && !(Number(around) <= server.count()))
      return refuse(404, { kind: 'not-found' });
    return server.page({ cursor, after, around: around === undefined ? around : Number(around) });
  };
  const view = await renderAdmin(<SomeThread target={target} />, {
    routes: {
      [PAGES]: pages,
      'GET /whatsapp/conversations/1/scheduled': { scheduled: [] },
      [NOTES]: { notes: [] },
      ...routes,
    },
  });
  await screen.findByTestId('thread');
  const arrive = (part: Partial<MessageView> = {}) => {
    const id = server.append(1);
    parts[id] = part;
    hint(id);
    return id;
  };
  return { ...view, server, asked, arrive };
};
export const drawn = () =>
  screen.getAllByTestId('bubble').map((one) => Number(one.getAttribute('data-message-id')));
export const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_unused, n) => from + n);
export const focused = () => Number(document.activeElement?.getAttribute('data-message-id'));
export const hint = (id: number) =>
  act(() => publishSignal({ kind: 'hints', hints: [{ type: 'message', id, parent: 1 }] }));
export const box = () => screen.getByTestId('thread');
export const scrollTo = (top: number) => {
  box().scrollTop = top;
  fireEvent.scroll(box());
};
/** The newest message quotes an old one. */
export const quoting = (id: number, count = FAR): Record<number, Partial<MessageView>> => ({
  [count]: { quoted: { id, text: '', kind: 'image' } },
});
export const pressQuote = async (
  person: Awaited<ReturnType<typeof openThread>>['person'],
  at = 0
) => {
  const quote = within(box()).getAllByTestId('quoted')[at];
  if (!quote) throw new Error('Nothing is quoted');
  await person.click(quote);
};
/** The answer to such a question comes when it is let go. */
export const holdBack = (part: string) => {
  const network = jest.mocked(globalThis.fetch);
  const answer = network.getMockImplementation();
  if (!answer) throw new Error('There is no network');
  let letGo = () => undefined as void;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  network.mockImplementation(async (input, init) => {
    if (String(input instanceof Request ? input.url : input).includes(part)) await gate;
    return answer(input, init);
  });
  return () =>
    act(async () => {
      letGo();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    });
};

/** From the newest of a long thread by the quote to message 600. */
export const opened600 = async ({ parts = {}, ...world }: World = {}) => {
  const view = await openThread({
    ...world,
    count: FAR,
    parts: Object.assign(parts, quoting(600)),
  });
  await pressQuote(view.person);
  await waitFor(() => expect(focused()).toBe(600));
  return view;
};

/** jsdom lays nothing out: each test has a thread far longer than its box. */
export const isFarLongerThanItsBox = () => {
  let restore: (() => void)[] = [];
  const size = (name: 'scrollHeight' | 'clientHeight', value: number) => {
    const before = Object.getOwnPropertyDescriptor(Element.prototype, name);
    Object.defineProperty(Element.prototype, name, { configurable: true, get: () => value });
    restore.push(() => before && Object.defineProperty(Element.prototype, name, before));
  };
  beforeEach(() => {
    localStorage.clear();
    size('scrollHeight', 50_000);
    size('clientHeight', 500);
    Element.prototype.scrollIntoView = jest.fn();
  });
  afterEach(() => {
    restore.forEach((undo) => undo());
    restore = [];
    jest.restoreAllMocks();
  });
};
