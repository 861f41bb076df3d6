import fc from 'fast-check';
import { pacePerSecond, paceRoom, paceStep } from '../../../server/src/campaigns/pace';
import type { Pace } from '../../../server/src/contracts/campaign-time';

const anyPace: fc.Arbitrary<Pace> = fc.record({
  count: fc.integer({ min: 1, max: 6_000 }),
  per: fc.constantFrom('minute', 'hour'),
});

/** A process that asks for as many as it may at these times; answers when how many left. */
const run = (pace: Pace, asks: number[]) => {
  let paceAt = 0;
  return asks.map((now) => {
    const people = paceRoom({ pace, paceAt }, now, 2_000);
    paceAt = Math.max(paceAt, now - 1_000) + Math.round(people * paceStep(pace));
    return { now, people };
  });
};

describe('the pace of a campaign', () => {
  it('never lets more go in any stretch than the pace and one second of it, whenever it is asked', () => {
    fc.assert(
      fc.property(
        anyPace,
        fc.array(fc.integer({ min: 0, max: 120_000 }), { minLength: 1, maxLength: 60 }),
        (pace, gaps) => {
          let now = 1_000_000;
          const left = run(
            pace,
            gaps.map((gap) => (now += gap))
          );
          for (let i = 0; i < left.length; i += 1) {
            const since = left[i]?.now ?? 0;
            let sum = 0;
            for (const { now: at, people } of left.slice(i)) {
              sum += people;
              // Half a millisecond of rounding at each ask.
              const most = (at - since + 1_000 + left.length) / paceStep(pace) + 1;
              expect(sum).toBeLessThanOrEqual(most);
            }
          }
        }
      )
    );
  });

  it('reaches the pace when it is asked often enough', () => {
    const asks = Array.from({ length: 601 }, (_, i) => 1_000_000 + i * 100);
    const left = run({ count: 120, per: 'minute' }, asks);
    const sum = left.reduce((n, { people }) => n + people, 0);
    expect(sum).toBeGreaterThanOrEqual(120);
    expect(sum).toBeLessThanOrEqual(123);
  });

  it('has no word without a pace, and says how fast it is', () => {
    expect(paceRoom({ pace: null, paceAt: 0 }, 5, 70)).toBe(70);
    expect(pacePerSecond(null)).toBe(Number.POSITIVE_INFINITY);
    expect(pacePerSecond({ count: 30, per: 'minute' })).toBe(0.5);
    expect(pacePerSecond({ count: 3_600, per: 'hour' })).toBe(1);
  });
});
