import type { Locator } from 'playwright-core';
import { eventually } from './world';

/**
 * Waits until exactly this many are on the page. A plain `count()` looks once, and a page that still
 * reads its rows has none yet; for "none at all" a plain look after the page has settled is right.
 */
export const shows = async (locator: Locator, wanted: number): Promise<void> => {
  let seen = 0;
  await eventually(
    () => `${wanted} of ${String(locator)} on the page, but ${seen} are`,
    async () => (seen = await locator.count()) === wanted,
    20_000
  );
};

/** Waits until at least one is on the page. */
export const isThere = (locator: Locator): Promise<void> => locator.first().waitFor();
