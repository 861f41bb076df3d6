import { isPublicHostAddress } from '../../kernel/address';
import { byWord } from '../../kernel/words';
import type { AccountRow } from '../tables';

export const META_ORIGIN = 'https://graph.facebook.com';

/**
 * True when the base URL leads to this computer or its own network, where a simulator runs: no customer is reached. A
 * public host that is not Meta's is a provider or a proxy in front of Meta, and its messages reach real customers.
 */
export const isSimulator = ({ baseUrl }: Pick<AccountRow, 'baseUrl'>): boolean =>
  !URL.canParse(baseUrl) || !isPublicHost(new URL(baseUrl));

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

const WHY = byWord({
  'not-connected': 'This number cannot send now: Meta has not confirmed it yet.',
  'token-refused': 'This number cannot send now: Meta rejected its access token.',
  'token-unreadable':
    'This number cannot send now: the encryption key has changed, so its access token cannot be read.',
  disconnected: 'This number cannot send now: Meta disconnected it.',
});

/** The reason of `sendable` in words, for a message that people and the logs of programs read. */
export const whyCannotSend = (reason: string): string =>
  WHY.get(reason) ?? 'This number cannot send now.';

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

/** A name without a dot and with these endings belongs to an own network, or to examples. */
const isPublicHost = (url: URL): boolean => {
  const { hostname } = url;
  return (
    isPublicHostAddress(url) ??
    (hostname.includes('.') &&
      !isLoopback(hostname) &&
      !/\.(local|internal|test|example|invalid)$/.test(hostname))
  );
};

/** True when Meta could call this address: https and a public host. */
export const isReachable = (url: string): boolean =>
  URL.canParse(url) && new URL(url).protocol === 'https:' && isPublicHost(new URL(url));

/** The last four characters of a secret, for people to recognise it; none when that would tell too much of it. */
export const hintOf = (secret: string): string | null =>
  secret.length >= 12 ? secret.slice(-4) : null;

/** The name that customers see on WhatsApp, else ours for the number. */
export const businessOf = ({
  verifiedName,
  name,
}: Pick<AccountRow, 'verifiedName' | 'name'>): string => verifiedName || name;
