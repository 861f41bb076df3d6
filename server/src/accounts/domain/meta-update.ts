import { z } from 'zod';
import type { accountStatus, ProblemWords } from '../../contracts/accounts';
import type { LogEvent } from '../../contracts/log-events';
import { disconnectionReason, disconnectionWords } from './disconnection';

export type AccountStatus = z.infer<typeof accountStatus>;

/** Why the campaigns of a number stop, and what Meta said about it; told of the number and of each campaign. */
interface PauseAll {
  reason: LogEvent<'account'> & LogEvent<'campaign'>;
  detail: string | null;
}

/** What a change of Meta about a number or WABA means to us. */
export interface AccountChange {
  /** People per 24 h; null = unlimited; absent = not told. */
  limit?: number | null;
  throughputMps?: number;
  qualityRating?: string;
  status?: AccountStatus;
  statusReason?: string;
  /** The same reason with its remedy, where we have words for it. */
  statusWords?: ProblemWords | null;
  /** Reason to pause the campaigns of these numbers, and what Meta said about it. */
  pauseAll?: PauseAll;
  verifiedName?: string;
  /** The change does not carry the whole state: ask Meta. */
  refresh?: boolean;
  /** Plain words for the log; absent = nothing to tell. */
  text?: string;
}

/** Outcome of a change, for the wiring. */
export interface AccountUpdateFacts {
  accountIds: number[];
  pauseAll?: PauseAll;
  refresh?: boolean;
}

const text = z.string().nullish().catch(null);
const loose = z.union([z.string(), z.number()]).nullish().catch(null);

const numberValue = z.object({
  event: text,
  current_limit: text,
  max_daily_conversations_per_business: loose,
  max_daily_conversation_per_phone: loose,
});

/** `TIER_2K`, `TIER_UNLIMITED`, 2000 or -1 → people per 24 h, null = unlimited, undefined = not told. */
export const limitOf = (tier: string | number | null | undefined): number | null | undefined => {
  if (tier === null || tier === undefined || tier === '') return undefined;
  if (tier === -1 || tier === '-1' || tier === 'TIER_UNLIMITED') return null;
  const [, digits, unit] = /^(?:TIER_)?(\d{1,9})(K|M)?$/.exec(String(tier)) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (unit === 'K' ? 1_000 : unit === 'M' ? 1_000_000 : 1);
};

const firstLimit = (
  ...tiers: (string | number | null | undefined)[]
): Pick<AccountChange, 'limit'> => {
  const limit = tiers.map(limitOf).find((one) => one !== undefined);
  return limit === undefined ? {} : { limit };
};

const HIGH_THROUGHPUT = 1_000;

const numberChange = (value: unknown): AccountChange => {
  const parsed = numberValue.safeParse(value);
  if (!parsed.success) return {};
  const {
    event,
    current_limit,
    max_daily_conversations_per_business,
    max_daily_conversation_per_phone,
  } = parsed.data;
  return {
    ...firstLimit(
      max_daily_conversations_per_business,
      current_limit,
      max_daily_conversation_per_phone
    ),
    ...(event === 'THROUGHPUT_UPGRADE' ? { throughputMps: HIGH_THROUGHPUT } : {}),
    ...(event === 'FLAGGED' ? { qualityRating: 'RED' } : {}),
    refresh: true,
    ...(event ? { text: `Meta reports: ${event}` } : {}),
  };
};

const accountValue = z.object({
  event: text,
  ban_info: z.object({ waba_ban_state: text, waba_ban_date: text }).nullish().catch(null),
  restriction_info: z
    .array(z.object({ restriction_type: text, remediation: text }))
    .nullish()
    .catch(null),
  violation_info: z.object({ violation_type: text }).nullish().catch(null),
});

const GONE = new Set(['ACCOUNT_DELETED', 'ACCOUNT_OFFBOARDED', 'PARTNER_REMOVED']);

const banned = (
  state: string | null | undefined,
  date: string | null | undefined
): AccountChange => {
  if (state === 'REINSTATE')
    return { status: 'connected', refresh: true, text: 'Meta reinstated the account' };
  const detail = `Meta: ${[state, date].filter(Boolean).join(', ') || 'account disabled'}`;
  if (state === 'SCHEDULE_FOR_DISABLE') {
    const pauseAll: PauseAll = { reason: 'account-disabled-soon', detail };
    return { pauseAll, statusReason: detail, text: detail };
  }
  const pauseAll: PauseAll = { reason: 'account-disabled', detail };
  return { status: 'disconnected', statusReason: detail, pauseAll, text: detail };
};

const restricted = (
  restrictions: { restriction_type?: string | null | undefined }[]
): AccountChange => {
  const types = restrictions.map((one) => one.restriction_type ?? '').filter(Boolean);
  const detail = `Meta restricted the account: ${types.join(', ') || 'no type given'}`;
  if (types.some((type) => type.includes('CUSTOMER_INITIATED_MESSAGING'))) {
    return {
      status: 'disconnected',
      statusReason: detail,
      pauseAll: { reason: 'account-restricted', detail },
      text: detail,
    };
  }
  const stopsCampaigns = types.some((type) =>
    /BIZ_INITIATED_MESSAGING|UTILITY_TEMPLATES/.test(type)
  );
  return stopsCampaigns
    ? { statusReason: detail, pauseAll: { reason: 'account-restricted', detail }, text: detail }
    : { statusReason: detail, text: detail };
};

const accountChange = (value: unknown): AccountChange => {
  const parsed = accountValue.safeParse(value);
  if (!parsed.success) return {};
  const { event, ban_info, restriction_info, violation_info } = parsed.data;
  if (event === 'DISABLED_UPDATE') return banned(ban_info?.waba_ban_state, ban_info?.waba_ban_date);
  if (event === 'ACCOUNT_RESTRICTION') return restricted(restriction_info ?? []);
  if (event === 'ACCOUNT_RECONNECTED')
    return { status: 'connected', refresh: true, text: 'Meta: account reconnected' };
  if (event && GONE.has(event)) {
    const reason = disconnectionReason(value);
    const detail = `Meta: ${[event, reason].filter(Boolean).join(', ')}`;
    return {
      status: 'disconnected',
      statusReason: detail,
      statusWords: disconnectionWords(reason),
      pauseAll: { reason: 'account-gone', detail },
      text: detail,
    };
  }
  if (event === 'ACCOUNT_VIOLATION')
    return { text: `Meta reports a violation: ${violation_info?.violation_type ?? '?'}` };
  return event ? { text: `Meta reports: ${event}` } : {};
};

/** Reads a number, capability or account change; what is unknown changes nothing. Never throws. */
export const readAccountChange = (kind: string, value: unknown): AccountChange => {
  if (kind === 'number-quality' || kind === 'capability') return numberChange(value);
  return kind === 'account' ? accountChange(value) : {};
};

/** What Meta said, in its own words alone: these stand in every language's sentence. */
export const metaWords = (value: unknown): string => {
  const { event, ban_info, restriction_info, violation_info } =
    accountValue.safeParse(value).data ?? {};
  return [
    event,
    ban_info?.waba_ban_state,
    ban_info?.waba_ban_date,
    ...(restriction_info ?? []).map((one) => one.restriction_type),
    violation_info?.violation_type,
    disconnectionReason(value),
  ]
    .filter(Boolean)
    .join(', ');
};

/**
 * The WABA that a change is about, where it names one: of partners' events and the like `entry.id` is the partner's
 * portfolio. Null: the entry's own.
 */
export const changedWaba = (value: unknown): string | null => {
  const parsed = z.object({ waba_info: z.object({ waba_id: loose }) }).safeParse(value);
  const id = parsed.success ? String(parsed.data.waba_info.waba_id ?? '') : '';
  return id || null;
};

/** The number that the change names (`phone_number` in `account_update`), in digits; null when it is about the whole WABA. */
export const changedNumber = (value: unknown): string | null => {
  const parsed = z.object({ display_phone_number: loose, phone_number: loose }).safeParse(value);
  const { display_phone_number, phone_number } = parsed.data ?? {};
  return String(display_phone_number ?? phone_number ?? '').replace(/\D/g, '') || null;
};
