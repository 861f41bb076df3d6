import fc from 'fast-check';
import { isPublicAddress } from '../../../server/src/kernel/address';
import { guardedLookup, mayConnect, REFUSED, urlProblem } from '../../../server/src/outbound/guard';

const STRICT = { allowPrivate: false };
const OPEN = { allowPrivate: true };

describe('addresses that events may go to', () => {
  it.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['172.16.0.1'],
    ['172.31.255.255'],
    ['192.168.1.1'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['0.0.0.0'],
    ['255.255.255.255'],
    ['224.0.0.1'],
    ['::1'],
    ['::'],
    ['fc00::1'],
    ['fd12:3456::1'],
    ['fe80::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:10.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
    ['2001:db8::1'],
    ['ff02::1'],
    ['fd00:ec2::254'],
    ['no address'],
  ])('[X-11] %s is none of the open internet', (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(mayConnect(address, { ...STRICT, protocol: 'https:' })).toBe(false);
  });

  it.each(['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '2606:4700:4700::1111'])(
    '[X-11] %s is, over https only, also where private addresses are allowed',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
      for (const guard of [STRICT, OPEN]) {
        expect(mayConnect(address, { ...guard, protocol: 'https:' })).toBe(true);
        expect(mayConnect(address, { ...guard, protocol: 'http:' })).toBe(false);
      }
    }
  );

  it('[X-11] no way of writing 127.0.0.1 or the metadata address gets past', () => {
    const hosts = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:7f00:1]',
      '[::ffff:169.254.169.254]',
      '169.254.169.254',
      '0xa9fea9fe',
      'localhost',
      'LOCALHOST',
      'api.localhost',
      'localhost.',
    ];
    for (const host of hosts) expect(urlProblem(`https://${host}/x`, STRICT)).toBe('private');
    expect(urlProblem('http://127.0.0.1:9000/x', OPEN)).toBeNull();
  });

  it('[X-11] wants https, no credentials and a whole address', () => {
    expect(urlProblem('https://crm.example.com/hooks?a=1', STRICT)).toBeNull();
    expect(urlProblem('http://crm.example.com/hooks', STRICT)).toBe('not-https');
    expect(urlProblem('http://1.1.1.1/hooks', OPEN)).toBe('not-https');
    expect(urlProblem('https://me:secret@crm.example.com/', STRICT)).toBe('credentials');
    expect(urlProblem('ftp://crm.example.com/', OPEN)).toBe('not-https');
    expect(urlProblem('crm.example.com', STRICT)).toBe('invalid');
  });

  it('[X-11] a private IPv4 address in an IPv6 dress stays private, whichever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (low) => {
        const dressed = `::ffff:192.168.${low >> 8}.${low & 255}`;
        expect(isPublicAddress(dressed)).toBe(false);
      })
    );
  });

  it('[X-11] judges a name by what it leads to at the moment of the connection', async () => {
    const ask = (guard: typeof STRICT, all: boolean) =>
      new Promise<{ code: string | undefined; found: unknown }>((resolve) =>
        guardedLookup({ ...guard, protocol: 'http:' })('localhost', { all }, (error, found) =>
          resolve({ code: error?.code, found })
        )
      );
    expect((await ask(STRICT, true)).code).toBe(REFUSED);
    expect((await ask(STRICT, false)).code).toBe(REFUSED);
    expect((await ask(OPEN, false)).found).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  it('[X-11] a name that leads elsewhere the second time, or to two places, gets no connection into the own network', async () => {
    const leadsTo = [['1.1.1.1'], ['10.0.0.1'], ['1.1.1.1', '169.254.169.254'], []];
    const lookup = guardedLookup({ ...STRICT, protocol: 'https:' }, (_name, _options, answer) =>
      answer(
        null,
        (leadsTo.shift() ?? []).map((address) => ({ address, family: 4 }))
      )
    );
    const connect = () =>
      new Promise<unknown>((resolve) =>
        lookup('rebind.example', { all: false }, (error, found) => resolve(error?.code ?? found))
      );
    expect([await connect(), await connect(), await connect(), await connect()]).toEqual([
      '1.1.1.1',
      ...[REFUSED, REFUSED, REFUSED],
    ]);
  });
});
