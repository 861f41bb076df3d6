import {
  HOLIDAYS_UP_TO,
  turkishHoliday,
  turkishHolidays,
} from '../../../server/src/contracts/turkish-holidays';

describe('holidays in Turkey', () => {
  it('[E-16] are those of the same day each year, in any year', () => {
    for (const year of [2026, 2040])
      expect(
        ['01-01', '04-23', '05-01', '05-19', '07-15', '08-30', '10-29'].every(
          (day) => turkishHoliday(`${year}-${day}`) !== null
        )
      ).toBe(true);
    expect(turkishHoliday('2026-10-29')?.tr).toBe('Cumhuriyet Bayramı');
    expect(turkishHoliday('2026-10-28')).toBeNull();
  });

  it('[E-16] are the two feasts by the calendar of Diyanet, of three and four days', () => {
    const named = (year: number, tr: string) =>
      turkishHolidays(year).flatMap(({ day, name }) => (name.tr === tr ? [day] : []));
    expect(named(2026, 'Ramazan Bayramı')).toEqual(['2026-03-20', '2026-03-21', '2026-03-22']);
    expect(named(2026, 'Kurban Bayramı')).toEqual([
      ...['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30'],
    ]);
  });

  it('[E-16] are known for some years, in their order', () => {
    expect(HOLIDAYS_UP_TO).toBe(2030);
    for (let year = 2025; year <= HOLIDAYS_UP_TO; year += 1) {
      const days = turkishHolidays(year).map(({ day }) => day);
      expect(days).toEqual([...days].sort());
      expect(days).toHaveLength(14);
    }
  });
});
