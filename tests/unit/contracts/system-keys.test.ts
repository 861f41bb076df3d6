import fc from 'fast-check';
import {
  hostOf,
  keyPieces,
  keysIn,
  keyToken,
  mayGoTo,
  systemKeyBody,
  widens,
} from '../../../server/src/contracts/system-keys';

describe('the hosts of a key', () => {
  it.each([
    ['API.Example.com', 'api.example.com'],
    [' *.example.com ', '*.example.com'],
    ['api.example.com:443', 'api.example.com'],
    ['api.example.com:8443', 'api.example.com:8443'],
    ['müşteri.example', 'xn--mteri-kva70e.example'],
    ['erp', 'erp'],
    ['shop.github.io', 'shop.github.io'],
    ['*.shop.com.tr', '*.shop.com.tr'],
    ['*.shop.herokuapp.com:8443', '*.shop.herokuapp.com:8443'],
  ])('[B-16] are written as addresses are compared with them: %s', (typed, host) => {
    expect(hostOf(typed)).toBe(host);
  });

  it.each([
    ...['https://example.com', 'example.com/a', 'a b', '', '*', '*.', '*.com', '*.10.0.0.1'],
    ...['user@example.com', 'example.com?a', 'example.com#a', 'a\\b', '*.*.example.com'],
  ])('[B-16] are hosts and nothing else: “%s” is none', (typed) => {
    expect(hostOf(typed)).toBeNull();
  });

  it.each([
    ...['*.com.tr', '*.co.uk', '*.GitHub.io', '*.herokuapp.com', '*.strapiapp.com:8443', '*.com.'],
    ...['*.github.io.', '*.amazonaws.com', '*.execute-api.eu-central-1.amazonaws.com'],
  ])('[B-16] are not all below “%s”, where anybody may have a name', (typed) => {
    expect(hostOf(typed)).toBeNull();
    expect(systemKeyBody.shape.hosts.safeParse([typed]).success).toBe(false);
  });

  it.each([
    ['https://api.example.com/a?b=c', ['api.example.com'], true],
    ['https://API.example.com:443/', ['api.example.com'], true],
    ['https://eu.api.example.com/', ['*.example.com'], true],
    ['http://api.example.com/', ['api.example.com'], false],
    ['https://example.com/', ['*.example.com'], false],
    ['https://evilexample.com/', ['*.example.com', 'example.com'], false],
    ['https://api.example.com.evil.example/', ['api.example.com', '*.example.com'], false],
    ['https://api.example.com:8443/', ['api.example.com', '*.example.com'], false],
    ['https://api.example.com@evil.example/', ['api.example.com'], false],
    ['https://api.example.com\\@evil.example/', ['evil.example'], false],
    ['https://', ['api.example.com'], false],
    ['api.example.com', ['api.example.com'], false],
  ])('[B-16] let a key go to %s with %j: %s', (address, hosts, may) => {
    expect(mayGoTo(address, hosts)).toBe(may);
  });

  it('[B-16] become wider by a host that was not among them, and not by fewer or narrower ones', () => {
    expect(widens(['a.example', 'b.example'], ['b.example'])).toBe(false);
    expect(widens(['*.example.com'], ['api.example.com', '*.eu.example.com'])).toBe(false);
    expect(widens(['*.example.com'], ['example.com'])).toBe(true);
    expect(widens(['api.example.com'], ['*.example.com'])).toBe(true);
    expect(widens([], ['a.example'])).toBe(true);
  });
});

describe('keys in a text', () => {
  it('[B-16] are named between braces, and everything else stays text', () => {
    expect(keysIn(`Bearer ${keyToken('crm-2')}, {{ secret.erp }} {{SECRET.erp}}`)).toEqual([
      'crm-2',
      'erp',
    ]);
    expect(keysIn('{{name}} {{secret}} {secret.crm} {{secretary.crm}}')).toEqual([]);
    expect(keyPieces('a {{secret.b}}c')).toEqual([{ text: 'a ' }, { key: 'b' }, { text: 'c' }]);
    // No key has such a name, so that it is found to be a slip.
    expect(keysIn('{{secret.crm|fallback}} {{secret.}}')).toEqual(['crm|fallback', '']);
  });

  it('[B-16] leave no part of a text out', () => {
    const part = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-z0-9-]{1,8}$/).map(keyToken),
      fc.constantFrom('{{', '}}', 'secret.', '{{name|x}}')
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const again = keyPieces(text).map((piece) =>
          'key' in piece ? keyToken(piece.key) : piece.text
        );
        // Spaces within the braces and the case of the word are all that is lost.
        const plain = text.replace(
          /\{\{\s{0,5}secret\.([^{}]{0,100})\}\}/gi,
          (_all, name: string) => keyToken(name.trim())
        );
        expect(again.join('')).toBe(plain);
      })
    );
  });
});

it('[B-16] a key has a short name of small letters, a value that a header can carry, and a host', () => {
  const key = { name: 'crm', value: 'sk-live-1234', hosts: ['a.example'] };
  expect(systemKeyBody.parse(key)).toEqual(key);
  const isRefused = (change: object) => !systemKeyBody.safeParse({ ...key, ...change }).success;
  expect(
    [
      { name: 'CRM' },
      { name: '-crm' },
      { name: 'crm key' },
      { value: 'short' },
      { value: 'two\r\nlines of it' },
      { value: 'şifre şifre' },
      { hosts: [] },
      { hosts: ['https://a.example'] },
    ].map(isRefused)
  ).toEqual(Array.from({ length: 8 }, () => true));
});
