import * as fc from 'fast-check';
import {
  latestFirst,
  longestWaitFirst,
  mergeConversations,
} from '../../../../admin/src/pages/Inbox/model/list';
import {
  chosenFilters,
  filtersOf,
  isFiltered,
  NO_FILTER,
} from '../../../../admin/src/pages/Inbox/model/filters';
import { readInboxUrl } from '../../../../admin/src/pages/Inbox/hooks/useInboxUrl';
import { readWaiting, spanOf } from '../../../../admin/src/pages/Inbox/model/waiting';
import {
  isChanged,
  countWord,
  urlOfView,
  viewFiltersOf,
} from '../../../../admin/src/pages/Inbox/model/views';
import type { ConversationView } from '../../../../server/src/contracts/conversations';
import { conversationOf } from '../../../support/message-views';

const MINUTE = 60_000;
const PAGE = 4;

/** The server: conversations by id, in an order, asked page by page behind the last row of the page before. */
const serverOf = (order: (a: ConversationView, b: ConversationView) => number) => {
  const rows = new Map<number, ConversationView>();
  const sorted = () => [...rows.values()].sort(order);
  return {
    sorted,
    put: (row: ConversationView) => rows.set(row.id, row),
    page: (after: ConversationView | null) =>
      sorted()
        .filter((row) => after === null || order(after, row) < 0)
        .slice(0, PAGE),
  };
};

/** What happens between two pages: this conversation gets a message, or somebody waits there, at this time. */
const moves = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 999 })),
  {
    maxLength: 12,
  }
);

describe('the pages of the list', () => {
  it.each([
    ['latest', latestFirst],
    ['waiting', longestWaitFirst],
  ] as const)(
    '[C-04] by %s: never twice, and whole after the refresh that a move asks for',
    (_name, order) => {
      const row = (id: number, at: number) =>
        conversationOf(id, { lastMessageAt: at, waitingSince: at });
      fc.assert(
        fc.property(moves, (between) => {
          const server = serverOf(order);
          for (let id = 1; id <= 12; id += 1) server.put(row(id, id * 10));
          let loaded = mergeConversations([server.page(null)], order);
          // Down to the end, with something moving before each page.
          for (let n = 0; n < 6; n += 1) {
            const move = between[n];
            if (move) server.put(row(...move));
            loaded = mergeConversations([loaded, server.page(loaded.at(-1) ?? null)], order);
            expect(new Set(loaded.map(({ id }) => id)).size).toBe(loaded.length);
          }
          // The refresh reads as many from the top as are shown, page behind page.
          const pages: ConversationView[][] = [];
          let last: ConversationView | null = null;
          while (pages.flat().length < 12) {
            const page = server.page(last);
            pages.push(page);
            last = page.at(-1) ?? last;
          }
          expect(mergeConversations(pages, order)).toEqual(server.sorted());
        })
      );
    }
  );

  it('[C-04] who was answered meanwhile stands below all who still wait', () => {
    const rows = [null, 30, 10].map((waitingSince, n) => conversationOf(n + 1, { waitingSince }));
    expect(rows.sort(longestWaitFirst).map(({ id }) => id)).toEqual([3, 2, 1]);
  });
});

describe('how long somebody waits', () => {
  const limits = { waitingWarnMinutes: 15, waitingLateMinutes: 60 };
  it.each([
    [0, 'calm', 'minutes', 0],
    [14.9, 'calm', 'minutes', 14],
    [15, 'late', 'minutes', 15],
    [60, 'very-late', 'hours', 1],
    [47 * 60, 'very-late', 'hours', 47],
    [48 * 60, 'very-late', 'days', 2],
  ])('[C-04] after %d minutes it is %s', (minutes, level, unit, count) => {
    expect(readWaiting(0, minutes * MINUTE, limits)).toEqual({ level, unit, count });
  });
  it('never counts below nothing', () => expect(spanOf(-5).count).toBe(0));
});

describe('filters in the address', () => {
  const urlOf = (text: string) => readInboxUrl(new URLSearchParams(text));

  it('[C-24] are read, asked of the server and counted', () => {
    const url = urlOf(
      'scope=mine&status=snoozed&number=2&who=3&tag=vip&origin=ad&sort=waiting&q=a'
    );
    expect(filtersOf(url)).toEqual({
      scope: 'mine',
      status: 'snoozed',
      accountId: 2,
      assigneeId: 3,
      tag: 'vip',
      origin: 'ad',
      sort: 'waiting',
      q: 'a',
    });
    expect([chosenFilters(url), isFiltered(url)]).toEqual([5, true]);
  });

  it('[C-24] anything odd falls back to the usual; without filters nothing is narrowed', () => {
    const odd = urlOf('scope=x&status=y&origin=z&sort=w&view=-1&m=abc');
    expect(isFiltered(odd)).toBe(false);
    expect([odd.view, odd.messageId]).toEqual([null, null]);
    expect(isFiltered({ ...urlOf('tag=vip&sort=waiting'), ...NO_FILTER })).toBe(false);
  });

  it('[C-24] a view that was changed in the address is distinguished from one that was not', () => {
    const url = urlOf('scope=mine&sort=waiting');
    const filters = viewFiltersOf(url);
    const view = { id: 4, name: 'x', shared: false, isDefault: false, count: 7, filters };
    expect(isChanged(view, { ...url, ...urlOfView(view) })).toBe(false);
    expect(isChanged(view, { ...url, unread: true })).toBe(true);
    expect([7, 99, 100, null].map((count) => countWord({ count }))).toEqual([
      '7',
      '99',
      '99+',
      null,
    ]);
  });
});
