import * as fc from 'fast-check';
import {
  arrange,
  initials,
  latestFirst,
  mergeConversations,
  neighbour,
} from '../../../../admin/src/pages/Inbox/model/list';
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

  it('keeps every row that is held on screen in its place, whatever comes in', () => {
    fc.assert(
      fc.property(pairs, pairs, (before, after) => {
        const shown = rowsOf(before)
          .sort(latestFirst)
          .map((row) => row.id);
        const fresh = rowsOf(after).sort(latestFirst);
        const { rows } = arrange(shown, fresh, true);
        const ids = rows.map((row) => row.id);
        const still = shown.filter((id) => fresh.some((row) => row.id === id));
        if (shown.length > 0) expect(ids.slice(0, still.length)).toEqual(still);
        expect(new Set(ids).size).toBe(ids.length);
      })
    );
  });

  it('counts on the pill what would stand higher, and is 0 exactly when nothing would move', () => {
    fc.assert(
      fc.property(pairs, pairs, (before, after) => {
        const shown = rowsOf(before)
          .sort(latestFirst)
          .map((row) => row.id);
        const fresh = rowsOf(after).sort(latestFirst);
        const { rows, moved } = arrange(shown, fresh, true);
        const same =
          JSON.stringify(rows.map((r) => r.id)) === JSON.stringify(fresh.map((r) => r.id));
        expect(moved === 0).toBe(same);
      })
    );
  });

  it('re-sorts at once when nobody holds it', () => {
    const fresh = rowsOf([
      [2, 9],
      [1, 5],
    ]);
    expect(arrange([1, 2], fresh, false)).toEqual({ rows: fresh, moved: 0 });
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
