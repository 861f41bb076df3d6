import { screen, waitFor, within } from '@testing-library/react';
import { renderAdmin } from '../../support/render-admin';
import { messageOf } from '../../support/message-views';
import { SomeThread } from '../../support/some-thread';
import { showOn } from '../../support/show-on';
import { violations } from '../axe';
import { en, tr } from '../../support/words';

const open = async (locale = 'en') => {
  const view = await renderAdmin(<SomeThread />, {
    locale,
    routes: {
      'GET /whatsapp/conversations/1/messages': {
        messages: [messageOf(1)],
        events: [],
        nextCursor: null,
      },
      'GET /whatsapp/quick-replies': {
        quickReplies: [
          {
            id: 3,
            shortcut: '/kargo',
            text: 'Yolda',
            shared: true,
            used: 0,
            changedAt: 1,
            file: null,
          },
        ],
      },
    },
  });
  await screen.findByTestId('thread');
  return view;
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  showOn('phone');
  jest.restoreAllMocks();
});

describe('the composer on a phone', () => {
  it('shows one row of tools, named for a screen reader, and keeps the rest behind the plus', async () => {
    const { person } = await open();
    for (const name of [
      en('composer.more-tools'),
      en('composer.emoji'),
      en('inbox.composer.template'),
      en('inbox.composer.send'),
    ])
      expect(screen.getByRole('button', { name })).toBeTruthy();
    expect(screen.queryByTestId('quick-replies')).toBeNull();
    expect(screen.queryByTestId('format-toggle')).toBeNull();
    expect(await violations()).toEqual([]);
    screen.getByTestId('attach').focus();
    await person.keyboard('{Enter}');
    const menu = await screen.findByRole('menu');
    const names = within(menu)
      .getAllByRole('menuitem')
      .map((item) => item.textContent);
    for (const name of [
      en('inbox.attach.device'),
      en('composer.extra.menu.location'),
      en('composer.extra.menu.location-request'),
      en('composer.extra.menu.contacts'),
      en('composer.extra.menu.buttons'),
      en('composer.extra.menu.list'),
      en('composer.extra.menu.link'),
      en('quickReplies.button'),
      en('composer.format.label'),
    ])
      expect(names).toContain(name);
  });

  it('has them in the row where there is room', async () => {
    showOn('tablet');
    await open();
    expect(screen.getByTestId('quick-replies')).toBeTruthy();
    expect(screen.getByTestId('format-toggle')).toBeTruthy();
  });

  it('opens the quick replies from the menu, with the focus in the field that they go into', async () => {
    const { person } = await open();
    await person.click(screen.getByTestId('attach'));
    await person.click(await screen.findByRole('menuitem', { name: en('quickReplies.button') }));
    await screen.findByTestId('quick-reply-popover');
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    await waitFor(() => expect(document.activeElement).toBe(field));
    await person.keyboard('{Enter}');
    expect(field.value).toBe('Yolda');
  });

  it('shows the row of marks from the menu, and takes it away again', async () => {
    const { person } = await open();
    const toggle = async () => {
      await person.click(screen.getByTestId('attach'));
      await person.click(
        await screen.findByRole('menuitem', { name: en('composer.format.label') })
      );
    };
    await toggle();
    expect(await screen.findByRole('toolbar', { name: en('composer.format.label') })).toBeTruthy();
    await toggle();
    await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull());
  });

  it('speaks Turkish', async () => {
    await open('tr');
    const keys = ['composer.more-tools', 'inbox.composer.template', 'inbox.composer.send'] as const;
    for (const key of keys) expect(screen.getByRole('button', { name: tr(key) })).toBeTruthy();
  });
});
