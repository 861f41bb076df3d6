import { fireEvent, screen, waitFor } from '@testing-library/react';
import { MentionsFilter } from '../../../admin/src/pages/Inbox/team/MentionsFilter';
import type { NoteView } from '../../../server/src/contracts/team-notes';
import { holdBack } from '../../support/long-thread';
import { conversationOf, messageOf } from '../../support/message-views';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { SomeThread } from '../../support/some-thread';
import { violations } from '../axe';
import { en, tr } from '../../support/words';

const CREATE = 'POST /whatsapp/conversations/1/notes';
const LIST = 'GET /whatsapp/conversations/1/notes';
const SEEN = 'POST /whatsapp/conversations/1/mentions/seen';
const deniz = { id: 2, name: 'Deniz Ak' };

const noteOf = (id: number, part: Partial<NoteView> = {}): NoteView => ({
  id,
  conversationId: 1,
  at: messageOf(1).at + 10,
  changedAt: null,
  author: { id: 1, name: 'Can' },
  authorName: 'Can',
  text: `note ${id}`,
  mentions: [],
  ...part,
});

const open = async (
  routes: Routes = {},
  { canReply = true, windowOpen = true, locale = 'en' } = {}
) => {
  const window = windowOpen
    ? { open: true, expiresAt: Date.now() + 3_600_000 }
    : { open: false, expiresAt: 1 };
  const view = await renderAdmin(
    <SomeThread conversation={conversationOf(1, { window })} canReply={canReply} />,
    {
      locale,
      routes: {
        'GET /whatsapp/conversations/1/messages': {
          messages: [messageOf(1)],
          events: [],
          nextCursor: null,
        },
        'GET /whatsapp/conversations/1/readers': { people: [deniz, { id: 3, name: 'Efe' }] },
        [LIST]: { notes: [] },
        [SEEN]: { ok: true },
        ...routes,
      },
    }
  );
  await screen.findByTestId('thread');
  return view;
};
const made = (calls: Call[], route: string) =>
  calls.filter(({ method, path }) => `${method} ${path}` === route);

beforeEach(() => localStorage.clear());
afterEach(() => {
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('internal notes in a thread', () => {
  it('are written apart from answers, by keyboard alone, with colleagues offered at "@"', async () => {
    const { person, calls } = await open({ [CREATE]: noteOf(7) });
    await person.click(screen.getByTestId('mode-note'));
    const field = screen.getByTestId('note-input');
    expect(document.activeElement).toBe(field);
    expect(screen.getByText(en('team.note.only-team'))).toBeTruthy();
    await person.type(field, '@den');
    await waitFor(() => expect(screen.getAllByTestId('mention-option')).toHaveLength(1));
    await person.keyboard('{Enter}bakar mısın{Enter}');
    await waitFor(() => expect(made(calls, CREATE)).toHaveLength(1));
    expect(made(calls, CREATE)[0]?.body).toMatchObject({
      text: '@Deniz Ak bakar mısın',
      mentions: [2],
    });
    expect(made(calls, 'POST /whatsapp/conversations/1/messages')).toEqual([]);
    await waitFor(() => expect((field as HTMLTextAreaElement).value).toBe(''));
  });

  it('have one space behind a name that was chosen, also where one types it as usual', async () => {
    const { person } = await open();
    await person.click(screen.getByTestId('mode-note'));
    const field = screen.getByTestId<HTMLTextAreaElement>('note-input');
    await person.type(field, '@den');
    await screen.findByTestId('mention-option');
    await person.keyboard('{Enter} bakar mısın');
    expect(field.value).toBe('@Deniz Ak bakar mısın');
    await person.type(field, ' @ef');
    await person.click(await screen.findByTestId('mention-option'));
    await person.keyboard('  da');
    expect(field.value).toBe('@Deniz Ak bakar mısın @Efe  da');
  });

  it('are saved by the key that the person chose for sending, and not by Enter that ends composed letters', async () => {
    localStorage.setItem('whatsapp.inbox.send-key.1', 'mod-enter');
    const { person, calls } = await open({ [CREATE]: noteOf(7) });
    await person.click(screen.getByTestId('mode-note'));
    const field = screen.getByTestId<HTMLTextAreaElement>('note-input');
    await person.type(field, 'iade{Enter}istiyor');
    expect(field.value).toBe('iade\nistiyor');
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true, keyCode: 229 });
    expect(made(calls, CREATE)).toEqual([]);
    await person.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(made(calls, CREATE)).toHaveLength(1));
    expect(made(calls, CREATE)[0]?.body).toMatchObject({ text: 'iade\nistiyor' });
  });

  it('keep what is typed on while a note is on its way, and drop what was saved', async () => {
    const { person, calls } = await open({ [CREATE]: noteOf(7) });
    await person.click(screen.getByTestId('mode-note'));
    const field = screen.getByTestId<HTMLTextAreaElement>('note-input');
    await person.type(field, 'iade istiyor');
    const answer = holdBack('conversations/1/notes');
    await person.keyboard('{Enter} kargo da geç');
    await answer();
    await waitFor(() => expect(field.value).toBe('kargo da geç'));
    await person.keyboard('{Enter}');
    await waitFor(() => expect(made(calls, CREATE)).toHaveLength(2));
    expect(made(calls, CREATE)[1]?.body).toMatchObject({ text: 'kargo da geç' });
  });

  it('stay possible when the window is closed, and keep their text apart from the answer’s', async () => {
    const { person } = await open({}, { windowOpen: false });
    expect(screen.getByTestId('composer-closed')).toBeTruthy();
    await person.click(screen.getByTestId('mode-note'));
    await person.type(screen.getByTestId('note-input'), 'yarın ara');
    await person.click(screen.getByTestId('mode-reply'));
    expect(screen.queryByTestId('note-input')).toBeNull();
    await person.click(screen.getByTestId('mode-note'));
    expect((screen.getByTestId('note-input') as HTMLTextAreaElement).value).toBe('yarın ara');
  });

  it('repeat a lost request with the same id, and keep the text of a refused one', async () => {
    const { person, calls } = await open({ [CREATE]: refuse(503, { kind: 'server' }) });
    await person.click(screen.getByTestId('mode-note'));
    const field = screen.getByTestId('note-input');
    await person.type(field, 'kalır{Enter}');
    await waitFor(() => expect(made(calls, CREATE)).toHaveLength(1));
    await waitFor(() =>
      expect(screen.getByTestId('note-save').hasAttribute('disabled')).toBe(false)
    );
    expect((field as HTMLTextAreaElement).value).toBe('kalır');
    await person.click(screen.getByTestId('note-save'));
    await waitFor(() => expect(made(calls, CREATE)).toHaveLength(2));
    const ids = made(calls, CREATE).map(({ body }) => (body as { clientId: string }).clientId);
    expect(new Set(ids).size).toBe(1);
  });

  it('stand between the messages, named people in bold, and their writer alone may change them', async () => {
    const others = noteOf(8, {
      author: deniz,
      authorName: deniz.name,
      text: 'ben bakıyorum',
      at: messageOf(1).at + 20,
    });
    const mine = noteOf(7, { text: '@Deniz Ak bakar mı', mentions: [deniz] });
    const { person, calls } = await open({
      [LIST]: { notes: [mine, others] },
      'PUT /whatsapp/notes/7': mine,
      'DELETE /whatsapp/notes/7': { ok: true },
    });
    const shown = await screen.findAllByTestId('note');
    expect(shown.map((one) => one.getAttribute('data-note-id'))).toEqual(['7', '8']);
    expect(screen.getByTestId('mention').textContent).toBe('@Deniz Ak');
    expect(screen.getAllByRole('button', { name: en('later.edit') })).toHaveLength(1);
    expect(await violations()).toEqual([]);
    await person.click(screen.getByRole('button', { name: en('later.edit') }));
    await person.type(screen.getByTestId('note-input'), '?{Enter}');
    await waitFor(() => expect(made(calls, 'PUT /whatsapp/notes/7')).toHaveLength(1));
    expect(made(calls, 'PUT /whatsapp/notes/7')[0]?.body).toEqual({
      text: '@Deniz Ak bakar mı?',
      mentions: [2],
    });
    await person.click(await screen.findByRole('button', { name: en('team.note.delete') }));
    await person.click(await screen.findByTestId('delete-note'));
    await waitFor(() => expect(made(calls, 'DELETE /whatsapp/notes/7')).toHaveLength(1));
  });

  it('that name me count as seen once they are on screen', async () => {
    const { calls } = await open({
      [LIST]: { notes: [noteOf(7, { author: deniz, mentions: [{ id: 1, name: 'Can' }] })] },
    });
    await waitFor(() => expect(made(calls, SEEN)).toHaveLength(1));
  });

  it('[X-05] who may only read sees them and writes none', async () => {
    await open({ [LIST]: { notes: [noteOf(7)] } }, { canReply: false });
    expect(await screen.findByTestId('note')).toBeTruthy();
    expect(screen.queryByTestId('mode-note')).toBeNull();
    expect(screen.queryByRole('button', { name: en('later.edit') })).toBeNull();
  });

  it('[X-13] speak Turkish too', async () => {
    const { person } = await open({}, { locale: 'tr' });
    await person.click(screen.getByTestId('mode-note'));
    expect(screen.getByText(tr('team.note.only-team'))).toBeTruthy();
  });
});

describe('the filter "mentions"', () => {
  it('says how many are new and narrows the list to them', async () => {
    const changes: unknown[] = [];
    await renderAdmin(
      <MentionsFilter url={{ mentions: false }} change={(part) => changes.push(part)} />,
      { routes: { 'GET /whatsapp/mentions': { unread: 2 } } }
    );
    const button = await screen.findByTestId('mentions-filter');
    await waitFor(() => expect(button.textContent).toContain('2'));
    fireEvent.click(button);
    expect(changes).toEqual([{ mentions: true, scope: 'all', status: 'all', assigneeId: null }]);
  });
});
