import { redactDetails, redactText } from '../../../server/src/logs/domain/redact';

describe('a number in a text', () => {
  it.each([
    ['+1234567', '+1234567'],
    ['+12345678', '+123…78'],
    ['+1 23-45.67', '+1 23-45.67'],
    ['123456789', '123456789'],
    ['1234567890', '123…90'],
    ['1234567890123', '123…23'],
    ['12345678901234', '12345678901234'],
  ])('[X-09] writes %s as %s', (given, wanted) => {
    expect(redactText(given)).toBe(wanted);
  });
});

describe('details of a log entry', () => {
  const kept = (value: unknown) => redactDetails({ value }).value;

  it('keeps plain values as they are', () => {
    const plain = { status: 401, zero: 0, yes: true, no: false, nothing: null, word: 'refused' };
    expect(redactDetails(plain)).toStrictEqual(plain);
  });

  it('writes what is no JSON as nothing', () => {
    expect(kept(Number.NaN)).toBeNull();
    expect(kept(Number.POSITIVE_INFINITY)).toBeNull();
    expect(kept(() => 'x')).toBeUndefined();
    expect(kept(10n)).toBeUndefined();
    expect(kept(Symbol('x'))).toBeUndefined();
    expect(kept(undefined)).toBeUndefined();
  });

  it('[X-09] puts dots in the place of a secret and of what customers said', () => {
    expect(
      redactDetails({
        accessToken: 'a',
        password: 1,
        text: 'hello',
        caption: 'there',
        subtext: 'x',
      })
    ).toStrictEqual({
      accessToken: '•••',
      password: '•••',
      text: '•••',
      caption: '•••',
      subtext: 'x',
    });
  });

  it('[X-09] cleans the strings in lists, also of a field that carries what customers said', () => {
    expect(redactDetails({ to: ['+905321234567', 7, null], body: ['hello'] })).toStrictEqual({
      to: ['+905…67', 7, null],
      body: ['•••'],
    });
  });

  it('goes four levels down, into records and into lists', () => {
    expect(redactDetails({ a: { b: { c: { d: { e: { f: 1 } } } } } })).toStrictEqual({
      a: { b: { c: { d: { e: '…' } } } },
    });
    expect(redactDetails({ a: [[[[[1]]]]] })).toStrictEqual({ a: [[[['…']]]] });
  });

  it('cuts long strings, lists, records and names', () => {
    expect(kept('x '.repeat(300))).toBe('x '.repeat(250));
    expect(kept(Array.from({ length: 41 }, (_, i) => i))).toHaveLength(40);
    const many = Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`n${i}`, i]));
    expect(Object.keys(redactDetails(many))).toHaveLength(40);
    expect(redactDetails({ ['n'.repeat(81)]: 1 })).toStrictEqual({ ['n'.repeat(80)]: 1 });
  });
});
