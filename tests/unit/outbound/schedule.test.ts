import fc from 'fast-check';
import { offReasonOf, verdictOf } from '../../../server/src/outbound/domain/outcome';
import { payloadOf, withNumber } from '../../../server/src/outbound/domain/payload';
import { FAILING_MS, MOST_ATTEMPTS, waitAfter } from '../../../server/src/outbound/domain/schedule';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const middle = () => 0.5;

describe('when an event is tried again', () => {
  it('[O-23] waits longer each time, jittered by a tenth, for about three days in all', () => {
    fc.assert(
      fc.property(
        fc.array(chance, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS }),
        (luck) => {
          const waits = luck.map((value, i) => waitAfter(i + 1, () => value));
          expect(waits.at(-1)).toBeNull();
          const real = waits.slice(0, -1).map((wait) => wait ?? Number.NaN);
          real.forEach((wait, i) => {
            const plain = waitAfter(i + 1, middle) ?? Number.NaN;
            expect(wait).toBeGreaterThanOrEqual(plain * 0.9 - 1);
            expect(wait).toBeLessThanOrEqual(plain * 1.1 + 1);
            expect(plain).toBeGreaterThanOrEqual(waitAfter(i, middle) ?? 0);
          });
          const all = real.reduce((sum, wait) => sum + wait, 0);
          expect(all).toBeGreaterThan(2.5 * DAY);
          expect(all).toBeLessThan(3.5 * DAY);
        }
      )
    );
    expect(waitAfter(1, middle)).toBe(60_000);
  });

  it('[O-23] only 2xx is an arrival; a redirect is none; 410 and the last attempt are the end', () => {
    const first = { attempts: 1, once: false };
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), (status) => {
        const { state } = verdictOf({ status }, first, middle);
        expect(state).toBe(
          status >= 200 && status < 300 ? 'done' : status === 410 ? 'failed' : 'waiting'
        );
      })
    );
    expect(verdictOf({ status: 302 }, first, middle).error).toBe('redirect');
    expect(verdictOf({ status: 500 }, { attempts: MOST_ATTEMPTS, once: false }, middle)).toEqual({
      state: 'failed',
      waitMs: null,
      error: 'status',
    });
    expect(verdictOf({ status: null, error: 'timeout' }, { ...first, once: true }, middle)).toEqual(
      {
        state: 'failed',
        waitMs: null,
        error: 'timeout',
      }
    );
  });

  it('[O-23] turns an address off that is gone, or where nothing has arrived for days', () => {
    const now = 10 * DAY;
    expect(offReasonOf({ status: 410 }, { failingSince: now, now })).toBe('gone');
    const long = { failingSince: now - FAILING_MS, now };
    expect(offReasonOf({ status: 500 }, long)).toBe('failing');
    expect(offReasonOf({ status: 200 }, long)).toBeNull();
    expect(offReasonOf({ status: 500 }, { failingSince: now - FAILING_MS + 1, now })).toBeNull();
  });
});

describe('the body of an event', () => {
  const kept = payloadOf({ type: 'consent.opted_out', at: 0, contact: 'abc', data: { a: 1 } });

  it('[O-23] names type, time and contact; a number only when it is added', () => {
    expect(JSON.parse(kept)).toEqual({
      type: 'consent.opted_out',
      timestamp: '1970-01-01T00:00:00.000Z',
      data: { contact: { id: 'abc' }, a: 1 },
    });
    expect(JSON.parse(withNumber(kept, '+905321112233'))).toMatchObject({
      data: { contact: { id: 'abc', phone: '+905321112233' } },
    });
    expect(withNumber(kept, null)).toBe(kept);
    const nobody = payloadOf({ type: 'campaign.finished', at: 0, contact: null, data: {} });
    expect(withNumber(nobody, '+905321112233')).toBe(nobody);
  });
});
