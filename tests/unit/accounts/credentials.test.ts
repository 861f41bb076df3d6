import { newAccount } from '../../../server/src/accounts/connection';
import { createCredentials } from '../../../server/src/accounts/credentials';
import type { Secrets } from '../../../server/src/strapi/secrets';

const secrets = (over: Partial<Secrets> = {}): Secrets => ({
  available: () => true,
  encrypt: (text) => `v1:${Buffer.from(text).toString('hex')}`,
  decrypt: (text) => (text.startsWith('v1:') ? Buffer.from(text.slice(3), 'hex').toString() : null),
  ...over,
});

const account = (over: Partial<ReturnType<typeof newAccount>> = {}) => ({
  id: 1,
  ...newAccount({
    name: 'A',
    wabaId: '11111',
    phoneNumberId: '22222',
    verifyToken: 'v',
    addedAt: 0,
    ...over,
  }),
});

describe('credentials', () => {
  it('[X-09] takes the environment first: of this number, then of all', () => {
    const stored = createCredentials(secrets(), {}).seal('TOKEN', 'from-the-database');
    const row = account(stored);
    const read = (env: Record<string, string>) => createCredentials(secrets(), env).read(row).token;
    expect(read({ WHATSAPP_TOKEN_22222: 'mine', WHATSAPP_TOKEN: 'all' })).toBe('mine');
    expect(read({ WHATSAPP_TOKEN: 'all' })).toBe('all');
    expect(read({ WHATSAPP_TOKEN_99999: 'other', WHATSAPP_TOKEN: '' })).toBe('from-the-database');
  });

  it('[X-09] sends a token of the environment to no unknown server', () => {
    const reader = createCredentials(secrets(), {
      WHATSAPP_TOKEN: 'all',
      WHATSAPP_APP_SECRET: 'secret-of-all',
    });
    const row = account({ baseUrl: 'https://evil.example' });
    expect(reader.read(row)).toEqual({
      token: null,
      appSecret: 'secret-of-all',
      problem: 'missing',
    });
  });

  it('[X-09] refuses to keep a secret without an encryption key', () => {
    const reader = createCredentials(secrets({ available: () => false, encrypt: () => null }), {});
    expect(() => reader.seal('TOKEN', 'clear-text-token')).toThrow(/encryption key/);
    const broken = createCredentials(secrets({ encrypt: () => null }), {});
    expect(() => broken.seal('APP_SECRET', 'clear-text-secret')).toThrow(/encryption key/);
  });

  it('tells a token that is missing from one that another key encrypted', () => {
    const reader = createCredentials(secrets(), {});
    expect(reader.read(account()).problem).toBe('missing');
    expect(reader.read(account({ tokenCipher: 'foreign' })).problem).toBe('unreadable');
    const throwing = createCredentials(
      secrets({
        decrypt: () => {
          throw new Error('bad tag');
        },
      }),
      {}
    );
    expect(throwing.read(account({ tokenCipher: 'foreign' })).problem).toBe('unreadable');
  });

  it('[X-09] says where a secret comes from and its last four characters only', () => {
    const reader = createCredentials(secrets(), {});
    const row = account(reader.seal('TOKEN', 'EAAG-long-token-4f2a'));
    expect(reader.source(row, 'TOKEN')).toEqual({ source: 'database', hint: '4f2a' });
    expect(reader.source(row, 'APP_SECRET')).toEqual({ source: 'none', hint: null });
    expect(JSON.stringify(row)).not.toContain('EAAG-long');
  });
});
