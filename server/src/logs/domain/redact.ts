import { withoutNul } from '../../kernel/json';

const MAX_TEXT = 2_000;
const MAX_VALUE = 500;
const MAX_DEPTH = 4;
const MAX_ENTRIES = 40;

/** Names whose values never belong in a log, no matter who wrote them there. */
const SECRET_NAME = /token|secret|password|authorization|cipher|signature|cookie|api[-_]?key/i;
/** Names that carry what people said. */
const CONTENT_NAME = /^(text|body|message|caption|payload|preview)$/i;
const BEARER = /\b(bearer|oauth)\s+\S+/gi;
/** Meta's tokens begin so. */
const META_TOKEN = /\bEAA[A-Za-z0-9]{16,}\b/g;
const QUERY_TOKEN = /((?:access_token|appsecret_proof|hub\.verify_token)=)[^&\s]+/gi;
/** An international number, or bare digits long enough to be one. Ids of Meta are 14 digits and more, and no secret. */
const PHONE = /\+\d[\d\s().-]{6,18}\d|\b\d{10,13}\b/g;

const maskNumber = (found: string): string => {
  const digits = found.replace(/\D/g, '');
  return digits.length < 8
    ? found
    : `${found.startsWith('+') ? '+' : ''}${digits.slice(0, 3)}…${digits.slice(-2)}`;
};

/** The text without what looks like a token or a full phone number. */
export const redactText = (text: string): string =>
  withoutNul(text)
    .replace(BEARER, '$1 •••')
    .replace(QUERY_TOKEN, '$1•••')
    .replace(META_TOKEN, '•••')
    .replace(PHONE, maskNumber)
    .slice(0, MAX_TEXT);

const redactValue = (name: string, value: unknown, depth: number): unknown => {
  if (SECRET_NAME.test(name)) return '•••';
  if (typeof value === 'string')
    return CONTENT_NAME.test(name) ? '•••' : redactText(value).slice(0, MAX_VALUE);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return undefined;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value))
    return value.slice(0, MAX_ENTRIES).map((one) => redactValue(name, one, depth + 1));
  return redactRecord(value as Record<string, unknown>, depth + 1);
};

const redactRecord = (record: Record<string, unknown>, depth: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record)
      .slice(0, MAX_ENTRIES)
      .map(([name, value]) => [withoutNul(name).slice(0, 80), redactValue(name, value, depth)])
  );

/** Details that may be kept: no secrets, no message texts, no full numbers, bounded in size. */
export const redactDetails = (details: Record<string, unknown>): Record<string, unknown> =>
  redactRecord(details, 0);
