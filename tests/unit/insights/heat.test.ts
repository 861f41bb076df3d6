import fc from 'fast-check';
import { heatOf, QUARTER_MS, type Quarters } from '../../../server/src/insights/domain/heat';

const at = (iso: string): number => Date.parse(iso);
const one = { delivered: 1, read: 0, replied: 0 };
const quarters = (...instants: string[]): Quarters =>
  new Map(instants.map((iso) => [at(iso), { ...one }]));

describe('the heat map of a campaign', () => {
  it('puts an instant into the day and hour of the wall clock, also where zones differ by a quarter', () => {
    const late = quarters('2026-11-20T21:30:00Z');
    expect(heatOf(late, 'UTC').days.map(({ date }) => date)).toEqual(['2026-11-20']);
    expect(heatOf(late, 'UTC').days[0]?.hours[21]?.delivered).toBe(1);
    const istanbul = heatOf(late, 'Europe/Istanbul').days;
    expect([istanbul[0]?.date, istanbul[0]?.hours[0]?.delivered]).toEqual(['2026-11-21', 1]);
    // 5 h 45 min ahead: 21:15 is 3 o'clock there, 21:00 is not.
    const nepal = heatOf(
      quarters('2026-11-20T21:00:00Z', '2026-11-20T21:15:00Z'),
      'Asia/Kathmandu'
    );
    expect(nepal.days[0]?.hours.map((hour) => hour.delivered).slice(2, 4)).toEqual([1, 1]);
  });

  it('an hour that the clock has twice holds both', () => {
    const twice = heatOf(quarters('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'), 'Europe/Berlin');
    expect(twice.days[0]?.hours[2]?.delivered).toBe(2);
  });

  it('shows a day on which nothing happened, and what comes after two weeks as one sum', () => {
    const { days, later } = heatOf(
      quarters('2026-11-01T10:00:00Z', '2026-11-03T10:00:00Z', '2026-11-20T10:00:00Z'),
      'UTC'
    );
    expect(days).toHaveLength(14);
    expect(days[1]?.hours.every(({ delivered }) => delivered === 0)).toBe(true);
    expect(later).toEqual(one);
    expect(heatOf(new Map(), 'UTC')).toEqual({
      days: [],
      later: { delivered: 0, read: 0, replied: 0 },
    });
  });

  it('loses nobody, whatever the zone', () => {
    const zones = ['UTC', 'Europe/Istanbul', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1_780_000, max: 1_790_000 }), { maxLength: 60 }),
        fc.constantFrom(...zones),
        (numbers, zone) => {
          const given: Quarters = new Map(
            numbers.map((n) => [n * QUARTER_MS, { delivered: 2, read: 1, replied: 0 }])
          );
          const { days, later } = heatOf(given, zone);
          const sum = days
            .flatMap(({ hours }) => hours)
            .reduce((all, hour) => all + hour.delivered, later.delivered);
          expect(sum).toBe(given.size * 2);
        }
      )
    );
  });
});
