import fc from 'fast-check';
import {
  daysNeeded,
  freePlaces,
  spreadOf,
  headroom,
  minuteOf,
  SMALLEST_LIMIT,
  stillCounts,
} from '../../../server/src/limits/domain/allowance';
import { createBucket } from '../../../server/src/limits/domain/bucket';

const limit = fc.integer({ min: 1, max: 200_000 });
const used = fc.integer({ min: 0, max: 300_000 });
const lane = fc.constantFrom('bulk' as const, 'agent' as const);

describe('places of the messaging limit', () => {
  it('never exceed the limit less its margin, and are never negative (I9)', () => {
    fc.assert(
      fc.property(limit, used, lane, (most, taken, who) => {
        const free = freePlaces({ limit: most, used: taken }, who);
        expect(free).toBeGreaterThanOrEqual(0);
        if (free > 0) expect(taken + free).toBeLessThanOrEqual(most * 0.99);
      })
    );
  });

  it('last a day from the sending or the delivery', () => {
    const day = 86_400_000;
    expect(stillCounts(day + 1, 2 * day)).toBe(true);
    expect(stillCounts(day, 2 * day)).toBe(false);
    expect(stillCounts(null, 2 * day)).toBe(false);
  });

  it('bulk leaves places for agents', () => {
    fc.assert(
      fc.property(limit, used, (most, taken) => {
        const state = { limit: most, used: taken };
        const [bulk, agent] = [freePlaces(state, 'bulk'), freePlaces(state, 'agent')];
        expect(bulk).toBeLessThanOrEqual(agent);
        if (bulk > 0) expect(agent - bulk).toBe(headroom(most));
      })
    );
    expect(freePlaces({ limit: SMALLEST_LIMIT, used: 0 }, 'bulk')).toBe(237);
  });

  it('an unlimited number is never full', () => {
    expect(freePlaces({ limit: null, used: 1e9 }, 'bulk')).toBe(Infinity);
    expect(daysNeeded(1e6, { limit: null, used: 0 })).toBe(1);
  });

  it('[M-34] the days that are said are enough, and one less is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000 }),
        fc.integer({ min: 50, max: 100_000 }),
        used,
        (people, most, taken) => {
          const days = daysNeeded(people, { limit: most, used: taken });
          const perDay = freePlaces({ limit: most, used: 0 }, 'bulk');
          const today = freePlaces({ limit: most, used: taken }, 'bulk');
          const reached = (n: number) => today + Math.max(0, n - 1) * perDay;
          expect(reached(days)).toBeGreaterThanOrEqual(people);
          if (days > 1) expect(reached(days - 1)).toBeLessThan(people);
        }
      )
    );
    expect(daysNeeded(0, { limit: 250, used: 0 })).toBe(0);
  });

  it('[M-34] [M-35] contacts who take no new place get it today, whatever is left of the limit', () => {
    const state = { limit: 250, used: 152 };
    expect(spreadOf({ people: 206, places: 54 }, state)).toEqual({ today: 206, days: 1 });
    expect(spreadOf({ people: 206, places: 206 }, state)).toEqual({ today: 85, days: 2 });
    expect(spreadOf({ people: 206, places: 0 }, { ...state, isFull: true })).toEqual({
      today: 206,
      days: 1,
    });
    expect(spreadOf({ people: 3, places: 3 }, { ...state, isFull: true }).today).toBe(0);
    expect(spreadOf({ people: 0, places: 0 }, state)).toEqual({ today: 0, days: 0 });
  });

  it('a minute is sixty seconds', () => {
    fc.assert(fc.property(fc.nat(), (at) => minuteOf(at * 60_000 + 59_999) === at));
  });
});

describe('the rate of a number', () => {
  const steps = fc.array(
    fc.record({ waitMs: fc.integer({ min: 0, max: 400 }), most: fc.integer({ min: 1, max: 300 }) }),
    { minLength: 1, maxLength: 60 }
  );
  const rate = fc.integer({ min: 1, max: 1_000 });

  it('over any time, no more leaves than Meta allows, plus one bucket of 100 ms', () => {
    fc.assert(
      fc.property(rate, steps, (allowed, plan) => {
        let now = 1_000;
        const bucket = createBucket(allowed, () => now);
        const taken: { at: number; n: number }[] = [];
        for (const { waitMs, most } of plan) {
          now += waitMs;
          taken.push({ at: now, n: bucket.take(most) });
        }
        for (let i = 0; i < taken.length; i += 1) {
          let sum = 0;
          for (const { at, n } of taken.slice(i)) {
            sum += n;
            const ms = at - (taken[i]?.at ?? 0);
            expect(sum).toBeLessThanOrEqual(
              (allowed * ms) / 1000 + Math.max(1, allowed * 0.1) + 1e-6
            );
          }
        }
      })
    );
  });

  it('starts empty, so that two holders in a row do not add up', () => {
    fc.assert(fc.property(rate, (allowed) => createBucket(allowed, () => 5).take(100) === 0));
  });

  it('a refusal slows down by 30 % and stops everything for a second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 1_000 }),
        fc.integer({ min: 0, max: 999 }),
        (allowed, early) => {
          let now = 0;
          const bucket = createBucket(allowed, () => now);
          now = 500;
          bucket.take(50);
          const before = bucket.rate();
          bucket.refused();
          expect(bucket.rate()).toBeCloseTo(before * 0.7);
          now = 500 + early;
          expect(bucket.take(50)).toBe(0);
          expect(bucket.waitMs()).toBeGreaterThan(0);
          now = 2_500;
          expect(bucket.take(50)).toBeGreaterThan(0);
        }
      )
    );
  });

  it('recovers 2 % of the allowed rate each second without a refusal, and never above it', () => {
    let now = 0;
    const bucket = createBucket(100, () => now);
    now = 1_000;
    bucket.refused();
    const low = bucket.rate();
    now = 3_000; // one second of rest, one of calm
    bucket.take(1);
    expect(bucket.rate()).toBeCloseTo(low + 2 * 0.995);
    now = 600_000;
    bucket.take(1);
    expect(bucket.rate()).toBeCloseTo(99.5);
  });

  it('refusals without end never bring it to a stand', () => {
    const bucket = createBucket(80, () => 0);
    for (let i = 0; i < 100; i += 1) bucket.refused();
    expect(bucket.rate()).toBeGreaterThan(3);
  });

  it('waiting as long as it says brings a token', () => {
    fc.assert(
      fc.property(rate, fc.boolean(), (allowed, refused) => {
        let now = 0;
        const bucket = createBucket(allowed, () => now);
        if (refused) bucket.refused();
        now += bucket.waitMs() + 1;
        expect(bucket.take(1)).toBe(1);
      })
    );
  });

  it('rests during a maintenance of the number, whatever was in the bucket', () => {
    let now = 0;
    const bucket = createBucket(200, () => now);
    now = 1_000;
    expect(bucket.waitMs()).toBe(0); // it is full
    bucket.restUntil(61_000);
    expect(bucket.take(5)).toBe(0);
    now = 60_999;
    expect(bucket.take(5)).toBe(0);
    now = 61_100;
    expect(bucket.take(5)).toBeGreaterThan(0);
  });

  it('a lower rate from Meta counts at once; what a predecessor came down to is kept', () => {
    let now = 0;
    const bucket = createBucket(1_000, () => now, 0.5);
    expect(bucket.rate()).toBe(497.5);
    now = 10;
    bucket.setAllowed(80);
    expect(bucket.rate()).toBeCloseTo(39.8, 0);
    expect(bucket.share()).toBeCloseTo(0.5, 2);
  });

  it.each([undefined, 0, -5, Number.NaN])(
    'begins at the allowed rate when %p was saved',
    (saved) => {
      expect(createBucket(100, () => 0, saved).rate()).toBe(99.5);
    }
  );

  it('begins at the allowed rate when more was saved', () => {
    expect(createBucket(100, () => 0, 300).rate()).toBe(99.5);
    expect(createBucket(100, () => 0, 0.5).rate()).toBe(49.75);
  });

  it('holds what comes in 100 ms, and at least one', () => {
    let now = 0;
    const fast = createBucket(1_000, () => now);
    const slow = createBucket(1, () => now);
    now = 10_000;
    expect(fast.take(1_000)).toBe(99);
    expect(fast.take(1_000)).toBe(0);
    expect(slow.take(1_000)).toBe(1);
  });

  it('gives again at the very end of a rest, and not a millisecond before', () => {
    let now = 0;
    const bucket = createBucket(1_000, () => now);
    now = 1_000;
    expect(bucket.waitMs()).toBe(0);
    bucket.restUntil(2_000);
    now = 1_999;
    expect(bucket.take(1)).toBe(0);
    now = 2_000;
    expect(bucket.take(1)).toBe(1);
  });

  it('waits exactly as long as the missing tokens take', () => {
    let now = 0;
    const bucket = createBucket(1_000, () => now, 100 / 995);
    expect(bucket.waitMs()).toBe(10);
    expect(bucket.waitMs(3)).toBe(30);
    // Ten are all that it holds at this rate.
    expect(bucket.waitMs(1_000)).toBe(100);
    now = 4;
    expect(bucket.waitMs()).toBe(6);
    now = 10;
    expect(bucket.waitMs()).toBe(0);
    bucket.refused();
    // A second of rest, then one token at 70 a second.
    expect(bucket.waitMs()).toBe(1_015);
  });

  it('takes a new rate of Meta at once, and the share that it had come down to', () => {
    let now = 0;
    const bucket = createBucket(100, () => now);
    bucket.setAllowed(1_000);
    expect(bucket.rate()).toBe(995);
    bucket.refused();
    bucket.setAllowed(100);
    expect(bucket.rate()).toBeCloseTo(99.5 * 0.7);
    now = 2_000; // a second of rest, one of calm
    bucket.take(1);
    expect(bucket.rate()).toBeCloseTo(99.5 * 0.72);
    bucket.setAllowed(50);
    expect(bucket.rate()).toBeCloseTo(49.75 * 0.72);
  });
});

describe('days for an audience', () => {
  it.each([
    [1, { limit: null, used: 0 }, 1],
    [0, { limit: null, used: 0 }, 0],
    [-1, { limit: null, used: 0 }, 0],
    [237, { limit: 250, used: 0 }, 1],
    [238, { limit: 250, used: 0 }, 2],
    [237, { limit: 250, used: 1 }, 2],
    [237, { limit: 250, used: 250 }, 2],
    [475, { limit: 250, used: 250 }, 4],
  ])('[M-34] of %i contacts with %j are %i', (people, state, days) => {
    expect(daysNeeded(people, state)).toBe(days);
  });
});
