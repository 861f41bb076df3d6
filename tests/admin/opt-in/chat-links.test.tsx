import { screen, waitFor, within } from '@testing-library/react';
import type { ChatLinkView } from '../../../server/src/contracts/chat-links';
import { ChatLinks } from '../../../admin/src/pages/Settings/opt-in/ChatLinks';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { en } from '../../support/words';

const link: ChatLinkView = {
  id: 4,
  name: 'Shop window',
  purpose: 'support',
  accountId: 1,
  texts: { en: 'Hello, I need help.', tr: 'Merhaba, yardıma ihtiyacım var.' },
  tags: ['window'],
  code: 'K7F3-9Q2M',
  links: { en: 'https://wa.me/90?text=en', tr: 'https://wa.me/90?text=tr' },
  used: 3,
  usedAt: 1,
};
const numbers = [{ id: 1, name: 'Shop', business: 'Shop', phone: '+90' }];
const open = (routes: Routes = {}) =>
  renderAdmin(<ChatLinks numbers={numbers} />, {
    locale: 'en',
    routes: {
      'GET /whatsapp/chat-links': { links: [link] },
      'GET /whatsapp/chat-links/4/qr': { svg: '<svg/>' },
      ...routes,
    },
  });

describe('chat links', () => {
  it('[O-13] says what they are for while there is none, and what failed instead of an empty list', async () => {
    const empty = await open({ 'GET /whatsapp/chat-links': { links: [] } });
    expect(await screen.findByText(en('chatLinks.empty'))).toBeTruthy();
    empty.unmount();
    await open({ 'GET /whatsapp/chat-links': refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });

  it('[O-13] makes one whose words follow the purpose, then shows its link and code', async () => {
    const { calls, person } = await open({ 'POST /whatsapp/chat-links': link });
    await person.click(await screen.findByTestId('new-chat-link'));
    await person.click(screen.getByTestId('save-chat-link'));
    expect(screen.getByText(en('chatLinks.problem'))).toBeTruthy();
    expect(calls.some(({ method }) => method === 'POST')).toBe(false);
    await person.type(screen.getByTestId('chat-link-name'), 'Shop window');
    await person.click(screen.getByRole('combobox', { name: en('chatLinks.purpose') }));
    await person.click(
      await screen.findByRole('option', { name: en('chatLinks.purpose.support') })
    );
    await person.click(screen.getByTestId('save-chat-link'));
    const shared = within(await screen.findByRole('dialog'));
    expect(await shared.findByText('https://wa.me/90?text=tr')).toBeTruthy();
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'Shop window',
      purpose: 'support',
      accountId: 1,
      texts: link.texts,
      tags: [],
    });
  });

  it('asks before Esc loses what is typed, and closes without a question where nothing is', async () => {
    const { person } = await open();
    await person.click(await screen.findByTestId('new-chat-link'));
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTestId('chat-link-name')).toBeNull());
    await person.click(screen.getByTestId('new-chat-link'));
    await person.type(screen.getByTestId('chat-link-name'), 'Door');
    await person.keyboard('{Escape}');
    await person.click(await screen.findByText(en('settings.leave.confirm')));
    await waitFor(() => expect(screen.queryByTestId('chat-link-name')).toBeNull());
  });
});
