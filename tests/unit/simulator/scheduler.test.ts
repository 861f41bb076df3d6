import fc from 'fast-check';
import { mergeConfig, defaultConfig } from '../../../simulator/src/config';
import { createWorldClock, type BaseClock } from '../../../simulator/src/kernel/clock';
import { createScheduler } from '../../../simulator/src/kernel/scheduler';

/** A base clock that never moves by itself and fires timers when told to. */
const handClock = () => {
  let timers: { due: number; run: () => void }[] = [];
  let now = 0;
  const base: BaseClock = {
    now: () => now,
    after: (ms, run) => {
      const timer = { due: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  const fire = (): void => {
    for (let guard = 0; guard < 10_000; guard += 1) {
      const ready = timers.find((timer) => timer.due <= now);
      if (!ready) return;
      timers = timers.filter((timer) => timer !== ready);
      ready.run();
    }
  };
  return {
    base,
    fire,
    set: (ms: number) => {
      now = ms;
      fire();
    },
  };
};

describe('the scheduler', () => {
  it('runs everything that is due, in order of time, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 300 }),
        fc.integer({ min: 0, max: 1000 }),
        (dues, until) => {
          const hand = handClock();
          const scheduler = createScheduler(createWorldClock(hand.base));
          const ran: number[] = [];
          for (const due of dues) scheduler.at(due, () => ran.push(due));
          hand.set(until);
          expect(ran).toEqual(dues.filter((due) => due <= until).sort((a, b) => a - b));
          expect(scheduler.pending()).toBe(dues.filter((due) => due > until).length);
        }
      )
    );
  });
  it('follows the clock when it is advanced', () => {
    const hand = handClock();
    const clock = createWorldClock(hand.base);
    const scheduler = createScheduler(clock);
    const ran: string[] = [];
    scheduler.in(86_400_000, () => ran.push('tomorrow'));
    clock.advance(86_400_000);
    scheduler.poke();
    hand.fire();
    expect(ran).toEqual(['tomorrow']);
  });
});

describe('the configuration', () => {
  it('changes only what the patch names', () => {
    const merged = mergeConfig(defaultConfig(), { webhooks: { maxBatch: 3 } });
    expect('config' in merged && merged.config.webhooks).toMatchObject({
      maxBatch: 3,
      concurrency: 8,
    });
  });
  it('names every field that does not fit and changes nothing', () => {
    const merged = mergeConfig(defaultConfig(), {
      window: 'never',
      statuses: { sentMs: 'x', autoReadShare: 2 },
      nonsense: 1,
    });
    expect(merged).toEqual({
      problems: [
        'window must be one of async, sync, off',
        'statuses.sentMs must be a number',
        'statuses.autoReadShare must be ≤ 1',
        'nonsense is not a setting',
      ],
    });
  });
});
