import fc from 'fast-check';
import type { TimelineEntry } from '../../../server/src/contracts/timeline';
import { pageOf } from '../../../server/src/timeline/domain/page';

const entryAt = (at: number, n: number): TimelineEntry => ({
  key: `tagged ${n}`,
  kind: 'tagged',
  at,
  who: null,
  subject: null,
  detail: null,
  target: null,
});

describe('the pages of a timeline', () => {
  it('[P-01] hold everything once, newest first, also what happened in the same instant', () => {
    const instants = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 7 }), (times, limit) => {
        const all = times.map(entryAt);
        const seen: TimelineEntry[] = [];
        for (let before: number | null = Infinity; before !== null;) {
          const older: TimelineEntry[] = all.filter(({ at }) => at < Number(before));
          const page = pageOf(older, limit);
          if (page.nextBefore !== null) expect(page.entries.length).toBeGreaterThanOrEqual(limit);
          seen.push(...page.entries);
          before = page.nextBefore;
        }
        expect(seen.map(({ at }) => at)).toEqual([...times].sort((a, b) => b - a));
        expect(new Set(seen.map(({ key }) => key)).size).toBe(times.length);
      })
    );
  });
});
