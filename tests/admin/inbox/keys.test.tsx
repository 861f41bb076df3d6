import { act, screen, waitFor } from '@testing-library/react';
import { useLocation } from 'react-router-dom';
import InboxPage from '../../../admin/src/pages/Inbox/InboxPage';
import { renderAdmin } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('laptop');

const ayse = conversationOf(1, { contact: contactOf(1, { name: 'Ayşe Kaya' }) });

const Where = () => <output data-testid="where">{useLocation().pathname}</output>;
const list = () =>
  document.querySelector<HTMLElement>('section[aria-label="Conversations"] div[data-keys="here"]');
/** Somebody who switched letters on, in the list. */
const open = async (talk = ayse) => {
  localStorage.setItem('whatsapp.inbox.letter-keys.1', 'on');
  const view = await renderAdmin(
    <>
      <InboxPage />
      <Where />
    </>,
    {
      at: '/?c=1',
      routes: {
        'GET /whatsapp/conversations': { conversations: [talk], nextCursor: null, unreadTotal: 0 },
        'GET /whatsapp/conversations/1': talk,
        'GET /whatsapp/conversations/1/messages': {
          messages: [
            messageOf(3, { direction: 'out', wamid: 'wamid.3' }),
            messageOf(2, { wamid: 'wamid.2' }),
            messageOf(1, { wamid: 'wamid.1' }),
          ],
          events: [],
          nextCursor: null,
        },
        'GET /whatsapp/conversations/1/readers': { people: [] },
        'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Ada' }], me: 1 },
        'PUT /whatsapp/conversations/1': talk,
        'POST /whatsapp/conversations/1/read': { ok: true },
      },
    }
  );
  await screen.findByText('message 3');
  await waitFor(() => expect(list()).not.toBeNull());
  act(() => list()?.focus());
  const changes = () =>
    view.calls
      .filter(({ method, path }) => method === 'PUT' && path === '/whatsapp/conversations/1')
      .map(({ body }) => body);
  return { ...view, changes };
};
const composer = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');
const where = () => screen.getByTestId('where').textContent;

beforeEach(() => localStorage.clear());
afterEach(() => {
  grantOnly(null);
  showOn('laptop');
  jest.restoreAllMocks();
});

describe('keys of the Inbox', () => {
  it('n writes a note, r an answer', async () => {
    const { person } = await open();
    await person.keyboard('n');
    const note = await screen.findByTestId('note-input');
    expect(document.activeElement).toBe(note);
    await person.keyboard('{Escape}r');
    await waitFor(() => expect(document.activeElement).toBe(composer()));
    expect(screen.queryByTestId('note-input')).toBeNull();
  });

  it('Shift N begins a new message', async () => {
    const { person } = await open();
    await person.keyboard('{Shift>}N{/Shift}');
    expect(await screen.findByRole('dialog', { name: en('inbox.new.title') })).toBeTruthy();
  });

  it('a assigns, e closes, z asks until when to snooze', async () => {
    const { person, changes } = await open();
    await person.keyboard('a');
    await waitFor(() => expect(changes()).toEqual([{ assigneeId: 1 }]));
    expect(await screen.findByText(en('inbox.undo.label'))).toBeTruthy();
    await person.keyboard('e');
    await waitFor(() => expect(changes().at(-1)).toEqual({ status: 'closed' }));
    await person.keyboard('z');
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('t leads to the field of tags, in the panel that it opens', async () => {
    const { person } = await open();
    expect(screen.queryByRole('combobox', { name: en('inbox.tag.add') })).toBeNull();
    await person.keyboard('t');
    await waitFor(() => expect(document.activeElement?.closest('[role="dialog"]')).not.toBeNull());
    expect(document.activeElement?.getAttribute('role')).toBe('combobox');
  });

  it('Esc in the empty field of tags leads back to where t was pressed, and keys work again', async () => {
    showOn('wide');
    const { person } = await open();
    const place = document.activeElement;
    await person.keyboard('t');
    const field = await screen.findByRole<HTMLInputElement>('combobox', {
      name: en('inbox.tag.add'),
    });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await person.keyboard('vip{Escape}');
    // The first closes the list, the second takes the words away: the field's own.
    expect(document.activeElement).toBe(field);
    await person.keyboard('{Escape}');
    expect(field.value).toBe('');
    await person.keyboard('{Escape}');
    expect(document.activeElement).toBe(place);
    await person.keyboard('gt');
    expect(where()).toContain('/tasks');
  });

  it('] and [ take the focus from the list to the pane before and the next, around the ends', async () => {
    showOn('wide');
    const { person } = await open();
    const label = () => document.activeElement?.getAttribute('aria-label');
    await person.keyboard(']');
    expect(label()).toBe(en('inbox.thread.with', { name: 'Ayşe Kaya' }));
    act(() => list()?.focus());
    // Twice is one: the typing of these tests reads one as the beginning of a key's name.
    await person.keyboard('[[');
    expect(label()).toBe(en('inbox.thread.with', { name: 'Ayşe Kaya' }));
    await person.keyboard('t');
    expect(composer().value).toBe('t');
  });

  it('g and then a letter goes to another page, only to those that may be opened', async () => {
    const { person } = await open();
    await person.keyboard('gc');
    expect(where()).toBe('/plugins/whatsapp/contacts');
  });

  it('g and then a letter of a page that may not be opened does nothing', async () => {
    grantOnly(['chat.read', 'chat.reply']);
    const { person } = await open();
    await person.keyboard('gc');
    await person.keyboard('gt');
    await person.keyboard('gp');
    expect(where()).toBe('/');
  });

  it('↑ in the empty field quotes the customer’s last message, in a field with words it does not', async () => {
    const { person } = await open();
    await person.click(composer());
    await person.keyboard('{ArrowUp}');
    expect((await screen.findByTestId('quote-bar')).textContent).toContain('message 2');
    await person.click(screen.getByRole('button', { name: en('inbox.quote.drop') }));
    await person.type(composer(), 'x{ArrowUp}');
    expect(screen.queryByTestId('quote-bar')).toBeNull();
  });

  it('letters are letters in a field, and nothing once they are switched off', async () => {
    const { person, changes } = await open();
    await person.type(composer(), 'naetz gc');
    expect(composer().value).toBe('naetz gc');
    expect(changes()).toEqual([]);
    await person.keyboard('{Escape}');
    act(() => list()?.focus());
    await person.keyboard('?');
    const sheet = await screen.findByRole('dialog', { name: en('inbox.keys.title') });
    for (const key of ['n', 'Shift N', 'a', 't', 'e', 'z', 'g c', 'g t', 'g p', '↑', 'Ctrl /'])
      expect(sheet.textContent).toContain(key);
    // Another browser of the same person has a switch of its own.
    expect(sheet.textContent).toContain(en('inbox.keys.switch-hint'));
    expect(en('inbox.keys.switch-hint')).toContain('in this browser');
    expect(tr('inbox.keys.switch-hint')).toContain('bu tarayıcıda');
    await person.click(screen.getByRole('checkbox', { name: en('inbox.keys.switch') }));
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    act(() => list()?.focus());
    await person.keyboard('agc');
    expect(changes()).toEqual([]);
    expect(where()).toBe('/');
  });
});
