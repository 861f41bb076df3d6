import type { ComponentProps } from 'react';
import { act, screen, waitFor } from '@testing-library/react';
import { DutySwitch } from '../../../admin/src/pages/Inbox/team/DutySwitch';
import { presentPeople } from '../../../admin/src/pages/Inbox/team/presence-model';
import { publishSignal } from '../../../admin/src/shared/live/live-store';
import type { PresenceView, TransferBody } from '../../../server/src/contracts/team';
import { conversationOf, messageOf } from '../../support/message-views';
import { renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { SomeThread } from '../../support/some-thread';
import { violations } from '../axe';
import { en } from '../../support/words';

const TELL = 'POST /whatsapp/conversations/1/presence';
const ASK = 'GET /whatsapp/conversations/1/presence';
const SEND = 'POST /whatsapp/conversations/1/messages';
const deniz = { id: 2, name: 'Deniz Ak' };

const there = (part: { typing?: boolean; gone?: boolean } = {}): PresenceView => {
  const at = Date.now();
  const [seenUntil, typingUntil] = [at + 30_000, part.typing ? at + 6_000 : 0];
  return { at, people: part.gone ? [] : [{ ...deniz, seenUntil, typingUntil }] };
};

const open = async (routes: Routes = {}, part: Partial<ComponentProps<typeof SomeThread>> = {}) => {
  const window = { open: true, expiresAt: Date.now() + 3_600_000 };
  const view = await renderAdmin(
    <SomeThread
      conversation={conversationOf(1, { window })}
      agents={[{ id: 1, name: 'Can' }, deniz]}
      {...part}
    />,
    {
      routes: {
        'GET /whatsapp/conversations/1/messages': {
          messages: [messageOf(1)],
          events: [],
          nextCursor: null,
        },
        'GET /whatsapp/conversations/1/notes': { notes: [] },
        'GET /whatsapp/conversations/1/readers': { people: [deniz] },
        'GET /whatsapp/team': { me: { onDuty: true }, teams: [{ id: 5, name: 'Destek' }] },
        [TELL]: there({ gone: true }),
        [SEND]: (call: Call) =>
          messageOf(2, {
            direction: 'out',
            clientId: (call.body as { clientId: string }).clientId,
          }),
        ...routes,
      },
    }
  );
  await screen.findByTestId('thread');
  return view;
};
const made = (calls: Call[], route: string) =>
  calls.filter(({ method, path }) => `${method} ${path}` === route);
const doing = (calls: Call[]) =>
  made(calls, TELL).map(({ body }) => (body as { doing: string }).doing);

beforeEach(() => localStorage.clear());
afterEach(() => jest.restoreAllMocks());

describe('colleagues in the same conversation', () => {
  it('are shown when they come, live, and gone when what they told has ended', async () => {
    let now = there({ gone: true });
    await open({ [ASK]: () => now });
    expect(screen.getByTestId('presence').textContent).toBe('');
    now = there();
    act(() => publishSignal({ kind: 'hints', hints: [{ type: 'presence', id: 1, parent: null }] }));
    expect(
      await screen.findByText(en('team.presence.looking', { names: 'Deniz Ak', count: 1 }))
    ).toBeTruthy();
    now = there({ typing: true });
    act(() => publishSignal({ kind: 'hints', hints: [{ type: 'presence', id: 1, parent: null }] }));
    expect(
      await screen.findByText(en('team.presence.typing', { names: 'Deniz Ak', count: 1 }))
    ).toBeTruthy();
    const view = there({ typing: true });
    expect(presentPeople(view, view.at + 7_000)).toEqual([{ ...deniz, isTyping: false }]);
    expect(presentPeople(view, view.at + 31_000)).toEqual([]);
  });

  it('are asked for again when the conversation gets another assignee: who may not read it any more goes', async () => {
    let now = there();
    const { calls } = await open({ [TELL]: there(), [ASK]: () => now });
    await screen.findByText(en('team.presence.looking', { names: 'Deniz Ak', count: 1 }));
    now = there({ gone: true });
    const changed = { type: 'conversation', id: 1, parent: null } as const;
    act(() => publishSignal({ kind: 'hints', hints: [changed] }));
    await waitFor(() => expect(screen.getByTestId('presence').textContent).toBe(''));
    // With nobody there, there is nothing to ask.
    act(() => publishSignal({ kind: 'hints', hints: [changed] }));
    expect(made(calls, ASK)).toHaveLength(1);
  });

  it('learn of me: that I look, that I type an answer, that I left; a note is no answer', async () => {
    const { calls, person, unmount } = await open();
    await waitFor(() => expect(doing(calls)).toEqual(['looking']));
    await person.click(screen.getByTestId('mode-note'));
    await person.type(screen.getByTestId('note-input'), 'not');
    expect(doing(calls)).toEqual(['looking']);
    await person.click(screen.getByTestId('mode-reply'));
    await person.type(screen.getByTestId('composer-input'), 'Mer');
    await waitFor(() => expect(doing(calls)).toEqual(['looking', 'typing']));
    unmount();
    await waitFor(() => expect(doing(calls).at(-1)).toBe('left'));
  });

  it('who type at this moment are named before a second answer goes; the next press sends it once', async () => {
    const { calls, person } = await open({
      [TELL]: there({ typing: true }),
      [ASK]: () => there({ typing: true }),
    });
    await screen.findByText(en('team.presence.typing', { names: 'Deniz Ak', count: 1 }));
    const field = screen.getByTestId('composer-input') as HTMLTextAreaElement;
    await person.type(field, 'Merhaba{Enter}');
    expect(await screen.findByTestId('collision')).toBeTruthy();
    expect(made(calls, SEND)).toEqual([]);
    expect(field.value).toBe('Merhaba');
    expect(await violations()).toEqual([]);
    await person.type(field, '{Enter}');
    await waitFor(() => expect(made(calls, SEND)).toHaveLength(1));
    expect(made(calls, SEND)[0]?.body).toMatchObject({ text: 'Merhaba' });
    expect(screen.queryByTestId('collision')).toBeNull();
    expect(field.value).toBe('');
  });

  it('who has stopped typing meanwhile holds nothing back: the same press sends, once', async () => {
    const { calls, person } = await open({ [TELL]: there({ typing: true }), [ASK]: () => there() });
    await screen.findByText(en('team.presence.typing', { names: 'Deniz Ak', count: 1 }));
    const field = screen.getByTestId('composer-input') as HTMLTextAreaElement;
    await person.type(field, 'Merhaba{Enter}{Enter}');
    await waitFor(() => expect(made(calls, SEND)).toHaveLength(1));
    expect(screen.queryByTestId('collision')).toBeNull();
    await waitFor(() => expect(field.value).toBe(''));
    expect(made(calls, ASK)).toHaveLength(1);
  });

  it('the alert goes when the colleague stops; the text stays, and goes at the next press', async () => {
    let now = there({ typing: true });
    const { calls, person } = await open({ [TELL]: there({ typing: true }), [ASK]: () => now });
    await screen.findByText(en('team.presence.typing', { names: 'Deniz Ak', count: 1 }));
    const field = screen.getByTestId('composer-input') as HTMLTextAreaElement;
    await person.type(field, 'Merhaba{Enter}');
    await screen.findByTestId('collision');
    now = there();
    act(() => publishSignal({ kind: 'hints', hints: [{ type: 'presence', id: 1, parent: null }] }));
    await waitFor(() => expect(screen.queryByTestId('collision')).toBeNull());
    expect([field.value, made(calls, SEND).length]).toEqual(['Merhaba', 0]);
    await person.type(field, '{Enter}');
    await waitFor(() => expect(made(calls, SEND)).toHaveLength(1));
  });

  it('a server that does not say who types leaves it at what the page knows', async () => {
    const { calls, person } = await open({ [TELL]: there({ typing: true }) });
    await screen.findByText(en('team.presence.typing', { names: 'Deniz Ak', count: 1 }));
    await person.type(screen.getByTestId('composer-input'), 'Merhaba{Enter}');
    expect(await screen.findByTestId('collision')).toBeTruthy();
    expect(made(calls, ASK)).toHaveLength(1);
    expect(made(calls, SEND)).toEqual([]);
  });

  it('[C-24] get a conversation by one press, and with a note where one has something to say', async () => {
    const onHand = jest.fn((_body: TransferBody) => Promise.resolve(true));
    const { person } = await open({}, { onHand });
    await person.click(screen.getByTestId('assign-menu'));
    const entries = () => screen.getAllByRole('menuitem').map((one) => one.textContent);
    const team = en('team.transfer.team', { name: 'Destek' });
    await waitFor(() => expect(entries()).toContain(team));
    await person.click(screen.getByRole('menuitem', { name: 'Deniz Ak' }));
    const given = () => onHand.mock.calls.map(([{ to, note }]) => ({ to, note }));
    expect(given()).toEqual([{ to: { kind: 'person', id: 2 }, note: '' }]);
    expect(screen.queryByRole('dialog')).toBeNull();

    await person.click(screen.getByTestId('assign-menu'));
    await person.click(await screen.findByTestId('assign-with-note'));
    await screen.findByRole('dialog', { name: en('team.transfer.title') });
    await person.click(screen.getByRole('combobox', { name: en('team.transfer.to') }));
    await person.click(await screen.findByRole('option', { name: team }));
    expect(screen.getByTestId<HTMLButtonElement>('assign-send').disabled).toBe(true);
    // The key that sends assigns.
    await person.type(screen.getByTestId('assign-note'), 'fatura{Enter}');
    await waitFor(() => expect(given()).toHaveLength(2));
    expect(given()[1]).toEqual({ to: { kind: 'team', id: expect.any(Number) }, note: 'fatura' });
    await waitFor(() => expect(screen.queryByTestId('assign-note')).toBeNull());
  });
});

describe('being on duty', () => {
  it('is switched off and on by a press', async () => {
    let onDuty = true;
    const { person, calls } = await renderAdmin(<DutySwitch />, {
      routes: {
        'GET /whatsapp/team': () => ({ me: { onDuty }, teams: [] }),
        'PUT /whatsapp/team/duty': (call: Call) => {
          ({ onDuty } = call.body as { onDuty: boolean });
          return { me: { onDuty }, teams: [] };
        },
      },
    });
    await person.click(await screen.findByRole('button', { name: en('team.duty.label-on') }));
    await screen.findByRole('button', { name: en('team.duty.label-off') });
    expect(made(calls, 'PUT /whatsapp/team/duty')[0]?.body).toEqual({ onDuty: false });
  });
});
