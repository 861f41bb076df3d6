import type { Core } from '@strapi/strapi';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { SettingsService } from './public';
import { settingsSchema, type Settings } from './schema';

const KEY = 'settings';
/** Another instance's change is seen after this. */
const CACHE_MS = 5_000;

/** Each stored value that is still valid; a value that an older or newer version wrote and we refuse takes its default. */
const readStored = (stored: unknown): Settings => {
  const known =
    typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const valid = Object.entries(settingsSchema.shape).filter(
    ([key, schema]) => key in known && schema.safeParse(known[key]).success
  );
  return settingsSchema.parse(Object.fromEntries(valid.map(([key]) => [key, known[key]])));
};

export const createSettingsService = ({ strapi }: { strapi: Core.Strapi }): SettingsService => {
  const { clock } = contextOf(strapi);
  const store = strapi.store({ type: 'plugin', name: 'whatsapp' });
  let cache: { value: Settings; until: number } | null = null;
  runtimeService(strapi).forgetting.push(() => void (cache = null));

  const load = async (): Promise<Settings> => {
    const value = readStored(await store.get({ key: KEY }));
    cache = { value, until: clock.monotonic() + CACHE_MS };
    return value;
  };
  return {
    last: () => cache?.value ?? null,
    get: async () => (cache && cache.until > clock.monotonic() ? cache.value : load()),
    set: async (change) => {
      const value = { ...(await load()), ...change };
      await store.set({ key: KEY, value });
      cache = { value, until: clock.monotonic() + CACHE_MS };
      return value;
    },
  };
};
