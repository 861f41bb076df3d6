import * as fc from 'fast-check';
import {
  arrange,
  initials,
  latestFirst,
  mergeConversations,
  neighbour,
  type Fresh,
} from '../../../../admin/src/pages/Inbox/model/list';
import type { ConversationView } from '../../../../server/src/contracts/conversations';
import { conversationOf } from '../../../support/message-views';

const rowsOf = (pairs: readonly (readonly [id: number, at: number])[]) =>
  pairs.map(([id, at]) => conversationOf(id, { lastMessageAt: at }));
const pairs = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 50 })),
  {
    selector: ([id]) => id,
    maxLength: 20,
  }
);

const idsOf = (rows: readonly ConversationView[]) => rows.map(({ id }) => id);
/** All that there is. */
const all = (rows: readonly ConversationView[]): Fresh => ({
  rows,
  hasMore: false,
  order: latestFirst,
});

describe('the list of conversations', () => {
  it('[C-04] orders by latest activity and shows each conversation once', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (items, cut) => {
        const rows = rowsOf(items);
        const at = rows.length === 0 ? 0 : cut % rows.length;
        const merged = mergeConversations([rows.slice(0, at), rows]);
        expect(merged.map((row) => row.id)).toEqual(
          [...rows].sort(latestFirst).map((row) => row.id)
        );
      })
    );
  });

  it('[C-04] while held no row on screen changes its index, and what left says so in its place', () => {
    fc.assert(
      fc.property(pairs, fc.array(pairs, { minLength: 1, maxLength: 4 }), (before, news) => {
        let shown = rowsOf(before).sort(latestFirst);
        for (const after of news) {
          const fresh = rowsOf(after).sort(latestFirst);
          const { rows, gone } = arrange(shown, all(fresh), shown.length > 0);
          if (shown.length > 0) {
            expect(idsOf(rows).slice(0, shown.length)).toEqual(idsOf(shown));
            const left = shown.filter(({ id }) => !fresh.some((row) => row.id === id));
            expect([...gone].sort()).toEqual(idsOf(left).sort());
          }
          expect(new Set(idsOf(rows)).size).toBe(rows.length);
          for (const row of rows) if (!gone.has(row.id)) expect(fresh).toContain(row);
          shown = rows;
        }
      })
    );
  });

  it('a row that comes back, as Undo leads it, stands where it stood', () => {
    const before = rowsOf([
      [3, 9],
      [2, 8],
      [1, 7],
    ]);
    const closed = arrange(before, all(before.slice(2)), true);
    expect([idsOf(closed.rows), [...closed.gone]]).toEqual([
      [3, 2, 1],
      [3, 2],
    ]);
    expect(arrange(closed.rows, all(before), true)).toEqual({
      rows: before,
      gone: new Set(),
      moved: 0,
    });
  });

  it('a row that newer ones pushed to the next page is not gone', () => {
    const fresh = rowsOf([
      [4, 9],
      [3, 8],
    ]);
    const shown = rowsOf([
      [3, 8],
      [2, 7],
    ]);
    expect(arrange(shown, { ...all(fresh), hasMore: true }, true).gone.size).toBe(0);
    expect([...arrange(shown, all(fresh), true).gone]).toEqual([2]);
    const closer = rowsOf([
      [4, 9],
      [1, 6],
    ]);
    expect([...arrange(shown, { ...all(closer), hasMore: true }, true).gone]).toEqual([3, 2]);
  });

  it('counts on the pill what would stand higher, and is 0 exactly when nothing would move', () => {
    fc.assert(
      fc.property(pairs, pairs, (before, after) => {
        const fresh = rowsOf(after).sort(latestFirst);
        const { rows, gone, moved } = arrange(rowsOf(before).sort(latestFirst), all(fresh), true);
        const still = idsOf(rows).filter((id) => !gone.has(id));
        expect(moved === 0).toBe(JSON.stringify(still) === JSON.stringify(idsOf(fresh)));
      })
    );
  });

  it('re-sorts at once when nobody holds it', () => {
    const fresh = rowsOf([
      [2, 9],
      [1, 5],
    ]);
    const nothing = { rows: fresh, gone: new Set(), moved: 0 };
    expect(arrange([...fresh].reverse(), all(fresh), false)).toEqual(nothing);
  });

  it('moves by keys and stops at both ends', () => {
    const rows = rowsOf([
      [3, 9],
      [2, 8],
      [1, 7],
    ]);
    expect(neighbour(rows, null, 1)).toBe(3);
    expect(neighbour(rows, 3, 1)).toBe(2);
    expect(neighbour(rows, 1, 1)).toBe(1);
    expect(neighbour(rows, 3, -1)).toBe(3);
  });

  it('makes initials of names, of numbers and of anything else', () => {
    expect(initials('Ayşe Kaya')).toBe('AK');
    expect(initials('Ömer')).toBe('Ö');
    expect(initials('+90 532 123 45 67')).toBe('67');
    expect(initials('🙂')).toBe('?');
  });
});
