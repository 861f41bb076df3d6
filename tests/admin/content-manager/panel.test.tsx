import { Form, useField } from '@strapi/strapi/admin';
import { act, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MessageEntry } from '../../../admin/src/content-manager/MessageEntry';
import type { EntryView } from '../../../admin/src/content-manager/strapi';
import { WhatsAppPanel } from '../../../admin/src/content-manager/WhatsAppPanel';
import { publishSignal } from '../../../admin/src/shared/live/live-store';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { EntryPeople, EntryPerson } from '../../../server/src/contracts/record-people';
import { contactOf, conversationOf, messageOf, templateOf } from '../../support/message-views';
import { isLeaveHeld } from '../../support/is-leave-held';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { violations } from '../axe';
import { en, tr } from '../../support/words';

const CUSTOMER = 'api::customer.customer';
const MAPPED = 'GET /whatsapp/records/mapped';
const PEOPLE = 'GET /whatsapp/records/entry-people';
const TALKS = 'GET /whatsapp/conversations';
const WRITES = 'GET /whatsapp/records/entry-writes';
const SEND = 'POST /whatsapp/conversations/1/messages';

const person = (id: number, name: string): EntryPerson => ({
  id,
  name,
  address: `+90532000000${id}`,
  marketing: 'in',
  blocked: false,
});
const ayse = person(1, 'Ayşe Kaya');
const people = (part: Partial<EntryPeople> = {}): EntryPeople => ({
  role: 'Customer',
  people: [ayse],
  candidates: [],
  takenOff: false,
  phone: { label: 'Phone', e164: ayse.address, state: 'usable' },
  ...part,
});
const account = (id: number, name: string) => ({
  id,
  name,
  isSimulator: true,
  status: 'connected',
});
const talk = (part: Partial<ConversationView> = {}) =>
  conversationOf(1, { contact: contactOf(1, { name: 'Ayşe Kaya' }), ...part });

const routesOf = (routes: Routes = {}): Routes => ({
  [MAPPED]: { types: [{ uid: CUSTOMER, role: 'Customer' }] },
  [PEOPLE]: people(),
  [TALKS]: { conversations: [talk()], nextCursor: null, unreadTotal: 0 },
  'GET /whatsapp/accounts': { accounts: [account(1, 'Shop')] },
  'GET /whatsapp/conversations/1/messages': {
    messages: [messageOf(1, { body: { ...messageOf(1).body, text: 'Siparişim nerede?' } })],
    events: [],
    nextCursor: null,
  },
  'GET /whatsapp/conversations/1/notes': { notes: [] },
  'POST /whatsapp/conversations/1/read': { ok: true },
  [WRITES]: { writes: [] },
  ...routes,
});

/** As Strapi draws a panel: what the description says, or nothing. */
const Beside = (entry: EntryView): ReactNode => {
  const panel = WhatsAppPanel(entry);
  return panel ? (
    <aside aria-label={panel.title}>{panel.content}</aside>
  ) : (
    <p data-testid="no-panel" />
  );
};
const saved: EntryView = {
  model: CUSTOMER,
  collectionType: 'collection-types',
  document: { documentId: 'doc1', updatedAt: '2026-01-01' },
};
const open = (routes: Routes = {}, entry: EntryView = saved, locale = 'en') =>
  renderAdmin(<Beside {...entry} />, { routes: routesOf(routes), locale });
const paths = (calls: readonly Call[]) => calls.map(({ method, path }) => `${method} ${path}`);
const posts = (calls: readonly Call[], path: string) =>
  calls.filter((call) => call.method === 'POST' && call.path === path);
const input = () => screen.findByTestId<HTMLTextAreaElement>('entry-input');

beforeEach(() => localStorage.clear());
afterEach(() => {
  grantOnly(null);
  notices.splice(0);
  jest.restoreAllMocks();
});

describe('the panel beside an entry', () => {
  it('[C-21] shows the linked person, consent, window and the last messages, and the way into the inbox', async () => {
    await open();
    expect(await screen.findByText('Siparişim nerede?')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Ayşe Kaya' }).getAttribute('href')).toBe(
      '/plugins/whatsapp/contacts?contact=1'
    );
    expect(screen.getByText(en('state.marketing.in'))).toBeTruthy();
    expect(screen.getByTestId('window-meter').getAttribute('data-level')).not.toBe('closed');
    expect(
      screen.getByRole('link', { name: en('content-manager.panel.inbox') }).getAttribute('href')
    ).toBe('/plugins/whatsapp/inbox?c=1');
    expect(await violations()).toEqual([]);
  });

  it('is not there for a type that is not mapped, and asks nothing about its entries', async () => {
    const { calls } = await open({}, { ...saved, model: 'api::article.article' });
    await waitFor(() => expect(paths(calls)).toEqual([MAPPED]));
    expect(screen.getByTestId('no-panel')).toBeTruthy();
    expect(paths(calls)).toEqual([MAPPED]);
  });

  it('is not there, and asks nothing at all, for who may not see conversations', async () => {
    grantOnly(['contact.browse', 'campaign.prepare']);
    const { calls } = await open();
    expect(screen.getByTestId('no-panel')).toBeTruthy();
    expect(calls).toEqual([]);
  });

  it('asks to save an entry that is new or being copied', async () => {
    const { calls } = await open({}, { model: CUSTOMER, collectionType: 'collection-types' });
    expect(await screen.findByText(en('content-manager.panel.unsaved'))).toBeTruthy();
    expect(paths(calls)).toEqual([MAPPED]);
  });

  it('[C-10] sends with Ctrl+Enter, once, without saving or publishing the entry', async () => {
    const saves = jest.fn();
    window.addEventListener('keydown', saves);
    const { calls, person: user } = await open({
      [SEND]: (call: Call) =>
        messageOf(2, {
          direction: 'out',
          clientId: (call.body as { clientId: string }).clientId,
          body: { ...messageOf(1).body, text: 'Yolda' },
        }),
    });
    await user.type(await input(), 'Yolda');
    saves.mockClear();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.getAllByTestId('bubble')).toHaveLength(2));
    window.removeEventListener('keydown', saves);
    const enters = saves.mock.calls.filter(([event]) => (event as KeyboardEvent).key === 'Enter');
    expect(enters).toEqual([]);
    expect(posts(calls, '/whatsapp/conversations/1/messages').map(({ body }) => body)).toEqual([
      { type: 'text', clientId: expect.any(String) as string, text: 'Yolda' },
    ]);
    expect((await input()).value).toBe('');
  });

  it('[C-10] the key that sends in the Inbox sends here too', async () => {
    const { calls, person: user } = await open({ [SEND]: messageOf(2, { direction: 'out' }) });
    const sent = () => posts(calls, '/whatsapp/conversations/1/messages').length;
    expect((await input()).placeholder).toContain('Enter');
    await user.type(await input(), 'Yolda{Shift>}{Enter}{/Shift}bile');
    expect((await input()).value).toBe('Yolda\nbile');
    localStorage.setItem('whatsapp.inbox.send-key.1', 'mod-enter');
    await user.keyboard('{Enter}');
    expect((await input()).value).toBe('Yolda\nbile\n');
    expect(sent()).toBe(0);
    localStorage.setItem('whatsapp.inbox.send-key.1', 'enter');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(sent()).toBe(1));
    localStorage.clear();
  });

  it('marks nothing read in passing, only when somebody sets out to answer', async () => {
    const unread = { conversations: [talk({ unread: 2 })], nextCursor: null, unreadTotal: 2 };
    const { calls, person: user } = await open({ [TALKS]: unread });
    await screen.findByText('Siparişim nerede?');
    expect(posts(calls, '/whatsapp/conversations/1/read')).toEqual([]);
    await user.click(await input());
    await waitFor(() => expect(posts(calls, '/whatsapp/conversations/1/read')).toHaveLength(1));
  });

  const windowClosed = new RegExp(en('inbox.composer.template-only', { name: '.+' }));

  it('[C-11] [C-13] offers a template only when the window is closed', async () => {
    const closed = talk({ window: { open: false, expiresAt: 1 } });
    await open({ [TALKS]: { conversations: [closed], nextCursor: null, unreadTotal: 0 } });
    expect(await screen.findByText(windowClosed)).toBeTruthy();
    expect(screen.getByRole('button', { name: en('inbox.composer.choose-template') })).toBeTruthy();
    expect(screen.queryByTestId('entry-input')).toBeNull();
  });

  it('[T-30] [O-33] fills a template with the values of this entry, and sends it as one about it, by the consent that it carries', async () => {
    const closed = talk({ window: { open: false, expiresAt: 1 } });
    const asked: string[] = [];
    const { calls, person: user } = await open({
      [TALKS]: { conversations: [closed], nextCursor: null, unreadTotal: 0 },
      'GET /whatsapp/templates': {
        templates: [
          templateOf(2, {
            ...{ name: 'shipped', body: 'Sipariş {{1}} yolda', category: 'UTILITY' },
            bindings: {
              'body.1': {
                source: { kind: 'record', type: CUSTOMER, field: 'code' },
                fallback: null,
              },
            },
          }),
        ],
        lastSync: null,
      },
      'GET /whatsapp/conversations/1/may-template': ({ query }) => {
        asked.push(query.toString());
        return {
          ...{ MARKETING: null, UTILITY: 'no-consent', AUTHENTICATION: null },
          ...{ carriedBy: [CUSTOMER], topicsRefused: [], channels: [] },
        };
      },
      'GET /whatsapp/conversations/1/template-values': ({ query }) => {
        asked.push(query.toString());
        const value = { from: 'source', text: 'S-1048' };
        return { templates: { 2: { 'body.1': value, 'body.2': value } } };
      },
      [SEND]: messageOf(2, { direction: 'out' }),
    });
    await user.click(
      await screen.findByRole('button', { name: en('inbox.composer.choose-template') })
    );
    await user.click(await screen.findByRole('button', { name: /shipped/ }));
    const send = await screen.findByTestId<HTMLButtonElement>('template-send');
    const why = () => screen.getByTestId('template-why').textContent;
    const [field] = screen.getAllByDisplayValue('S-1048');
    if (!field) throw new Error('no field');
    await user.type(field, '9');
    expect([send.disabled, why()]).toEqual([true, en('inbox.template.why.typed')]);
    await user.type(field, '{Backspace}');
    expect([send.disabled, why()]).toEqual([false, '']);
    const line = jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    act(() => void window.dispatchEvent(new Event('offline')));
    expect([send.disabled, why()]).toEqual([true, en('inbox.composer.offline')]);
    line.mockReturnValue(true);
    act(() => void window.dispatchEvent(new Event('online')));
    await user.click(send);
    await waitFor(() => expect(posts(calls, '/whatsapp/conversations/1/messages')).toHaveLength(1));
    const entry = { uid: CUSTOMER, documentId: 'doc1' };
    expect(posts(calls, '/whatsapp/conversations/1/messages')[0]?.body).toMatchObject({
      ...{ type: 'template', templateId: 2, entry },
    });
    const named = new URLSearchParams(entry).toString();
    expect(asked).toEqual([named, named]);
  });

  it('[C-13] offers a template as the first message to somebody who never wrote', async () => {
    const never = talk({ window: { open: false, expiresAt: null } });
    await open({ [TALKS]: { conversations: [never], nextCursor: null, unreadTotal: 0 } });
    expect(
      await screen.findByRole('button', { name: en('inbox.composer.choose-template') })
    ).toBeTruthy();
    expect(screen.queryByText(windowClosed)).toBeNull();
  });

  it('shows and does not write for who may only read', async () => {
    grantOnly(['chat.read']);
    await open();
    expect(await screen.findByText(en('inbox.composer.no-permission'))).toBeTruthy();
    expect(screen.queryByTestId('entry-send')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Ayşe Kaya' })).toBeNull();
    expect(screen.getByText('Ayşe Kaya')).toBeTruthy();
  });

  it('[C-06] shows what the customer writes while the entry is open', async () => {
    const messages = [messageOf(1)];
    await open({
      'GET /whatsapp/conversations/1/messages': () => ({ messages, events: [], nextCursor: null }),
    });
    await screen.findByText('message 1');
    messages.unshift(messageOf(2, { body: { ...messageOf(2).body, text: 'Teşekkürler' } }));
    publishSignal({ kind: 'hints', hints: [{ type: 'message', id: 2, parent: 1 }] });
    expect(await screen.findByText('Teşekkürler')).toBeTruthy();
  });

  it('[C-21] says while the entry is changed that messages go by the saved one', async () => {
    const Changed = () => {
      const { onChange } = useField('contact');
      return <button onClick={() => onChange('contact', 'Leo')}>change</button>;
    };
    const { person: user } = await renderAdmin(
      <Form method="PUT" initialValues={{ contact: 'Ayşe' }}>
        <Changed />
        <Beside {...saved} />
      </Form>,
      { routes: routesOf() }
    );
    await input();
    const said = en('content-manager.panel.modified', { name: 'Ayşe Kaya' });
    expect(screen.queryByText(said)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'change' }));
    expect(await screen.findByText(said)).toBeTruthy();
  });

  it('asks before the page is left while the server has not confirmed a message', async () => {
    const answers = [refuse(503, { kind: 'restarting' }), messageOf(2, { direction: 'out' })];
    const { person: user } = await open({ [SEND]: () => answers.shift() });
    await user.type(await input(), 'Merhaba');
    expect(isLeaveHeld()).toBe(false);
    await user.click(screen.getByTestId('entry-send'));
    await screen.findByText(en('inbox.bubble.unsent'));
    expect(isLeaveHeld()).toBe(true);
    await user.click(screen.getByRole('button', { name: en('inbox.bubble.try-again') }));
    await waitFor(() => expect(isLeaveHeld()).toBe(false));
  });

  it('keeps a refused text in its bubble and puts it back for editing', async () => {
    const { person: user } = await open({ [SEND]: refuse(422, { kind: 'window-closed' }) });
    await user.type(await input(), 'Merhaba');
    await user.click(screen.getByTestId('entry-send'));
    await user.click(await screen.findByRole('button', { name: en('inbox.bubble.edit') }));
    expect((await input()).value).toBe('Merhaba');
  });

  it('[B-25] shows what flows wrote into the entry, for whom, and what it was before', async () => {
    const write = {
      ...{ id: 4, at: 1_700_000_000_000, action: 'change', bot: 'Returns', version: 3 },
      contact: { id: 1, name: 'Ayşe Kaya' },
      changes: [{ label: 'State', from: 'In transit', to: 'Returned' }],
    };
    const unknown = { ...write, id: 3, action: 'create', version: null, contact: null };
    const { calls } = await open({ [WRITES]: { writes: [write, { ...unknown, changes: [] }] } });
    const name = en('content-manager.writes');
    const list = within(await screen.findByRole('region', { name }));
    const flow = en('content-manager.writes.flow', { name: 'Returns', version: '3' });
    expect(
      list.getByText(en('content-manager.writes.change', { flow, name: 'Ayşe Kaya' }))
    ).toBeTruthy();
    expect(list.getByText('State: In transit → Returned')).toBeTruthy();
    const gone = en('content-manager.writes.somebody');
    expect(
      list.getByText(en('content-manager.writes.create', { flow: 'Returns', name: gone }))
    ).toBeTruthy();
    expect(list.getAllByTestId('entry-write')).toHaveLength(2);
    const asked = calls.find(({ path }) => path === '/whatsapp/records/entry-writes');
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      ...{ uid: CUSTOMER, documentId: 'doc1', language: 'en', zone: 'UTC' },
    });
    expect(await violations()).toEqual([]);
  });

  it('lets one choose among several people of an entry and among several numbers', async () => {
    const veli = person(2, 'Veli');
    const { calls, person: user } = await open({
      [PEOPLE]: people({ people: [ayse, veli] }),
      'GET /whatsapp/accounts': { accounts: [account(1, 'Shop'), account(2, 'Support')] },
      [TALKS]: (call: Call) => ({
        conversations: call.query.get('contactId') === '1' ? [talk()] : [],
        nextCursor: null,
        unreadTotal: 0,
      }),
      'POST /whatsapp/conversations': conversationOf(5, { accountId: 2, contact: contactOf(2) }),
    });
    await screen.findByText('Siparişim nerede?');
    await user.click(screen.getByRole('combobox', { name: en('content-manager.panel.person') }));
    await user.click(await screen.findByRole('option', { name: 'Veli' }));
    expect(await screen.findByText(en('inbox.thread.empty'))).toBeTruthy();
    await user.click(screen.getByRole('combobox', { name: en('inbox.new.number') }));
    await user.click(await screen.findByRole('option', { name: en('chatLinks.purpose.support') }));
    await user.click(screen.getByRole('button', { name: en('content-manager.panel.begin') }));
    await waitFor(() =>
      expect(posts(calls, '/whatsapp/conversations').map(({ body }) => body)).toEqual([
        { contactId: 2, accountId: 2 },
      ])
    );
  });

  it('says that a colleague is talking with the person whom one may not see', async () => {
    const { person: user } = await open({
      [TALKS]: { conversations: [], nextCursor: null, unreadTotal: 0 },
      'POST /whatsapp/conversations': refuse(404, { kind: 'not-found' }),
    });
    await user.click(
      await screen.findByRole('button', { name: en('content-manager.panel.begin') })
    );
    expect(await screen.findByText(en('content-manager.panel.taken'))).toBeTruthy();
    expect(notices).toEqual([]);
  });
});

describe('the panel beside an entry of nobody', () => {
  const nobody = (part: Partial<EntryPeople> = {}) => people({ people: [], ...part });

  it('[C-22] makes the contact of its number at a press', async () => {
    let made = false;
    const { calls, person: user } = await open({
      [PEOPLE]: () => (made ? people() : nobody()),
      'POST /whatsapp/records/entry-people': () => {
        made = true;
        return { ok: true };
      },
    });
    expect(
      await screen.findByText(en('content-manager.panel.unknown', { phone: '+90 532 000 00 01' }))
    ).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: en('content-manager.panel.create') }));
    expect(await screen.findByText('Siparişim nerede?')).toBeTruthy();
    expect(posts(calls, '/whatsapp/records/entry-people').map(({ body }) => body)).toEqual([
      { uid: CUSTOMER, documentId: 'doc1' },
    ]);
  });

  it('[C-22] asks which of several contacts is meant and links that one', async () => {
    const { calls, person: user } = await open({
      [PEOPLE]: nobody({ candidates: [ayse, person(2, 'Veli')] }),
      'POST /whatsapp/records/links': { ok: true },
    });
    expect(
      await screen.findByText(en('content-manager.panel.candidates', { count: 2 }))
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: en('content-manager.panel.create') })).toBeNull();
    await user.click(
      screen.getByRole('button', { name: en('content-manager.panel.link-with', { name: 'Veli' }) })
    );
    await waitFor(() =>
      expect(posts(calls, '/whatsapp/records/links').map(({ body }) => body)).toEqual([
        { contactId: 2, uid: CUSTOMER, documentId: 'doc1' },
      ])
    );
  });

  it.each(['empty', 'invalid'] as const)('says what helps when the number is %s', async (state) => {
    await open({ [PEOPLE]: nobody({ phone: { label: 'Phone', e164: null, state } }) });
    const words = en(`content-manager.panel.phone-${state}`, { field: 'Phone' });
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('offers nothing that would be refused to who may not edit contacts', async () => {
    grantOnly(['chat.read', 'chat.reply']);
    await open({ [PEOPLE]: nobody({ candidates: [ayse] }) });
    expect(await screen.findByText('Ayşe Kaya')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('tells what the server refused', async () => {
    const { person: user } = await open({
      [PEOPLE]: nobody(),
      'POST /whatsapp/records/entry-people': refuse(422, {
        kind: 'entry-without-number',
        remedy: 'Fill in the number.',
      }),
    });
    await user.click(
      await screen.findByRole('button', { name: en('content-manager.panel.create') })
    );
    await waitFor(() =>
      expect(notices.at(-1)?.message).toContain(en('error.entry-without-number'))
    );
  });

  it('speaks Turkish', async () => {
    await open({ [PEOPLE]: nobody() }, saved, 'tr');
    expect(
      await screen.findByRole('button', { name: tr('content-manager.panel.create') })
    ).toBeTruthy();
  });
});

describe('the menu of a row', () => {
  const Row = (entry: EntryView): ReactNode => {
    const action = MessageEntry(entry);
    return action ? (
      <>
        <h1>{action.label}</h1>
        {action.dialog.content}
      </>
    ) : (
      <p data-testid="no-action" />
    );
  };

  it('[C-08] opens the talk with the entry’s person', async () => {
    await renderAdmin(<Row {...saved} />, { routes: routesOf() });
    expect(await screen.findByText('Siparişim nerede?')).toBeTruthy();
    expect(screen.getByRole('heading', { name: en('content-manager.row.label') })).toBeTruthy();
  });

  it('has nothing of ours for types that are not mapped and for who may not answer', async () => {
    const other = { ...saved, model: 'api::article.article' };
    const { unmount } = await renderAdmin(<Row {...other} />, { routes: routesOf() });
    expect(await screen.findByTestId('no-action')).toBeTruthy();
    unmount();
    grantOnly(['chat.read']);
    const { calls } = await renderAdmin(<Row {...saved} />, { routes: routesOf() });
    expect(screen.getByTestId('no-action')).toBeTruthy();
    expect(calls).toEqual([]);
  });
});
