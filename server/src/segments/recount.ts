import type { Core } from '@strapi/strapi';
import { audienceService } from '../audience/public';
import type { SegmentGroup } from '../contracts/segments';
import { DomainError } from '../kernel/errors';
import { MINUTE_MS } from '../kernel/time';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { createPreviews } from './preview';
import { keepCount, type Segment } from './store';

/** The list shows no number that is older, while somebody looks at it. */
const FRESH_MS = MINUTE_MS;
/** At most a tenth of the time is spent counting. */
const TIMES = 10;

/**
 * Counts again what the list shows, one segment after the other, while nobody waits for it: pages hear of each number. What
 * takes long is counted less often, and what cannot be counted keeps its old number with its time.
 */
export const createRecount = (
  strapi: Core.Strapi,
  count: ReturnType<typeof createPreviews>['count']
) => {
  const { db, clock, log } = contextOf(strapi);
  const notBefore = new Map<number, number>();
  let isRunning = false;

  const isStale = ({ id, countedAt }: Segment, now: number): boolean =>
    now - (countedAt ?? 0) >= FRESH_MS && (notBefore.get(id) ?? 0) <= now;

  const countOf = async (tree: SegmentGroup) => {
    try {
      return await count(await audienceService(strapi).ofTree(tree));
    } catch (error) {
      // Too slow, or a condition that may not be asked any more: the page of the segment says so.
      if (error instanceof DomainError) return null;
      throw error;
    }
  };

  const recount = async ({ id, tree, changedAt }: Segment): Promise<void> => {
    const startedAt = clock.now();
    const counted = await countOf(tree);
    const now = clock.now();
    notBefore.set(id, now + Math.max(FRESH_MS, TIMES * (now - startedAt)));
    if (!counted) return;
    await db.tx(async (trx) => {
      await keepCount(trx, { id, changedAt }, { ...counted, countedAt: startedAt });
      await realtimeService(strapi).append(trx, [{ type: 'segment', id }]);
    });
  };

  return (segments: readonly Segment[]): void => {
    const stale = segments.filter((one) => isStale(one, clock.now()));
    if (isRunning || stale.length === 0) return;
    isRunning = true;
    const { background, draining } = runtimeService(strapi);
    void background
      .run(log('segments'), 'recount', async () => {
        for (const one of stale) if (!draining.aborted) await recount(one);
      })
      .finally(() => {
        isRunning = false;
      });
  };
};
