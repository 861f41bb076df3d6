import { openSecret, sealSecret, type Secrets } from '../strapi/secrets';
import { hintOf, mayUseEnvironment } from './domain/account';
import type { Credentials } from './public';
import type { AccountRow } from './tables';

export type SecretSource = 'database' | 'environment' | 'none';
type Kind = 'TOKEN' | 'APP_SECRET';
type Env = Record<string, string | undefined>;

/** The number's own variable first, then the one for all numbers. Empty counts as absent. */
const fromEnvironment = (
  env: Env,
  kind: Kind,
  account: Pick<AccountRow, 'phoneNumberId' | 'baseUrl'>
): string | null => {
  // An app secret is never sent anywhere, a token goes to the base URL.
  if (kind === 'TOKEN' && !mayUseEnvironment(account.baseUrl)) return null;
  const value = env[`WHATSAPP_${kind}_${account.phoneNumberId}`] || env[`WHATSAPP_${kind}`];
  return value?.trim() || null;
};

export interface CredentialReader {
  read(account: AccountRow): Credentials;
  source(account: AccountRow, kind: Kind): { source: SecretSource; hint: string | null };
  /** Columns of a secret to be stored; throws `encryption-key-missing` when Strapi has no key. */
  seal(kind: Kind, secret: string): Partial<AccountRow>;
}

export const createCredentials = (secrets: Secrets, env: Env = process.env): CredentialReader => {
  /** By ciphertext, so a changed secret is never served from here. */
  const opened = new Map<string, string | null>();
  const open = (cipher: string): string | null => {
    const known = opened.get(cipher);
    if (known !== undefined) return known;
    const clear = openSecret(secrets, cipher);
    if (opened.size > 200) opened.clear();
    opened.set(cipher, clear);
    return clear;
  };
  const cipherOf = (account: AccountRow, kind: Kind) =>
    kind === 'TOKEN' ? account.tokenCipher : account.appSecretCipher;
  const clear = (account: AccountRow, kind: Kind): string | null => {
    const cipher = cipherOf(account, kind);
    return fromEnvironment(env, kind, account) ?? (cipher ? open(cipher) : null);
  };
  return {
    read: (account) => {
      const token = clear(account, 'TOKEN');
      const problem = token !== null ? null : account.tokenCipher ? 'unreadable' : 'missing';
      return { token, appSecret: clear(account, 'APP_SECRET'), problem };
    },
    source: (account, kind) => {
      const outside = fromEnvironment(env, kind, account);
      if (outside !== null) return { source: 'environment', hint: hintOf(outside) };
      const hint = kind === 'TOKEN' ? account.tokenHint : account.appSecretHint;
      return cipherOf(account, kind)
        ? { source: 'database', hint }
        : { source: 'none', hint: null };
    },
    seal: (kind, secret) => {
      const cipher = sealSecret(secrets, secret, {
        field: kind === 'TOKEN' ? 'token' : 'appSecret',
        orElse: ', or give the secret by environment variable',
      });
      const hint = hintOf(secret);
      return kind === 'TOKEN'
        ? { tokenCipher: cipher, tokenHint: hint }
        : { appSecretCipher: cipher, appSecretHint: hint };
    },
  };
};
