import { screen, within } from '@testing-library/react';
import { ThreadPane } from '../../../admin/src/pages/Inbox/components/ThreadPane';
import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import { isDeed, renderAdmin } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';

jest.mock('@strapi/strapi/admin', () =>
  jest
    .requireActual<typeof import('../../support/strapi-admin')>('../../support/strapi-admin')
    .strapiAdmin()
);

const nothing = () => undefined;
interface Setup {
  conversation?: Partial<ConversationView>;
  messages?: MessageView[];
  canReply?: boolean;
  accountStatus?: string;
}
const open = async ({ conversation, messages, canReply = true, accountStatus }: Setup) => {
  const view = await renderAdmin(
    <ThreadPane
      conversation={conversationOf(1, conversation)}
      agents={[]}
      me={1}
      canReply={canReply}
      accountStatus={accountStatus ?? 'connected'}
      panelOpen={false}
      notice={null}
      onBack={null}
      onAssign={nothing}
      standing={null}
      onBots={nothing}
      onPanel={nothing}
      onLeave={nothing}
    />,
    {
      routes: {
        'GET /whatsapp/conversations/1/messages': {
          messages: messages ?? [messageOf(1)],
          events: [],
          nextCursor: null,
        },
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
    ['disconnected', 'disconnected', /not connected.*Connect it under/],
    ['token-refused', 'token-refused', /refuses this number’s token.*Enter a new one/],
    ['token-unreadable', 'token-refused', /refuses this number’s token/],
  ])(
    'a number that is %s: one notice with the remedy, no field',
    async (accountStatus, mode, words) => {
      await open({ accountStatus });
      expect(screen.getByTestId('composer-closed').dataset.mode).toBe(mode);
      const notice = screen.getByTestId('composer-notice');
      expect(notice.textContent).toMatch(words);
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
    expect(screen.getByTestId('composer-notice').textContent).toMatch(
      /Ayşe Kaya is blocked.*Unblock/
    );
    expect(screen.queryByTestId('composer-input')).toBeNull();
  });

  it('without the right to answer the thread can be read, and that is said', async () => {
    await open({ canReply: false });
    expect(screen.getByText('message 1')).toBeTruthy();
    expect(screen.getByText('You may read but not answer.')).toBeTruthy();
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
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    await person.type(field, 'Me too{Enter}');
    expect(await screen.findByText(/^Can answered \d+ s ago\. Send yours too\?$/)).toBeTruthy();
    await person.click(screen.getByRole('button', { name: 'Keep editing' }));
    expect(field.value).toBe('Me too');
    expect(calls.some(isDeed)).toBe(false);
  });

  it('the window’s last quarter of an hour is told as such', async () => {
    await open({ conversation: { window: { open: true, expiresAt: Date.now() + 10 * 60_000 } } });
    const meter = screen.getByTestId('window-meter');
    expect(meter.dataset.level).toBe('danger');
    expect(meter.textContent).toMatch(/then only templates/);
  });

  it('[Q-06] a quick reply is inserted, never sent: the first open variable is marked, Tab goes on, Send holds back once', async () => {
    const { person, calls } = await open({});
    const field = screen.getByTestId<HTMLTextAreaElement>('composer-input');
    const marked = () => field.value.slice(field.selectionStart, field.selectionEnd);
    await person.type(field, '/kar');
    await screen.findByTestId('quick-reply-popover');
    await person.keyboard('{Enter}');
    expect(field.value).toContain('sipariş');
    expect(calls.filter(isDeed).filter(({ path }) => path.endsWith('/messages'))).toEqual([]);
    const first = await screen.findByText(/Fill in \d variables?: press Tab/);
    expect(first.getAttribute('role')).toBe('status');
    await screen.findByDisplayValue(/order/);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const before = marked();
    expect(before).toMatch(/^\{\{.+\}\}$/);
    await person.keyboard('{Tab}');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(marked()).toMatch(/^\{\{.+\}\}$/);
    expect(marked()).not.toBe(before);
    await person.keyboard('{Enter}');
    expect(
      calls.filter(({ path, method }) => method === 'POST' && path.endsWith('/messages'))
    ).toEqual([]);
  });
});
