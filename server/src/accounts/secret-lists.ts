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
  type Lists = { appSecrets: string[]; verifyTokens: string[]; until: number };
  let cache: Lists | null = null;
  let loading: Promise<Lists> | null = null;

  const load = async (): Promise<Lists> => {
    const accounts = await list();
    const found = accounts.map((account) => credentials.read(account).appSecret);
    return {
      appSecrets: [...new Set(found.filter((secret): secret is string => Boolean(secret)))],
      verifyTokens: [...new Set(accounts.map((account) => account.verifyToken))],
      until: clock.monotonic() + CACHE_MS,
    };
  };
  /** Webhooks that arrive together share one look at the database. */
  const loadOnce = (): Promise<Lists> => {
    if (loading) return loading;
    const mine = load();
    loading = mine;
    const keep = (lists: Lists | null) => {
      // What was saved while this was read is not in it.
      if (loading !== mine) return;
      loading = null;
      cache = lists;
    };
    mine.then(keep, () => keep(null));
    return mine;
  };
  const current = async () => (cache && cache.until > clock.monotonic() ? cache : loadOnce());
  return {
    appSecrets: async () => (await current()).appSecrets,
    verifyTokens: async () => (await current()).verifyTokens,
    forget: () => {
      cache = null;
      loading = null;
    },
  };
};
