import {
  hintOf,
  isReachable,
  isSimulator,
  mayUseEnvironment,
  portfolioKey,
  sendable,
  whyCannotSend,
} from '../../../server/src/accounts/domain/account';
import { accountStatus } from '../../../server/src/contracts/accounts';

describe('a number', () => {
  it.each([
    ['https://graph.facebook.com', false],
    ['https://graph.facebook.com/', false],
    ['https://graph.facebook.com.evil.example', true],
    ['http://graph.facebook.com', false],
    ['https://waba.provider.com', false],
    ['https://8.8.8.8', false],
    ['https://[2606:4700:4700::1111]', false],
    ['https://[fd12:3456::1]', true],
    ['https://[::ffff:192.168.1.20]', true],
    ['https://100.64.0.1', true],
    ['https://0.0.0.0:4010', true],
    ['http://127.0.0.1:4010', true],
    ['http://192.168.1.20:4010', true],
    ['http://simulator:4010', true],
    ['not an address', true],
  ])('with base URL %s is a simulator: %s', (baseUrl, simulated) => {
    expect(isSimulator({ baseUrl })).toBe(simulated);
  });

  it.each([
    ['https://graph.facebook.com', true],
    ['http://localhost:4010', true],
    ['http://127.0.0.1:4010', true],
    ['http://[::1]:4010', true],
    ['https://evil.example', false],
    ['https://graph.facebook.com.evil.example', false],
    ['http://127.evil.example', false],
    ['http://whatsapp.localhost:4010', true],
    ['http://127.123.10.254:4010', true],
    ['http://evil127.0.0.1.example', false],
    ['http://127.0.0.1.evil.example', false],
    ['nonsense', false],
  ])('[X-09] may get a token of the environment at %s: %s', (baseUrl, allowed) => {
    expect(mayUseEnvironment(baseUrl)).toBe(allowed);
  });

  it('counts limits per portfolio, per WABA while the portfolio is unknown', () => {
    expect(portfolioKey({ portfolioId: '77', wabaId: '5' })).toBe('77');
    expect(portfolioKey({ portfolioId: null, wabaId: '5' })).toBe('5');
  });

  it('sends only when connected, and otherwise names its status', () => {
    expect(sendable({ status: 'connected' })).toEqual({ ok: true });
    expect(sendable({ status: 'token-refused' })).toEqual({ ok: false, reason: 'token-refused' });
  });

  it('says in words why the number cannot send, also for a status that it does not know', () => {
    for (const status of accountStatus.exclude(['connected']).options)
      expect(whyCannotSend(status)).toMatch(/^This number cannot send now: .+\.$/);
    expect(whyCannotSend('token-refused')).not.toContain('token-refused');
    expect(whyCannotSend('constructor')).toBe('This number cannot send now.');
  });

  it('[X-09] hints at a secret by four characters, at a short one not at all', () => {
    expect(hintOf('EAAG-long-token-4f2a')).toBe('4f2a');
    expect(hintOf('12345678')).toBeNull();
    expect(hintOf('123456789012')).toBe('9012');
    expect(hintOf('12345678901')).toBeNull();
  });
});

describe('isReachable', () => {
  it.each([
    ['https://cms.company.com/api/whatsapp/webhook', true],
    ['http://cms.company.com/x', false],
    ['https://localhost/x', false],
    ['https://shop.local/x', false],
    ['https://shop.internal.company.com/x', true],
    ['https://strapi/x', false],
    ['https://10.1.2.3/x', false],
    ['https://192.168.1.5/x', false],
    ['https://172.20.0.1/x', false],
    ['https://172.32.0.1/x', true],
    ['https://100.64.0.1/x', false],
    ['https://[2606:4700:4700::1111]/x', true],
    ['https://[::1]/x', false],
    ['https://[fe80::1]/x', false],
    ['https://server.local/x', false],
    ['/api/whatsapp/webhook', false],
  ])('[X-01] says of %s: %s', (url, wanted) => {
    expect(isReachable(url)).toBe(wanted);
  });
});
