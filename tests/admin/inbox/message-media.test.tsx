import { act, screen, waitFor } from '@testing-library/react';
import type { MessageBody as Body } from '../../../server/src/contracts/conversations';
import { MessageMedia } from '../../../admin/src/shared/MessageMedia';
import { renderAdmin } from '../../support/render-admin';
import { en, tr } from '../../support/words';

type Media = NonNullable<Body['media']>;
const URL_OF_FILE = '/whatsapp/messages/7/media';
const mediaOf = (part: Partial<Media> = {}): Media => ({
  kind: 'image',
  mime: 'image/png',
  filename: null,
  voice: false,
  url: URL_OF_FILE,
  ...part,
});

/** The browser's observer in the test's hand. */
const observed = new Set<(entries: { isIntersecting: boolean }[]) => void>();
class Observer {
  constructor(private readonly tell: (entries: { isIntersecting: boolean }[]) => void) {}
  observe() {
    observed.add(this.tell);
  }
  disconnect() {
    observed.delete(this.tell);
  }
}
const comeIntoSight = () => act(() => observed.forEach((tell) => tell([{ isIntersecting: true }])));

const made: string[] = [];
const revoked: string[] = [];
let answers: Response[] = [];
let asked: { url: string; authorization: string | null }[] = [];

beforeEach(() => {
  observed.clear();
  made.length = 0;
  revoked.length = 0;
  asked = [];
  answers = [];
  Object.defineProperty(window, 'IntersectionObserver', { value: Observer, configurable: true });
  URL.createObjectURL = () => {
    made.push(`blob:file-${made.length + 1}`);
    return made.at(-1) ?? '';
  };
  URL.revokeObjectURL = (src: string) => void revoked.push(src);
});
afterEach(() => {
  jest.restoreAllMocks();
  localStorage.clear();
});

const show = async (media: Media, locale = 'en') => {
  const view = await renderAdmin(<MessageMedia media={media} />, { locale });
  localStorage.setItem('jwtToken', JSON.stringify('token-of-the-person'));
  jest.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const headers = new Headers(init?.headers);
    asked.push({ url: String(input), authorization: headers.get('Authorization') });
    return Promise.resolve(answers.shift() ?? new Response(new Uint8Array(2_345_678)));
  });
  return view;
};

describe('a file in a message', () => {
  it('[C-19] fetches a picture with the person’s token, and only when it comes into sight', async () => {
    const view = await show(mediaOf());
    expect(asked).toEqual([]);
    comeIntoSight();
    const picture = await screen.findByRole('img', { name: en('shell.message.image') });
    expect(picture.getAttribute('src')).toBe('blob:file-1');
    expect(asked).toEqual([
      { url: expect.stringContaining(URL_OF_FILE), authorization: 'Bearer token-of-the-person' },
    ]);
    view.unmount();
    expect(revoked).toEqual(['blob:file-1']);
  });

  it('[C-19] plays a voice note and a film when asked', async () => {
    const { person, container } = await show(mediaOf({ kind: 'audio', voice: true }));
    await person.click(screen.getByRole('button', { name: en('shell.message.media-play') }));
    await waitFor(() => expect(container.querySelector('audio')?.src).toBe('blob:file-1'));
  });

  it('[C-19] offers a document under its own name with its size', async () => {
    const { person } = await show(mediaOf({ kind: 'document', filename: 'fatura.pdf' }));
    await person.click(screen.getByRole('button', { name: en('shell.message.media-show') }));
    const name = `${en('shell.message.media-download')} (2.3 MB)`;
    const link = await screen.findByRole('link', { name });
    expect(link.getAttribute('download')).toBe('fatura.pdf');
    expect(link.getAttribute('href')).toBe('blob:file-1');
  });

  it('says that a file could not be fetched, and tries again', async () => {
    answers = [new Response('no', { status: 503 })];
    const { person } = await show(mediaOf());
    comeIntoSight();
    expect(await screen.findByText(en('shell.message.media-failed'))).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('shell.message.media-retry') }));
    expect(await screen.findByRole('img')).toBeTruthy();
  });

  it('offers no second try for a file that WhatsApp no longer has', async () => {
    answers = [new Response('gone', { status: 404 })];
    await show(mediaOf(), 'tr');
    comeIntoSight();
    expect(await screen.findByText(tr('shell.message.media-gone'))).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
