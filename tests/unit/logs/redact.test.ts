import fc from 'fast-check';
import { isSameLine } from '../../../server/src/logs/domain/collapse';
import { redactDetails, redactText } from '../../../server/src/logs/domain/redact';

describe('redactText', () => {
  it.each([
    ['Authorization: Bearer EAAGtoken123456789', 'Authorization: Bearer •••'],
    ['failed with EAAGm0PX4ZCpsBAKZC1234567890', 'failed with •••'],
    ['GET /v24.0/1?access_token=abc.def&x=1', 'GET /v24.0/1?access_token=•••&x=1'],
    ['called +90 532 123 45 67 twice', 'called +905…67 twice'],
    ['from 905321234567', 'from 905…67'],
    ['300 recipients, 12 failed, code 131026', '300 recipients, 12 failed, code 131026'],
    ['number id 200000000000001', 'number id 200000000000001'],
  ])('[X-09] writes %j as %j', (given, wanted) => {
    expect(redactText(given)).toBe(wanted);
  });

  it('[X-09] lets no full international number through, however it is written', () => {
    const digits = fc.stringMatching(/^[1-9]\d{9,11}$/);
    fc.assert(
      fc.property(digits, fc.constantFrom('', ' ', '-', '.'), (number, gap) => {
        const written = `+${number.match(/.{1,3}/g)?.join(gap) ?? number}`;
        expect(redactText(`call ${written} now`).replace(/\D/g, '')).not.toContain(number);
      })
    );
  });

  it('drops NUL and cuts endless text', () => {
    expect(redactText('a\u0000b')).toBe('ab');
    expect(redactText('x'.repeat(50_000))).toHaveLength(2_000);
  });
});

describe('redactDetails', () => {
  it('[X-09] hides values by the name of their field, at any depth', () => {
    const details = {
      token: 'abc',
      nested: { appSecret: 'def', headers: { Authorization: 'ghi' }, list: [{ api_key: 'jkl' }] },
      text: 'what the customer wrote',
      status: 401,
    };
    const out = JSON.stringify(redactDetails(details));
    for (const secret of ['abc', 'def', 'ghi', 'jkl', 'what the customer wrote'])
      expect(out).not.toContain(secret);
    expect(out).toContain('401');
  });

  it('bounds depth and width and survives any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (details) => {
        const out = JSON.stringify(redactDetails(details as Record<string, unknown>));
        expect(out.length).toBeLessThan(2_000_000);
        expect(out).not.toContain('\\u0000');
      })
    );
    const deep = { a: { b: { c: { d: { e: { f: 'far down' } } } } } };
    expect(JSON.stringify(redactDetails(deep))).not.toContain('far down');
  });
});

describe('isSameLine', () => {
  const line = {
    area: 'webhook',
    level: 'warn',
    event: 'signature-refused',
    text: 'x',
    accountId: 1,
    contactId: null,
    campaignId: null,
    botId: null,
  };

  it('compares everything but time and details', () => {
    expect(isSameLine(line, { ...line })).toBe(true);
    for (const [field, value] of Object.entries({
      area: 'api',
      level: 'error',
      event: 'e',
      text: 'y',
      accountId: 2,
      contactId: 3,
      campaignId: 4,
      botId: 5,
    })) {
      expect(isSameLine(line, { ...line, [field]: value })).toBe(false);
    }
  });
});
