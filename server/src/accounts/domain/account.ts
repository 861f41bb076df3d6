import type { AccountRow } from '../tables';

export const META_ORIGIN = 'https://graph.facebook.com';

/** True while the base URL is not Meta's: nobody real is reached. */
export const isSimulator = (account: Pick<AccountRow, 'baseUrl'>): boolean =>
  originOf(account.baseUrl) !== META_ORIGIN;

/** Scheme, host and port; the text itself when it is no address, so that nothing unreadable counts as Meta. */
export const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

/** Messaging limits are counted per business portfolio; while it is unknown, per WABA. */
export const portfolioKey = (account: Pick<AccountRow, 'portfolioId' | 'wabaId'>): string =>
  account.portfolioId ?? account.wabaId;

/** Whether the number may send at all; `reason` is the status word to show. */
export const sendable = (
  account: Pick<AccountRow, 'status'>
): { ok: true } | { ok: false; reason: string } =>
  account.status === 'connected' ? { ok: true } : { ok: false, reason: account.status };

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  /^127(\.\d{1,3}){3}$/.test(hostname) ||
  hostname === '[::1]';

/**
 * Tokens of the environment go to Meta or to this computer only: otherwise anyone who may edit a number could
 * read them by pointing its base URL at a server of their own.
 */
export const mayUseEnvironment = (baseUrl: string): boolean =>
  URL.canParse(baseUrl) &&
  (originOf(baseUrl) === META_ORIGIN || isLoopback(new URL(baseUrl).hostname));

const PRIVATE_HOST = /^(10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/;

/** True when Meta could call this address: https and not a private host. */
export const isReachable = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' || isLoopback(hostname) || PRIVATE_HOST.test(hostname)) return false;
  return hostname.includes('.') && !/\.(local|internal|test|example|invalid)$/.test(hostname);
};

/** The last four characters of a secret, for people to recognise it; none when that would tell too much of it. */
export const hintOf = (secret: string): string | null =>
  secret.length >= 12 ? secret.slice(-4) : null;

/** The name that customers see on WhatsApp, else ours for the number. */
export const businessOf = ({
  verifiedName,
  name,
}: Pick<AccountRow, 'verifiedName' | 'name'>): string => verifiedName || name;
