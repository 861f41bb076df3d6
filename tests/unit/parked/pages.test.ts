import { factsOf, isPersonal } from '../../../server/src/parked/domain/element';
import { cursorOf, placeIn } from '../../../server/src/parked/domain/place';

describe('the page of what was parked', () => {
  it('[L-10] goes on where each of its lists was left', () => {
    const place = [{ at: 1_700_000_000_000, id: 7 }, null, { at: 5, id: 1 }];
    expect(placeIn(cursorOf(place), 3)).toEqual(place);
    expect(placeIn(undefined, 2)).toEqual([null, null]);
  });

  it.each([
    ['another number of lists', cursorOf([null, null])],
    ['a negative number', cursorOf([null, { at: -1, id: 3 }, null])],
    ['a fraction', cursorOf([null, { at: 1.5, id: 3 }, null])],
    ['a text', 'hello'],
  ])('[X-05] refuses a cursor with %s', (_what, cursor) => {
    expect(() => placeIn(cursor, 3)).toThrow('cursor is not valid');
  });

  it('[L-10] reads from an element whom it is about and which number it came to', () => {
    const element = {
      phoneNumberId: '123',
      wabaId: '456',
      contact: { waId: '4915', userId: 'DE.1', name: 'Ada' },
    };
    expect(factsOf(JSON.stringify(element))).toEqual({
      phoneNumberId: '123',
      wabaId: '456',
      waId: '4915',
      bsuid: 'DE.1',
    });
  });

  it.each([null, '', 'no JSON', 'null', '[]', '"text"', '{"contact":7,"wabaId":{}}'])(
    '[L-10] reads nothing from %p',
    (text) => {
      expect(new Set(Object.values(factsOf(text)))).toEqual(new Set([null]));
    }
  );

  it('[X-05] takes every kind for somebody’s that is not known to belong to nobody', () => {
    expect(
      ['message', 'status', 'echo', 'errors', 'other', 'delivery', 'new'].every(isPersonal)
    ).toBe(true);
    expect(['template-status', 'account'].some(isPersonal)).toBe(false);
  });
});
