import { screen, waitFor } from '@testing-library/react';
import InboxPage from '../../../admin/src/pages/Inbox/InboxPage';
import type { MessageView } from '../../../server/src/contracts/conversations';
import { contactOf, conversationOf, messageOf, templateOf } from '../../support/message-views';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { violations } from '../axe';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

jest.mock('@tanstack/react-virtual', () =>
  jest.requireActual<typeof import('../../support/every-row')>('../../support/every-row').everyRow()
);

const body = messageOf(1).body;
const media = { mime: null, voice: false, url: null };
/** Each kind of thing that a thread draws. */
const messages: MessageView[] = [
  messageOf(1, { reactions: [{ from: 'us', emoji: '👍' }] }),
  messageOf(2, { body: { ...body, media: { ...media, kind: 'image', filename: 'a.jpg' } } }),
  messageOf(3, {
    body: { ...body, media: { ...media, kind: 'audio', filename: null, voice: true } },
  }),
  messageOf(4, { body: { ...body, media: { ...media, kind: 'document', filename: 'b.pdf' } } }),
  messageOf(5, {
    body: { ...body, location: { latitude: 41, longitude: 29, name: 'Home', address: null } },
  }),
  messageOf(6, { body: { ...body, contacts: [{ name: 'Can', phones: ['+905320000009'] }] } }),
  messageOf(7, { direction: 'out', state: 'read', quoted: { id: 1, text: 'message 1' } }),
  messageOf(8, {
    direction: 'out',
    state: 'failed',
    error: {
      code: 131047,
      class: 'window',
      title: 'Too late',
      advice: 'Send a template',
      retryable: false,
    },
  }),
  messageOf(9, { direction: 'out', state: 'uncertain' }),
  messageOf(10, {
    direction: 'out',
    body: {
      ...body,
      footer: 'Shop',
      buttons: [{ type: 'url', text: 'See', value: 'https://example.com' }],
    },
  }),
];
const ayse = conversationOf(1, {
  contact: contactOf(1, { name: 'Ayşe Kaya', tags: ['vip'] }),
  unread: 2,
});
const closed = conversationOf(2, { window: { open: false, expiresAt: 1 } });

const routes = (part: Routes = {}): Routes => ({
  'GET /whatsapp/conversations': {
    conversations: [ayse, closed],
    nextCursor: null,
    unreadTotal: 1,
  },
  'GET /whatsapp/conversations/1': ayse,
  'GET /whatsapp/conversations/2': closed,
  'GET /whatsapp/conversations/1/messages': {
    messages: [...messages].reverse(),
    events: [
      {
        id: 1,
        conversationId: 1,
        kind: 'closed',
        at: messageOf(4).at,
        agent: { id: 1, name: 'Ada' },
        target: null,
        subject: null,
      },
    ],
    nextCursor: null,
  },
  'GET /whatsapp/conversations/2/messages': {
    messages: [messageOf(20, { conversationId: 2 })],
    events: [],
    nextCursor: null,
  },
  'GET /whatsapp/conversations/1/notes': {
    notes: [],
  },
  'GET /whatsapp/conversations/2/notes': { notes: [] },
  'GET /whatsapp/conversations/1/about': {
    groups: [{ id: 1, name: 'Regulars' }],
    campaigns: [],
    botRuns: [],
    files: [],
    position: null,
    mayKeepPosition: false,
    moveRequest: null,
    preference: { kinds: [], topicsRefused: [], frequency: null, pausedUntil: null },
  },
  'GET /whatsapp/conversations/2/may-template': {
    MARKETING: null,
    UTILITY: null,
    AUTHENTICATION: null,
  },
  'GET /whatsapp/templates': { templates: [templateOf(1)] },
  'GET /whatsapp/accounts': {
    accounts: [{ id: 1, name: 'Shop', isSimulator: true, status: 'connected' }],
  },
  'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Ada' }], me: 1 },
  'GET /whatsapp/contacts': { contacts: [contactOf(1)], nextCursor: null },
  'POST /whatsapp/conversations/1/read': { ok: true },
  ...part,
});
const open = (at = '/', part: Routes = {}) =>
  renderAdmin(<InboxPage />, { at, routes: routes(part) });

beforeEach(() => localStorage.clear());
afterEach(() => {
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('what machines read of the inbox', () => {
  it('finds nothing to mend in list, thread with every kind of message, and the person', async () => {
    await open('/?c=1&panel=1');
    await waitFor(() => expect(screen.getAllByTestId('bubble')).toHaveLength(messages.length));
    await screen.findByTestId('composer-input');
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend while nothing is chosen, while there is nothing, and after a failure', async () => {
    const some = await open();
    await screen.findAllByTestId('conversation-row');
    expect(await violations()).toEqual([]);
    some.unmount();
    const none = { conversations: [], nextCursor: null, unreadTotal: 0 };
    const empty = await open('/', { 'GET /whatsapp/conversations': none });
    await waitFor(() => expect(screen.queryAllByRole('status').length).toBeGreaterThan(0));
    expect(await violations()).toEqual([]);
    empty.unmount();
    await open('/', { 'GET /whatsapp/conversations': refuse(500, { kind: 'server' }) });
    await screen.findAllByRole('alert');
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend in a closed window and its choice of templates', async () => {
    const { person } = await open('/?c=2');
    await person.click(
      await screen.findByRole('button', { name: en('inbox.composer.choose-template') })
    );
    await screen.findByTestId('template-choice');
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend in a new message and in the sheet of keys', async () => {
    const { person } = await open();
    await screen.findAllByTestId('conversation-row');
    await person.click(screen.getByTestId('new-message'));
    await screen.findByTestId('new-message-contact');
    expect(await violations()).toEqual([]);
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await person.click(screen.getByTestId('keys-open'));
    await screen.findByRole('dialog', { name: en('inbox.keys.title') });
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend while many are chosen', async () => {
    const { person } = await open();
    await screen.findAllByTestId('conversation-row');
    await person.click(screen.getByTestId('select-mode'));
    for (const row of screen.getAllByTestId('conversation-row')) await person.click(row);
    await screen.findByTestId('bulk-assign');
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend for who may only read', async () => {
    grantOnly(['chat.read']);
    await open('/?c=1');
    await screen.findByText(en('inbox.composer.no-permission'));
    expect(await violations()).toEqual([]);
  });
});
