import { act, screen, waitFor } from '@testing-library/react';
import { MessageMedia } from '../../../admin/src/shared/MessageMedia';
import { ThreadGallery } from '../../../admin/src/pages/Inbox/thread/ThreadGallery';
import { renderAdmin } from '../../support/render-admin';
import { contactOf, messageOf } from '../../support/message-views';
import { en } from '../../support/words';

const seen: ((entries: { isIntersecting: boolean }[]) => void)[] = [];
class Observer {
  constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
    seen.push(tell);
  }
  observe() {}
  disconnect() {}
}
beforeEach(() => {
  seen.length = 0;
  Object.defineProperty(window, 'IntersectionObserver', { value: Observer, configurable: true });
  URL.createObjectURL = () => 'blob:file';
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => jest.restoreAllMocks());

const withFile = (id: number, kind: 'image' | 'video', text: string, out = false) =>
  messageOf(id, {
    ...(out ? { direction: 'out' as const, agent: { id: 1, name: 'Deniz' } } : {}),
    body: {
      ...messageOf(id).body,
      type: kind,
      text,
      media: {
        kind,
        mime: null,
        filename: null,
        voice: false,
        url: `/whatsapp/messages/${id}/media`,
      },
    },
  });
const MESSAGES = [
  withFile(1, 'image', 'a cup'),
  withFile(2, 'video', 'it leaks'),
  withFile(3, 'image', 'a new one', true),
];

const show = async () => {
  const view = await renderAdmin(
    <ThreadGallery contact={contactOf(4, { name: 'Ayşe' })} messages={MESSAGES}>
      {MESSAGES.map(({ id, body }) =>
        body.media ? <MessageMedia key={id} media={body.media} /> : null
      )}
    </ThreadGallery>
  );
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() => Promise.resolve(new Response(new Uint8Array(9))));
  act(() => seen.forEach((tell) => tell([{ isIntersecting: true }])));
  await waitFor(() =>
    expect(
      screen.getAllByRole('button', {
        name: en('shell.message.media-enlarge', { name: en('shell.message.image') }),
      })
    ).toHaveLength(2)
  );
  return view;
};
const place = () => screen.getByTestId('lightbox-place').textContent;
const placeOf = (at: number) => en('message.lightbox.place', { at, count: 3 });

describe('the pictures and films of a thread', () => {
  it('[C-19] are leafed through by arrow keys and buttons, each with its words, whose it is, and its place', async () => {
    const { person } = await show();
    await person.click(
      screen.getAllByRole('button', {
        name: en('shell.message.media-enlarge', { name: en('shell.message.image') }),
      })[0] as Element
    );
    const box = await screen.findByTestId('lightbox');
    expect(place()).toBe(placeOf(1));
    expect(box.textContent).toContain('a cup');
    expect(box.textContent).toContain('Ayşe');
    await person.keyboard('{ArrowLeft}');
    expect(place()).toBe(placeOf(1));
    await person.keyboard('{ArrowRight}');
    expect(place()).toBe(placeOf(2));
    await waitFor(() => expect(box.querySelector('video')?.getAttribute('src')).toBe('blob:file'));
    await person.click(screen.getByRole('button', { name: en('message.lightbox.next') }));
    expect(place()).toBe(placeOf(3));
    expect(box.textContent).toContain('Deniz');
    const link = await screen.findByRole('link', { name: en('shell.message.media-download') });
    expect(link.getAttribute('download')).toBe(en('shell.message.image'));
  });

  it('[C-19] a film plays large at a press; Esc closes and gives the focus back', async () => {
    const { person } = await show();
    const opener = screen.getByRole('button', {
      name: en('message.media.play-film', { name: en('shell.message.video') }),
    });
    await person.click(opener);
    const box = await screen.findByTestId('lightbox');
    expect(place()).toBe(placeOf(2));
    expect(box.contains(document.activeElement)).toBe(true);
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTestId('lightbox')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });
});
