import type { ComponentProps } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import { EventLine } from '../../../admin/src/pages/Inbox/components/EventLine';
import { ThreadHeader } from '../../../admin/src/pages/Inbox/components/ThreadHeader';
import { SelectionBar } from '../../../admin/src/pages/Inbox/components/SelectionBar';
import { StandingDialogs } from '../../../admin/src/pages/Inbox/list/StandingDialogs';
import type { Standing } from '../../../admin/src/pages/Inbox/list/useStanding';
import type { ConversationEventView } from '../../../server/src/contracts/conversations';
import { violations } from '../axe';
import { renderAdmin } from '../../support/render-admin';
import { conversationOf } from '../../support/message-views';
import { showOn } from '../../support/show-on';

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
    const field = await screen.findByLabelText('Another time');
    await person.clear(field);
    await person.type(field, '2020-01-01T10:00');
    await person.click(screen.getByTestId('snooze-do'));
    await screen.findByText('Choose a time ahead of now, within a year.');
    expect(onAnswer).not.toHaveBeenCalled();
    screen.getByRole('dialog', { name: 'Snooze 3 conversations until' });
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
      within(dialog).getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement
    );
    await screen.findByText(/Write or choose a reason/);
    await person.type(screen.getByLabelText('Reason'), ' Paid twice ');
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
      expect(within(menu).getByTestId('snoozed-until').textContent).toMatch(/Snoozed until/);
      expect(await violations()).toEqual([]);
      await person.click(within(menu).getByRole('menuitem', { name: 'Reopen' }));
      await waitFor(() => expect(reopen).toHaveBeenCalledTimes(1));
      expect(document.activeElement).toBe(more);
    }
  );

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
    expect(screen.getByRole('menuitem', { name: 'Snooze' })).toBeTruthy();
    expect(keys()).toEqual([]);
    expect(screen.queryByText('z')).toBeNull();
  });

  it('[C-23] a dialog that the menu opened gives the focus back to it', async () => {
    const { person } = await renderAdmin(head({ standing: standing() }), {
      routes: { 'GET /whatsapp/team/now': { teams: [] } },
    });
    const more = await screen.findByTestId('thread-more');
    await person.click(more);
    await person.click(await screen.findByRole('menuitem', { name: 'Transfer…' }));
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

  it.each<[Partial<ConversationEventView>, RegExp]>([
    [{ kind: 'snoozed', subject: '1900000000000' }, /Ada snoozed it until \w+/],
    [{ kind: 'woken', agent: null }, /Back: its time has come/],
    [{ kind: 'closed', subject: 'Solved' }, /Ada closed the conversation: Solved/],
    [{ kind: 'closed' }, /Ada closed the conversation ·/],
    [{ kind: 'closed', agent: null, subject: 'Kargo bot' }, /The conversation was closed ·/],
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
    expect((await screen.findByTestId('thread-event')).textContent).toMatch(words);
    expect(screen.getByTestId('thread-event').textContent).not.toContain('Invalid');
  });
});
