import { createYielding } from '../../../server/src/sending/domain/yielding';

const LATE_MS = 100;

describe('[X-16] campaigns give way', () => {
  let now: number;
  beforeEach(() => {
    now = 1_000_000;
  });
  const start = () => createYielding(LATE_MS, () => now);
  /** Looks every quarter of a second for so long, with turns of the loop and receipts as given. */
  const go = (
    yielding: ReturnType<typeof start>,
    seconds: number,
    { turnMs = 0, receiptsMs = 0 }: { turnMs?: number; receiptsMs?: number } = {}
  ) => {
    for (let i = 0; i < seconds * 4; i += 1) {
      now += 250;
      yielding.look(turnMs, receiptsMs);
    }
  };

  it('use the whole rate while nothing is late', () => {
    const yielding = start();
    go(yielding, 10);
    expect(yielding.share()).toBe(1);
    expect(yielding.isSlow()).toBe(false);
  });

  it('come down to a tenth while the event loop is late, say so, and recover', () => {
    const yielding = start();
    go(yielding, 1, { turnMs: 150 });
    expect(yielding.share()).toBeCloseTo(0.7 ** 4);
    go(yielding, 10, { turnMs: 150 });
    expect(yielding.share()).toBe(0.1);
    expect(yielding.isSlow()).toBe(true);
    go(yielding, 5);
    expect(yielding.share()).toBe(1);
    expect(yielding.isSlow()).toBe(false);
  });

  it('come down once a second while receipts are behind, and wait until they have caught up', () => {
    const yielding = start();
    go(yielding, 4, { receiptsMs: 6_000 });
    expect(yielding.share()).toBeCloseTo(0.7 ** 4);
    const before = yielding.share();
    go(yielding, 4, { receiptsMs: 4_000 });
    expect(yielding.share()).toBe(before);
    go(yielding, 5, { receiptsMs: 1_000 });
    expect(yielding.share()).toBe(1);
  });

  it('begin at 100 messages a second and come up by and by, and nobody hears that this is slow', () => {
    const yielding = start();
    now += 3_600_000;
    yielding.begin(1_000);
    expect(yielding.share()).toBe(0.1);
    go(yielding, 1);
    expect(yielding.share()).toBeCloseTo(0.3);
    expect(yielding.isSlow()).toBe(false);
    go(yielding, 4);
    expect(yielding.share()).toBe(1);
  });

  it('begin at once at the rate of an ordinary number', () => {
    const yielding = start();
    yielding.begin(80);
    expect(yielding.share()).toBe(1);
  });

  it('take many looks at one moment for one', () => {
    const yielding = start();
    now += 250;
    for (let i = 0; i < 50; i += 1) yielding.look(150);
    expect(yielding.share()).toBeCloseTo(0.7);
  });
});
