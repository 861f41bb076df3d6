import fc from 'fast-check';
import { backoffMs } from '../../../server/src/kernel/backoff';
import { decodeCursor, encodeCursor, momentIn } from '../../../server/src/kernel/cursor';
import {
  fromJsonColumn,
  parseJson,
  stableStringify,
  withoutNul,
} from '../../../server/src/kernel/json';
import { makeToken, readToken } from '../../../server/src/kernel/send-token';

const install = fc.record({
  installId: fc.stringMatching(/^[a-z0-9]{1,16}$/),
  secret: fc.string({ minLength: 1 }),
});
const token = fc.record({
  kind: fc.constantFrom('r' as const, 'm' as const),
  id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  attempt: fc.integer({ min: 1, max: 999_999 }),
});

describe('the token of a send', () => {
  it('is read back by the install that made it, and fits into 80 characters', () => {
    fc.assert(
      fc.property(token, install, (send, home) => {
        const text = makeToken(send, home);
        expect(text.length).toBeLessThanOrEqual(80);
        expect(readToken(text, home)).toEqual(send);
      })
    );
  });

  it('is foreign to another install and to another secret', () => {
    fc.assert(
      fc.property(token, install, install, (send, home, other) => {
        fc.pre(home.installId !== other.installId || home.secret !== other.secret);
        expect(readToken(makeToken(send, home), other)).toBeNull();
      })
    );
  });

  it('is refused after any change of one character', () => {
    fc.assert(
      fc.property(
        token,
        install,
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (send, home, place, char) => {
          const text = makeToken(send, home);
          const i = place % text.length;
          const changed = text.slice(0, i) + char + text.slice(i + 1);
          fc.pre(changed !== text);
          expect(readToken(changed, home)).toBeNull();
        }
      )
    );
  });

  it('anything else is none', () => {
    fc.assert(
      fc.property(fc.anything(), install, (value, home) => {
        expect(readToken(value, home)).toBeNull();
      })
    );
  });
});

describe('cursors', () => {
  const value = fc.oneof(fc.string(), fc.integer());

  it('are read back', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (values) => {
        expect(decodeCursor(encodeCursor(values), values.length)).toEqual(values);
        expect(decodeCursor(encodeCursor(values), values.length + 1)).toBeNull();
      })
    );
  });

  it('of a moment are an instant and the id of a row', () => {
    const id = fc.integer({ min: 1, max: 2_147_483_647 });
    fc.assert(
      fc.property(fc.maxSafeInteger(), id, (at, one) => {
        expect(momentIn(encodeCursor([at, one]), 'cursor')).toEqual({ at, id: one });
      })
    );
    for (const values of [
      [1],
      [1, 0],
      [1, 1.5],
      [1, 2_147_483_648],
      [2 ** 53, 1],
      ['x', 1],
      [1, 'x'],
    ])
      expect(() => momentIn(encodeCursor(values), 'after')).toThrow('after is not valid');
  });

  it('of strangers are refused, never trusted', () => {
    const hostile = fc
      .jsonValue()
      .map((json) => Buffer.from(JSON.stringify(json)).toString('base64url'));
    fc.assert(
      fc.property(fc.oneof(fc.string(), hostile), (text) => {
        const found = decodeCursor(text, 2);
        return (
          found === null ||
          (found.length === 2 && found.every((v) => ['string', 'number'].includes(typeof v)))
        );
      })
    );
    expect(decodeCursor(Buffer.from('[1e999,1]').toString('base64url'), 2)).toBeNull();
    expect(decodeCursor(undefined, 2)).toBeNull();
  });
});

describe('JSON', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([k, v]) => [k, shuffled(v)])
    );
  };

  it('stable text does not depend on the order of keys and loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = stableStringify(value);
        expect(stableStringify(shuffled(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      })
    );
  });

  it('different content gives different text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same =
          JSON.stringify(shuffled(shuffled(a))) === JSON.stringify(shuffled(shuffled(b)));
        if (same) expect(stableStringify(a)).toBe(stableStringify(b));
        if (stableStringify(a) === stableStringify(b))
          expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
      })
    );
  });

  it('an absent and an undefined field are the same', () => {
    expect(stableStringify({ a: 1, b: undefined })).toBe(stableStringify({ a: 1 }));
  });

  it('text that is no JSON is undefined, never an exception', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseJson(text)));
    expect(parseJson('{')).toBeUndefined();
  });

  it('a json column is read whether the driver parsed it or not', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const parsed = JSON.parse(JSON.stringify(value)) as unknown;
        expect(fromJsonColumn(JSON.stringify(value))).toEqual(fromJsonColumn(parsed));
      })
    );
    expect(fromJsonColumn(undefined)).toBeNull();
  });

  it('NUL leaves a text and nothing else does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('\u0000', 'a', '🙂', '\n')), (parts) => {
        expect(withoutNul(parts.join(''))).toBe(parts.filter((part) => part !== '\u0000').join(''));
      })
    );
  });
});

describe('back-off', () => {
  it('doubles up to its limit, with 20 % more or less', () => {
    const limits = { baseMs: 2_000, maxMs: 60_000 };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, random) => {
          const middle = Math.min(60_000, 2_000 * 2 ** Math.max(0, n - 1));
          const delay = backoffMs(n, limits, () => random);
          expect(delay).toBeGreaterThanOrEqual(Math.floor(middle * 0.8));
          expect(delay).toBeLessThanOrEqual(Math.ceil(middle * 1.2));
        }
      )
    );
  });
});
