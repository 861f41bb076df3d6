import fc from 'fast-check';
import { conversionRule } from '../../../server/src/contracts/conversions';
import {
  conversionOf,
  conversionPaths,
  milliOf,
} from '../../../server/src/records/domain/conversion';

const NOW = Date.parse('2026-05-04T12:00:00Z');
const MADE = NOW - 3_600_000;
const made = { createdAt: new Date(MADE), total: '249.90', state: 'paid', paidAt: null };
const whole = conversionRule.parse({ event: 'order', value: 'total', currency: 'TRY' });
const paid = conversionRule.parse({ event: 'order', state: { field: 'state', value: 'paid' } });

describe('an entry as a conversion', () => {
  it('[A-05] counts when it was made, with its worth to the thousandth', () => {
    expect(conversionOf(made, whole, { since: null, now: NOW })).toEqual({
      event: 'order',
      amountMilli: 249_900,
      currency: 'TRY',
      at: MADE,
    });
    expect(conversionPaths(whole)).toEqual(['createdAt', 'total']);
  });

  it('[A-05] with a state counts only in it: newer ones when it is seen, older ones when they were made', () => {
    const at = (since: number) => conversionOf(made, paid, { since, now: NOW })?.at;
    expect(at(MADE - 1)).toBe(NOW);
    expect(at(MADE + 1)).toBe(MADE);
    const open = { ...made, state: 'placed' };
    expect(conversionOf(open, paid, { since: 0, now: NOW })).toBeNull();
  });

  it('takes the moment of its own field where there is one, and never a moment to come', () => {
    const rule = { ...paid, at: 'paidAt' };
    const at = (paidAt: unknown) =>
      conversionOf({ ...made, paidAt }, rule, { since: 0, now: NOW })?.at;
    expect(at('2026-05-01T08:00:00.000Z')).toBe(Date.parse('2026-05-01T08:00:00Z'));
    expect(at(NOW + 5_000)).toBe(NOW);
    expect(at(null)).toBe(NOW);
  });

  it.each([
    [true, 1, true],
    [true, '0', false],
    [2, '2', true],
    ['paid', 'paid', true],
    ['paid', null, false],
  ] as const)('the state %p is met by %p: %p', (value, now, isMet) => {
    const rule = { ...paid, state: { field: 'state', value } };
    expect(conversionOf({ ...made, state: now }, rule, { since: 0, now: NOW }) !== null).toBe(
      isMet
    );
  });

  it('what is no amount is worth nothing, and has no currency', () => {
    for (const total of [null, '', 'free', -5, NaN, 1e12])
      expect(conversionOf({ ...made, total }, whole, { since: null, now: NOW })).toMatchObject({
        amountMilli: null,
        currency: null,
      });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (milli) => {
        expect(milliOf((milli / 1_000).toFixed(3))).toBe(milli);
      })
    );
  });
});
