import { screen, waitFor, within } from '@testing-library/react';
import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { isDeed, renderAdmin } from '../../support/render-admin';
import { violations } from '../axe';
import { grantOnly } from '../../support/strapi-admin';
import { contactOf, conversationOf, messageOf, templateOf } from '../../support/message-views';
import { SomeThread } from '../../support/some-thread';
import { en } from '../../support/words';

interface Setup {
  conversation?: Partial<ConversationView>;
  messages?: MessageView[];
  canReply?: boolean;
  accountStatus?: string;
  templates?: TemplateView[];
}
const open = async ({ conversation, messages, canReply = true, ...setup }: Setup) => {
  const view = await renderAdmin(
    <SomeThread
      conversation={conversationOf(1, conversation)}
      canReply={canReply}
      accountStatus={setup.accountStatus ?? 'connected'}
    />,
    {
      routes: {
        'GET /whatsapp/conversations/1/messages': {
          messages: messages ?? [messageOf(1)],
          events: [],
          nextCursor: null,
        },
        'GET /whatsapp/templates': setup.templates && { templates: setup.templates },
        'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Ada' }], me: 1 },
        'GET /whatsapp/quick-replies': {
          quickReplies: [
            {
              id: 3,
              shortcut: '/kargo',
              text: 'Sayın {{name}}, {{order}} numaralı sipariş {{day}} günü gelir',
              shared: true,
              used: 0,
              changedAt: 1,
              file: null,
            },
          ],
        },
      },
    }
  );
  await screen.findByTestId('thread');
  return view;
};
const ayse = contactOf(1, { name: 'Ayşe Kaya' });

beforeEach(() => localStorage.clear());
afterEach(() => {
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('the composer by state', () => {
  it.each([
    ['disconnected', 'disconnected'],
    ['token-refused', 'token-refused'],
    ['token-unreadable', 'token-refused'],
  ] as const)(
    'a number that is %s: one notice with the remedy, no field',
    async (accountStatus, mode) => {
      await open({ accountStatus });
      expect(screen.getByTestId('composer-closed').dataset.mode).toBe(mode);
      const notice = screen.getByTestId('composer-notice');
      expect(notice.textContent).toContain(en(`inbox.composer.${mode}`));
      expect(within(notice).getByRole('link').getAttribute('href')).toBe(
        '/settings/whatsapp/numbers'
      );
      expect(screen.queryByTestId('composer-input')).toBeNull();
    }
  );

  it('leads nobody to numbers who may not change them', async () => {
    grantOnly(['chat.read', 'chat.reply']);
    await open({ accountStatus: 'disconnected' });
    expect(within(screen.getByTestId('composer-notice')).queryByRole('link')).toBeNull();
  });

  it('a person who is blocked: one notice with the remedy, no field', async () => {
    await open({ conversation: { contact: { ...ayse, blocked: true } } });
    expect(screen.getByTestId('composer-notice').textContent).toContain(
      en('inbox.composer.blocked', { name: 'Ayşe Kaya' })
    );
    expect(screen.queryByTestId('composer-input')).toBeNull();
  });

  it('without the right to answer the thread can be read, and that is said', async () => {
    await open({ canReply: false });
    expect(screen.getByText('message 1')).toBeTruthy();
    expect(screen.getByText(en('inbox.composer.no-permission'))).toBeTruthy();
    expect(screen.queryByTestId('composer-input')).toBeNull();
    expect(screen.queryByTestId('mode-note')).toBeNull();
  });

  it('says how many seconds ago a colleague answered, and keeps the text while one thinks', async () => {
    const { person, calls } = await open({
      messages: [
        messageOf(2, { direction: 'out', agent: { id: 2, name: 'Can' }, at: Date.now() + 60_000 }),
        messageOf(1),
      ],
    });
    expect(screen.getByTestId('mode-note')).toBeTruthy();
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    await person.type(field, 'Me too{Enter}');
    // By the clock of this test the answer is yet to come: the least is said.
    const answered = en('inbox.composer.answered', { name: 'Can', seconds: 1 });
    expect(await screen.findByText(answered)).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('inbox.composer.keep-editing') }));
    expect(field.value).toBe('Me too');
    expect(calls.some(isDeed)).toBe(false);
  });

  it('the window’s last quarter of an hour is told as such', async () => {
    await open({ conversation: { window: { open: true, expiresAt: Date.now() + 10 * 60_000 } } });
    const meter = screen.getByTestId('window-meter');
    expect(meter.dataset.level).toBe('danger');
    const last = [9, 10].map((minutes) => en('shell.window.last-minutes', { minutes }));
    expect(last.some((words) => meter.textContent?.includes(words))).toBe(true);
  });

  it('[Q-06] a quick reply is inserted, never sent: the first open variable is marked, Tab goes on and leaves after the last, Send holds it back', async () => {
    const { person, calls } = await open({});
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    const marked = () => field.value.slice(field.selectionStart, field.selectionEnd);
    await person.type(field, '/kar');
    await screen.findByTestId('quick-reply-popover');
    await person.keyboard('{Enter}');
    expect(field.value).toContain('sipariş');
    expect(calls.filter(isDeed).filter(({ path }) => path.endsWith('/messages'))).toEqual([]);
    const hints = [1, 2, 3].map((count) => en('quickReplies.unfilled', { count }));
    const first = await screen.findByText(new RegExp(hints.join('|')));
    expect(first.getAttribute('role')).toBe('status');
    await screen.findByDisplayValue(/order/);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const before = marked();
    expect(before).toMatch(/^\{\{.+\}\}$/);
    await person.keyboard('{Tab}');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(marked()).toMatch(/^\{\{.+\}\}$/);
    expect(marked()).not.toBe(before);
    const posts = () =>
      calls.filter(({ path, method }) => method === 'POST' && path.endsWith('/messages'));
    await person.keyboard('{Enter}{Enter}');
    expect(posts()).toEqual([]);
    const ask = await screen.findByTestId('open-variables');
    expect(ask.textContent).toContain('{{order}}, {{day}} are not filled in');
    await person.click(within(ask).getByRole('button', { name: en('quickReplies.open.fill') }));
    await waitFor(() => expect(marked()).toBe('{{order}}'));
    expect(screen.queryByTestId('open-variables')).toBeNull();
    await person.clear(field);
    await person.type(field, 'Yarın gelir{Enter}');
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]?.body).toMatchObject({ text: 'Yarın gelir' });
  });

  it('[Q-06] every variable that is still open stays marked in the field until it is filled', async () => {
    const { person } = await open({});
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    const standing = () =>
      [...(screen.queryByTestId('open-places')?.querySelectorAll('mark') ?? [])].map(
        ({ textContent }) => textContent
      );
    await person.type(field, '/kar');
    await screen.findByTestId('quick-reply-popover');
    await person.keyboard('{Enter}');
    await screen.findByDisplayValue(/order/);
    expect(standing()).toEqual(['{{order}}', '{{day}}']);
    const overlay = screen.getByTestId('open-places');
    // Letter for letter what the field holds, or the marks stand beside them.
    expect(overlay.textContent?.replace('\u200b', '')).toBe(field.value);
    expect(overlay.getAttribute('aria-hidden')).toBe('true');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await person.keyboard('1042');
    expect(standing()).toEqual(['{{day}}']);
    await person.keyboard('{Tab}');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    // Behind the last one Tab leaves the field as everywhere.
    await person.keyboard('{Tab}');
    expect(document.activeElement).not.toBe(field);
    field.focus();
    await person.keyboard('salı');
    expect(field.value).toBe('Sayın Person 1, 1042 numaralı sipariş salı günü gelir');
    expect(screen.queryByTestId('open-places')).toBeNull();
  });

  it('[Q-06] what is to go later with a variable open is held back too', async () => {
    localStorage.setItem('whatsapp.draft.1.1', JSON.stringify({ text: 'Kod: {{1}}', since: 1 }));
    const { person } = await open({});
    await person.click(screen.getByTestId('send-more'));
    await person.click(await screen.findByRole('menuitem', { name: en('later.menu') }));
    const notice = await screen.findByTestId('open-variables');
    expect(notice.textContent).toContain('{{1}}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByTestId('later-plan')).toBeNull();
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    await person.clear(field);
    await person.type(field, 'Kod: 7');
    await person.click(screen.getByTestId('send-more'));
    await person.click(await screen.findByRole('menuitem', { name: en('later.menu') }));
    await screen.findByTestId('later-plan');
  });
});

describe('the window is closed', () => {
  const closed = { window: { open: false, expiresAt: Date.now() - 1_000 } };
  const pending = templateOf(1, {
    status: 'PENDING',
    sendable: { ok: false, reason: 'not-approved' },
  });
  const choose = () => screen.queryByRole('button', { name: en('inbox.composer.choose-template') });

  it('[C-13] without a template that can be sent it says so and leads to the templates', async () => {
    await open({ conversation: closed, templates: [pending] });
    expect(await screen.findByText(en('inbox.composer.no-template'))).toBeTruthy();
    expect(choose()).toBeNull();
    const link = screen.getByRole('link', { name: en('inbox.template.open-page') });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/templates');
    expect(await violations()).toEqual([]);
  });

  it('[C-13] those who may not see templates read whom to ask', async () => {
    grantOnly(['chat.read', 'chat.reply']);
    await open({ conversation: closed, templates: [] });
    expect(await screen.findByText(new RegExp(en('inbox.composer.ask-template')))).toBeTruthy();
    expect(screen.queryByRole('link', { name: en('inbox.template.open-page') })).toBeNull();
  });

  it('[C-13] [O-22] says what to do where the person opted out of all that could be sent', async () => {
    const marketing = templateOf(2, { category: 'MARKETING' });
    const out = { marketing: 'out', utility: 'in' } as const;
    const contact = { ...ayse, consent: out };
    const view = await open({ conversation: { ...closed, contact }, templates: [marketing] });
    expect(
      await screen.findByText(en('inbox.composer.wants-no-template', { name: 'Ayşe Kaya' }))
    ).toBeTruthy();
    expect(choose()).toBeNull();
    expect(screen.getByTestId('composer-closed').textContent).not.toContain(
      en('inbox.composer.choose-template')
    );
    view.unmount();
    const utility = templateOf(3, { category: 'UTILITY' });
    await open({ conversation: { ...closed, contact }, templates: [marketing, utility] });
    await waitFor(() => expect(choose()).toBeTruthy());
  });

  it('[C-13] with one that can be sent it offers the choice', async () => {
    await open({ conversation: closed, templates: [pending, templateOf(2)] });
    await waitFor(() => expect(choose()).toBeTruthy());
    expect(screen.queryByText(en('inbox.composer.no-template'))).toBeNull();
  });
});

describe('the window closes while one writes', () => {
  const MINUTE = 60_000;
  const closing = async (messages?: MessageView[]) => {
    const view = await open({
      conversation: { contact: ayse, window: { open: true, expiresAt: Date.now() + MINUTE } },
      ...(messages ? { messages } : {}),
    });
    const close = () => {
      jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * MINUTE);
      return waitFor(() =>
        expect(screen.getByTestId('composer-closed').dataset.mode).toBe('template-only')
      );
    };
    return { ...view, close };
  };
  const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');

  it('the words and the caret stay where they are, nothing goes, and only a template is offered', async () => {
    const { person, close, calls } = await closing();
    await person.type(field(), 'Kargonuz yar');
    expect(screen.getByTestId('composer-send')).toBeTruthy();
    await close();
    expect(document.activeElement).toBe(field());
    await person.keyboard('ın{Enter}');
    expect(field().value).toBe('Kargonuz yarın');
    expect(calls.filter(isDeed).filter(({ path }) => path.endsWith('/messages'))).toEqual([]);
    expect(screen.getByRole('button', { name: en('inbox.composer.choose-template') })).toBeTruthy();
    expect(screen.queryByTestId('composer-send')).toBeNull();
    expect(await violations()).toEqual([]);
    await person.click(screen.getByRole('button', { name: en('inbox.composer.keep') }));
    expect(screen.queryByTestId('composer-input')).toBeNull();
    expect(screen.getByText('Kargonuz yarın')).toBeTruthy();
    expect(screen.getByText(en('inbox.composer.kept-until', { name: 'Ayşe Kaya' }))).toBeTruthy();
  });

  it('an empty field that nobody is in goes at once', async () => {
    const { close } = await closing();
    await close();
    expect(screen.queryByTestId('composer-input')).toBeNull();
  });

  it('what was written in a dialog stays there, and cannot go', async () => {
    const { person, close } = await closing();
    await person.click(screen.getByTestId('attach'));
    await person.click(
      await screen.findByRole('menuitem', { name: en('composer.extra.menu.buttons') })
    );
    const dialog = await screen.findByRole('dialog');
    const text = new RegExp(`^${en('composer.extra.text')}`);
    await person.type(within(dialog).getByLabelText(text), 'Hangisi?');
    const button = new RegExp(`^${en('composer.extra.buttons.button', { number: 1 })}`);
    await person.type(within(dialog).getByLabelText(button), 'Mavi');
    await close();
    expect(within(dialog).getByDisplayValue('Hangisi?')).toBeTruthy();
    const closed = new RegExp(en('inbox.composer.template-only', { name: 'Ayşe Kaya' }));
    expect(within(dialog).getByText(closed)).toBeTruthy();
    expect(screen.getByTestId<HTMLButtonElement>('extra-send').disabled).toBe(true);
  });
});
