import type { Clock } from '../kernel/clock';
import type { CredentialReader } from './credentials';
import type { AccountRow } from './tables';

export interface SecretListDeps {
  clock: Clock;
  list(): Promise<AccountRow[]>;
  credentials: CredentialReader;
}

/** A number that another instance connected is known after this. */
const CACHE_MS = 5_000;

/** App secrets and verify tokens of all numbers, for the one webhook; asked at every delivery, so kept for a moment. */
export const createSecretLists = ({ clock, list, credentials }: SecretListDeps) => {
  let cache: { appSecrets: string[]; verifyTokens: string[]; until: number } | null = null;

  const load = async () => {
    const accounts = await list();
    const found = accounts.map((account) => credentials.read(account).appSecret);
    cache = {
      appSecrets: [...new Set(found.filter((secret): secret is string => Boolean(secret)))],
      verifyTokens: [...new Set(accounts.map((account) => account.verifyToken))],
      until: clock.monotonic() + CACHE_MS,
    };
    return cache;
  };
  const current = async () => (cache && cache.until > clock.monotonic() ? cache : load());
  return {
    appSecrets: async () => (await current()).appSecrets,
    verifyTokens: async () => (await current()).verifyTokens,
    forget: () => {
      cache = null;
    },
  };
};
