import { gzipSync } from 'node:zlib';

import { WIDGET } from '../../../server/src/opt-in/domain/widget';

const SCRIPT = 'https://strapi.example/api/whatsapp/opt-in/widget.js';
const facts = {
  language: 'en',
  business: 'Defne Ev',
  version: 3,
  country: 'TR',
  chat: 'https://wa.me/908505550101',
  form: {
    title: '<b>Offers</b>',
    agree: 'I agree that Defne Ev writes to me over WhatsApp.',
    notice: 'Your number.',
    noticeUrl: null,
  },
  words: {
    number: 'Number',
    country: 'Country',
    name: 'Name',
    press: 'Agree',
    leave: 'Write STOP.',
    notice: 'Which data',
    more: 'More',
    finishHint: 'Send this message',
    send: 'Open WhatsApp',
    failed: 'That did not work.',
    close: 'Close',
    chat: 'Only chat',
  },
  countries: [
    ['DE', 'Germany', '49'],
    ['TR', 'Türkiye', '90'],
  ],
};

interface Call {
  url: string;
  init: RequestInit;
}
let calls: Call[] = [];
let answerOf: (call: Call) => { status: number; body: object };

/** Runs the script as the browser does for `<script src data-…>`. */
const place = (attributes: Record<string, string> = {}) => {
  const script = document.createElement('script');
  Object.entries({ 'data-form': 'till', ...attributes }).forEach(([name, value]) =>
    script.setAttribute(name, value)
  );
  Object.defineProperty(script, 'src', { value: SCRIPT });
  document.body.append(script);
  Object.defineProperty(document, 'currentScript', { value: script, configurable: true });
  // eslint-disable-next-line typescript/no-implied-eval -- a page runs the text as its script
  (new Function(WIDGET) as () => void)();
};
const settle = async () => {
  for (let n = 0; n < 10; n += 1) await Promise.resolve();
};
const wait = async (seconds: number) => {
  jest.advanceTimersByTime(seconds * 1_000);
  await settle();
};
const root = () => document.querySelector('[data-whatsapp-opt-in]')?.shadowRoot ?? null;
const find = <T extends Element = HTMLElement>(selector: string) => {
  const found = root()?.querySelector<T>(selector);
  if (!found) throw new Error(`${selector} is not there`);
  return found;
};
const submit = async () => {
  find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settle();
};

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 20) });
  document.body.replaceChildren();
  document.documentElement.lang = 'en';
  localStorage.clear();
  calls = [];
  answerOf = ({ init }) =>
    init.method === 'POST'
      ? { status: 200, body: { link: 'https://wa.me/1?text=x', message: 'I agree\nCode: K' } }
      : { status: 200, body: facts };
  globalThis.fetch = ((url: string, init: RequestInit) => {
    const { status, body } = answerOf({ url, init });
    calls.push({ url, init });
    return Promise.resolve({ ok: status < 400, json: () => Promise.resolve(body) });
  }) as unknown as typeof fetch;
});
afterEach(() => jest.useRealTimers());

describe('the widget on somebody’s site', () => {
  it('[O-07] a pop-up never comes before ten seconds, whatever is asked, and once in 30 days', async () => {
    place({ 'data-delay': '1' });
    await wait(9.9);
    expect(root()).toBeNull();
    await wait(0.2);
    expect(find('[role="dialog"]').textContent).toContain('Defne Ev');
    document.body.replaceChildren();
    place();
    await wait(60);
    expect(root()).toBeNull();
    jest.setSystemTime(Date.UTC(2026, 11, 21));
    place();
    await wait(10);
    expect(root()).not.toBeNull();
  });

  it('[O-07] comes only on the pages and after the scrolling that were named', async () => {
    place({ 'data-path': '/checkout' });
    await wait(20);
    expect(root()).toBeNull();
    let read = 10;
    const page = document.documentElement;
    Object.defineProperty(page, 'scrollHeight', { value: 1_000, configurable: true });
    Object.defineProperty(page, 'scrollTop', { get: () => read * 10, configurable: true });
    place({ 'data-path': '/', 'data-scroll': '50' });
    await wait(20);
    expect(root()).toBeNull();
    read = 60;
    dispatchEvent(new Event('scroll'));
    await settle();
    expect(root()).not.toBeNull();
  });

  it('goes by Esc and by ✕, and takes the focus from nobody', async () => {
    for (const close of [
      () => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
      () => find('button[aria-label="Close"]').click(),
    ]) {
      localStorage.clear();
      place();
      await wait(10);
      expect(document.activeElement).toBe(document.body);
      close();
      expect(root()).toBeNull();
    }
  });

  it('[O-08] stands in the page as a form with an empty box, and shows the message that finishes it', async () => {
    place({ 'data-mode': 'inline' });
    await settle();
    expect(find('h2').textContent).toBe('<b>Offers</b>');
    expect(find<HTMLInputElement>('input[name="agree"]').checked).toBe(false);
    expect(find<HTMLSelectElement>('select').value).toBe('TR');
    find<HTMLInputElement>('input[name="number"]').value = '532 123 45 67';
    find<HTMLInputElement>('input[name="agree"]').click();
    await submit();
    const sent = calls.at(-1);
    expect(sent?.url).toBe('https://strapi.example/api/whatsapp/opt-in/till?lang=en');
    expect(sent?.init.credentials).toBe('omit');
    const fields = Object.fromEntries(new URLSearchParams(String(sent?.init.body)));
    expect(fields).toMatchObject({
      number: '532 123 45 67',
      country: 'TR',
      agree: 'on',
      version: '3',
    });
    expect(find<HTMLAnchorElement>('a.go').href).toBe('https://wa.me/1?text=x');
    expect(find('.message').textContent).toBe('I agree\nCode: K');
    expect(document.cookie).toBe('');
  });

  it('says what is wrong and keeps what was typed; a lost connection too', async () => {
    place({ 'data-mode': 'inline' });
    await settle();
    find<HTMLInputElement>('input[name="number"]').value = '12';
    answerOf = () => ({ status: 400, body: { errors: { number: 'No number', agree: 'Tick it' } } });
    await submit();
    expect(find('[role="alert"]').textContent).toBe('No numberTick it');
    expect(find('input[name="number"]').getAttribute('aria-invalid')).toBe('true');
    expect(find<HTMLInputElement>('input[name="number"]').value).toBe('12');
    globalThis.fetch = (() => Promise.reject(new Error('offline'))) as typeof fetch;
    await submit();
    expect(find('[role="alert"]').textContent).toBe('That did not work.');
  });

  it('[O-09] a chat button offers the form, and a chat without agreeing', async () => {
    place({ 'data-mode': 'chat' });
    await settle();
    const start = find('.start');
    expect(start.getAttribute('aria-expanded')).toBe('false');
    start.click();
    expect(start.getAttribute('aria-expanded')).toBe('true');
    expect(find<HTMLAnchorElement>('a.plain').href).toBe('https://wa.me/908505550101');
    expect(root()?.activeElement).toBe(find('input[name="number"]'));
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(root()?.querySelector('[role="dialog"]')).toBeNull();
    expect(root()?.activeElement).toBe(start);
  });

  it('shows nothing when the form is closed or the site is not named by it', async () => {
    answerOf = () => ({ status: 403, body: { error: 'not open' } });
    place({ 'data-mode': 'inline' });
    await settle();
    expect(root()).toBeNull();
  });

  it('is small: four kilobytes on the wire', () => {
    expect(gzipSync(WIDGET).length).toBeLessThan(4_096);
  });

  it('[X-08] asks for data collection in boxes of their own, empty and not needed', async () => {
    const purposes = [{ value: 'position.2', label: 'You may use <i>where I am</i>.' }];
    answerOf = ({ init }) =>
      init.method === 'POST'
        ? { status: 400, body: { errors: {} } }
        : { status: 200, body: { ...facts, purposes } };
    place({ 'data-mode': 'inline' });
    await settle();
    const box = find<HTMLInputElement>('input[name=purpose]');
    expect([box.checked, box.required]).toEqual([false, false]);
    expect(root()?.querySelector('fieldset')?.textContent).toContain('<i>where I am</i>');
    const sent = () => new URLSearchParams(String(calls.at(-1)?.init.body)).getAll('purpose');
    await submit();
    expect(sent()).toEqual([]);
    box.checked = true;
    await submit();
    expect(sent()).toEqual(['position.2']);
  });
});
