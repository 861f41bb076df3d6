import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { NoteView } from '../../../server/src/contracts/team-notes';
import {
  box,
  isFarLongerThanItsBox,
  NOTES,
  openThread,
  scrollTo,
  SEND,
} from '../../support/long-thread';
import { conversationOf, messageOf } from '../../support/message-views';
import { renderAdmin, type Call } from '../../support/render-admin';
import { SomeThread } from '../../support/some-thread';
import { en } from '../../support/words';

isFarLongerThanItsBox();

describe('the end of a thread', () => {
  let height = 50_000;
  let watched: { target: Element; tell: () => void }[] = [];
  const before = window.ResizeObserver;

  class Watcher {
    private readonly tell: () => void;
    constructor(tell: () => void) {
      this.tell = tell;
    }
    observe(target: Element): void {
      watched.push({ target, tell: this.tell });
    }
    unobserve(): void {}
    disconnect(): void {}
  }
  const define = (target: object, name: string, what: PropertyDescriptor) =>
    Object.defineProperty(target, name, { configurable: true, ...what });

  beforeEach(() => {
    height = 50_000;
    watched = [];
    define(Element.prototype, 'scrollHeight', { get: () => height });
    define(window, 'ResizeObserver', { value: Watcher, writable: true });
  });
  afterEach(() => {
    define(window, 'ResizeObserver', { value: before, writable: true });
  });
  const pictureLoads = () =>
    act(() => watched.filter(({ target }) => target === box()).forEach(({ tell }) => tell()));

  it('stays in view while pictures load, also one that loads before the browser tells of the scroll to the end', async () => {
    await openThread();
    await waitFor(() => expect(box().scrollTop).toBe(50_000));
    height = 52_000;
    fireEvent.scroll(box());
    pictureLoads();
    expect(box().scrollTop).toBe(52_000);
    height = 53_000;
    pictureLoads();
    expect(box().scrollTop).toBe(53_000);
  });

  it('is not gone to by a picture that loads once the reader has scrolled up', async () => {
    await openThread();
    scrollTo(20_000);
    height = 52_000;
    pictureLoads();
    expect(box().scrollTop).toBe(20_000);
  });

  it('is shown to who adds a note, wherever they read', async () => {
    const notes: NoteView[] = [];
    const { person } = await openThread({
      routes: {
        [NOTES]: () => ({ notes: [...notes] }),
        'GET /whatsapp/conversations/1/readers': { people: [] },
        'POST /whatsapp/conversations/1/notes': ({ body }: Call) => {
          const me = { id: 1, name: 'Can' };
          const { text } = body as { text: string };
          const note: NoteView = {
            ...{ id: 7, conversationId: 1, at: Date.now(), changedAt: null },
            ...{ author: me, authorName: me.name, text, mentions: [] },
          };
          notes.push(note);
          return note;
        },
      },
    });
    scrollTo(20_000);
    await person.click(screen.getByTestId('mode-note'));
    await person.type(screen.getByTestId('note-input'), 'yarın ara');
    expect(box().scrollTop).toBe(20_000);
    await person.keyboard('{Enter}');
    await screen.findByTestId('note');
    await waitFor(() => expect(box().scrollTop).toBe(50_000));
  });

  it('has no line before new messages any more once they were answered', async () => {
    const { person } = await renderAdmin(
      <SomeThread conversation={conversationOf(1, { unread: 2 })} />,
      {
        routes: {
          'GET /whatsapp/conversations/1/messages': {
            messages: [messageOf(2), messageOf(1)],
            events: [],
            nextCursor: null,
          },
          [NOTES]: { notes: [] },
          [SEND]: ({ body }: Call) =>
            messageOf(3, {
              direction: 'out',
              clientId: (body as { clientId: string }).clientId,
            }),
        },
      }
    );
    const line = () => screen.queryByText(en('inbox.thread.new', { count: 2 }));
    await waitFor(() => expect(line()).not.toBeNull());
    await person.type(screen.getByTestId('composer-input'), 'Yolda{Enter}');
    await waitFor(() => expect(line()).toBeNull());
    expect(screen.getByText('message 2')).toBeTruthy();
  });
});
