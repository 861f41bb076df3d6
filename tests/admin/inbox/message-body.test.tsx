import { screen } from '@testing-library/react';
import type { MessageBody as Body } from '../../../server/src/contracts/conversations';
import { MessageBody } from '../../../admin/src/shared/MessageBody';
import { renderAdmin } from '../../support/render-admin';
import { messageOf } from '../../support/message-views';
import { en } from '../../support/words';

const bodyOf = (part: Partial<Body>): Body => ({ ...messageOf(1).body, ...part });
const show = (part: Partial<Body>) => renderAdmin(<MessageBody body={bodyOf(part)} />);

afterEach(() => jest.restoreAllMocks());

describe('MessageBody', () => {
  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '*<svg/onload=alert(1)>*',
    '```<iframe src="javascript:alert(1)">```',
    '> <a href="javascript:alert(1)">x</a>',
    '- <style>*{display:none}</style>',
  ])('shows %s as the letters it is', async (text) => {
    const { container } = await show({ text });
    expect(
      container.querySelector('img, script, svg, iframe, a[href^="javascript"], [onerror]')
    ).toBeNull();
    expect(container.textContent).toContain('<');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://x%0aalert(1)',
    'data:text/html,<b>',
    'https://bank.com@evil.example/',
  ])('never makes a link of %s, in text or on a button', async (bad) => {
    await show({
      text: `look ${bad} now`,
      buttons: [{ type: 'url', text: 'Open', value: bad }],
    });
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText(en('logs.open'))).toBeTruthy();
  });

  it('opens links in a tab of its own that cannot reach back', async () => {
    await show({ text: 'see https://example.com/a.' });
    const link = screen.getByRole('link', { name: 'https://example.com/a' });
    expect(link.getAttribute('rel')).toContain('noopener');
    expect(link.getAttribute('target')).toBe('_blank');
  });

  it('draws one to three emojis alone large, and no other text', async () => {
    const large = async (part: Partial<Body>) => {
      const { container, unmount } = await show(part);
      const found = container.querySelector('[data-large]') !== null;
      unmount();
      return found;
    };
    expect(await large({ text: '😂😂' })).toBe(true);
    expect(await large({ text: '😂😂😂😂' })).toBe(false);
    expect(await large({ text: 'tamam 😂' })).toBe(false);
    expect(await large({ type: 'button', text: '😂' })).toBe(false);
  });

  it('lets the text choose its own direction', async () => {
    const { container } = await show({ text: 'مرحبا' });
    expect(container.querySelector('[dir="auto"]')?.textContent).toBe('مرحبا');
  });

  it('draws a list message with its choices behind the button, as the customer finds them', async () => {
    await show({
      text: 'What may we write?',
      list: {
        button: 'Your preferences',
        sections: [
          {
            title: 'Which messages',
            rows: [{ title: '✅ Newsletter', description: 'On. Tap to turn it off.' }],
          },
        ],
      },
    });
    expect(
      screen.getByText(en('bots.preview.preferences.button')).closest('summary')
    ).not.toBeNull();
    const row = screen.getByText('✅ Newsletter').closest('li');
    expect(row?.textContent).toContain(en('bots.preview.preferences.on'));
    expect(screen.getByText(en('bots.preview.preferences.which'))).toBeTruthy();
  });

  it('draws header, text, footer and buttons of a template', async () => {
    await show({
      header: { kind: 'text', text: 'Order on its way' },
      text: 'Hello *Ada*',
      footer: 'Reply STOP to leave',
      buttons: [
        { type: 'quick-reply', text: 'Thanks', value: null },
        { type: 'url', text: 'Track', value: 'https://shop.example/1007' },
      ],
    });
    expect(screen.getByText('Order on its way')).toBeTruthy();
    expect(screen.getByText('Ada').tagName).toBe('STRONG');
    expect(screen.getByText('Reply STOP to leave')).toBeTruthy();
    expect(screen.getByText('Thanks')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Track' }).getAttribute('href')).toBe(
      'https://shop.example/1007'
    );
  });

  it('sends the token only to our own routes: a file from elsewhere is not asked for', async () => {
    const { calls } = await show({
      text: null,
      media: {
        kind: 'image',
        mime: 'image/png',
        filename: 'a.png',
        voice: false,
        url: 'https://evil.example/x',
      },
    });
    expect(await screen.findByText(en('shell.message.media-failed'))).toBeTruthy();
    expect(calls).toEqual([]);
  });

  it('says so when there is no file to fetch, and when a kind cannot be shown', async () => {
    const first = await show({
      text: null,
      media: { kind: 'document', mime: null, filename: 'invoice.pdf', voice: false, url: null },
    });
    expect(screen.getByText('invoice.pdf')).toBeTruthy();
    expect(screen.getByText(en('shell.message.media-none'))).toBeTruthy();
    first.unmount();
    await show({ type: 'hologram', text: null });
    expect(screen.getByText(/hologram/)).toBeTruthy();
  });

  it('shows a location with a map link and a contact card', async () => {
    await show({
      text: null,
      location: { latitude: 41.01, longitude: 28.97, name: 'Shop', address: 'Istanbul' },
      contacts: [{ name: 'Can', phones: ['+905321234567'] }],
    });
    expect(screen.getByRole('link').getAttribute('href')).toContain('mlat=41.01&mlon=28.97');
    expect(screen.getByText('+90 532 123 45 67')).toBeTruthy();
  });
});
