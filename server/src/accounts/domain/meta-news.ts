import { z } from 'zod';
import type { LogEvent } from '../../contracts/log-events';
import type { LogLevel } from '../../contracts/logs';
import { byWord } from '../../kernel/words';

/** What Meta tells of a number or an account without changing what it may send at once. */
export interface MetaNews {
  event: LogEvent<'account'> & ('meta-alert' | 'meta-review' | 'meta-name' | 'meta-username');
  level: LogLevel;
  /** For searches and the export; the sentence of people is made of `values`. */
  text: string;
  values: Record<string, string | null>;
  /** `show`: stands at the number until it is read or better news comes; `clear`: that news. */
  notice?: 'show' | 'clear';
  /** Meta knows more than it told: ask. */
  refresh?: boolean;
  /** The account may not be used. */
  isBarred?: boolean;
}

const text = z.string().nullish().catch(null);

const alertValue = z.object({
  alert_info: z.object({
    alert_severity: text,
    alert_status: text,
    alert_type: text,
    alert_description: text,
  }),
});

const LEVELS = byWord<LogLevel>({ CRITICAL: 'error', WARNING: 'warn' });

const alertNews = (value: unknown): MetaNews | null => {
  const parsed = alertValue.safeParse(value);
  if (!parsed.success) return null;
  const { alert_severity, alert_status, alert_type, alert_description } = parsed.data.alert_info;
  const level = LEVELS.get(alert_severity ?? '') ?? 'info';
  const isOver = alert_status === 'NONE' || alert_type === 'OBA_APPROVED';
  return {
    event: 'meta-alert',
    level: isOver ? 'info' : level,
    text: [`Meta reports: ${alert_type ?? alert_severity ?? '?'}`, alert_description]
      .filter(Boolean)
      .join('. '),
    values: { kind: alert_type ?? null, said: alert_description ?? null },
    ...(isOver ? { notice: 'clear' } : level === 'error' ? { notice: 'show' } : {}),
  };
};

const DECISIONS = byWord<Pick<MetaNews, 'level' | 'notice'>>({
  APPROVED: { level: 'info', notice: 'clear' },
  REJECTED: { level: 'error', notice: 'show' },
  DEFERRED: { level: 'warn' },
  PENDING: { level: 'info' },
});

const reviewNews = (value: unknown): MetaNews | null => {
  const parsed = z.object({ decision: z.string() }).safeParse(value);
  if (!parsed.success) return null;
  const { decision } = parsed.data;
  return {
    event: 'meta-review',
    ...(DECISIONS.get(decision) ?? { level: 'info' }),
    text: `Meta reviewed the account: ${decision}`,
    values: { decision },
    ...(decision === 'APPROVED' ? { refresh: true } : {}),
    ...(decision === 'REJECTED' ? { isBarred: true } : {}),
  };
};

const nameNews = (value: unknown): MetaNews | null => {
  const parsed = z
    .object({ decision: z.string(), requested_verified_name: text, rejection_reason: text })
    .safeParse(value);
  if (!parsed.success) return null;
  const { decision, requested_verified_name: name, rejection_reason: reason } = parsed.data;
  return {
    event: 'meta-name',
    ...(DECISIONS.get(decision) ?? { level: 'info' }),
    text: [`Meta reviewed the name ${name ?? '?'}: ${decision}`, reason].filter(Boolean).join(', '),
    values: { decision, name: name ?? null, reason: reason ?? null },
    ...(decision === 'APPROVED' ? { refresh: true } : {}),
  };
};

const usernameNews = (value: unknown): MetaNews | null => {
  const parsed = z.object({ status: z.string(), username: text }).safeParse(value);
  if (!parsed.success) return null;
  const { status, username } = parsed.data;
  return {
    event: 'meta-username',
    level: status === 'deleted' ? 'warn' : 'info',
    text: [`Meta reports the user name as ${status}`, username].filter(Boolean).join(': '),
    values: { status, username: username ?? null },
  };
};

const READERS = byWord<(value: unknown) => MetaNews | null>({
  account_alerts: alertNews,
  account_review_update: reviewNews,
  phone_number_name_update: nameNews,
  business_username_update: usernameNews,
});

/** Reads news of a field; null for fields without, and for what is not understood. Never throws. */
export const readMetaNews = (field: string, value: unknown): MetaNews | null =>
  READERS.get(field)?.(value) ?? null;

/** The number or the portfolio that an alert is about; null where it names neither. */
export const alertedEntity = (
  value: unknown
): { phoneNumberId: string } | { portfolioId: string } | null => {
  const parsed = z
    .object({ entity_type: z.string(), entity_id: z.union([z.string(), z.number()]) })
    .safeParse(value);
  if (!parsed.success) return null;
  const id = String(parsed.data.entity_id);
  if (parsed.data.entity_type === 'PHONE_NUMBER') return { phoneNumberId: id };
  return parsed.data.entity_type === 'BUSINESS' ? { portfolioId: id } : null;
};
