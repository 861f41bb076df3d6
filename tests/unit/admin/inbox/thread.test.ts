import * as fc from 'fast-check';
import type { MessageState } from '../../../../server/src/contracts/conversations';
import {
  answeredMeanwhile,
  byTime,
  firstUnread,
  mergeMessages,
  stillPending,
  threadRows,
} from '../../../../admin/src/pages/Inbox/model/thread';
import { createThreadSource } from '../../../../admin/src/pages/Inbox/hooks/thread-source';
import { messageOf } from '../../../support/message-views';

const MINUTE = 60_000;

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
  /** A server with `total` messages, newest first, `size` a page; more may be appended. */
  const serverOf = (total: number, size: number) => {
    let count = total;
    const fetched: (string | null)[] = [];
    const fetchPage = (cursor: string | null) => {
      fetched.push(cursor);
      const below = cursor === null ? count : Number(cursor);
      const ids = Array.from({ length: Math.min(size, below) }, (_unused, n) => below - n);
      const rest = below - ids.length;
      return Promise.resolve({
        messages: ids.map((id) => messageOf(id)),
        events: [],
        nextCursor: rest > 0 ? String(rest) : null,
      });
    };
    return { fetchPage, fetched, append: (n: number) => (count += n) };
  };

  it('[C-05] reads the whole history backwards without gap or double', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 1, max: 20 }),
        async (total, size) => {
          const source = createThreadSource(serverOf(total, size).fetchPage);
          let page = await source.refresh([]);
          let known = mergeMessages([], page.messages);
          while (page.nextCursor !== null) {
            page = await source.page(page.nextCursor);
            known = mergeMessages(known, page.messages);
          }
          expect(known.map((m) => m.id)).toEqual(Array.from({ length: total }, (_u, n) => n + 1));
        }
      )
    );
  });

  it('[C-06] closes the gap when more than a page came in while nobody was listening', async () => {
    const server = serverOf(10, 5);
    const source = createThreadSource(server.fetchPage);
    const known = mergeMessages([], (await source.refresh([])).messages);
    server.append(23);
    const after = mergeMessages(known, (await source.refresh(known)).messages);
    expect(after.map((m) => m.id)).toEqual(Array.from({ length: 28 }, (_u, n) => n + 6));
  });

  it('fetches an old page again when a hint names one of its messages, and no other', async () => {
    const server = serverOf(15, 5);
    const source = createThreadSource(server.fetchPage);
    const first = await source.refresh([]);
    const second = await source.page(first.nextCursor);
    await source.page(second.nextCursor);
    server.fetched.length = 0;
    source.touch(7);
    await source.refresh(first.messages);
    expect(server.fetched).toEqual([null, '10']);
  });

  it('remembers what was stale when the refresh fails', async () => {
    const server = serverOf(10, 5);
    let broken = false;
    const source = createThreadSource((cursor) =>
      broken ? Promise.reject(new Error('offline')) : server.fetchPage(cursor)
    );
    const first = await source.refresh([]);
    await source.page(first.nextCursor);
    source.touch(2);
    broken = true;
    await expect(source.refresh(first.messages)).rejects.toThrow('offline');
    broken = false;
    server.fetched.length = 0;
    await source.refresh(first.messages);
    expect(server.fetched).toEqual([null, '5']);
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
    const rows = threadRows(
      [
        messageOf(1, { at: noon - 24 * 60 * MINUTE }),
        messageOf(2, { at: noon }),
        messageOf(3, { at: noon + MINUTE }),
        messageOf(4, { at: noon + 2 * MINUTE, direction: 'out' }),
        messageOf(5, { at: noon + 20 * MINUTE, direction: 'out' }),
      ],
      null
    );
    expect(
      rows.map((row) =>
        row.kind === 'message'
          ? `${row.message.id}${row.first ? 'f' : ''}${row.last ? 'l' : ''}`
          : row.kind
      )
    ).toEqual(['day', '1fl', 'day', '2f', '3l', '4fl', '5fl']);
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
        const keys = threadRows(messages, firstUnread(messages, 3)).map((row) => row.key);
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
