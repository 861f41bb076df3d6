import fc from 'fast-check';
import {
  makeClickId,
  makeLinkCode,
  readClickId,
  readLinkCode,
  withClickId,
} from '../../../server/src/links/domain/code';
import { isPerson } from '../../../server/src/links/domain/visitor';

const install = { installId: 'here', secret: 'of this install' };
const id = fc.integer({ min: 0, max: 2_147_483_647 });

describe('codes of tracked links', () => {
  it('say whose they are, are short, and hold nothing that an address must escape', () => {
    fc.assert(
      fc.property(id, id, id, (linkId, contactId, campaignId) => {
        const of = { linkId, contactId, campaignId };
        const code = makeLinkCode(of, install);
        expect(code).toMatch(/^[\w.-]{1,43}$/);
        expect(readLinkCode(code, install)).toEqual(of);
      })
    );
  });

  it('belong to nobody when anything in them is changed, or when they were made elsewhere', () => {
    const code = makeLinkCode({ linkId: 4, contactId: 35, campaignId: 7 }, install);
    for (let at = 0; at < code.length; at += 1) {
      const other = code[at] === 'a' ? 'b' : 'a';
      expect(readLinkCode(code.slice(0, at) + other + code.slice(at + 1), install)).toBeNull();
    }
    expect(readLinkCode(code, { ...install, secret: 'another' })).toBeNull();
    expect(readLinkCode(code, { ...install, installId: 'there' })).toBeNull();
    for (const wrong of ['', '1', '1.2.3', `${code}x`, 'https://evil.example'])
      expect(readLinkCode(wrong, install)).toBeNull();
  });
});

describe('ids of clicks', () => {
  it('[A-05] say which opening it was, to the second, and are no codes of links', () => {
    fc.assert(
      fc.property(id, id, id, fc.integer({ min: 0, max: 4e12 }), (linkId, contactId, ...rest) => {
        const [campaignId, at] = rest;
        const of = { linkId, contactId, campaignId, at };
        const code = makeClickId(of, install);
        expect(code).toMatch(/^[\w.-]{1,64}$/);
        expect(readClickId(code, install)).toEqual({ ...of, at: Math.floor(at / 1_000) * 1_000 });
        expect(readLinkCode(code, install)).toBeNull();
        expect(readClickId(makeLinkCode(of, install), install)).toBeNull();
        expect(readClickId(`${code}x`, install)).toBeNull();
      })
    );
  });

  it.each([
    ['https://a.example/', 'https://a.example/?c=1.2'],
    ['https://a.example/x?y=%20z#top#b', 'https://a.example/x?y=%20z&c=1.2#top#b'],
    ['https://a.example/x?#top', 'https://a.example/x?c=1.2#top'],
  ])('[A-05] stand in %s without changing the rest of it', (target, told) => {
    expect(withClickId(target, 'c', '1.2')).toBe(told);
  });
});

describe('who opens a link', () => {
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1';
  const visit = { method: 'GET', userAgent: phone, purposes: [] };

  it('is a person with a browser', () => {
    expect(isPerson(visit)).toBe(true);
    expect(isPerson({ ...visit, purposes: ['', ''] })).toBe(true);
  });

  it.each([
    ['a look whether it is there', { method: 'HEAD' }],
    ['a browser that looks ahead', { purposes: ['prefetch;prerender'] }],
    ['a preview of WhatsApp', { userAgent: 'WhatsApp/2.24.1 A' }],
    ['a preview of Facebook', { userAgent: 'facebookexternalhit/1.1' }],
    ['a crawler', { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' }],
    ['a program without a name', { userAgent: '' }],
  ])('is not %s', (_what, change) => {
    expect(isPerson({ ...visit, ...change })).toBe(false);
  });
});
