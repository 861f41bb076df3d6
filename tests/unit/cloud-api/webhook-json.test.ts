import fc from 'fast-check';
import { asInstant } from '../../../server/src/cloud-api/webhook-element';
import { parseWebhook } from '../../../server/src/cloud-api/webhook-payload';

describe('parseWebhook', () => {
  it('reads escaped text and says when it is no JSON', () => {
    const raw =
      '{"entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":[{"id":"w","text":{"body":"Gr\\u00fc\\u00dfe"}}]}}]}]}';
    const parsed = parseWebhook(raw);
    expect(parsed).toMatchObject({ ok: true, value: [{ value: { text: { body: 'Grüße' } } }] });
    expect(parseWebhook('{')).toEqual({ ok: false, error: 'not-json' });
    expect(parseWebhook('')).toEqual({ ok: false, error: 'not-json' });
  });

  it('keeps ids beyond 2^53 exact, and leaves texts and fractions alone', () => {
    const value = (v: string): unknown => {
      const parsed = parseWebhook(
        `{"entry":[{"id":"1","changes":[{"field":"x","value":{"v":${v}}}]}]}`
      );
      return parsed.ok ? (parsed.value[0]?.value as { v: unknown }).v : undefined;
    };
    expect(value('9007199254740993')).toBe('9007199254740993');
    expect(value('-12345678901234567890')).toBe('-12345678901234567890');
    expect(value('1689556908129001')).toBe(1689556908129001);
    expect(value('0.12345678901234567')).toBe(0.12345678901234567);
    expect(value('1e20')).toBe(1e20);
    expect(value('"id: 12345678901234567890, \\"12345678901234567890"')).toBe(
      'id: 12345678901234567890, "12345678901234567890'
    );
    expect(value('"\\\\",\n"w": 12345678901234567890')).toBe('\\');
  });

  it('changes nothing of JSON whose numbers are exact', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const text = JSON.stringify({
          entry: [{ id: '1', changes: [{ field: 'x', value: { json, n: 9007199254740991 } }] }],
        });
        let exact = true;
        JSON.parse(text, (_key, v: unknown) => {
          if (Number.isInteger(v) && !Number.isSafeInteger(v)) exact = false;
          return v;
        });
        fc.pre(exact);
        const parsed = parseWebhook(text);
        expect(parsed.ok && parsed.value[0]?.value).toEqual(
          JSON.parse(text).entry[0].changes[0].value
        );
      })
    );
  });
});

describe('asInstant', () => {
  it.each([
    ['1763600000', 1_763_600_000_000],
    [1763600000, 1_763_600_000_000],
    [1763600000.5, 1_763_600_000_500],
    ['1763600000123', 1_763_600_000_123],
    [0, 0],
    ['', null],
    ['soon', null],
    [-1, null],
    [null, null],
    [{}, null],
    [Number.NaN, null],
    ['1'.repeat(16), null],
  ])('reads %j as %j', (value, instant) => {
    expect(asInstant(value)).toBe(instant);
  });
});
