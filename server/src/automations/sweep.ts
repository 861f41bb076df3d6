import type { Core } from '@strapi/strapi';
import { runtimeService } from '../runtime/public';
import type { PassDeps } from './upkeep';
import { passOnce, sayFound } from './passes';

/**
 * Looks at all entries of watched types for what nobody heard of: raw SQL, restored backups, changes while the plugin was
 * off. It says how many it found, and starts nothing for them. By pages; cut short, the next night begins again.
 */
export const sweep = async (
  strapi: Core.Strapi,
  { watches, capture, rescan }: PassDeps
): Promise<void> => {
  const { draining } = runtimeService(strapi);
  await watches.load();
  for (const { uid, filledAt } of watches.rows().values()) {
    // Until all of its entries have been looked at there is nothing to compare with.
    if (filledAt === null || !watches.of(uid)) continue;
    let cursor: string | null = '';
    let count = 0;
    while (cursor !== null && !draining.aborted) {
      const pass: Awaited<ReturnType<typeof passOnce>> = await passOnce(strapi, capture, {
        uid,
        cursor,
        origin: 'sweep',
      });
      cursor = pass.next;
      count += pass.found;
    }
    sayFound(strapi, uid, count);
    await rescan(uid);
  }
};
