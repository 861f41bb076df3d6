/** The business side: app, portfolio, WhatsApp Business Account, numbers. */
export type AppRecord = {
  id: string;
  name: string;
  secret: string;
  token: string;
  /** Simulated moment from which the token is expired; 0 = never. */
  tokenExpiresAt: number;
  /** Why Meta took the token back (458 app removed, 460 password changed, …); 0 = it did not. */
  tokenRevoked: number;
  /** What the token may do. */
  scopes: readonly string[];
};

/** Whom the token belongs to; `me` is the same. */
export const SYSTEM_USER = { id: '500000000000001', name: 'Simulator system user' };

export const isUser = (id: string): boolean => id === 'me' || id === SYSTEM_USER.id;

export const SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const;

export type MessagingTier = 'TIER_250' | 'TIER_2K' | 'TIER_10K' | 'TIER_100K' | 'TIER_UNLIMITED';

export const TIER_LIMIT: Readonly<Record<MessagingTier, number>> = {
  TIER_250: 250,
  TIER_2K: 2000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: Infinity,
};

export const isTier = (value: string): value is MessagingTier => value in TIER_LIMIT;

export type Portfolio = { id: string; name: string; tier: MessagingTier };

export type Waba = {
  id: string;
  name: string;
  currency: string;
  timezoneId: string;
  subscribed: boolean;
  overrideUrl: string | null;
  overrideVerifyToken: string | null;
  /** Template insights are switched on: cannot be undone. */
  insights: boolean;
  /** Without one, templates fail and service messages beyond the free ones do not arrive. */
  paymentMethod: boolean;
  /** Restrictions of `account_update` that are in force, such as RESTRICTED_BIZ_INITIATED_MESSAGING. */
  restrictions: readonly string[];
  banned: boolean;
};

export type BusinessNumber = {
  id: string;
  wabaId: string;
  /** Digits only. */
  phone: string;
  displayPhone: string;
  verifiedName: string;
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  status: string;
  nameStatus: string;
  throughput: 'STANDARD' | 'HIGH';
  /** Messages per second; 0 means what the throughput level says. */
  perSecond: number;
  registered: boolean;
  pin: string | null;
  registerCalls: number[];
  overrideUrl: string | null;
  overrideVerifyToken: string | null;
  profile: Record<string, unknown>;
  bucketLevel: number;
  bucketAt: number;
};

export type WebhookTarget = { url: string; verifyToken: string };

export const ratePerSecond = (number: BusinessNumber, override: number): number =>
  override > 0
    ? override
    : number.perSecond > 0
      ? number.perSecond
      : number.throughput === 'HIGH'
        ? 1000
        : 80;

export type NumberInput = {
  id: string;
  wabaId: string;
  phone: string;
  displayPhone: string;
  verifiedName: string;
};

export const createNumber = (input: NumberInput): BusinessNumber => ({
  ...input,
  quality: 'GREEN',
  status: 'CONNECTED',
  nameStatus: 'APPROVED',
  throughput: 'STANDARD',
  perSecond: 0,
  registered: true,
  pin: '123456',
  registerCalls: [],
  overrideUrl: null,
  overrideVerifyToken: null,
  profile: { about: `${input.verifiedName} on WhatsApp`, vertical: 'RETAIL', websites: [] },
  bucketLevel: -1,
  bucketAt: 0,
});
