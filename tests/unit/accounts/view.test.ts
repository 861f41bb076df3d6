import { accountView, numberView, qualityOf } from '../../../server/src/accounts/domain/view';
import type { AccountRow } from '../../../server/src/accounts/public';

const row: AccountRow = {
  id: 4,
  name: 'Shop',
  wabaId: '77777',
  phoneNumberId: '88888',
  portfolioId: '99999',
  displayPhoneNumber: '+90 532 123 45 67',
  verifiedName: 'The Shop',
  qualityRating: 'GREEN',
  messagingLimit: 2_000,
  limitKnown: true,
  throughputMps: 80,
  status: 'connected',
  statusReason: null,
  statusWords: null,
  tokenCipher: 'cipher-of-the-token',
  tokenHint: 'row1',
  appSecretCipher: 'cipher-of-the-secret',
  appSecretHint: 'row2',
  verifyToken: 'verify-me',
  baseUrl: 'https://graph.facebook.com',
  apiVersion: 'v24.0',
  defaultCountry: 'TR',
  readMarks: null,
  currency: null,
  marketingOnboarded: null,
  typingMarks: null,
  lastEventAt: 10,
  silentSince: 20,
  subscribedAt: 30,
  checkedAt: 40,
  logoFileId: null,
  metaNotice: null,
  lastSync: { templates: 1 },
  isDefault: true,
  addedAt: 50,
};
const secrets = {
  token: { source: 'database', hint: 'abcd', cipher: 'leak' },
  appSecret: { source: 'environment', hint: null, cipher: 'leak' },
} as const;

describe('accountView', () => {
  it('shows a number field by field, and of its secrets only where they are kept and a hint', () => {
    expect(accountView(row, secrets, '/api/whatsapp/webhook/4')).toStrictEqual({
      id: 4,
      name: 'Shop',
      wabaId: '77777',
      phoneNumberId: '88888',
      portfolioId: '99999',
      displayPhoneNumber: '+90 532 123 45 67',
      verifiedName: 'The Shop',
      qualityRating: 'GREEN',
      messagingLimit: 2_000,
      messagingLimitKnown: true,
      throughputMps: 80,
      status: 'connected',
      statusReason: null,
      statusWords: null,
      token: { source: 'database', hint: 'abcd' },
      appSecret: { source: 'environment', hint: null },
      baseUrl: 'https://graph.facebook.com',
      apiVersion: 'v24.0',
      isSimulator: false,
      defaultCountry: 'TR',
      isDefault: true,
      readMarks: true,
      typingMarks: true,
      webhook: {
        path: '/api/whatsapp/webhook/4',
        verifyToken: 'verify-me',
        lastEventAt: 10,
        silentSince: 20,
        subscribed: true,
      },
      notice: null,
      checkedAt: 40,
    });
  });

  it('says that a number is not subscribed until it is', () => {
    expect(accountView({ ...row, subscribedAt: null }, secrets, '/').webhook.subscribed).toBe(
      false
    );
  });
});

describe('numberView', () => {
  const number = {
    displayPhoneNumber: '+1 555',
    verifiedName: 'Shop',
    qualityRating: 'PURPLE',
    messagingLimit: 250,
    throughputMps: 80,
    status: 'CONNECTED',
  };

  it('shows what was read, with a quality that we know', () => {
    expect(numberView(number)).toEqual({ ...number, qualityRating: 'UNKNOWN' });
  });

  it('shows an unknown limit as none', () => {
    expect(numberView({ ...number, messagingLimit: undefined }).messagingLimit).toBeNull();
  });
});

describe('qualityOf', () => {
  it.each(['GREEN', 'YELLOW', 'RED', 'NA', 'UNKNOWN'])('knows %s', (word) => {
    expect(qualityOf(word)).toBe(word);
  });

  it.each(['green', '', null, undefined])('takes %p for unknown', (word) => {
    expect(qualityOf(word)).toBe('UNKNOWN');
  });
});
