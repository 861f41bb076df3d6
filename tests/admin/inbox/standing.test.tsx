import type { ComponentProps } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import { EventLine } from '../../../admin/src/pages/Inbox/components/EventLine';
import { ThreadHeader } from '../../../admin/src/pages/Inbox/components/ThreadHeader';
import { SelectionBar } from '../../../admin/src/pages/Inbox/components/SelectionBar';
import { StandingDialogs } from '../../../admin/src/pages/Inbox/list/StandingDialogs';
import type { Standing } from '../../../admin/src/pages/Inbox/list/useStanding';
import type { ConversationEventView } from '../../../server/src/contracts/conversations';
import { violations } from '../axe';
import { isDeed, refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { contactOf, conversationOf, messageOf } from '../../support/message-views';
import { showOn } from '../../support/show-on';
import { SomeThread } from '../../support/some-thread';
import { notices } from '../../support/strapi-admin';
import { en } from '../../support/words';

const settings = {
  'GET /whatsapp/inbox-settings': {
    closeReasons: ['Solved', 'Spam'],
    waitingWarnMinutes: 15,
    waitingLateMinutes: 60,
    answeredPressesWait: false,
  },
};
const nothing = () => undefined;

describe('snooze and close', () => {
  it('[C-03] a usual time snoozes with one press', async () => {
    const onAnswer = jest.fn();
    const { person } = await renderAdmin(
      <StandingDialogs question="snooze" count={1} onAnswer={onAnswer} onClose={nothing} />
    );
    await person.click(await screen.findByTestId('snooze-tomorrow'));
    const [body] = onAnswer.mock.calls[0] as [{ status: string; snoozedUntil: number }];
    expect(body.status).toBe('snoozed');
    const until = new Date(body.snoozedUntil);
    expect([until.getHours(), until.getMinutes()]).toEqual([9, 0]);
    expect(body.snoozedUntil).toBeGreaterThan(Date.now());
  });

  it('[C-03] a time that is over is refused at its field, and nothing happens', async () => {
    const onAnswer = jest.fn();
    const { person } = await renderAdmin(
      <StandingDialogs question="snooze" count={3} onAnswer={onAnswer} onClose={nothing} />
    );
    const field = await screen.findByLabelText(en('inbox.snooze.pick'));
    await person.clear(field);
    await person.type(field, '2020-01-01T10:00');
    await person.click(screen.getByTestId('snooze-do'));
    await screen.findByText(en('inbox.snooze.past'));
    expect(onAnswer).not.toHaveBeenCalled();
    screen.getByRole('dialog', { name: en('inbox.snooze.title-many', { count: 3 }) });
    expect(await violations()).toEqual([]);
  });

  it('[C-03] a usual reason closes with one press; another is written; an empty one is asked for', async () => {
    const onAnswer = jest.fn();
    const { person } = await renderAdmin(
      <StandingDialogs question="close" count={1} onAnswer={onAnswer} onClose={nothing} />,
      { routes: settings }
    );
    await person.click(await screen.findByRole('button', { name: 'Solved' }));
    expect(onAnswer).toHaveBeenLastCalledWith({ status: 'closed', closeReason: 'Solved' });
    const dialog = screen.getByRole('dialog');
    await person.click(
      within(dialog)
        .getAllByRole('button', { name: en('inbox.thread.close') })
        .at(-1) as HTMLElement
    );
    await screen.findByText(en('inbox.close.missing'));
    await person.type(screen.getByLabelText(en('inbox.close.reason')), ' Paid twice ');
    await person.keyboard('{Enter}');
    expect(onAnswer).toHaveBeenLastCalledWith({ status: 'closed', closeReason: 'Paid twice' });
    expect(await violations()).toEqual([]);
  });

  const head = (part: Partial<ComponentProps<typeof ThreadHeader>>) => (
    <ThreadHeader
      conversation={conversationOf(1)}
      agents={[{ id: 2, name: 'Can' }]}
      me={1}
      canReply
      onBack={null}
      onAssign={nothing}
      onHand={() => Promise.resolve(true)}
      standing={null}
      onBots={nothing}
      onTag={nothing}
      panelOpen={false}
      onPanel={nothing}
      keysOn
      {...part}
    />
  );
  const standing = (part: Partial<Standing> = {}): Standing => ({
    toggleStatus: nothing,
    snooze: nothing,
    reopen: undefined,
    closeWhy: nothing,
    ...part,
  });

  it.each(['phone', 'laptop'] as const)(
    '[C-03] on a %s the header says until when, and its menu offers what moves it from there',
    async (device) => {
      showOn(device);
      const reopen = jest.fn();
      const asleep = conversationOf(1, { status: 'snoozed', snoozedUntil: 1_900_000_000_000 });
      const { person } = await renderAdmin(
        head({ conversation: asleep, standing: standing({ reopen }) })
      );
      const more = await screen.findByTestId('thread-more');
      await person.click(more);
      const menu = await screen.findByRole('menu');
      expect(within(menu).getByTestId('snoozed-until').textContent).toContain(
        en('inbox.snooze.until', { when: '' })
      );
      expect(await violations()).toEqual([]);
      await person.click(within(menu).getByRole('menuitem', { name: en('inbox.thread.reopen') }));
      await waitFor(() => expect(reopen).toHaveBeenCalledTimes(1));
      expect(document.activeElement).toBe(more);
    }
  );

  it('[C-02] what the header has no room for is shown to the pointer', async () => {
    const { person } = await renderAdmin(
      head({ conversation: conversationOf(1, { botPausedAt: 1, accountName: 'Shop Kadıköy' }) })
    );
    const name = await screen.findByRole('heading', { level: 2 });
    expect(name.title).toBe(name.textContent);
    await person.hover(screen.getByText('Shop Kadıköy'));
    const facts = screen.getByText('Shop Kadıköy').parentElement;
    expect(facts?.title).toContain(en('inbox.thread.bots-paused'));
    expect(facts?.title).toMatch(/ · Shop Kadıköy$/);
  });

  it('[C-02] the number is below the name, outside of the line that is cut', async () => {
    showOn('laptop');
    const contact = contactOf(1, { name: 'Ayşe Kaya', phone: '+905321234567' });
    const talk = conversationOf(1, { contact, botPausedAt: 1, accountName: 'Shop Kadıköy' });
    await renderAdmin(head({ conversation: talk }));
    const name = await screen.findByRole('heading', { level: 2 });
    expect(name.nextElementSibling?.textContent).toBe('+90 532 123 45 67');
    expect(screen.getByText('Shop Kadıköy').parentElement?.textContent).not.toContain('+90');
  });

  it('[C-03] [X-13] the menu shows the key of each deed, unless letters are switched off', async () => {
    const { person, unmount } = await renderAdmin(head({ standing: standing() }));
    await person.click(await screen.findByTestId('thread-more'));
    const keys = () =>
      screen
        .getAllByRole('menuitem')
        .flatMap((item) => item.getAttribute('aria-keyshortcuts') ?? []);
    expect(keys()).toEqual(['z', 'e', 't', 'i']);
    expect(screen.getByText('z').tagName).toBe('KBD');
    unmount();
    const again = await renderAdmin(head({ standing: standing(), keysOn: false }));
    await again.person.click(await screen.findByTestId('thread-more'));
    expect(screen.getByRole('menuitem', { name: en('inbox.snooze.action') })).toBeTruthy();
    expect(keys()).toEqual([]);
    expect(screen.queryByText('z')).toBeNull();
  });

  it('[C-23] a dialog that the menu opened gives the focus back to it', async () => {
    const { person } = await renderAdmin(head({ standing: standing() }), {
      routes: { 'GET /whatsapp/team/now': { teams: [] } },
    });
    const more = await screen.findByTestId('assign-menu');
    await person.click(more);
    await person.click(await screen.findByTestId('assign-with-note'));
    await screen.findByRole('dialog');
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(more));
  });

  it('[C-24] many are snoozed together', async () => {
    const apply = jest.fn();
    const { person } = await renderAdmin(
      <SelectionBar
        selection={{
          ids: new Set([1, 2]),
          undo: null,
          busy: false,
          toggleMode: nothing,
          toggle: nothing,
          choose: nothing,
          apply,
        }}
        shownIds={[1, 2]}
        agents={[]}
        me={1}
      />,
      { routes: { ...settings, 'GET /whatsapp/tags': { tags: [] } } }
    );
    await person.click(await screen.findByTestId('bulk-snooze'));
    await person.click(await screen.findByTestId('snooze-tomorrow'));
    await waitFor(() =>
      expect(apply).toHaveBeenCalledWith(expect.objectContaining({ status: 'snoozed' }))
    );
  });

  it.each<[Partial<ConversationEventView>, string]>([
    [
      { kind: 'snoozed', subject: '1900000000000' },
      en('inbox.event.snoozed.by', { agent: 'Ada', subject: '\\w+' }),
    ],
    [{ kind: 'woken', agent: null }, en('inbox.event.woken.auto')],
    [
      { kind: 'closed', subject: 'Solved' },
      en('inbox.event.closed-why.by', { agent: 'Ada', subject: 'Solved' }),
    ],
    [{ kind: 'closed' }, `${en('inbox.event.closed.by', { agent: 'Ada' })} ·`],
    [{ kind: 'closed', agent: null, subject: 'Kargo bot' }, `${en('inbox.event.closed.auto')} ·`],
  ])('[C-03] the thread tells it: %j', async (part, words) => {
    const event: ConversationEventView = {
      id: 1,
      conversationId: 1,
      kind: 'closed',
      at: 1_800_000_000_000,
      agent: { id: 1, name: 'Ada' },
      target: null,
      subject: null,
      ...part,
    };
    await renderAdmin(<EventLine event={event} />);
    expect((await screen.findByTestId('thread-event')).textContent).toMatch(new RegExp(words));
    expect(screen.getByTestId('thread-event').textContent).not.toContain('Invalid');
  });
});

describe('a message that may mean “no more messages”', () => {
  const DECIDE = 'POST /whatsapp/conversations/1/asked-stop';
  const askedAt = 1_700_000_010_000;
  const asked = (id: number, at: number): ConversationEventView => ({
    id,
    conversationId: 1,
    kind: 'asked-to-stop',
    at,
    agent: null,
    target: null,
    subject: null,
  });
  const before = asked(1, askedAt - 86_400_000);
  const now = asked(2, askedAt + 2_000);

  const open = async (
    part: Partial<ComponentProps<typeof SomeThread>> = {},
    { routes = {}, events = [before, now] }: { routes?: Routes; events?: (typeof now)[] } = {}
  ) => {
    const contact = contactOf(1, { name: 'Maya Patel', askedStopAt: askedAt });
    const view = await renderAdmin(
      <SomeThread conversation={conversationOf(1, { contact })} {...part} />,
      {
        routes: {
          'GET /whatsapp/conversations/1/messages': {
            messages: [messageOf(1)],
            events,
            nextCursor: null,
          },
          'GET /whatsapp/conversations/1/notes': { notes: [] },
          'POST /whatsapp/conversations/1/presence': { at: Date.now(), people: [] },
          [DECIDE]: null,
          ...routes,
        },
      }
    );
    const lines = await screen.findAllByTestId('thread-event');
    const deeds = () =>
      view.calls.filter(isDeed).map(({ method, path, body }) => [`${method} ${path}`, body]);
    return { ...view, lines, deeds };
  };
  beforeEach(() => (notices.length = 0));

  it.each([
    [
      en('people.stop.optOut.whom', { name: 'Maya Patel' }),
      'opt-out',
      en('people.stop.done.opt-out', { name: 'Maya Patel' }),
    ],
    [
      en('people.stop.notMeant.whom', { name: 'Maya Patel' }),
      'not-meant',
      en('people.stop.done.not-meant', { name: 'Maya Patel' }),
    ],
  ])('[O-17] is decided at its newest line: %s', async (...row) => {
    const [name, answer, said] = row;
    const onChanged = jest.fn();
    const { person, deeds, lines } = await open({ onChanged });
    expect(lines).toHaveLength(2);
    expect(lines[1]?.textContent).toContain(en('inbox.event.asked-to-stop.by'));
    const place = screen.getByRole('group', {
      name: en('people.stop.title', { name: 'Maya Patel' }),
    });
    expect(lines[1]?.parentElement?.contains(place)).toBe(true);
    expect(place.textContent).toContain(en('people.stop.waits'));
    expect(await violations()).toEqual([]);
    await person.dblClick(within(place).getByRole('button', { name }));
    await waitFor(() => expect(screen.queryByTestId('asked-to-stop')).toBeNull());
    expect(deeds()).toEqual([[DECIDE, { answer, askedAt }]]);
    expect(notices).toEqual([{ type: 'success', message: said }]);
    expect(onChanged).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('thread')));
  });

  it('[O-17] says that a colleague was first, and reads the thread again', async () => {
    const { person, calls } = await open(
      {},
      { routes: { [DECIDE]: refuse(409, { kind: 'changed-meanwhile', field: 'askedAt' }) } }
    );
    const read = () => calls.filter(({ path }) => path.endsWith('/1/messages')).length;
    const reads = read();
    await person.click(screen.getByTestId('stop-opt-out'));
    const message = en('people.stop.done.changed', { name: 'Maya Patel' });
    await waitFor(() => expect(notices).toEqual([{ type: 'info', message }]));
    await waitFor(() => expect(read()).toBeGreaterThan(reads));
    expect(screen.queryByTestId('asked-to-stop')).toBeNull();
  });

  it('[O-17] stays to be decided, with the focus at the button, where the answer did not come', async () => {
    const { person } = await open({}, { routes: { [DECIDE]: refuse(500, { kind: 'server' }) } });
    const button = screen.getByTestId('stop-not-meant');
    await person.click(button);
    await waitFor(() => expect(notices).toMatchObject([{ type: 'danger' }]));
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('false'));
    expect(document.activeElement).toBe(button);
  });

  it('[X-05] who may not reply reads that the team decides', async () => {
    await open({ canReply: false });
    expect(screen.getByTestId('asked-to-stop').textContent).toBe(en('people.stop.waitsTeam'));
    expect(screen.queryByTestId('stop-opt-out')).toBeNull();
  });

  it('[O-17] has no buttons at the line of an earlier message, which was decided', async () => {
    const { lines } = await open({}, { events: [before] });
    expect(lines).toHaveLength(1);
    expect(screen.queryByTestId('asked-to-stop')).toBeNull();
  });

  it.each<[ConversationEventView['agent'], string]>([
    [{ id: 1, name: 'Ada' }, en('inbox.event.stop-not-meant.by', { agent: 'Ada' })],
    [null, en('inbox.event.stop-not-meant.auto')],
  ])('[O-17] the thread tells the decision of %j', async (agent, words) => {
    await renderAdmin(<EventLine event={{ ...now, kind: 'stop-not-meant', agent }} />);
    expect((await screen.findByTestId('thread-event')).textContent).toContain(words);
  });
});
