import { z } from 'zod';
import { id, instant } from './common';
import { libraryFile } from './quick-replies';

/** Meta's answer names for the health of a number (`GET /{PNID}?fields=quality_rating`). */
export const qualityRating = z.enum(['GREEN', 'YELLOW', 'RED', 'NA', 'UNKNOWN']);

/** What we know about using the number. `token-unreadable`: the encryption key changed. */
export const accountStatus = z.enum([
  'not-connected',
  'connected',
  'token-refused',
  'token-unreadable',
  'disconnected',
]);

export const secretSource = z.enum(['database', 'environment', 'none']);

const wordsIn = z.object({ text: z.string(), advice: z.string() });
/** What is wrong with a number and what to do about it, in the languages of the admin. */
export const problemWords = z.object({ en: wordsIn, tr: wordsIn });
export type ProblemWords = z.infer<typeof problemWords>;

/** Bad news of Meta about a number: a refused name, a rejected account, a critical alert. */
export const accountNotice = z.object({
  event: z.enum(['meta-alert', 'meta-review', 'meta-name', 'meta-username']),
  /** What the event's sentence of the log names. */
  values: z.record(z.string(), z.string().nullable()),
  at: instant,
});
export type AccountNotice = z.infer<typeof accountNotice>;

/** A number as the browser may see it: never a secret, only whether there is one and its last four characters. */
export const accountView = z.object({
  id,
  name: z.string(),
  wabaId: z.string(),
  phoneNumberId: z.string(),
  portfolioId: z.string().nullable(),
  displayPhoneNumber: z.string().nullable(),
  verifiedName: z.string().nullable(),
  qualityRating,
  /** Distinct people per rolling 24 h; null = unlimited. */
  messagingLimit: z.number().int().nullable(),
  /** False until Meta told us a limit. */
  messagingLimitKnown: z.boolean(),
  /** Messages per second that Meta allows. */
  throughputMps: z.number().int(),
  status: accountStatus,
  statusReason: z.string().nullable(),
  /** The same reason with its remedy, where it is one that we have words for. */
  statusWords: problemWords.nullable().optional(),
  token: z.object({ source: secretSource, hint: z.string().nullable() }),
  appSecret: z.object({ source: secretSource, hint: z.string().nullable() }),
  baseUrl: z.string(),
  apiVersion: z.string(),
  /** True while the base URL is not Meta's: nobody real is reached. */
  isSimulator: z.boolean(),
  defaultCountry: z.string(),
  /** Sends what names no number: requests of other systems without `from`. */
  isDefault: z.boolean(),
  /** Customers see that their messages were read, and that somebody writes; WhatsApp shows no writing without reading. */
  readMarks: z.boolean(),
  typingMarks: z.boolean(),
  webhook: z.object({
    path: z.string(),
    verifyToken: z.string(),
    lastEventAt: instant.nullable(),
    /** Since when WhatsApp takes messages without telling anything about them; absent or null = it tells. */
    silentSince: instant.nullable().optional(),
    subscribed: z.boolean(),
  }),
  /** Stands until somebody puts it away or better news comes. */
  notice: accountNotice.nullable().optional(),
  checkedAt: instant.nullable(),
});
export type AccountView = z.infer<typeof accountView>;

const metaId = z
  .string()
  .trim()
  .regex(/^\d{5,32}$/, 'Use the ID shown by Meta (digits only).');

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must start with http:// or https://' })
  .max(300);

/** POST /accounts */
export const createAccountBody = z.object({
  name: z.string().trim().min(1).max(80),
  wabaId: metaId,
  phoneNumberId: metaId,
  token: z.string().trim().min(10).max(1000).optional(),
  appSecret: z.string().trim().min(8).max(200).optional(),
  baseUrl: httpUrl.optional(),
  apiVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'Enter a version such as v24.0.')
    .optional(),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'use two capital letters, for example TR')
    .optional(),
});
export type CreateAccountBody = z.infer<typeof createAccountBody>;

/** PUT /accounts/:id: a secret that is absent stays as it is. */
export const updateAccountBody = createAccountBody.partial().extend({
  readMarks: z.boolean().optional(),
  typingMarks: z.boolean().optional(),
  /** Takes it from the number that was the default. */
  isDefault: z.literal(true).optional(),
  /** Puts the news of Meta away. */
  notice: z.null().optional(),
});
export type UpdateAccountBody = z.infer<typeof updateAccountBody>;

/** POST /accounts/test (not saved yet; unknown secrets taken from `accountId`) and POST /accounts/:id/test */
export const testAccountBody = createAccountBody.partial().extend({ accountId: id.optional() });
export type TestAccountBody = z.infer<typeof testAccountBody>;

export const accountProblem = z.object({
  kind: z.string(),
  field: z.string(),
  message: z.string(),
  remedy: z.string(),
  words: problemWords,
});
export type AccountProblem = z.infer<typeof accountProblem>;

export const testAccountResult = z.object({
  ok: z.boolean(),
  /** Present when ok. */
  number: z
    .object({
      displayPhoneNumber: z.string(),
      verifiedName: z.string(),
      qualityRating,
      messagingLimit: z.number().int().nullable(),
      throughputMps: z.number().int(),
      status: z.string(),
    })
    .optional(),
  /** Present when not ok: a field of the form where there is one, and what to do. */
  problem: accountProblem.optional(),
});
export type TestAccountResult = z.infer<typeof testAccountResult>;

/** GET and PUT /accounts/:id/logo */
export const accountLogoBody = z.object({ fileId: id.nullable() });
export const accountLogoResult = z.object({ logo: libraryFile.nullable() });
export type AccountLogoResult = z.infer<typeof accountLogoResult>;

/** GET /accounts */
export const listAccountsResult = z.object({
  accounts: z.array(accountView),
  /** False when Strapi has no encryption key: tokens cannot be kept, the form is disabled. */
  encryptionKey: z.enum(['present', 'missing']),
  /** The address to paste at Meta, built from Strapi's public URL. */
  webhookUrl: z.string(),
  /** False for localhost and plain http: Meta cannot call it. */
  webhookReachable: z.boolean(),
});
export type ListAccountsResult = z.infer<typeof listAccountsResult>;
