import { screen, waitFor, within } from '@testing-library/react';
import { violations } from '../axe';
import { renderAdmin } from '../../support/render-admin';
import { messageOf } from '../../support/message-views';
import { SomeThread } from '../../support/some-thread';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('tablet');

const open = async (locale = 'en') => {
  const view = await renderAdmin(<SomeThread />, {
    locale,
    routes: {
      'GET /whatsapp/conversations/1/messages': {
        messages: [messageOf(1)],
        events: [],
        nextCursor: null,
      },
      'POST /whatsapp/conversations/1/messages': (call: { body: unknown }) =>
        messageOf(2, {
          direction: 'out',
          clientId: (call.body as { clientId: string }).clientId,
        }),
    },
  });
  await screen.findByTestId('thread');
  const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
  return {
    ...view,
    field,
    posts: () =>
      view.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages')),
  };
};

beforeEach(() => localStorage.clear());
afterEach(() => jest.restoreAllMocks());

describe('emojis of the composer', () => {
  it('[X-13] are found in the language of the page and stand where the caret was', async () => {
    const { person, field } = await open('tr');
    await person.type(field, 'Merhaba !');
    field.setSelectionRange(8, 8);
    await person.click(screen.getByTestId('emoji'));
    const picker = await screen.findByTestId('emoji-picker');
    await person.type(within(picker).getByLabelText(tr('emoji.search')), 'konfeti');
    await person.click(within(picker).getByRole('button', { name: 'parti konfetisi' }));
    await waitFor(() => expect(field.value).toBe('Merhaba 🎉!'));
    expect(screen.queryByTestId('emoji-picker')).toBeNull();
    expect(document.activeElement).toBe(field);
  });

  it('are walked by arrows, chosen with Enter and offered first the next time', async () => {
    const { person, field } = await open();
    await person.click(screen.getByTestId('emoji'));
    const picker = await screen.findByTestId('emoji-picker');
    await person.click(within(picker).getByRole('button', { name: en('emoji.group.food') }));
    within(picker).getByRole('button', { name: 'grapes' }).focus();
    await person.keyboard('{ArrowRight}{Enter}');
    await waitFor(() => expect(field.value).toBe('🍈'));
    await person.click(screen.getByTestId('emoji'));
    const again = await screen.findByTestId('emoji-picker');
    const last = within(again).getByRole('group', { name: en('emoji.group.recent') });
    expect(within(last).getByRole('button', { name: 'melon' })).toBeTruthy();
    expect(await violations()).toEqual([]);
  });
});

describe('marks of the composer', () => {
  it('are set by button and by keys, drawn as the customer will see them, and sent as typed', async () => {
    const { person, field, posts } = await open();
    await person.type(field, 'your order is here');
    expect(screen.queryByTestId('text-preview')).toBeNull();
    await person.click(screen.getByTestId('format-toggle'));
    field.setSelectionRange(5, 10);
    await person.click(screen.getByTestId('mark-bold'));
    expect(field.value).toBe('your *order* is here');
    const preview = screen.getByTestId('text-preview');
    expect(within(preview).getByText(en('bots.ready.order.tag')).tagName).toBe('STRONG');
    await waitFor(() => expect(field.selectionStart).toBe(6));
    await person.keyboard('{Control>}i{/Control}');
    expect(field.value).toBe('your *_order_* is here');
    await person.click(screen.getByTestId('composer-send'));
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]?.body).toMatchObject({ type: 'text', text: 'your *_order_* is here' });
  });
});

describe('the key that sends', () => {
  it('is Ctrl+Enter once the person chose it, and stays so', async () => {
    const first = await open();
    await first.person.click(screen.getByTestId('send-more'));
    await first.person.click(
      await screen.findByRole('menuitem', { name: en('composer.send-key.mod-enter') })
    );
    await first.person.type(first.field, 'one{Enter}two');
    expect(first.field.value).toBe('one\ntwo');
    expect(first.posts()).toHaveLength(0);
    first.unmount();
    localStorage.removeItem('whatsapp.draft.1.1');
    const { person, field, posts } = await open();
    await person.type(field, 'again{Enter}');
    expect(posts()).toHaveLength(0);
    await person.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(posts()).toHaveLength(1));
  });
});
