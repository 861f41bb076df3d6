import type { AccountView, TestAccountResult, qualityRating } from '../../contracts/accounts';
import type { z } from 'zod';
import type { AccountRow } from '../tables';
import { isSimulator } from './account';
import type { AccountStatus } from './meta-update';

type Secret = AccountView['token'];
type Quality = z.infer<typeof qualityRating>;

const QUALITIES = new Set<string>(['GREEN', 'YELLOW', 'RED', 'NA', 'UNKNOWN']);

/** Meta's word, or UNKNOWN for one that we do not know. */
export const qualityOf = (word: string | null | undefined): Quality =>
  (word && QUALITIES.has(word) ? word : 'UNKNOWN') as Quality;

/** The number as the browser may see it: built field by field, so that a new column never leaks by itself. */
export const accountView = (
  row: AccountRow,
  secrets: { token: Secret; appSecret: Secret },
  path: string
): AccountView => ({
  id: row.id,
  name: row.name,
  wabaId: row.wabaId,
  phoneNumberId: row.phoneNumberId,
  portfolioId: row.portfolioId,
  displayPhoneNumber: row.displayPhoneNumber,
  verifiedName: row.verifiedName,
  qualityRating: qualityOf(row.qualityRating),
  messagingLimit: row.messagingLimit,
  messagingLimitKnown: row.limitKnown,
  throughputMps: row.throughputMps,
  status: row.status as AccountStatus,
  statusReason: row.statusReason,
  statusWords: row.statusWords,
  token: { source: secrets.token.source, hint: secrets.token.hint },
  appSecret: { source: secrets.appSecret.source, hint: secrets.appSecret.hint },
  baseUrl: row.baseUrl,
  apiVersion: row.apiVersion,
  isSimulator: isSimulator(row),
  defaultCountry: row.defaultCountry,
  isDefault: row.isDefault ?? false,
  readMarks: row.readMarks ?? true,
  typingMarks: row.typingMarks ?? true,
  webhook: {
    path,
    verifyToken: row.verifyToken,
    lastEventAt: row.lastEventAt,
    silentSince: row.silentSince,
    subscribed: row.subscribedAt !== null,
  },
  notice: row.metaNotice,
  checkedAt: row.checkedAt,
});

/** What was read of the number, for the form. */
export const numberView = (number: {
  displayPhoneNumber: string;
  verifiedName: string;
  qualityRating: string;
  messagingLimit: number | null | undefined;
  throughputMps: number;
  status: string;
}): NonNullable<TestAccountResult['number']> => ({
  displayPhoneNumber: number.displayPhoneNumber,
  verifiedName: number.verifiedName,
  qualityRating: qualityOf(number.qualityRating),
  messagingLimit: number.messagingLimit ?? null,
  throughputMps: number.throughputMps,
  status: number.status,
});
