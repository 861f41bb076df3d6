import { act, screen, waitFor, within } from '@testing-library/react';
import InboxPage from '../../../admin/src/pages/Inbox/InboxPage';
import { isDeed, renderAdmin } from '../../support/render-admin';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { showOn } from '../../support/show-on';

showOn('wide');

const ayse = conversationOf(1, { contact: contactOf(1, { name: 'Ayşe Kaya', tags: ['vip'] }) });
const mehmet = conversationOf(2, { contact: contactOf(2, { name: 'Mehmet Demir' }) });
const branch = {
  id: 1,
  key: 'branch',
  kind: 'choice',
  label: 'Branch',
  labelTr: null,
  choices: ['Ankara', 'Bursa'],
  archived: false,
  sensitive: null,
};
const about = {
  contactId: 1,
  groups: [{ id: 1, name: 'Regulars' }],
  campaigns: [],
  files: [],
  botRuns: [],
  position: null,
  mayKeepPosition: false,
  moveRequest: null,
  preference: { kinds: [], topicsRefused: [], frequency: null, pausedUntil: null },
};
const open = async () => {
  const view = await renderAdmin(<InboxPage />, {
    at: '/?c=1&panel=1',
    routes: {
      'GET /whatsapp/conversations': {
        conversations: [ayse, mehmet],
        nextCursor: null,
        unreadTotal: 0,
      },
      'GET /whatsapp/conversations/1': ayse,
      'GET /whatsapp/conversations/1/about': about,
      'GET /whatsapp/conversations/1/messages': {
        messages: [
          messageOf(2, { direction: 'out', wamid: 'wamid.2' }),
          messageOf(1, { wamid: 'wamid.1' }),
        ],
        events: [],
        nextCursor: null,
      },
      'GET /whatsapp/conversations/1/readers': { people: [] },
      'GET /whatsapp/agents': {
        agents: [
          { id: 1, name: 'Ada' },
          { id: 2, name: 'Can' },
        ],
        me: 1,
      },
      'GET /whatsapp/accounts': { accounts: [] },
      'GET /whatsapp/contact-fields': { fields: [branch] },
      'GET /whatsapp/contacts': { contacts: [], nextCursor: null },
      'GET /whatsapp/contacts/1': { contact: ayse.contact, groups: [], dataConsents: [] },
      'PUT /whatsapp/contacts/1': ayse.contact,
      'GET /whatsapp/contacts/1/records': { links: [], types: [] },
      'GET /whatsapp/records/links': { links: [], types: [] },
      'GET /whatsapp/tasks': { tasks: [], nextCursor: null },
      'GET /whatsapp/tags': { tags: [] },
      'GET /whatsapp/groups': { groups: [] },
      'PUT /whatsapp/conversations/1': ayse,
      'POST /whatsapp/conversations/1/read': { ok: true },
    },
  });
  await screen.findByText('message 2');
  await screen.findByRole('button', { name: 'Change Branch' });
  return { ...view, deeds: () => view.calls.filter(isDeed) };
};

const CONTROLS =
  'button, a[href], input, textarea, select, [role="combobox"], [role="tab"], [role="checkbox"], [tabindex]';
/** The list, its rows, the thread and its messages: there letters are commands. */
const isPlaceOfKeys = (element: Element) => element.matches('[data-keys="here"]');
const controls = () =>
  [...document.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (element) => !isPlaceOfKeys(element) && !element.matches(':disabled, [aria-hidden="true"] *')
  );
/** Each letter that is a command, and a pair. */
const WORDS = 'aetrnzxikNgc';
/** The list itself: this window draws no rows. */
const list = () =>
  document.querySelector<HTMLElement>('section[aria-label="Conversations"] div[data-keys="here"]');

type Opened = Awaited<ReturnType<typeof open>>;
/** What stands open while somebody types; each with a control that only it has. */
const states: [string, (page: Opened) => Promise<unknown>][] = [
  ['as it opens', () => screen.findByTestId('mode-note')],
  [
    'while a note is written',
    async ({ person }) => {
      await person.click(screen.getByTestId('mode-note'));
      return screen.findByTestId('note-input');
    },
  ],
  [
    'with a list of the side panel open for a change',
    async ({ person }) => {
      await person.click(screen.getByRole('button', { name: 'Change Branch' }));
      return screen.findByRole('combobox', { name: 'Branch' });
    },
  ],
  [
    'with the menu of the conversation open',
    async ({ person }) => {
      await person.click(screen.getByTestId('thread-more'));
      return screen.findByRole('menuitem', { name: 'Close with a reason…' });
    },
  ],
  [
    'with the choice of a colleague open',
    async ({ person }) => {
      await person.click(screen.getByTestId('assign-menu'));
      return screen.findByRole('menuitem', { name: 'Can' });
    },
  ],
  [
    'with what can be attached open',
    async ({ person }) => {
      await person.click(screen.getByTestId('attach'));
      return screen.findByRole('menuitem', { name: /device/ });
    },
  ],
  [
    'while several are chosen',
    async ({ person }) => {
      await person.click(screen.getByTestId('select-mode'));
      return screen.findByTestId('selection-bar');
    },
  ],
  [
    'with New message open',
    async ({ person }) => {
      await person.click(screen.getByTestId('new-message'));
      return screen.findByRole('dialog', { name: 'New message' });
    },
  ],
];

beforeEach(() => localStorage.clear());
afterEach(() => jest.restoreAllMocks());

describe('what is typed in the Inbox', () => {
  it.each(states)(
    'no letter on any control closes, sends, assigns or tags %s',
    async (_name, prepare) => {
      const page = await open();
      const own = (await prepare(page)) as HTMLElement;
      const before = controls();
      expect(before.length).toBeGreaterThan(2);
      // What stands open is among them.
      expect(before.some((one) => own.contains(one) || one.contains(own))).toBe(true);
      for (const control of before) {
        if (!control.isConnected) continue;
        act(() => control.focus());
        await page.person.keyboard(WORDS);
        const name = control.getAttribute('aria-label') ?? control.textContent ?? control.tagName;
        expect([name, page.deeds()]).toEqual([name, []]);
      }
    },
    120_000
  );

  it('none does on the bare page either; in the list and in the thread they do', async () => {
    const { person, deeds } = await open();
    act(() => (document.activeElement as HTMLElement | null)?.blur());
    expect(document.activeElement).toBe(document.body);
    await person.keyboard(WORDS);
    expect(deeds()).toEqual([]);
    const bodies = () => deeds().map(({ body }) => body);
    act(() => list()?.focus());
    await person.keyboard('a');
    await waitFor(() => expect(bodies()).toEqual([{ assigneeId: 1 }]));
    act(() => screen.getByTestId('thread').focus());
    await person.keyboard('e');
    await waitFor(() => expect(bodies().at(-1)).toEqual({ status: 'closed' }));
  });

  it('letters of somebody whose field was taken away are no commands in the list; after Esc or a press they are', async () => {
    const { person, deeds } = await open();
    await person.type(screen.getByTestId('composer-input'), 'I have');
    act(() => list()?.focus());
    await person.keyboard(' an apple');
    expect(deeds()).toEqual([]);
    await person.click(screen.getByTestId('composer-input'));
    await person.keyboard('x{Escape}');
    act(() => list()?.focus());
    await person.keyboard('e');
    await waitFor(() => expect(deeds().map(({ body }) => body)).toEqual([{ status: 'closed' }]));
  });

  it('Enter sends only what was typed with the focus in the answer: not with the key that led there', async () => {
    const { person, deeds } = await open();
    const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');
    await person.type(field(), 'half an answer{Escape}');
    act(() => list()?.focus());
    await person.keyboard('r');
    await waitFor(() => expect(document.activeElement).toBe(field()));
    await person.keyboard('{Enter}');
    expect(deeds()).toEqual([]);
    expect(field().value).toBe('half an answer');
    await person.keyboard('!{Enter}');
    await waitFor(() =>
      expect(deeds().map(({ body }) => body)).toEqual([
        expect.objectContaining({ text: 'half an answer!' }),
      ])
    );
  });

  it('Note and Reply lead to their fields at once, and so does a note that is changed', async () => {
    const { person } = await open();
    await person.click(screen.getByTestId('mode-note'));
    expect(document.activeElement).toBe(screen.getByTestId('note-input'));
    await person.click(screen.getByTestId('mode-reply'));
    expect(document.activeElement).toBe(screen.getByTestId('composer-input'));
  });

  it('a list that its pencil opened has the focus; letters choose in it, Enter saves', async () => {
    const { person, calls } = await open();
    await person.click(screen.getByRole('button', { name: 'Change Branch' }));
    const list = screen.getByRole('combobox', { name: 'Branch' });
    expect(document.activeElement).toBe(list);
    await person.keyboard('Bursa');
    await waitFor(() => expect(list.textContent).toContain('Bursa'));
    await person.keyboard('{Enter}');
    await waitFor(() =>
      expect(calls.filter(isDeed).map(({ path, body }) => [path, body])).toEqual([
        ['/whatsapp/contacts/1', { custom: { branch: 'Bursa' } }],
      ])
    );
  });

  it('New message begins in its field, and a space does not close it', async () => {
    const { person } = await open();
    await person.click(screen.getByTestId('new-message'));
    const dialog = await screen.findByRole('dialog', { name: 'New message' });
    const field = within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'To' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await person.keyboard('Ali Veli');
    expect(field.value).toBe('Ali Veli');
    expect(screen.getByRole('dialog', { name: 'New message', hidden: true })).toBe(dialog);
    // Esc closes the list of people, and then leaves.
    await person.keyboard('{Escape}{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { hidden: true })).toBeNull());
  });
});
