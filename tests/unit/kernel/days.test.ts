import fc from 'fast-check';
import { orderOfDays, readDay, readMoment } from '../../../server/src/kernel/days';
import { HOUR_MS } from '../../../server/src/kernel/time';

describe('days as people write them', () => {
  it.each([
    ['5 Oct 2026', 'day-first', '2026-10-05'],
    ['5 Eki 2026', 'day-first', '2026-10-05'],
    ['05 EKİM 2026', 'month-first', '2026-10-05'],
    ['5. Oktober 2026', 'day-first', '2026-10-05'],
    ['October 5th, 2026', 'day-first', '2026-10-05'],
    ['5-Ağu-2026', 'day-first', '2026-08-05'],
    ['1 Mär 2026', 'day-first', '2026-03-01'],
    ['Mar 1 2026', 'day-first', '2026-03-01'],
    ['31 Şubat 2026', 'day-first', null],
    ['5 Okt', 'day-first', null],
    ['5 6 2026', 'day-first', null],
    ['03-10-2026', 'day-first', '2026-10-03'],
    ['03/10/2026', 'month-first', '2026-03-10'],
    ['13/10/2026', 'month-first', null],
    ['2026-10-03', 'month-first', '2026-10-03'],
    ['2024-05-31 10:00:00', 'day-first', '2024-05-31'],
    ['2024/05/31', 'month-first', '2024-05-31'],
    ['31-05-2024', 'day-first', '2024-05-31'],
    ['31.05.24', 'day-first', '2024-05-31'],
    ['5/31/24', 'month-first', '2024-05-31'],
    ['31.05.84', 'day-first', '1984-05-31'],
    ['20240531', 'month-first', '2024-05-31'],
    ['20241331', 'day-first', null],
    ['53211122', 'day-first', null],
    ['31. 5. 2024', 'day-first', '2024-05-31'],
    ['2024. 5. 31.', 'day-first', '2024-05-31'],
    ['2024年5月31日', 'day-first', '2024-05-31'],
    ['2024년 5월 31일', 'day-first', '2024-05-31'],
    ['31 de mayo de 2024', 'day-first', '2024-05-31'],
    ['31 mai 2024', 'day-first', '2024-05-31'],
    ['1er août 2024', 'day-first', '2024-08-01'],
    ['31 мая 2024', 'day-first', '2024-05-31'],
    ['31 mei 2024', 'day-first', '2024-05-31'],
    ['٣١/٠٥/٢٠٢٤', 'day-first', '2024-05-31'],
    ['３１．０５．２０２４', 'day-first', '2024-05-31'],
    ['31/05/2024 2:30 PM', 'day-first', '2024-05-31'],
    ['\u202a31/05/2024\u202c', 'day-first', '2024-05-31'],
    ['\u202b٣١/٠٥/٢٠٢٤\u202c', 'day-first', '2024-05-31'],
    ['31 мая 2024 г.', 'day-first', '2024-05-31'],
    ['31 травня 2024 р.', 'day-first', '2024-05-31'],
    ['31.05.2024.', 'day-first', '2024-05-31'],
    ['31. 5. 2024.', 'day-first', '2024-05-31'],
    ['1 srpna 2024', 'day-first', '2024-08-01'],
    ['31 พฤษภาคม 2024', 'day-first', '2024-05-31'],
    ['15 जून 2024', 'day-first', '2024-06-15'],
    ['15 जनवरी 2024', 'day-first', '2024-01-15'],
    ['Fri, 31 May 2024', 'day-first', '2024-05-31'],
    ['31 Mayıs 2024 Cuma', 'day-first', '2024-05-31'],
    ['пятница, 31.05.2024', 'day-first', '2024-05-31'],
    ['الجمعة، ٣١ مايو ٢٠٢٤', 'day-first', '2024-05-31'],
    // Tuesday in Spanish, and March.
    ['mar 5 mar 2024', 'day-first', '2024-03-05'],
    ['Sold 31 May 2024', 'day-first', null],
    // Years of Iran and Thailand, and slips.
    ['1370/05/12', 'day-first', null],
    ['۱۴۰۳/۰۲/۲۸', 'day-first', null],
    ['31/05/2567', 'day-first', null],
    ['1849-12-31', 'day-first', null],
    ['1850-01-01', 'day-first', '1850-01-01'],
    ['2200-12-31', 'day-first', '2200-12-31'],
    ['9999-12-31', 'day-first', null],
    // Of a year with two digits beside dashes nobody knows which of the three it is.
    ['24-05-31', 'day-first', null],
    ['31-05-24', 'day-first', null],
    ['2024-05-31 25:00', 'day-first', null],
    [`5${' '.repeat(99_000)}Oct 2024`, 'day-first', null],
  ] as const)('reads the day %s, %s, as %s', (text, order, day) => {
    expect(readDay(text, order)).toBe(day && Date.parse(`${day}T00:00:00Z`));
  });

  it.each([
    [['03/10/2026', '', '5.10.2026'], 'open'],
    [['03/10/2026', '14/10/2026'], 'day-first'],
    [['03/10/2026 14:30', '10/14/2026 9:00'], 'month-first'],
    [['3 Oct 2026', '2026-10-03', 'soon', '192.168.1.2026'], null],
    // Later rows may be another day, or the only ones.
    [['', '4/4/2026'], 'open'],
    [['', ''], 'open'],
    [['03.10.2026', '04.10.2026'], 'day-first'],
    [['03/04/24', '31/05/24'], 'day-first'],
    [['٠٣/٠٤/٢٠٢٤', '٣١/٠٥/٢٠٢٤'], 'day-first'],
    [['\u200e05/31/2024'], 'month-first'],
    // A list of two programs: one of them is wrong either way.
    [['31/05/2024', '05/31/2024'], 'open'],
  ])('knows of the days %j which number is the month: %s', (days, order) => {
    expect(orderOfDays(days)).toBe(order);
  });

  it('keeps the time, and the zone where one is written', () => {
    const day = Date.UTC(2024, 4, 31);
    const time = 10.5 * HOUR_MS;
    expect(readMoment('2024-05-31')).toEqual({ day, time: null, zone: null });
    expect(readMoment('31.05.2024 10.30')).toEqual({ day, time, zone: null });
    expect(readMoment('2024-05-31T10:30:00.250Z')).toEqual({ day, time: time + 250, zone: 0 });
    expect(readMoment('2024-05-31 10:30:00 +0530')).toEqual({ day, time, zone: 5.5 * HOUR_MS });
    // The day of who wrote it, wherever that is.
    expect(readMoment('2024-05-31T23:00:00-05:00')).toMatchObject({ day, zone: -5 * HOUR_MS });
    expect(readMoment('31 May 2024, 12:30 AM')).toMatchObject({ day, time: HOUR_MS / 2 });
  });

  it.each([
    ['31.05.2024 10:00 Uhr', 10],
    ['31.05.2024 um 10:00 Uhr', 10],
    ['31.05.2024 saat 10:00', 10],
    ['31/05/2024 - 10:00', 10],
    ['31 maj 2024 kl. 10.00', 10],
    ['31 мая 2024 г., 10:00', 10],
    ['31/05/2024 2:30 p. m.', 14.5],
    ['31/5/2024, 2:30 μ.μ.', 14.5],
    ['31 May 2024 at 2:30 PM', 14.5],
  ])('keeps the time of %s', (text, hours) => {
    const wanted = { day: Date.UTC(2024, 4, 31), time: hours * HOUR_MS, zone: null };
    expect(readMoment(text)).toEqual(wanted);
  });

  it('keeps the zone of a day as e-mails have it', () => {
    const wanted = { day: Date.UTC(2024, 4, 31), time: 10 * HOUR_MS, zone: 0 };
    expect(readMoment('Fri, 31 May 2024 10:00:00 +0000')).toEqual(wanted);
  });

  it('are read in every language in which the runtime names the months', () => {
    const languages = 'es fr it pt nl ru uk pl cs ro sv el ar id hi en tr de'.split(' ');
    for (const language of languages)
      for (let month = 0; month < 12; month += 1)
        for (const dateStyle of ['long', 'full'] as const) {
          const at = Date.UTC(2024, month, 15);
          const form = new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'UTC' });
          const text = form.format(at);
          expect([language, text, readDay(text)]).toEqual([language, text, at]);
        }
  });

  it('never throw, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(Number.isNaN(readDay(text) ?? 0)).toBe(false);
        expect(orderOfDays([text])).not.toBeUndefined();
      })
    );
  });
});
