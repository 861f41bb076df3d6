import type { AccountView } from '../../server/src/contracts/accounts';

/** A connected number as the settings show it. */
export const anAccount = (changes: Partial<AccountView> = {}): AccountView => ({
  id: 7,
  name: 'Shop TR',
  wabaId: '1020304050',
  phoneNumberId: '9080706050',
  portfolioId: null,
  displayPhoneNumber: '+90 532 000 00 00',
  verifiedName: 'Shop',
  qualityRating: 'GREEN',
  messagingLimit: 2000,
  messagingLimitKnown: true,
  throughputMps: 80,
  status: 'connected',
  statusReason: null,
  token: { source: 'database', hint: '4f2a' },
  appSecret: { source: 'environment', hint: '99ab' },
  baseUrl: 'https://graph.facebook.com',
  apiVersion: 'v24.0',
  isSimulator: false,
  defaultCountry: 'TR',
  readMarks: true,
  typingMarks: true,
  webhook: {
    path: '/api/whatsapp/webhook',
    verifyToken: 'verify-me',
    lastEventAt: null,
    subscribed: false,
  },
  checkedAt: null,
  ...changes,
});
