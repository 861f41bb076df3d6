import { screen, waitFor, within } from '@testing-library/react';
import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import { isDeed, refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { contactOf, conversationOf, messageOf, templateOf } from '../../support/message-views';
import { SomeThread } from '../../support/some-thread';
import { en, tr } from '../../support/words';

const valueOf = (element: HTMLElement | undefined) => (element as HTMLTextAreaElement).value;
const isDisabled = (element: HTMLElement) => (element as HTMLButtonElement).disabled;

const SEND = 'POST /whatsapp/conversations/1/messages';

interface Setup {
  conversation?: Partial<ConversationView>;
  messages?: MessageView[];
  routes?: Routes;
  canReply?: boolean;
  accountStatus?: string;
  locale?: string;
}

const open = async (setup: Setup = {}) => {
  const view = await renderAdmin(
    <SomeThread
      conversation={conversationOf(1, setup.conversation)}
      canReply={setup.canReply ?? true}
      accountStatus={setup.accountStatus ?? 'connected'}
    />,
    {
      locale: setup.locale ?? 'en',
      routes: {
        'GET /whatsapp/conversations/1/messages': {
          messages: setup.messages ?? [messageOf(1)],
          events: [],
          nextCursor: null,
        },
        'GET /whatsapp/conversations/1/may-template': {
          MARKETING: null,
          UTILITY: null,
          AUTHENTICATION: null,
        },
        ...setup.routes,
      },
    }
  );
  await screen.findByTestId('thread');
  return view;
};
const bubbles = () => screen.getAllByTestId('bubble');
const closedWindow = { window: { open: false, expiresAt: 1 } };

beforeEach(() => localStorage.clear());
afterEach(() => {
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('the composer, window open', () => {
  it('[C-05] sends with Enter, shows the bubble at once and one bubble when the row arrives', async () => {
    const { person, calls } = await open({
      routes: {
        [SEND]: (call: { body: unknown }) => {
          const { clientId } = call.body as { clientId: string };
          return messageOf(2, {
            direction: 'out',
            clientId,
            body: { ...messageOf(1).body, text: 'Merhaba' },
          });
        },
      },
    });
    await person.type(screen.getByTestId('composer-input'), 'Merhaba{Enter}');
    await waitFor(() => expect(screen.getAllByText('Merhaba')).toHaveLength(1));
    await waitFor(() => expect(bubbles().at(-1)?.getAttribute('data-state')).toBe('sent'));
    expect(bubbles()).toHaveLength(2);
    expect(calls.filter(isDeed)).toHaveLength(1);
    expect(valueOf(screen.getByTestId('composer-input'))).toBe('');
  });

  it('keeps the text of a failed send in its bubble and repeats it with the same client id', async () => {
    let attempt = 0;
    const { person, calls } = await open({
      routes: {
        [SEND]: (call: { body: unknown }) => {
          attempt += 1;
          const { clientId } = call.body as { clientId: string };
          return attempt === 1
            ? refuse(503, { kind: 'server' })
            : messageOf(2, { direction: 'out', clientId });
        },
      },
    });
    await person.type(screen.getByTestId('composer-input'), 'Still there{Enter}');
    await person.click(await screen.findByRole('button', { name: en('inbox.attach.retry') }));
    await waitFor(() => expect(bubbles().at(-1)?.getAttribute('data-state')).toBe('sent'));
    const ids = calls.filter(isDeed).map((call) => (call.body as { clientId: string }).clientId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('[C-11] shows the refusal in words and gives the text back for editing', async () => {
    const { person } = await open({ routes: { [SEND]: refuse(409, { kind: 'window-closed' }) } });
    await person.type(screen.getByTestId('composer-input'), 'Too late{Enter}');
    expect(await screen.findByText(en('error.window-closed'))).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('later.edit') }));
    expect(valueOf(screen.getByTestId('composer-input'))).toBe('Too late');
    expect(bubbles()).toHaveLength(1);
  });

  it('breaks the line with Shift+Enter and does not send', async () => {
    const { person, calls } = await open();
    await person.type(screen.getByTestId('composer-input'), 'a{Shift>}{Enter}{/Shift}b');
    expect(valueOf(screen.getByTestId('composer-input'))).toBe('a\nb');
    expect(calls.some(isDeed)).toBe(false);
  });

  it('keeps the draft of a conversation over leaving it', async () => {
    const first = await open();
    await first.person.type(screen.getByTestId('composer-input'), 'half a thought');
    first.unmount();
    await open();
    expect(valueOf(screen.getByTestId('composer-input'))).toBe('half a thought');
  });

  it('asks before sending over an answer that a colleague gave meanwhile', async () => {
    const mine = messageOf(1);
    const { person, calls } = await open({
      messages: [
        messageOf(2, { direction: 'out', agent: { id: 2, name: 'Can' }, at: Date.now() + 60_000 }),
        mine,
      ],
      routes: {
        [SEND]: (call: { body: unknown }) =>
          messageOf(3, {
            direction: 'out',
            clientId: (call.body as { clientId: string }).clientId,
          }),
      },
    });
    await person.type(screen.getByTestId('composer-input'), 'Me too{Enter}');
    const answered = en('inbox.composer.answered', { name: 'Can', seconds: 1 });
    expect(await screen.findByText(answered)).toBeTruthy();
    expect(calls.some(isDeed)).toBe(false);
    await person.click(screen.getByRole('button', { name: en('inbox.composer.send-too') }));
    await waitFor(() => expect(calls.filter(isDeed)).toHaveLength(1));
  });

  it.each([
    { which: 'marketing', consent: { marketing: 'out', utility: 'in' } },
    { which: 'utility', consent: { marketing: 'in', utility: 'out' } },
    { which: 'all', consent: { marketing: 'out', utility: 'out' } },
  ] as const)('says what a contact opted out of ($which), and takes a reply', async (setup) => {
    const { which, consent } = setup;
    await open({ conversation: { contact: contactOf(1, { name: 'Ayşe', consent }) } });
    expect(screen.getByText(en('inbox.composer.opted-out', { name: 'Ayşe', which }))).toBeTruthy();
    expect(isDisabled(screen.getByTestId('composer-input'))).toBe(false);
  });
});

describe('the composer without a field', () => {
  it('[C-13] offers approved templates only when the window is closed, with their variables', async () => {
    const { person, calls } = await open({
      conversation: { ...closedWindow, contact: contactOf(1, { name: 'Ayşe Kaya' }) },
      routes: {
        'GET /whatsapp/templates': {
          templates: [
            templateOf(1, { name: 'order_sent' }),
            templateOf(2, { name: 'not_yet', sendable: { ok: false, reason: 'not-approved' } }),
          ],
          lastSync: null,
        },
        [SEND]: (call: { body: unknown }) =>
          messageOf(2, {
            direction: 'out',
            clientId: (call.body as { clientId: string }).clientId,
          }),
      },
    });
    expect(screen.queryByTestId('composer-input')).toBeNull();
    await person.click(screen.getByRole('button', { name: en('inbox.composer.choose-template') }));
    const dialog = await screen.findByRole('dialog');
    const held = await within(dialog).findByRole('button', { name: /not_yet/ });
    expect(held.getAttribute('aria-disabled')).toBe('true');
    await person.click(within(dialog).getByRole('button', { name: /order_sent/ }));
    const send = within(dialog).getByRole('button', { name: en('inbox.template.send') });
    expect(isDisabled(send)).toBe(true);
    const fields = within(dialog).getAllByRole('textbox').slice(-2);
    expect(valueOf(fields[0])).toBe('Ayşe');
    await person.type(fields[1] as HTMLElement, '1007');
    expect(within(dialog).getByText(/Hello Ayşe, order 1007/)).toBeTruthy();
    await person.click(send);
    await waitFor(() => expect(calls.some(isDeed)).toBe(true));
    expect(calls.find(isDeed)?.body).toMatchObject({
      type: 'template',
      templateId: 1,
      values: { 'body.2': '1007' },
    });
  });

  it('[T-36] lets the template go once the opt-in is recorded that was missing, without leaving the page', async () => {
    let recorded = false;
    const { person } = await open({
      conversation: { ...closedWindow, contact: contactOf(1, { name: 'Ayşe Kaya' }) },
      routes: {
        'GET /whatsapp/templates': {
          templates: [templateOf(1, { name: 'order_sent', slots: [], missing: [] })],
          uses: [],
          lastSync: null,
        },
        'GET /whatsapp/conversations/1/may-template': () => ({
          MARKETING: 'no-consent',
          UTILITY: recorded ? null : 'no-consent',
          AUTHENTICATION: null,
        }),
        'POST /whatsapp/contacts/1/consent': () => {
          recorded = true;
          return contactOf(1, { name: 'Ayşe Kaya', consent: { marketing: 'none', utility: 'in' } });
        },
      },
    });
    await person.click(screen.getByRole('button', { name: en('inbox.composer.choose-template') }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText(en('inbox.template.why.needs-opt-in'))).toBeTruthy();
    await person.click(dialog.getByRole('button', { name: /order_sent/ }));
    expect(isDisabled(dialog.getByTestId('template-send'))).toBe(true);
    const source = en('inbox.opt-in.source');
    await person.type(dialog.getByLabelText(source, { exact: false }), 'form');
    const evidence = new RegExp(`^${en('inbox.opt-in.evidence')}`);
    await person.type(dialog.getByLabelText(evidence), 'form 7');
    await person.click(dialog.getByRole('button', { name: en('inbox.opt-in.record') }));
    await waitFor(() => expect(isDisabled(dialog.getByTestId('template-send'))).toBe(false));
    expect(dialog.queryByText(en('inbox.template.why.needs-opt-in'))).toBeNull();
  });

  it('keeps what was being written when the window closes', async () => {
    localStorage.setItem('whatsapp.draft.1.1', JSON.stringify({ text: 'unfinished', since: 1 }));
    await open({ conversation: closedWindow });
    expect(screen.getByTestId('composer-closed').textContent).toContain('unfinished');
  });

  it('[C-13] says that WhatsApp refused, where its own count of the 24 hours closed the window', async () => {
    await open({
      conversation: {
        window: { open: false, expiresAt: Date.now() - 1_000, refused: true },
        contact: contactOf(1, { name: 'Ayşe Kaya' }),
      },
    });
    expect(screen.getByTestId('composer-closed').textContent).toContain(
      en('inbox.composer.refused', { name: 'Ayşe Kaya' })
    );
    expect(screen.getByRole('button', { name: en('inbox.composer.choose-template') })).toBeTruthy();
  });

  it.each([
    ['blocked', { conversation: { contact: contactOf(1, { blocked: true }) } }],
    ['disconnected', { accountStatus: 'disconnected' }],
    ['token-refused', { accountStatus: 'token-refused' }],
    ['no-permission', { canReply: false }],
  ] as const)('says why there is nothing to write: %s', async (mode, setup) => {
    await open(setup);
    expect(screen.queryByTestId('composer-input')).toBeNull();
    expect(screen.getByTestId('composer-closed').getAttribute('data-mode')).toBe(mode);
  });

  it('speaks Turkish', async () => {
    await open({ conversation: closedWindow, locale: 'tr' });
    expect(screen.getByRole('button', { name: tr('inbox.composer.choose-template') })).toBeTruthy();
  });
});

describe('bubbles of a campaign', () => {
  it('[M-06] tell a test apart from the message that the campaign sends', async () => {
    await open({
      messages: [
        messageOf(5, { direction: 'out', testOf: 3 }),
        messageOf(6, { direction: 'out', origin: 'campaign', campaignId: 3 }),
      ],
    });
    const marked = bubbles().map((bubble) =>
      bubble.textContent?.includes(en('inbox.test-message'))
    );
    expect(marked).toEqual([true, false]);
  });
});

describe('bubbles that need a decision', () => {
  const uncertain = messageOf(5, { direction: 'out', state: 'uncertain' });

  it('sends an uncertain message again only when a person says so, once', async () => {
    const { person, calls } = await open({
      messages: [uncertain],
      routes: {
        'POST /whatsapp/messages/5/resolve': messageOf(6, { direction: 'out', state: 'queued' }),
      },
    });
    expect(calls.some(isDeed)).toBe(false);
    await person.dblClick(screen.getByRole('button', { name: en('inbox.bubble.send-again') }));
    await waitFor(() => expect(bubbles().at(-1)?.getAttribute('data-state')).toBe('queued'));
    expect(calls.filter(isDeed).map((call) => call.body)).toEqual([{ action: 'send-again' }]);
  });

  it('[C-20] says why a message failed, and offers Retry only where it can help', async () => {
    const error = {
      code: 131047,
      class: 'window',
      title: 'Reply window closed',
      advice: 'Use a template',
      retryable: false,
    };
    await open({
      messages: [
        messageOf(2, { direction: 'out', state: 'failed', error }),
        messageOf(1, {
          direction: 'out',
          state: 'failed',
          error: { ...error, title: 'Busy', retryable: true },
        }),
      ],
    });
    expect(screen.getByText(en('shell.window.closed'))).toBeTruthy();
    expect(screen.getAllByText('Use a template')).toHaveLength(2);
    expect(screen.getAllByRole('button', { name: en('inbox.bubble.retry') })).toHaveLength(1);
  });

  it('[O-29] tries a hand-over again that failed, and no other', async () => {
    const error = { code: null, title: 'Not handed over', advice: '', retryable: false };
    const failed = (id: number, name: string) =>
      messageOf(id, { direction: 'out', state: 'failed', error: { ...error, class: name } });
    const { person, calls } = await open({
      messages: [failed(2, 'handover-uncertain'), failed(1, 'handover-failed')],
      routes: { 'POST /whatsapp/messages/1/resolve': failed(1, 'channel') },
    });
    const [button, ...others] = screen.getAllByRole('button', {
      name: en('inbox.bubble.hand-over-again'),
    });
    expect(others).toEqual([]);
    await person.click(button as HTMLElement);
    await waitFor(() =>
      expect(calls.filter(isDeed).map((call) => call.body)).toEqual([{ action: 'hand-over-again' }])
    );
  });

  it('offers no decision to people who may only read', async () => {
    await open({ messages: [uncertain], canReply: false });
    expect(screen.queryByRole('button', { name: en('inbox.bubble.send-again') })).toBeNull();
  });
});
