import { askedValue } from '../../../server/src/records/domain/asked-value';

/** In Istanbul it is the 28th already. */
const where = { now: Date.parse('2026-11-27T22:30:00Z'), zone: 'Europe/Istanbul' };
const asked = (operator: 'before' | 'after', type: string, value: string | number = 'now') =>
  askedValue({ operator, value }, type, where);

it('[B-25] a condition of a step asks whether a moment lies ahead, and of a day until it is over', () => {
  expect([asked('after', 'datetime'), asked('before', 'datetime')]).toEqual([
    ...[where.now, where.now],
  ]);
  // After the 27th is what lies ahead: today and later.
  expect([asked('after', 'date'), asked('before', 'date')]).toEqual(['2026-11-27', '2026-11-28']);
  expect(asked('after', 'date', '2026-10-01')).toBe('2026-10-01');
  expect(asked('after', 'string')).toBe('now');
});
