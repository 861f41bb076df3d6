import { comingHolidays } from '../../../../admin/src/pages/Automations/triggers/holidays';

const daysOf = (today: string, tr: string): readonly string[] | undefined =>
  comingHolidays(today).find(({ name }) => name.tr === tr)?.days;

describe('the holidays that a trigger offers', () => {
  it('[E-16] have their next three dates, today among them and no day that is over', () => {
    const republic = (today: string) => daysOf(today, 'Cumhuriyet Bayramı');
    expect(republic('2026-10-29')).toEqual(['2026-10-29', '2027-10-29', '2028-10-29']);
    expect(republic('2026-10-30')).toEqual(['2027-10-29', '2028-10-29', '2029-10-29']);
  });

  it('[E-16] have the first day of each feast, as far as they are known', () => {
    const feast = (today: string) => daysOf(today, 'Ramazan Bayramı');
    expect(feast('2026-03-20')).toEqual(['2026-03-20', '2027-03-09', '2028-02-26']);
    // On its second day it has begun.
    expect(feast('2026-03-21')).toEqual(['2027-03-09', '2028-02-26', '2029-02-14']);
    expect(feast('2029-06-01')).toEqual(['2030-02-04']);
    expect(feast('2030-06-01')).toBeUndefined();
  });

  it('[E-16] come in the order of their next dates, each once', () => {
    const next = comingHolidays('2026-06-01').map(({ name, days }) => [days[0], name.en]);
    expect(next).toHaveLength(9);
    expect(next.slice(0, 3)).toEqual([
      ['2026-07-15', 'Democracy and National Unity Day'],
      ['2026-08-30', 'Victory Day'],
      ['2026-10-29', 'Republic Day'],
    ]);
    expect(next.at(-1)).toEqual(['2027-05-19', 'Commemoration of Atatürk, Youth and Sports Day']);
  });
});
