import fc from 'fast-check';
import {
  customValueOf,
  parseCustom,
  readNumber,
} from '../../../server/src/contacts/domain/custom-value';
import { orderOfDays, readDay } from '../../../server/src/kernel/time';
import { tagKey, tagNames } from '../../../server/src/contacts/domain/tag-name';
import type { CustomFieldKind } from '../../../server/src/contracts/contacts';

const shape = (kind: CustomFieldKind, choices: string[] | null = null) => ({ kind, choices });
const value = (kind: CustomFieldKind, given: string | number | boolean, choices?: string[]) => {
  const parsed = parseCustom(shape(kind, choices), given);
  return parsed.ok && parsed.value ? customValueOf(kind, parsed.value) : null;
};

describe('values of profile fields', () => {
  it.each([
    ['12', 12],
    ['12,5', 12.5],
    ['1.234,50', 1234.5],
    ['1,234.50', 1234.5],
    ['1.234.567', 1_234_567],
    ['-3', -3],
    ['12a', null],
    ['', null],
    ['.', null],
  ])('[P-02] reads the number %j as %j', (text, wanted) => {
    expect(readNumber(text)).toBe(wanted);
  });

  it('[P-02] reads back every number and every day as it was kept', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(value('number', number)).toBe(Object.is(number, -0) ? 0 : number);
      })
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(value('date', day)).toBe(day);
          const [y, m, d] = day.split('-');
          expect(readDay(`${d}.${m}.${y}`)).toBe(Date.parse(`${day}T00:00:00Z`));
        }
      )
    );
  });

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
  ])('knows of the days %j which number is the month: %s', (days, order) => {
    expect(orderOfDays(days)).toBe(order);
  });

  it.each(['31.02.2024', '2024-13-01', '2024-00-10', 'tomorrow', '1.1.24', '0024-01-01'])(
    'refuses %j as a day',
    (text) => {
      expect(parseCustom(shape('date'), text)).toMatchObject({ ok: false });
    }
  );

  it('[P-02] takes a choice in any spelling and keeps it as it was defined', () => {
    expect(value('choice', 'ISTANBUL', ['İstanbul', 'Ankara'])).toBe('İstanbul');
    expect(parseCustom(shape('choice', ['A']), 'B')).toEqual({
      ok: false,
      remedy: 'Choose one of: A.',
    });
  });

  it.each([
    ['Evet', true],
    ['HAYIR', false],
    ['x', true],
    [false, false],
    ['maybe', null],
  ])('reads %j as yes or no: %j', (given, wanted) => {
    expect(value('yes-no', given)).toBe(wanted);
  });

  it('empties a field by a blank and refuses a text that does not fit', () => {
    expect(parseCustom(shape('text'), '  ')).toEqual({ ok: true, value: null });
    expect(parseCustom(shape('number'), null)).toEqual({ ok: true, value: null });
    expect(parseCustom(shape('text'), 'x'.repeat(256))).toMatchObject({ ok: false });
    expect(parseCustom(shape('text'), 'x'.repeat(255))).toMatchObject({ ok: true });
  });

  it('compares texts by their folded form', () => {
    const key = (text: string) => {
      const parsed = parseCustom(shape('text'), text);
      return parsed.ok ? parsed.value?.valueKey : null;
    };
    expect(key('İSTANBUL')).toBe(key(' istanbul'));
    expect(key('izmir')).not.toBe(key('istanbul'));
  });
});

describe('tag names', () => {
  it('[C-25] makes one tag of all spellings and keeps the first', () => {
    expect(tagNames([' VIP ', 'vip', '', 'İzmir', 'IZMIR', 'a\u0000']).map((t) => t.name)).toEqual([
      'VIP',
      'İzmir',
      'a',
    ]);
    expect(tagKey('Yeni  müşteri')).toBe(tagKey('yeni musteri'));
    expect(tagKey('a')).not.toBe(tagKey('b'));
  });
});
