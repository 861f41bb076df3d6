import type { Core } from '@strapi/strapi';
import { flowsService } from '../flows/public';
import { realtimeService } from '../realtime/public';
import { runtimeService, singleFlight } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { Asks } from './asks';
import { createChanges } from './changes';
import { createClocks } from './clocks';
import { createDues } from './dues';
import { createFlood, createReleases } from './flood';
import { createChangeStarts } from './held-changes';
import { createHeldStarts } from './held-starts';
import { createMembers } from './members';
import { createMoments } from './moments';
import { createPlans, type Plan } from './plans';
import { createScan } from './scan';
import { createStarting } from './starting';
import { createTroubles } from './troubles';
import { LEASE } from './upkeep';

/**
 * Does what automations are set off by, in one process at a time: changes of entries, answers that were waited for, entries that
 * are there when one is switched on, moments that have come, people who enter or leave segments. All of it by pieces, in turn.
 */
export const createWorker = (strapi: Core.Strapi, asks: Asks) => {
  const { log } = contextOf(strapi);
  const { leases, draining, background } = runtimeService(strapi);
  const seen = new Set<number>();
  const touched = (automationId: number): void => void seen.add(automationId);

  const plans = createPlans(strapi);
  const starting = createStarting(strapi, asks);
  const flood = createFlood(strapi, starting);
  const troubles = createTroubles(strapi);
  const dues = createDues(strapi, { asks, starting, flood });
  const clocks = createClocks(strapi, { asks, starting, flood });
  const scan = createScan(strapi, { asks, starting, dues, clocks, troubles, touched });
  const release = createReleases(strapi, {
    ...{ starting, troubles, lapsed: createHeldStarts(strapi, dues) },
  });
  const startHeld = createChangeStarts(strapi, { starting, flood, troubles });
  const changes = createChanges(strapi, { plans, starting, flood, dues, troubles, touched });
  const moments = createMoments(strapi, {
    ...{ plans, dues, clocks, flood, starting, troubles, touched },
  });
  const members = createMembers(strapi, { plans, starting, flood, troubles, touched });

  /** Entries that are there; people who are in a segment are looked at with it. */
  const isScanned = ({ scanCursor, trigger }: Plan['row']): boolean =>
    scanCursor !== null && trigger?.kind !== 'segment';

  /** A piece of what somebody allowed; one that fails is tried again by the timer, and keeps no other work from its turn. */
  const tried = async (work: (plan: Plan) => Promise<boolean>, plan: Plan): Promise<boolean> => {
    try {
      return await work(plan);
    } catch (error) {
      await troubles.note(plan, error);
      return false;
    }
  };

  /** What somebody asked for: starts that waited, changes that were held back, and entries that are there. */
  const asked = async (): Promise<boolean> => {
    const all = await plans(
      (row) => row.floodAnswer !== null || row.bulkUpTo !== null || isScanned(row)
    );
    let isMore = false;
    for (const plan of all) {
      if (await tried(release, plan)) isMore = true;
      if (await tried(startHeld, plan)) isMore = true;
      if (isScanned(plan.row) && (await scan.page(plan))) isMore = true;
      touched(plan.id);
    }
    return isMore;
  };

  /** Open pages look again, and what began takes its first step. */
  const tell = async (): Promise<void> => {
    if (seen.size === 0) return;
    const hints = [...seen].map((id) => ({ type: 'automation' as const, id }));
    seen.clear();
    await realtimeService(strapi).publish(hints);
    void background.run(log('automations'), 'what began', () => flowsService(strapi).process());
  };

  const work = async (): Promise<void> => {
    if (!(await leases.take(LEASE))) return;
    for (let isMore = true; isMore && !draining.aborted;) {
      // Another process has the right by now: it finds what is done.
      if (!leases.held(LEASE)) return;
      const byEntry = [await changes(), await asked(), await moments()];
      const bySegment = await members();
      isMore = bySegment || byEntry.some(Boolean);
      await tell();
    }
  };

  return { scan, run: singleFlight('automations', log('automations'), work) };
};
