import * as fc from 'fast-check';
import type {
  ConversationEventView,
  MessageState,
} from '../../../../server/src/contracts/conversations';
import {
  answeredMeanwhile,
  byTime,
  firstUnread,
  mergeMessages,
  stillPending,
  threadRows,
  withDays,
} from '../../../../admin/src/pages/Inbox/model/thread';
import {
  atNewest,
  NOTHING_KNOWN,
  refreshed,
  withAround,
  withOlder,
  withRows,
  type Segment,
} from '../../../../admin/src/pages/Inbox/model/segment';
import {
  createThreadSource,
  type PageAsk,
} from '../../../../admin/src/pages/Inbox/hooks/thread-source';
import { messageOf } from '../../../support/message-views';
import { threadServer } from '../../../support/thread-server';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('merging pages of a thread', () => {
  const states: MessageState[] = ['queued', 'sending', 'accepted', 'sent', 'delivered', 'read'];
  const versions = fc.array(
    fc.record({ id: fc.integer({ min: 1, max: 12 }), step: fc.nat({ max: states.length - 1 }) }),
    { maxLength: 40 }
  );
  const viewsOf = (items: { id: number; step: number }[]) =>
    items.map(({ id, step }) =>
      messageOf(id, { direction: 'out', state: states[step] ?? 'queued', at: 1_000 * (id % 5) })
    );

  it('shows each message once and in order, however the answers are cut and arrive', () => {
    fc.assert(
      fc.property(versions, fc.nat(), (items, cut) => {
        const views = viewsOf(items);
        const at = views.length === 0 ? 0 : cut % views.length;
        const merged = mergeMessages(mergeMessages([], views.slice(0, at)), views.slice(at));
        const turned = mergeMessages(mergeMessages([], views.slice(at)), views.slice(0, at));
        expect(merged.map((m) => m.id)).toEqual(
          [...new Map(views.map((m) => [m.id, m])).values()].sort(byTime).map((m) => m.id)
        );
        expect(turned.map((m) => [m.id, m.state])).toEqual(merged.map((m) => [m.id, m.state]));
      })
    );
  });

  it('never takes a state back when an older answer arrives late', () => {
    fc.assert(
      fc.property(versions, (items) => {
        const merged = mergeMessages([], viewsOf(items));
        for (const message of merged) {
          const best = Math.max(...items.filter((i) => i.id === message.id).map((i) => i.step));
          expect(message.state).toBe(states[best]);
        }
      })
    );
  });
});

describe('paging through a thread', () => {
  /** A server that remembers what it was asked. */
  const serverOf = (total: number, size: number) => {
    const server = threadServer({ count: total, page: size });
    const asked: PageAsk[] = [];
    const fetchPage = (ask: PageAsk) => {
      asked.push(ask);
      return Promise.resolve(server.page(ask));
    };
    return { ...server, fetchPage, asked };
  };
  const ids = (part: Pick<Segment, 'messages'>) => part.messages.map(({ id }) => id);

  it('[C-05] reads the whole history backwards without gap or duplicate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 1, max: 20 }),
        async (total, size) => {
          const source = createThreadSource(serverOf(total, size).fetchPage);
          let place = refreshed(NOTHING_KNOWN, await source.refresh(NOTHING_KNOWN));
          while (place.newest.olderCursor !== null) {
            const cursor = place.newest.olderCursor;
            place = withOlder(place, cursor, await source.page({ cursor }));
          }
          expect(ids(place.newest)).toEqual(Array.from({ length: total }, (_u, n) => n + 1));
        }
      )
    );
  });

  it('[C-06] closes the gap when more than a page came in while nobody was listening', async () => {
    const server = serverOf(10, 5);
    const source = createThreadSource(server.fetchPage);
    const known = refreshed(NOTHING_KNOWN, await source.refresh(NOTHING_KNOWN));
    server.append(23);
    // The answer to a send comes alone, and tells nothing of what lies before it.
    const sent = withRows(known, [messageOf(33)]);
    const after = refreshed(sent, await source.refresh(sent));
    expect(ids(after.newest)).toEqual(Array.from({ length: 28 }, (_u, n) => n + 6));
  });

  /** The newest five of fifteen, and a page back. */
  const readBack = async () => {
    const server = serverOf(15, 5);
    const source = createThreadSource(server.fetchPage);
    const first = refreshed(NOTHING_KNOWN, await source.refresh(NOTHING_KNOWN));
    const cursor = first.newest.olderCursor ?? '';
    const place = withOlder(first, cursor, await source.page({ cursor }));
    server.asked.length = 0;
    return { server, source, place, cursor };
  };

  it('fetches an old page again when a hint names one of its messages, and no other', async () => {
    const { server, source, place, cursor } = await readBack();
    source.touch(7);
    source.touch(8);
    source.touch(3);
    await source.refresh(place);
    expect(server.asked).toEqual([{}, { cursor }]);
  });

  it('fetches the page of a jump as it was asked for, and none of what is not shown any more', async () => {
    const { server, source, place } = await readBack();
    const there = withAround(place, (await source.around(2))!);
    server.asked.length = 0;
    source.touch(2);
    const { again } = await source.refresh(there);
    expect(server.asked).toEqual([{}, { around: 2 }]);
    expect(again.map(ids)).toEqual([[4, 3, 2, 1]]);
    server.asked.length = 0;
    source.touch(2);
    await source.refresh(atNewest(there));
    expect(server.asked).toEqual([{}]);
  });

  it('finds a message that was on the newest page and is not any more', async () => {
    const { server, source, place } = await readBack();
    server.append(4);
    const later = refreshed(place, await source.refresh(place));
    server.asked.length = 0;
    source.touch(12);
    source.touch(18);
    const { again } = await source.refresh(later);
    expect(again.flatMap(ids)).toContain(12);
    expect(server.asked).toEqual([{}, { around: 12 }]);
  });

  it('remembers what was stale when the refresh fails', async () => {
    const server = serverOf(10, 5);
    let broken = false;
    const source = createThreadSource((ask) =>
      broken ? Promise.reject(new Error('offline')) : server.fetchPage(ask)
    );
    const first = refreshed(NOTHING_KNOWN, await source.refresh(NOTHING_KNOWN));
    const cursor = first.newest.olderCursor ?? '';
    const place = withOlder(first, cursor, await source.page({ cursor }));
    source.touch(2);
    broken = true;
    await expect(source.refresh(place)).rejects.toThrow('offline');
    broken = false;
    server.asked.length = 0;
    await source.refresh(place);
    expect(server.asked).toEqual([{}, { cursor }]);
  });

  it('tells a message that is not there from an answer that did not come', async () => {
    const answers: unknown[] = [{ status: 404, message: 'the message' }, new Error('offline')];
    const source = createThreadSource(() => Promise.reject(answers.shift() as Error));
    expect(await source.around(4)).toBeNull();
    await expect(source.around(4)).rejects.toThrow('offline');
  });
});

describe('optimistic bubbles', () => {
  it('disappear when the row with the same client id arrives, and only then', () => {
    const pending = [
      { clientId: 'aaaaaaaa', at: 1, state: 'sending' as const },
      { clientId: 'bbbbbbbb', at: 2, state: 'unsent' as const },
    ];
    const left = stillPending(pending, [messageOf(1), messageOf(2, { clientId: 'aaaaaaaa' })]);
    expect(left.map((item) => item.clientId)).toEqual(['bbbbbbbb']);
  });
});

describe('rows of a thread', () => {
  const noon = new Date(2026, 4, 3, 12, 0).getTime();

  it('[C-07] draws one line per day and groups consecutive bubbles of one side', () => {
    const rows = withDays(
      threadRows(
        [
          messageOf(1, { at: noon - DAY }),
          messageOf(2, { at: noon }),
          messageOf(3, { at: noon + MINUTE }),
          messageOf(4, { at: noon + 2 * MINUTE, direction: 'out' }),
          messageOf(5, { at: noon + 20 * MINUTE, direction: 'out' }),
        ],
        null
      )
    );
    expect(
      rows.map((row) =>
        row.kind === 'message'
          ? `${row.message.id}${row.first ? 'f' : ''}${row.last ? 'l' : ''}`
          : row.kind
      )
    ).toEqual(['day', '1fl', 'day', '2f', '3l', '4fl', '5fl']);
  });

  it('draws the line of a day before the first that happened on it, whatever it is', () => {
    const event = (id: number, at: number): ConversationEventView => ({
      id,
      conversationId: 1,
      kind: 'woken',
      at,
      agent: null,
      target: null,
      subject: null,
    });
    const messages = [messageOf(1, { at: noon }), messageOf(2, { at: noon + DAY })];
    const events = [event(1, noon + DAY - MINUTE), event(2, noon + 2 * DAY)];
    const rows = withDays(threadRows(messages, firstUnread(messages, 1), events));
    expect(rows.map(({ kind }) => kind)).toEqual([
      'day',
      'message',
      'day',
      'event',
      'new',
      'message',
      'day',
      'event',
    ]);
  });

  it('puts the new-message line before the first unread message from the customer', () => {
    const messages = [messageOf(1), messageOf(2), messageOf(3, { direction: 'out' }), messageOf(4)];
    const rows = threadRows(messages, firstUnread(messages, 2));
    const at = rows.findIndex((row) => row.kind === 'new');
    expect(rows[at]).toMatchObject({ count: 2 });
    expect(rows[at + 1]).toMatchObject({ kind: 'message', message: { id: 2 } });
  });

  it('has unique keys whatever the messages are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 }), (hours) => {
        const messages = mergeMessages(
          [],
          hours.map((hour, index) => messageOf(index + 1, { at: noon + hour * 60 * MINUTE }))
        );
        const rows = withDays(threadRows(messages, firstUnread(messages, 3)));
        const keys = rows.map((row) => row.key);
        expect(new Set(keys).size).toBe(keys.length);
      })
    );
  });
});

describe('someone else answered meanwhile', () => {
  const other = messageOf(5, { direction: 'out', agent: { id: 2, name: 'Can' }, at: 1_000 });

  it('names the newest answer of a colleague since writing began', () => {
    expect(answeredMeanwhile([other], 1, 900)?.agent?.name).toBe('Can');
  });

  it('is silent for my own answers, for earlier ones, for the customer and for an untouched field', () => {
    expect(answeredMeanwhile([other], 2, 900)).toBeNull();
    expect(answeredMeanwhile([other], 1, 1_000)).toBeNull();
    expect(answeredMeanwhile([messageOf(6, { at: 2_000 })], 1, 900)).toBeNull();
    expect(answeredMeanwhile([other], 1, null)).toBeNull();
  });
});
