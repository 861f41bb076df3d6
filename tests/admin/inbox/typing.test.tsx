import { act, createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react';
import fc from 'fast-check';
import InboxPage from '../../../admin/src/pages/Inbox/InboxPage';
import { isDeed, renderAdmin } from '../../support/render-admin';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { grantOnly } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

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
/** How the page stands before anybody presses anything. */
interface Facts {
  readonly at?: string;
  readonly device?: Parameters<typeof showOn>[0];
  readonly grants?: readonly string[];
  readonly windowOpen?: boolean;
  /** The first conversation is not in the list, and comes with its messages only after this. */
  readonly held?: Promise<void>;
}
const open = async (facts: Facts = {}) => {
  const { at = '/?c=1&panel=1', device = 'wide', grants = null, windowOpen = true, held } = facts;
  showOn(device);
  grantOnly(grants);
  const shown = windowOpen ? ayse : { ...ayse, window: { open: false, expiresAt: 1 } };
  const view = await renderAdmin(<InboxPage />, {
    at,
    routes: {
      'GET /whatsapp/conversations': {
        conversations: held ? [mehmet] : [shown, mehmet],
        nextCursor: null,
        unreadTotal: 0,
      },
      'GET /whatsapp/conversations/1': async () => {
        await held;
        return shown;
      },
      'GET /whatsapp/message-search': {
        hits: [
          {
            messageId: 1,
            conversation: shown,
            direction: 'in',
            at: 1,
            excerpt: [{ text: 'kargo', hit: true }],
          },
        ],
        nextCursor: null,
        incomplete: false,
      },
      'GET /whatsapp/quick-replies': { quickReplies: [] },
      'GET /whatsapp/conversations/1/about': about,
      'GET /whatsapp/conversations/1/messages': async () => {
        await held;
        return {
          messages: [
            messageOf(2, { direction: 'out', wamid: 'wamid.2' }),
            messageOf(1, { wamid: 'wamid.1' }),
          ],
          events: [],
          nextCursor: null,
        };
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
  if (at.includes('c=1')) await screen.findByText('message 2');
  if (at.includes('panel=1') && device === 'wide' && !grants)
    await screen.findByRole('button', { name: en('inbox.panel.field.edit', { label: 'Branch' }) });
  return { ...view, deeds: () => view.calls.filter(isDeed) };
};

const CONTROLS =
  'button, a[href], input, textarea, select, [role="combobox"], [role="tab"], [role="checkbox"], [tabindex]';
/** The list and its rows: there letters are commands of who switched them on. */
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
const states: [string, (page: Opened) => Promise<unknown>, Facts?][] = [
  ['as it opens', () => screen.findByTestId('mode-note')],
  [
    'opened from a search hit',
    async ({ person }) => {
      await person.click(await screen.findByTestId('message-hit'));
      await waitFor(() =>
        expect(document.activeElement?.getAttribute('data-message-id')).toBe('1')
      );
      return screen.findByTestId('mode-note');
    },
    { at: '/?q=kargo' },
  ],
  [
    'with the window closed',
    () => screen.findByRole('button', { name: en('inbox.composer.choose-template') }),
    { windowOpen: false },
  ],
  [
    'for somebody who may only read',
    () => screen.findByTestId('thread-more'),
    { grants: ['chat.read', 'chat.read-all'] },
  ],
  [
    'with the choice of a template open',
    async ({ person }) => {
      await person.click(
        await screen.findByRole('button', { name: en('inbox.composer.choose-template') })
      );
      return screen.findByRole('dialog');
    },
    { windowOpen: false },
  ],
  ['on a phone', () => screen.findByTestId('mode-note'), { at: '/?c=1', device: 'phone' }],
  [
    'on a phone, with the list',
    () => screen.findByTestId('new-message'),
    { at: '/', device: 'phone' },
  ],
  ['with no conversation open', () => screen.findByTestId('keys-open'), { at: '/' }],
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
      await person.click(
        screen.getByRole('button', { name: en('inbox.panel.field.edit', { label: 'Branch' }) })
      );
      return screen.findByRole('combobox', { name: 'Branch' });
    },
  ],
  [
    'with the menu of the conversation open',
    async ({ person }) => {
      await person.click(screen.getByTestId('thread-more'));
      return screen.findByRole('menuitem', { name: en('inbox.close.why') });
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
      return screen.findByRole('menuitem', { name: en('inbox.attach.device') });
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
      return screen.findByRole('dialog', { name: en('inbox.new.title') });
    },
  ],
];

/** The field of the composer that is shown and may be typed into; null behind a dialog or a menu, and where there is none. */
const shownField = (): HTMLTextAreaElement | null => {
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return null;
  const fields = ['note-input', 'composer-input'].map((id) => screen.queryByTestId(id));
  return fields.find((field): field is HTMLTextAreaElement => field !== null) ?? null;
};
const written = (): [HTMLTextAreaElement, string][] =>
  screen
    .queryAllByTestId<HTMLTextAreaElement>(/composer-input|note-input/)
    .map((field) => [field, field.value]);
/** Where somebody is who is in no field, on no button and not in the list. */
const places = (): HTMLElement[] => [
  document.body,
  ...document.querySelectorAll<HTMLElement>(
    'section[aria-label="Messages"], aside, [data-testid="thread"], [data-testid="bubble"], [data-testid="receipts"]'
  ),
];
/** As a press and the focus lead there. */
const goTo = (place: HTMLElement) =>
  act(() => {
    fireEvent.pointerDown(place);
    if (place === document.body) (document.activeElement as HTMLElement | null)?.blur();
    else {
      if (place.tabIndex < 0) place.tabIndex = -1;
      place.focus();
    }
  });
const typed = (words: string) => words.replaceAll('[', '[[').replaceAll('{', '{{');
const SIGNS = [...WORDS, ...'aetrnzxikjNOğüşıöçİ?@[]{}.,!1'];
const words = fc
  .tuple(fc.constantFrom(...SIGNS), fc.array(fc.constantFrom(...SIGNS, ' ', '/'), { maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest].join(''));

/** Letters are commands of this person. */
const lettersOn = () => localStorage.setItem('whatsapp.inbox.letter-keys.1', 'on');

beforeEach(() => localStorage.clear());
afterEach(() => {
  grantOnly(null);
  showOn('wide');
  jest.restoreAllMocks();
});

// `facts` has a default: without it, jest would hand the rows that name none its `done` and wait for that.
describe('what is typed in the Inbox', () => {
  it.each(states)(
    'no letter on any control closes, sends, assigns or tags %s',
    async (_name, prepare, facts = {}) => {
      lettersOn();
      const page = await open(facts);
      const own = (await prepare(page)) as HTMLElement;
      const before = controls();
      expect(before.length).toBeGreaterThan(2);
      // What stands open is among them.
      expect(before.some((one) => own.contains(one) || one.contains(own))).toBe(true);
      const done = page.deeds().length;
      for (const control of before) {
        if (!control.isConnected) continue;
        act(() => control.focus());
        for (const key of WORDS)
          fireEvent.keyDown(document.activeElement ?? document.body, { key });
        const name = control.getAttribute('aria-label') ?? control.textContent ?? control.tagName;
        expect([name, page.deeds().slice(done)]).toEqual([name, []]);
      }
    },
    120_000
  );

  it.each(states)(
    'outside of fields, lists and buttons words go whole into the composer that is shown, else nowhere, %s',
    async (_name, prepare, facts = {}) => {
      lettersOn();
      const page = await open(facts);
      await prepare(page);
      const done = page.deeds().length;
      await fc.assert(
        fc.asyncProperty(fc.nat(), words, async (which, text) => {
          const all = places();
          const place = all[which % all.length] ?? document.body;
          goTo(place);
          // The press closed what lay above; a menu gives the focus back to its button, a moment later.
          await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
          const field = document.activeElement === place ? shownField() : null;
          const before = written();
          await page.person.keyboard(typed(text));
          expect(written()).toEqual(
            before.map(([one, value]) => [one, one === field ? value + text : value])
          );
          expect(page.deeds().slice(done)).toEqual([]);
        }),
        { numRuns: 4, endOnFailure: true }
      );
    },
    120_000
  );

  it('what is typed right after a press on a hit is in the answer whole, also when the message comes later', async () => {
    let arrive: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const { person, deeds } = await open({ at: '/?q=kargo', held });
    await person.click(await screen.findByTestId('message-hit'));
    const field = await screen.findByTestId<HTMLTextAreaElement>('composer-input');
    await person.keyboard('Mer');
    arrive();
    await waitFor(() => expect(document.querySelector('[data-target="true"]')).toBeTruthy());
    await person.keyboard('haba');
    expect(field.isConnected).toBe(true);
    expect(field.value).toBe('Merhaba');
    expect(document.activeElement).toBe(field);
    expect(deeds()).toEqual([]);
  });

  it('“Merhaba Nazlı” and “tamam” on the found message stand in the field, at the end of the draft', async () => {
    localStorage.setItem('whatsapp.draft.1.1', JSON.stringify({ text: 'Evet. ', since: 1 }));
    const { person, deeds } = await open();
    const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');
    const draft = field().value;
    goTo(screen.getAllByTestId('bubble')[0] ?? document.body);
    await person.keyboard('Merhaba Nazlı');
    expect(field().value).toBe(`${draft}Merhaba Nazlı`);
    expect(document.activeElement).toBe(field());
    // In the middle where the caret was left there.
    field().setSelectionRange(0, 0);
    goTo(screen.getByTestId('thread'));
    await person.keyboard('tamam ');
    expect(field().value).toBe(`tamam ${draft}Merhaba Nazlı`);
    expect(deeds()).toEqual([]);
  });

  it('accents, input methods and AltGr lead to the field too; Space, Ctrl, ⌘ and Alt do not, and no key is taken', async () => {
    await open();
    const field = screen.getByTestId('composer-input');
    const press = (init: KeyboardEventInit) => {
      goTo(document.body);
      const event = createEvent.keyDown(document.body, init);
      fireEvent(document.body, event);
      return [document.activeElement === field, event.defaultPrevented];
    };
    for (const init of [
      { key: 'Dead' },
      { key: 'Process' },
      { key: 'ğ' },
      { key: '@', ctrlKey: true, altKey: true, modifierAltGraph: true },
      { key: 'T', shiftKey: true },
    ])
      expect([init, ...press(init)]).toEqual([init, true, false]);
    for (const init of [
      { key: ' ' },
      { key: 'b', ctrlKey: true },
      { key: 'v', metaKey: true },
      { key: 'e', altKey: true },
      { key: 'ka', isComposing: true },
      { key: 'a', isComposing: true },
      { key: 'F5' },
      { key: 'PageDown' },
      { key: 'Shift', shiftKey: true },
    ])
      expect([init, ...press(init)]).toEqual([init, false, false]);
  });

  it('in the list letters do nothing until they are switched on, and then only there', async () => {
    const { person, deeds } = await open();
    act(() => list()?.focus());
    await person.keyboard(`${WORDS}?/`);
    expect(deeds()).toEqual([]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(shownField()?.value).toBe('');
    await person.click(screen.getByTestId('keys-open'));
    await person.click(await screen.findByRole('checkbox', { name: en('inbox.keys.switch') }));
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const bodies = () => deeds().map(({ body }) => body);
    act(() => list()?.focus());
    await person.keyboard('a');
    await waitFor(() => expect(bodies()).toEqual([{ assigneeId: 1 }]));
    goTo(screen.getByTestId('thread'));
    await person.keyboard('e');
    expect(shownField()?.value).toBe('e');
    expect(bodies()).toEqual([{ assigneeId: 1 }]);
  });

  it('Ctrl+/ and ⌘+/ show the keys from a field, from the list and from the thread', async () => {
    const { person } = await open();
    for (const [keys, place] of [
      ['{Control>}/{/Control}', screen.getByTestId('composer-input')],
      ['{Meta>}/{/Meta}', screen.getByTestId('thread')],
      ['{Control>}/{/Control}', list() ?? document.body],
    ] as const) {
      goTo(place);
      await person.keyboard(keys);
      await screen.findByRole('dialog', { name: en('inbox.keys.title') });
      await person.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    }
    expect(shownField()?.value).toBe('');
  });

  it('letters of somebody whose field was taken away go nowhere; after Esc or a press they are commands in the list', async () => {
    lettersOn();
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
    lettersOn();
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
    await person.click(
      screen.getByRole('button', { name: en('inbox.panel.field.edit', { label: 'Branch' }) })
    );
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
    const dialog = await screen.findByRole('dialog', { name: en('inbox.new.title') });
    const field = within(dialog).getByRole<HTMLInputElement>('combobox', {
      name: en('inbox.new.to'),
    });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await person.keyboard('Ali Veli');
    expect(field.value).toBe('Ali Veli');
    expect(screen.getByRole('dialog', { name: en('inbox.new.title'), hidden: true })).toBe(dialog);
    // Esc closes the list of people, and then leaves.
    await person.keyboard('{Escape}{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { hidden: true })).toBeNull());
  });
});
