import type { AccountNotice, ProblemWords } from '../contracts/accounts';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** One WhatsApp number. Secrets are ciphertext of Strapi's encryption service, or absent when the environment gives them. */
export const accountTable = defineTable({
  name: 'account',
  kind: 'content-type',
  description: 'A WhatsApp number',
  columns: {
    name: must.string<string>(undefined, 80),
    wabaId: must.string<string>(undefined, 40),
    phoneNumberId: must.string<string>(undefined, 40),
    /** Business portfolio: messaging limits are counted over all its numbers. */
    portfolioId: maybe.string(40),
    /** In which the WABA pays; null = not asked yet. */
    currency: maybe.string(3),
    /** May it send by the Marketing Messages API? Null = not asked yet. */
    marketingOnboarded: maybe.bool(),
    displayPhoneNumber: maybe.string(40),
    verifiedName: maybe.string(),
    qualityRating: must.string<string>('UNKNOWN', 12),
    /** Distinct people per rolling 24 h; null with `limitKnown` = unlimited. */
    messagingLimit: maybe.big(),
    limitKnown: must.bool(false),
    throughputMps: must.int(80),
    status: must.string<string>('not-connected', 24),
    statusReason: maybe.text(),
    /** The reason with its remedy, in the languages of the admin; null for a reason in Meta's words. */
    statusWords: maybe.json<ProblemWords>(),
    tokenCipher: maybe.text(),
    tokenHint: maybe.string(8),
    appSecretCipher: maybe.text(),
    appSecretHint: maybe.string(8),
    verifyToken: must.string<string>(undefined, 64),
    baseUrl: must.string<string>('https://graph.facebook.com', 300),
    apiVersion: must.string<string>('v24.0', 12),
    /** Off = customers see no blue ticks when staff open a thread; null = on. */
    readMarks: maybe.bool(),
    /** Off = customers do not see that staff are writing. */
    typingMarks: maybe.bool(),
    /** ISO alpha-2 of national numbers; empty until Meta has shown the number, whose country it then is. */
    defaultCountry: must.string<string>('', 2),
    lastEventAt: maybe.big(),
    /** Messages are taken, but no status of any of them has come: see campaigns/webhook-health. */
    silentSince: maybe.big(),
    subscribedAt: maybe.big(),
    checkedAt: maybe.big(),
    /** A picture of the media library above the pages that customers open; it may have gone since. */
    logoFileId: maybe.int(),
    /** Bad news of Meta that nobody has put away yet. */
    metaNotice: maybe.json<AccountNotice>(),
    lastSync: maybe.json<Record<string, unknown>>(),
    /** Sends what names no number; at most one. None = the oldest. */
    isDefault: maybe.bool(),
    addedAt: must.big(),
  },
  indexes: [{ columns: ['phoneNumberId'], unique: true }, { columns: ['wabaId'] }],
});
export type AccountRow = RowOf<typeof accountTable>;
