import { AsyncResource } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import { CHANGE_DAYS, skipReason } from '../contracts/automations';
import type { RunEffect } from '../flows/public';
import { notFound } from '../kernel/errors';
import { DAY_MS } from '../kernel/time';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { createAhead } from './ahead';
import { createAsks } from './asks';
import { createCapture } from './capture';
import { purgeChanges } from './change-store';
import { createCheck } from './check';
import { createDesk } from './desk';
import { startOfKey } from './domain/flow-key';
import { endDoubled } from './doubled-runs';
import { readFigures } from './figures';
import { createGuard } from './guard';
import { createRehearsal } from './rehearsal';
import { createStartsList } from './starts';
import { mergePeople } from './person';
import type { AutomationsService } from './public';
import { createReady } from './ready';
import { AGAIN } from './scan';
import { findStart, purgeOnce } from './start-store';
import { activeAutomations, findAutomation, updateAutomation } from './store';
import { sweep } from './sweep';
import { createUpkeep, LEASE } from './upkeep';
import { askForBulk } from './watch-store';
import { createWatchdog } from './watchdog';
import { createWatches } from './watches';
import { createWorker } from './worker';

/** Keys cleared at once. */
const PIECE = 1_000;

/** Ends of runs, beside the reasons for which none begins, that say of no fault: somebody, or the automation, ended them. */
const CHOSEN: ReadonlySet<string> = new Set([
  'automation-off',
  'stop-conditions',
  'goal-reached',
  'merged-run',
  'deactivated',
  'person-took-over',
  'ended-by-hand',
  'step-deleted',
  'too-many-open',
  'left',
]);

/** What automations hear of entries, and what they do about it. */
export const createAutomationsService = ({
  strapi,
}: {
  strapi: Core.Strapi;
}): AutomationsService => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const watches = createWatches(strapi);
  const capture = createCapture(strapi, watches);
  const asks = createAsks(strapi);
  const guard = createGuard(strapi, asks);
  const watchdog = createWatchdog(strapi);
  const worker = createWorker(strapi, asks);

  /** What was written past us, or another zone of the business, moves dates: all entries are looked at for what lies ahead. */
  const rescan = async (uid: string): Promise<void> => {
    for (const row of await activeAutomations(db.knex))
      if (row.uid === uid && row.trigger?.kind === 'date' && row.scanCursor === null)
        await updateAutomation(db.knex, row.id, { scanCursor: AGAIN });
  };
  const upkeep = createUpkeep(strapi, { watches, capture, rescan, others: worker.run });
  const load = async (): Promise<void> => {
    await watches.load();
    await asks.load();
  };
  runtime.forgetting.push(load);

  // Outside of the transaction of the change: what runs in its async context would join it after its end, and count as ours.
  const outside = new AsyncResource('whatsapp-automations');
  const soon = (what: string, work: () => Promise<void>): void => {
    // A process without workers leaves it to those that have some. The host's answer goes out first.
    if (!runtime.works()) return;
    const start = () => void runtime.background.run(log('automations'), what, work);
    setImmediate(() => outside.runInAsyncScope(start));
  };

  /** A row went in a transaction that may be under way still. */
  let isGone = false;
  const committed = (): void => {
    // The process that does the work hears of what others wrote by its timer.
    if (!isGone && !runtime.leases.held(LEASE)) return;
    soon('after a change', async () => {
      if (isGone) {
        isGone = false;
        await upkeep.settle();
      }
      await worker.run();
    });
  };
  const work = async (): Promise<void> => {
    await upkeep.run();
    await worker.run();
  };
  const check = createCheck(strapi);
  const desk = createDesk(strapi, {
    check,
    ready: createReady(strapi),
    scan: worker.scan,
    changed: async () => {
      await load();
      soon('a changed automation', work);
    },
  });

  /** What its flow could not do is the last error of an automation. */
  const runEnded: RunEffect = async (trx, { key, ok, reason }) => {
    const startId = startOfKey(key);
    if (startId === null || ok || reason === null) return;
    if (CHOSEN.has(reason) || skipReason.safeParse(reason).success) return;
    const start = await findStart(trx, startId);
    if (start)
      await updateAutomation(trx, start.automationId, {
        lastError: { reason, at: clock.now() },
      });
  };

  return {
    ...desk,
    ...guard,
    rehearse: createRehearsal(strapi, { asks, check }),
    ...{ ahead: createAhead(strapi, asks), starts: createStartsList(strapi) },
    load,
    watcher: {
      watches: (uid) => watches.of(uid) !== undefined,
      changed: async (trx, { uid, documentIds, mark, depth }) => {
        if (documentIds === 'all') return askForBulk(trx, uid);
        const ask = { uid, documentIds, origin: 'save', depth, mark } as const;
        const { gone } = await capture(trx, ask);
        isGone ||= gone > 0;
      },
      committed,
    },
    work,
    ...{ inspect: watchdog.inspect, listen: watchdog.listen },
    runEnded,
    figures: async (id, days) => {
      if (!(await findAutomation(db.knex, id))) throw notFound('the automation');
      const ask = { automationId: id, days, zone: asks.zone(), now: clock.now() };
      return readFigures(db.knex, ask);
    },
    sweep: () => sweep(strapi, { watches, capture, rescan }),
    purge: async () => {
      const before = clock.now() - CHANGE_DAYS * DAY_MS;
      let count = Infinity;
      while (count > 0 && !runtime.draining.aborted) count = await purgeChanges(db.knex, before);
      while (!runtime.draining.aborted && (await purgeOnce(db.knex, PIECE)) > 0);
    },
    mergeEffect: async (trx, { winner, loser }) => {
      await mergePeople(trx, { from: loser.id, to: winner.id });
      await endDoubled(strapi, trx, { contact: winner, zone: asks.zone() });
    },
  };
};
