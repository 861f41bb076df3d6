import { act, screen, waitFor, within } from '@testing-library/react';
import InboxPage from '../../../admin/src/pages/Inbox/InboxPage';
import { useWhatsappInvalidateMutation } from '../../../admin/src/api/shell';
import { tagsOfHints, type CacheTag } from '../../../admin/src/shared/live/hint-tags';
import { publishSignal } from '../../../admin/src/shared/live/live-store';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { refuse, renderAdmin } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { violations } from '../axe';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('laptop');

jest.mock('@tanstack/react-virtual', () =>
  jest.requireActual<typeof import('../../support/every-row')>('../../support/every-row').everyRow()
);

const NAME = 'Ayşe Kaya';
const WORDS = 'Kırmızı masa nerede';
const ayse = conversationOf(1, {
  contact: contactOf(1, { name: NAME, tags: ['vip'] }),
  preview: {
    text: WORDS,
    direction: 'in',
    state: 'received',
    type: 'text',
    origin: 'customer',
    agentId: null,
  },
});
const other = conversationOf(2, { contact: contactOf(2, { name: 'Mehmet Demir' }) });
const lale = { id: 2, name: 'Lale Şen' };
const gone = refuse(404, { kind: 'not-found' });
const TITLE = en('inbox.taken.title');

/** The hand of the live connection on the cache, without the connection. */
let forget: (tags: CacheTag[]) => void;
const Cache = () => {
  const [invalidate] = useWhatsappInvalidateMutation();
  forget = (tags) => void invalidate(tags);
  return null;
};

/** Somebody who sees only her own conversations, with one of them open. */
const open = async (at = '/?c=1', listed: ConversationView[] = [ayse, other]) => {
  const world: { rows: ConversationView[]; isTaken: boolean; refusal: unknown } = {
    rows: listed,
    isTaken: false,
    refusal: gone,
  };
  const mine = (body: unknown) => () => (world.isTaken ? world.refusal : body);
  const thread = { messages: [messageOf(1)], events: [], nextCursor: null };
  const view = await renderAdmin(
    <>
      <InboxPage />
      <Cache />
    </>,
    {
      at,
      routes: {
        'GET /whatsapp/conversations': () => ({
          conversations: world.rows,
          nextCursor: null,
          unreadTotal: 0,
        }),
        'GET /whatsapp/conversations/1': mine(ayse),
        'GET /whatsapp/conversations/1/messages': mine(thread),
        'GET /whatsapp/message-search': () => ({
          hits: world.isTaken
            ? []
            : [
                {
                  messageId: 1,
                  conversation: ayse,
                  direction: 'in',
                  at: 1,
                  excerpt: [{ text: WORDS, hit: true }],
                },
              ],
          nextCursor: null,
          incomplete: false,
        }),
        'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Ada' }, lale], me: 1 },
        'POST /whatsapp/conversations/1/transfer': { conversationId: 1, assignee: lale },
        'POST /whatsapp/conversations/1/take-back': ayse,
        'POST /whatsapp/conversations/1/read': { ok: true },
      },
    }
  );
  await screen.findByText('message 1');
  const take = (refusal: unknown = gone) => {
    Object.assign(world, { rows: [other], isTaken: true, refusal });
    act(() =>
      publishSignal({ kind: 'hints', hints: [{ type: 'conversation', id: 1, parent: null }] })
    );
  };
  return { ...view, world, take };
};
const input = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');

beforeEach(() => {
  localStorage.clear();
  grantOnly(['chat.read', 'chat.reply', 'contact.browse']);
});
afterEach(() => {
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('a conversation that is taken away while it is open', () => {
  it('[C-23] closes without a reload, with nothing of the person left; the draft is kept', async () => {
    const { person, take } = await open();
    await person.type(input(), 'Hemen bakıyorum');
    take();
    await screen.findByText(TITLE);
    await waitFor(() => expect(screen.getAllByTestId('conversation-row')).toHaveLength(1));
    for (const id of ['thread', 'composer-input', 'bubble'])
      expect([id, screen.queryAllByTestId(id)]).toEqual([id, []]);
    for (const words of [NAME, WORDS, 'message 1', '+90 532', 'Hemen', 'vip'])
      expect([words, document.body.innerHTML.includes(words)]).toEqual([words, false]);
    expect(localStorage.getItem('whatsapp.draft.1.1')).toContain('Hemen bakıyorum');
    expect(await violations()).toEqual([]);
  });

  it('[C-24] given away by oneself, it says to whom, and Undo brings it back', async () => {
    const { person, calls, world, take } = await open();
    await person.click(screen.getByTestId('assign-menu'));
    await person.click(await screen.findByRole('menuitem', { name: 'Lale Şen' }));
    await screen.findByText(en('inbox.undo.assigned', { name: 'Lale Şen' }));
    take();
    const pane = await screen.findByTestId('taken');
    expect(pane.textContent).toContain(en('inbox.undo.assigned', { name: 'Lale Şen' }));
    expect(pane.textContent).toContain(en('inbox.given.about'));
    expect(await violations()).toEqual([]);
    Object.assign(world, { isTaken: false, rows: [ayse, other] });
    await person.click(within(pane).getByRole('button', { name: en('inbox.undo.label') }));
    await screen.findByText('message 1');
    expect(calls.filter(({ path }) => path === '/whatsapp/conversations/1/take-back')).toHaveLength(
      1
    );
    expect(screen.queryByRole('button', { name: en('inbox.undo.label') })).toBeNull();
  });

  it('[C-23] closes at a hint where it never stood in the list, as behind a link', async () => {
    const { world } = await open('/?c=1', [other]);
    Object.assign(world, { isTaken: true });
    act(() => forget(tagsOfHints([{ type: 'conversation', id: 1, parent: null }])));
    await screen.findByText(TITLE);
  });

  it('[C-23] is asked for again after the line was lost, whatever the list says meanwhile', async () => {
    const { world } = await open();
    Object.assign(world, { rows: [other], isTaken: true });
    act(() => publishSignal({ kind: 'reset' }));
    await screen.findByText(TITLE);
  });

  it('the focus that was in the field goes to what stands in its place, where letters are no commands', async () => {
    localStorage.setItem('whatsapp.inbox.letter-keys.1', 'on');
    const { person, take } = await open();
    await person.type(input(), 'Ne');
    take();
    const pane = await screen.findByTestId('taken');
    await waitFor(() => expect(document.activeElement).toBe(pane));
    await person.keyboard('xN?');
    expect(screen.queryByTestId('selection-bar')).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
    await person.tab();
    await person.keyboard('{Enter}');
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe(en('inbox.list.label'))
    );
    expect(screen.queryByTestId('taken')).toBeNull();
    // In the list they are commands again.
    await person.keyboard('x');
    expect(await screen.findByTestId('selection-bar')).toBeTruthy();
    await person.keyboard('?');
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('Escape leads back to the list too, and a focus elsewhere stays where it is', async () => {
    const { person, take } = await open();
    const search = screen.getByRole('searchbox');
    await person.click(search);
    take();
    await screen.findByText(TITLE);
    expect(document.activeElement).toBe(search);
    act(() => search.blur());
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTestId('taken')).toBeNull());
  });

  it('a hit of the search goes with it', async () => {
    const { take } = await open('/?c=1&q=masa');
    await screen.findByTestId('message-hit');
    take();
    await screen.findByText(TITLE);
    await waitFor(() => expect(screen.queryByTestId('message-hit')).toBeNull());
    expect(document.body.textContent).not.toContain(WORDS);
  });

  it('given back it is there again, with what she had begun to write', async () => {
    const { person, take, world } = await open();
    await person.type(input(), 'Hemen');
    take();
    await screen.findByText(TITLE);
    Object.assign(world, { rows: [ayse, other], isTaken: false });
    act(() => publishSignal({ kind: 'reset' }));
    await screen.findByText('message 1');
    expect(input().value).toBe('Hemen');
  });

  it('who sees all is told that it is gone; a server that fails closes nothing', async () => {
    grantOnly(null);
    const { take, world } = await open();
    take(refuse(500, { kind: 'server' }));
    await waitFor(() => expect(screen.getAllByTestId('conversation-row')).toHaveLength(1));
    expect(screen.getByText('message 1')).toBeTruthy();
    world.rows = [ayse];
    act(() => publishSignal({ kind: 'reset' }));
    await waitFor(() =>
      expect(screen.getAllByTestId('conversation-row')[0]?.textContent).toContain(NAME)
    );
    take();
    await screen.findByText(en('inbox.removed.title'));
  });
});
