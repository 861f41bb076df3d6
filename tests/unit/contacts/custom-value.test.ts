import fc from 'fast-check';
import { customValueOf, parseCustom } from '../../../server/src/contacts/domain/custom-value';
import { readDay } from '../../../server/src/kernel/days';
import { tagKey, tagNames } from '../../../server/src/contacts/tag-name';
import type { CustomFieldKind } from '../../../server/src/contracts/contacts';

const shape = (kind: CustomFieldKind, choices: string[] | null = null) => ({ kind, choices });
const value = (kind: CustomFieldKind, given: string | number | boolean, choices?: string[]) => {
  const parsed = parseCustom(shape(kind, choices), given);
  return parsed.ok && parsed.value ? customValueOf(kind, parsed.value) : null;
};

describe('values of profile fields', () => {
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

  it.each(['31.02.2024', '2024-13-01', '2024-00-10', 'tomorrow', '1-1-24', '0024-01-01'])(
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
    ['कला', 'कील'],
    ['かき', 'かぎ'],
  ])('[P-02] tells the choices %s and %s apart: their marks are letters', (one, other) => {
    for (const text of [one, other]) expect(value('choice', text, [one, other])).toBe(text);
    expect(parseCustom(shape('choice', [one]), other)).toMatchObject({ ok: false });
    expect(parseCustom(shape('choice', [other]), one)).toMatchObject({ ok: false });
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
