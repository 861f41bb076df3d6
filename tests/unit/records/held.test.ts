import fc from 'fast-check';
import { SEEN_BYTES, WATCHED_FIELDS } from '../../../server/src/contracts/automations';
import { heldValue } from '../../../server/src/records/domain/held';

describe('a value of an entry that is remembered', () => {
  it('[E-02] is the same whichever database it comes from', () => {
    expect(['12.50', 12.5].map((raw) => heldValue(raw, 'decimal'))).toEqual([12.5, 12.5]);
    expect([1, true, '1'].map((raw) => heldValue(raw, 'boolean'))).toEqual([true, true, true]);
    expect([0, false].map((raw) => heldValue(raw, 'boolean'))).toEqual([false, false]);
    const at = Date.UTC(2026, 10, 27, 9);
    expect(
      [at, new Date(at), '2026-11-27T09:00:00Z'].map((raw) => heldValue(raw, 'datetime'))
    ).toEqual([at, at, at]);
    expect(heldValue('2026-11-27', 'date')).toBe('2026-11-27');
    expect(heldValue('sent', 'enumeration')).toBe('sent');
    expect(heldValue('docid', 'relation')).toBe('docid');
  });

  it('[E-02] is nothing where there is nothing, and an empty text is nothing', () => {
    for (const type of ['string', 'decimal', 'boolean', 'date', 'datetime', 'relation'])
      expect([heldValue(null, type), heldValue(undefined, type)]).toEqual([null, null]);
    expect(heldValue('', 'string')).toBeNull();
  });

  it('[E-02] keeps whole numbers that JavaScript cannot count', () => {
    expect(heldValue('9007199254740993', 'biginteger')).toBe('9007199254740993');
    expect(heldValue('42', 'biginteger')).toBe(42);
  });

  it('[E-02] of a long text is its beginning with a mark of the whole, so that its end counts too', () => {
    const long = 'ş'.repeat(5_000);
    const held = heldValue(long, 'text');
    expect(held).not.toBe(heldValue(`${long}.`, 'text'));
    expect(held).toBe(heldValue(long, 'text'));
    expect(String(held).startsWith('şşş')).toBe(true);
  });

  it('[E-02] fits, twenty of them, into what is remembered of a row', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3_000 }), (text) => {
        const bytes = Buffer.byteLength(String(heldValue(text, 'text')));
        expect(bytes * WATCHED_FIELDS).toBeLessThan(SEEN_BYTES);
      })
    );
  });
});
