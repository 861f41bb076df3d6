/** A day on which Turkey rests, by its names. */
export interface HolidayName {
  readonly en: string;
  readonly tr: string;
}

/** Those of the same day each year, by month and day. */
const FIXED: ReadonlyMap<string, HolidayName> = new Map([
  ['01-01', { en: 'New Year’s Day', tr: 'Yılbaşı' }],
  [
    '04-23',
    {
      en: 'National Sovereignty and Children’s Day',
      tr: 'Ulusal Egemenlik ve Çocuk Bayramı',
    },
  ],
  ['05-01', { en: 'Labour and Solidarity Day', tr: 'Emek ve Dayanışma Günü' }],
  [
    '05-19',
    {
      en: 'Commemoration of Atatürk, Youth and Sports Day',
      tr: 'Atatürk’ü Anma, Gençlik ve Spor Bayramı',
    },
  ],
  ['07-15', { en: 'Democracy and National Unity Day', tr: 'Demokrasi ve Millî Birlik Günü' }],
  ['08-30', { en: 'Victory Day', tr: 'Zafer Bayramı' }],
  ['10-29', { en: 'Republic Day', tr: 'Cumhuriyet Bayramı' }],
]);

const RAMAZAN: HolidayName = { en: 'Ramadan Feast', tr: 'Ramazan Bayramı' };
const KURBAN: HolidayName = { en: 'Feast of the Sacrifice', tr: 'Kurban Bayramı' };

/**
 * First days of the two feasts, by the calendar of Diyanet; they last three and four days. The half days before them are
 * working days. A year that is not here has the fixed ones only.
 */
const FEASTS: readonly (readonly [ramazan: string, kurban: string])[] = [
  ['2025-03-30', '2025-06-06'],
  ['2026-03-20', '2026-05-27'],
  ['2027-03-09', '2027-05-16'],
  ['2028-02-26', '2028-05-05'],
  ['2029-02-14', '2029-04-24'],
  ['2030-02-04', '2030-04-13'],
];

const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const at = new Date(`${first}T00:00:00Z`);
    at.setUTCDate(at.getUTCDate() + i);
    return at.toISOString().slice(0, 10);
  });

const MOVING: ReadonlyMap<string, HolidayName> = new Map(
  FEASTS.flatMap(([ramazan, kurban]) => [
    ...daysFrom(ramazan, 3).map((day) => [day, RAMAZAN] as const),
    ...daysFrom(kurban, 4).map((day) => [day, KURBAN] as const),
  ])
);

/** The holiday of a day `2026-10-29`; null: it is none. */
export const turkishHoliday = (day: string): HolidayName | null =>
  MOVING.get(day) ?? FIXED.get(day.slice(5)) ?? null;

/** The last year in which both feasts are known. */
export const HOLIDAYS_UP_TO = Number(FEASTS.at(-1)?.[0].slice(0, 4));

/** The holidays of a year, in their order. */
export const turkishHolidays = (year: number): { day: string; name: HolidayName }[] =>
  [
    ...[...FIXED].map(([day, name]) => ({ day: `${year}-${day}`, name })),
    ...[...MOVING]
      .filter(([day]) => day.startsWith(`${year}-`))
      .map(([day, name]) => ({ day, name })),
  ].sort((a, b) => a.day.localeCompare(b.day));
