import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { PluginNav } from '../../../admin/src/shared/nav/PluginNav';
import { MenuIcon } from '../../../admin/src/shared/notices/MenuIcon';
import { NoticeButton } from '../../../admin/src/shared/notices/NoticeButton';
import { playNotice } from '../../../admin/src/shared/notices/sound';
import { publishSignal } from '../../../admin/src/shared/live/live-store';
import UnreadWidget from '../../../admin/src/widgets/UnreadWidget';
import { grantOnly } from '../../support/strapi-admin';
import { renderAdmin, type Call } from '../../support/render-admin';
import { readInboxUrl } from '../../../admin/src/pages/Inbox/hooks/useInboxUrl';
import { contactOf, conversationOf } from '../../support/message-views';
import { en } from '../../support/words';

const LIST = 'GET /whatsapp/conversations';
const shown: { title: string; body: string | undefined; onclick?: () => void }[] = [];
let asked = 0;

class FakeNotification {
  static permission: NotificationPermission = 'granted';
  static requestPermission = () => {
    asked += 1;
    FakeNotification.permission = 'granted';
    return Promise.resolve('granted' as const);
  };
  onclick: (() => void) | null = null;
  constructor(title: string, options?: NotificationOptions) {
    shown.push({ title, body: options?.body });
  }
  close() {
    return undefined;
  }
}

/** What was heard, in hertz. */
const tones: number[] = [];
/** What waits for a press on the page; null: somebody has pressed something. */
let held: (() => void)[] | null = null;
class FakeAudio {
  currentTime = 0;
  destination = {};
  get state() {
    return held ? 'suspended' : 'running';
  }
  resume = () => new Promise<void>((resolve) => (held ? held.push(resolve) : resolve()));
  createGain = () => ({
    gain: { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined },
    connect: (to: object) => to,
  });
  createOscillator() {
    const tone = {
      frequency: { value: 0 },
      connect: (to: object) => to,
      start: () => tones.push(tone.frequency.value),
      stop: () => undefined,
    };
    return tone;
  }
}

const settings = (part: object) => localStorage.setItem('whatsapp.notices.1', JSON.stringify(part));
const message = { type: 'message' as const, id: 5, parent: 1 };
const came = () => act(() => publishSignal({ kind: 'hints', hints: [message] }));

describe('being told of new messages', () => {
  beforeEach(() => {
    shown.length = 0;
    tones.length = 0;
    Object.assign(globalThis, { AudioContext: FakeAudio });
    asked = 0;
    localStorage.clear();
    document.title = 'Content Manager';
    FakeNotification.permission = 'granted';
    Object.assign(window, { Notification: FakeNotification });
  });
  afterEach(() => grantOnly(null));

  const open = async (page: (call: Call) => object, count = 1) => {
    const icons = Array.from({ length: count }, (_, i) => <MenuIcon key={i} />);
    return renderAdmin(<>{icons}</>, { locale: 'en', routes: { [LIST]: page } });
  };
  const page = (unread: number, unreadTotal = unread) => ({
    conversations: [
      conversationOf(1, {
        unread,
        contact: contactOf(1, { name: 'Ayşe Kaya' }),
        preview: {
          text: 'Siparişim nerede?',
          direction: 'in',
          state: 'received',
          type: 'text',
          origin: 'customer',
          agentId: null,
        },
      }),
    ],
    nextCursor: null,
    unreadTotal,
  });

  it('puts the number of unread conversations into the title, no matter who changes it, and takes it out again', async () => {
    let unread = 3;
    const { unmount } = await open(() => page(unread));
    await waitFor(() => expect(document.title).toBe('(3) Content Manager'));
    document.title = 'Media Library';
    await waitFor(() => expect(document.title).toBe('(3) Media Library'));
    unread = 0;
    unmount();
    await waitFor(() => expect(document.title).toBe('Media Library'));
  });

  it('[C-24] the number in the menu says what it counts', async () => {
    await renderAdmin(<PluginNav />, { routes: { [LIST]: page(14) } });
    const badge = await screen.findByTitle(en('shell.nav.unread', { count: 14 }));
    expect(badge.textContent).toBe('14');
    expect(badge.title).toContain('unassigned');
  });

  it('tells of a message that came, once, and not of what waited before', async () => {
    settings({ browser: true });
    let unread = 1;
    const { calls } = await open(() => page(unread));
    const looks = () => calls.filter(({ query }) => query.get('unread') === 'true').length;
    await waitFor(() => expect(looks()).toBe(1));
    unread = 2;
    came();
    await waitFor(() => expect(shown).toHaveLength(1), { timeout: 20_000 });
    expect(shown[0]).toMatchObject({ title: 'Ayşe Kaya', body: 'Siparişim nerede?' });
    came();
    await waitFor(() => expect(looks()).toBe(3), { timeout: 20_000 });
    expect(shown).toHaveLength(1);
  });

  it('stays quiet while somebody looks at the admin, sound too, and tells the next one when they do not', async () => {
    settings({ browser: true, sound: true });
    const focus = jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    let unread = 1;
    const { calls } = await open(() => page(unread));
    const looks = () => calls.filter(({ query }) => query.get('unread') === 'true').length;
    await waitFor(() => expect(looks()).toBe(1));
    unread = 2;
    came();
    await waitFor(() => expect(looks()).toBe(2), { timeout: 20_000 });
    expect([shown.length, tones.length]).toEqual([0, 0]);
    focus.mockReturnValue(false);
    unread = 3;
    came();
    await waitFor(() => expect(shown).toHaveLength(1), { timeout: 20_000 });
    expect(tones).toEqual([880, 1175]);
    focus.mockRestore();
  });

  it('sound alone shows no notice, and none of both is heard before it was switched on', async () => {
    settings({ sound: true });
    let unread = 1;
    const { calls } = await open(() => page(unread));
    await waitFor(() =>
      expect(calls.some(({ query }) => query.get('unread') === 'true')).toBe(true)
    );
    expect(tones).toEqual([]);
    unread = 2;
    came();
    await waitFor(() => expect(tones).toHaveLength(2), { timeout: 20_000 });
    expect(shown).toEqual([]);
  });

  it('does not play at the first press all that nobody could hear before it', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(1_000);
    held = [];
    const early = [playNotice(), playNotice()];
    now.mockReturnValue(60_000);
    held.forEach((go) => go());
    held = null;
    await Promise.all(early);
    expect(tones).toEqual([]);
    await playNotice();
    expect(tones).toEqual([880, 1175]);
    now.mockRestore();
  });

  it.each([
    ['that the page names', 'http://localhost/favicon.png'],
    ['that browsers take where the page names none', null],
  ])('marks the picture %s while something is unread, and gives it back', async (_, named) => {
    document.querySelectorAll('link[rel~="icon"]').forEach((link) => link.remove());
    if (named !== null) {
      const link = Object.assign(document.createElement('link'), { rel: 'icon', href: named });
      document.head.append(link);
    }
    const icon = () => document.querySelector<HTMLLinkElement>('link[rel~="icon"]');
    const decode = jest.fn(() => Promise.resolve());
    Object.assign(HTMLImageElement.prototype, { decode });
    const pen = { drawImage: jest.fn(), beginPath: jest.fn(), arc: jest.fn(), fill: jest.fn() };
    jest
      .spyOn(HTMLCanvasElement.prototype, 'getContext')
      .mockReturnValue(pen as unknown as RenderingContext);
    jest
      .spyOn(HTMLCanvasElement.prototype, 'toDataURL')
      .mockReturnValue('data:image/png;base64,AA');
    const { unmount } = await open(() => page(2));
    await waitFor(() => expect(icon()?.href).toBe('data:image/png;base64,AA'));
    expect([pen.drawImage.mock.calls.length, pen.arc.mock.calls.length]).toEqual([1, 1]);
    unmount();
    await waitFor(() => expect(icon()?.href).toBe(named ?? 'http://localhost/favicon.ico'));
    jest.restoreAllMocks();
  });

  it('asks of the conversations that the person chose, and with everything off not at all', async () => {
    settings({ browser: true, which: 'mine' });
    const mine = await open(() => page(1));
    await waitFor(() =>
      expect(mine.calls.some(({ query }) => query.get('scope') === 'mine')).toBe(true)
    );
    mine.unmount();
    localStorage.clear();
    const off = await open(() => page(1));
    await waitFor(() => expect(document.title).toMatch(/^\(1\)/));
    came();
    expect(off.calls.some(({ query }) => query.get('unread') === 'true')).toBe(false);
  });

  it('works once although the menu is drawn twice', async () => {
    settings({ browser: true });
    let unread = 1;
    const { calls } = await open(() => page(unread), 2);
    await waitFor(() =>
      expect(calls.filter(({ query }) => query.get('unread') === 'true')).toHaveLength(1)
    );
    unread = 2;
    came();
    await waitFor(() => expect(shown).toHaveLength(1), { timeout: 20_000 });
  });

  it('[X-05] asks nothing for somebody who may not read the chat', async () => {
    grantOnly([]);
    const { calls } = await open(() => page(1));
    await waitFor(() => expect(document.querySelector('svg')).toBeTruthy());
    expect(calls).toEqual([]);
  });

  it('asks the browser only at the press, and says what to do when it refuses', async () => {
    FakeNotification.permission = 'default';
    await renderAdmin(<NoticeButton />, { locale: 'en', routes: {} });
    fireEvent.click(screen.getByTestId('notices'));
    const toggle = await screen.findByLabelText(en('notices.browser'));
    expect(asked).toBe(0);
    fireEvent.click(toggle);
    await waitFor(() => expect(localStorage.getItem('whatsapp.notices.1')).toContain('true'));
    expect(asked).toBe(1);
    fireEvent.click(screen.getByTestId('try-notice'));
    expect(shown).toHaveLength(1);
  });

  it('says so where the browser was told to show none', async () => {
    FakeNotification.permission = 'denied';
    settings({ browser: true });
    await renderAdmin(<NoticeButton />, { locale: 'en', routes: {} });
    fireEvent.click(screen.getByTestId('notices'));
    expect(
      await screen.findByText(/Allow them for this site in the browser’s settings/)
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: en('notices.which.mine') }));
    expect(localStorage.getItem('whatsapp.notices.1')).toContain('"mine"');
  });
});

describe('the widget of the home page', () => {
  afterEach(() => grantOnly(null));
  const at = (id: number, lastMessageAt: number) =>
    conversationOf(id, { unread: 1, lastMessageAt, contact: contactOf(id, { name: `P${id}` }) });
  const answer = (call: Call) => ({
    conversations:
      call.query.get('scope') === 'mine' ? [at(1, 3_000), at(2, 1_000)] : [at(3, 2_000)],
    nextCursor: null,
    unreadTotal: 3,
  });

  it('shows unread ones of mine and of nobody, the longest waiting first, each a press away', async () => {
    await renderAdmin(<UnreadWidget />, { locale: 'en', routes: { [LIST]: answer } });
    const rows = await screen.findAllByTestId('waiting-row');
    expect(rows.map((row) => /P\d/.exec(row.textContent ?? '')?.[0])).toEqual(['P2', 'P3', 'P1']);
    expect(screen.getByRole('link', { name: 'P3' }).getAttribute('href')).toMatch(/inbox\?c=3$/);
    const all = screen.getByRole('link', { name: en('widget.unread.all', { count: 3 }) });
    const { searchParams } = new URL(all.getAttribute('href') ?? '', 'http://admin.example');
    expect(readInboxUrl(searchParams).unread).toBe(true);
  });

  it('says that all is answered', async () => {
    const none = { conversations: [], nextCursor: null, unreadTotal: 0 };
    await renderAdmin(<UnreadWidget />, { locale: 'en', routes: { [LIST]: none } });
    expect(await screen.findByText(en('widget.unread.none'))).toBeTruthy();
  });

  it('says when it cannot be read, and shows nothing to who may not', async () => {
    const { unmount } = await renderAdmin(<UnreadWidget />, { locale: 'en', routes: {} });
    expect(await screen.findByText('Something went wrong')).toBeTruthy();
    unmount();
    grantOnly([]);
    const { calls } = await renderAdmin(<UnreadWidget />, {
      locale: 'en',
      routes: { [LIST]: answer },
    });
    expect(calls).toEqual([]);
    expect(screen.queryAllByTestId('waiting-row')).toEqual([]);
  });
});
