import fc from 'fast-check';
import {
  beginning,
  compareMembers,
  newsOf,
  pauseAfter,
  type LookPhase,
} from '../../../server/src/automations/domain/members';
import { MINUTE_MS } from '../../../server/src/kernel/time';

/** Compares two lists by pages, as a look does. */
const differences = (segment: readonly number[], remembered: readonly number[], limit: number) => {
  const last = Math.max(0, ...segment, ...remembered);
  const found: { entered: number[]; left: number[] } = { entered: [], left: [] };
  for (let after = 0; after < last;) {
    const page = { after, upTo: last, limit };
    const listed = (ids: readonly number[]) =>
      ids.filter((id) => id > page.after && id <= last).slice(0, limit);
    const { entered, left, upTo } = compareMembers(listed(segment), listed(remembered), page);
    if (upTo <= after) throw new Error('the look does not come further');
    found.entered.push(...entered);
    found.left.push(...left);
    after = upTo;
  }
  return found;
};

describe('contacts of a segment against those who were in it', () => {
  it('[E-35] are who entered and who left, the others are none of it', () => {
    expect(differences([1, 3, 4], [1, 2, 4], 100)).toEqual({ entered: [3], left: [2] });
    expect(differences([], [7], 100)).toEqual({ entered: [], left: [7] });
  });

  it('[E-35] say nothing of who comes after the end of a full page', () => {
    const page = { after: 0, upTo: 100, limit: 2 };
    expect(compareMembers([1, 9], [1, 2], page)).toEqual({ entered: [], left: [2], upTo: 2 });
    expect(compareMembers([1, 2], [], page)).toEqual({ entered: [1, 2], left: [], upTo: 2 });
    expect(compareMembers([1], [3], page)).toEqual({ entered: [1], left: [3], upTo: 100 });
  });

  it('[E-35] are the same by pages of any size, in their order', () => {
    const ids = fc
      .uniqueArray(fc.integer({ min: 1, max: 200 }))
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 1, max: 30 }), (segment, remembered, limit) => {
        expect(differences(segment, remembered, limit)).toEqual({
          entered: segment.filter((id) => !remembered.includes(id)),
          left: remembered.filter((id) => !segment.includes(id)),
        });
      })
    );
  });
});

describe('a look at a segment', () => {
  const look = (given: { phase?: LookPhase; mark?: string; startedAt?: number } = {}) => ({
    ...{ phase: 'compare' as const, mark: 'a', startedAt: 0, edited: false },
    ...given,
  });
  const now = 5_000;
  const begins = { mark: 'a', startedAt: now, peopleCursor: 0, cameIn: 0, wentOut: 0 };

  it('[E-35] begins, and goes on with the same segment', () => {
    const ask = { mark: 'a', isAsked: false, now };
    expect(beginning(look({ phase: 'fill', mark: '' }), ask)).toEqual(begins);
    expect(beginning(look(), ask)).toEqual(begins);
    expect(beginning(look({ startedAt: 1 }), ask)).toBeNull();
  });

  it('[E-35] is silent after an edit, wherever that finds it, and counts what the edit did', () => {
    const ask = { mark: 'b', isAsked: false, now };
    const again = { ...begins, mark: 'b', phase: 'fill' };
    expect(beginning(look(), ask)).toEqual({ ...again, edited: true });
    expect(beginning(look({ startedAt: 1 }), ask)).toEqual({ ...again, edited: true });
    // The first look: nobody knows yet who was in the segment before the edit.
    const first = look({ phase: 'fill', startedAt: 1 });
    expect(beginning(first, ask)).toEqual({ ...again, edited: false });
    // Who was to begin because somebody asked for it does not, and the log says how many.
    expect(beginning(first, { ...ask, isAsked: true })).toEqual({ ...again, edited: true });
  });

  it('[E-35] has news only once it knows who was there, or where somebody asked for them', () => {
    const [enters, leaves] = [{ way: 'enters' } as const, { way: 'leaves' } as const];
    expect([newsOf('compare', enters, false), newsOf('compare', leaves, false)]).toEqual([
      ...['entered', 'left'],
    ]);
    expect([newsOf('fill', enters, false), newsOf('fill', enters, true)]).toEqual([
      ...[null, 'entered'],
    ]);
  });

  it('[E-35] comes again after five minutes, or less often where it takes long', () => {
    expect([0, 30_000, 60_000].map(pauseAfter)).toEqual([5, 5, 10].map((one) => one * MINUTE_MS));
  });
});
