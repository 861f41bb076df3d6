import fc from 'fast-check';
import { createNumber } from '../../../simulator/src/world/accounts';
import { defaultConfig } from '../../../simulator/src/config';
import { createPortfolioLimit, takePair, takeThroughput } from '../../../simulator/src/world/rates';

const number = () =>
  createNumber({ id: '1', wabaId: '2', phone: '90', displayPhone: '+90', verifiedName: 'x' });
const relation = () => ({
  lastInboundAt: 0,
  phoneContactAt: 0,
  pairTat: 0,
  burstStart: 0,
  burstCount: 0,
});

const META = defaultConfig().pairRate;

describe('throughput of a number', () => {
  it('accepts its rate, then refuses, then accepts again as time passes', () => {
    const n = number();
    const taken = Array.from({ length: 100 }, () => takeThroughput(n, 80, 1000)).filter(Boolean);
    expect(taken).toHaveLength(80);
    expect(takeThroughput(n, 80, 1013)).toBe(true);
    expect(takeThroughput(n, 80, 1013)).toBe(false);
  });
  it('never accepts more than the rate plus one bucket over any run', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 400 }), (gaps) => {
        const n = number();
        let now = 1000;
        let accepted = 0;
        for (const gap of gaps) {
          now += gap;
          if (takeThroughput(n, 20, now)) accepted += 1;
        }
        expect(accepted).toBeLessThanOrEqual(20 + ((now - 1000) / 1000) * 20 + 1e-6);
      })
    );
  });
});

describe('pair rate', () => {
  it('lets 45 messages pass within six seconds and refuses the next', () => {
    const r = relation();
    const passed = Array.from({ length: 60 }, (_, i) => takePair(r, 10_000 + i * 10, META)).filter(
      Boolean
    );
    expect(passed).toHaveLength(45);
  });
  it('pays a burst of 20 back with two minutes', () => {
    const r = relation();
    for (let i = 0; i < 20; i += 1) takePair(r, 10_000, META);
    expect(takePair(r, 10_000 + 119_999, META)).toBe(false);
    expect(takePair(r, 10_000 + 120_000, META)).toBe(true);
  });
  it('always accepts one message every six seconds', () => {
    const r = relation();
    expect(
      Array.from({ length: 50 }, (_, i) => takePair(r, 1 + i * 6000, META)).every(Boolean)
    ).toBe(true);
  });
});

describe('messaging limit of a portfolio', () => {
  it('counts a customer once in 24 hours and forgets afterwards', () => {
    const limit = createPortfolioLimit();
    expect([
      limit.take('a', 2, 0),
      limit.take('a', 2, 5),
      limit.take('b', 2, 10),
      limit.take('c', 2, 20),
    ]).toEqual([true, true, true, false]);
    const day = 24 * 3600_000;
    expect(limit.take('c', 2, day + 6)).toBe(true);
    expect(limit.used(day + 6)).toBe(2);
  });
});
