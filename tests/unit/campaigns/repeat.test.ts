import fc from 'fast-check';
import {
  dayAfter,
  nextDay,
  nextTime,
  type Repeating,
} from '../../../server/src/campaigns/domain/repeat';
import type { RepeatRule } from '../../../server/src/contracts/campaign-time';

const every = (unit: 'week' | 'month' | 'year', until: string | null = null): RepeatRule => ({
  every: unit,
  until,
});
const follow = (rule: RepeatRule, from: string, times: number): (string | null)[] => {
  const days: (string | null)[] = [];
  for (let day: string | null = from; day !== null && days.length < times;) {
    day = dayAfter(rule, from, day);
    days.push(day);
  }
  return days;
};
const series = (part: Partial<Repeating> = {}): Repeating => ({
  repeatRule: every('year'),
  timezone: 'Europe/Berlin',
  localAt: null,
  scheduledAt: Date.parse('2026-12-24T09:00:00Z'),
  whenKind: 'at',
  occurrence: '2026-12-24',
  seriesFrom: '2026-12-24T10:00',
  ...part,
});
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the repeat of a campaign', () => {
  it('[M-47] 29 February is the 28th in common years and the 29th again in leap years', () => {
    expect(follow(every('year'), '2028-02-29', 4)).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
  });

  it('[M-47] the 31st is the last day of shorter months, and the 31st where there is one', () => {
    expect(follow(every('month'), '2026-10-31', 4)).toEqual([
      '2026-11-30',
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
    ]);
    expect(follow(every('week'), '2026-12-24', 2)).toEqual(['2026-12-31', '2027-01-07']);
  });

  it('[M-47] ends with its last day, or with the last of the stated days', () => {
    expect(follow(every('year', '2028-12-24'), '2026-12-24', 9)).toEqual([
      '2027-12-24',
      '2028-12-24',
      null,
    ]);
    const dates: RepeatRule = { every: 'dates', dates: ['2027-03-20', '2026-05-27', '2026-03-20'] };
    expect(follow(dates, '2026-04-01', 9)).toEqual(['2026-05-27', '2027-03-20', null]);
  });

  it('[M-47] always comes later, at most one step, and never skips one', () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom('week', 'month', 'year'), (anchor, other, unit) => {
        const from = other < anchor ? anchor : other;
        const next = dayAfter(every(unit), anchor, from) ?? '';
        expect(next > from).toBe(true);
        const most = { week: 7, month: 31, year: 366 }[unit];
        expect((Date.parse(next) - Date.parse(from)) / 86_400_000).toBeLessThanOrEqual(most);
      })
    );
  });

  it('[M-47] keeps the hour of the first time, whatever the clocks do between', () => {
    const spring = series({
      repeatRule: every('month'),
      occurrence: '2026-02-28',
      seriesFrom: '2026-02-28T10:00',
    });
    const now = Date.parse('2026-03-01T00:00:00Z');
    const next = nextTime(spring, now);
    expect(next?.day).toBe('2026-03-28');
    expect(new Date(next?.at ?? 0).toISOString()).toBe('2026-03-28T09:00:00.000Z');
    const april = nextTime({ ...spring, occurrence: '2026-03-28' }, now);
    expect(new Date(april?.at ?? 0).toISOString()).toBe('2026-04-28T08:00:00.000Z');
    // Started late by hand: the plan stays.
    expect(nextTime({ ...spring, scheduledAt: now }, now)?.at).toBe(next?.at);
  });

  it('[M-47] who was down for years does not make up for them', () => {
    const next = nextTime(series(), Date.parse('2030-06-01T00:00:00Z'));
    expect(next?.day).toBe('2030-12-24');
  });

  it('[M-47] says before the start whether it ever comes again', () => {
    const draft = series({ occurrence: null, seriesFrom: null });
    expect(nextDay(draft)).toBe('2027-12-24');
    expect(nextDay({ ...draft, repeatRule: every('year', '2027-01-01') })).toBeNull();
    expect(nextDay({ ...draft, repeatRule: null })).toBeNull();
  });
});
