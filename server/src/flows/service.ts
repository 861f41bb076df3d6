import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { FLOW_RUNS_OPEN } from '../contracts/flow-graph';
import { failPoint } from '../kernel/fail-point';
import { keyOf } from '../kernel/hash';
import { joined } from '../kernel/joined';
import { runtimeService, singleFlight } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { createAbout } from './about';
import { createAnswers } from './answers';
import { createBulk } from './bulk';
import { createCalls } from './calls';
import type { Recording } from './consenting';
import { createCounting } from './counting';
import { beganWith, meantFirst } from './domain/entries';
import { goalOfRun } from './domain/goal';
import { awaitsGoal, reachGoals } from './goal-store';
import { dropMonthsOf } from './month-store';
import { createOnTime } from './on-time';
import { createOrders, type Orders } from './orders';
import type {
  CallEffect,
  FlowsService,
  RunEffect,
  RunKeeper,
  RunSources,
  RunStart,
} from './public';
import { dropFactsOf, insertRun, moveRuns, purgeRuns, rethreadRuns } from './run-store';
import { createResume } from './resume';
import { createRunLines } from './run-lines';
import { createRunDetails, createRunViews, runOfBot } from './run-views';
import { createRunner } from './runner';
import { runTable, type RunRow } from './tables';
import { createTrials } from './trial';
import {
  awaitedBy,
  closeOldest,
  endRuns,
  endTalk,
  endWaits,
  nextWakeIn,
  stopProactiveRuns,
  stopRunsWith,
  takeBackRuns,
} from './wait-store';
import { createVersions, type Versions } from './versions';

/**
 * A campaign may hand its recipient over again long after the run was cleared away, and people open an old link again; messages
 * and tags never come back so late.
 */
const isLasting = ({ origin, trigger }: RunStart): boolean =>
  origin === 'campaign' || trigger === 'event:link-opened';

/** The values of a run that means these entries from its beginning. */
const meantBy = ({ entries, began }: Pick<RunStart, 'entries' | 'began'>): RunRow['variables'] => {
  const meant = meantFirst(entries);
  return began ? beganWith(meant, began) : meant;
};

const runOf = (
  { conversation, fact, ...start }: RunStart,
  { versionId, at }: { versionId: number | null; at: number }
): Omit<RunRow, 'id'> => ({
  botId: start.botId,
  botName: start.botName,
  accountId: conversation.accountId,
  contactId: conversation.contactId,
  conversationId: conversation.id,
  factKey: keyOf(fact),
  origin: start.origin,
  messageId: start.messageId ?? null,
  beganById: start.messageId ?? null,
  flowKey: start.flowKey ?? null,
  chain: start.chain ?? null,
  staleMs: start.staleMs ?? null,
  trigger: start.trigger,
  word: start.word ?? null,
  steps: start.steps,
  versionId,
  state: 'due',
  ...{ reason: null, why: null, unseen: false },
  node: start.flow?.graph.start ?? null,
  step: 0,
  sinceWait: 1,
  waitsFor: null,
  waitsEvent: null,
  heard: null,
  askedAt: null,
  answerId: null,
  attempts: 0,
  variables: meantBy(start),
  unasked: start.unasked ?? start.origin !== 'message',
  opened: start.opened ?? null,
  asked: false,
  owes: start.owes ?? start.origin === 'message',
  depth: start.depth ?? 0,
  lane: 0,
  ...{ said: false, troubled: false },
  nextAt: at,
  tries: 0,
  lastError: null,
  owner: null,
  ownedUntil: 0,
  startedAt: at,
  endedAt: null,
  ...goalOfRun(start.flow?.graph ?? null, at),
  sample: false,
});

/** Before the rooms are connected. */
const NO_KEEPER: RunKeeper = {
  isActive: () => Promise.resolve(false),
  goesOn: () => Promise.resolve(false),
  allowance: () => Promise.resolve(null),
  trouble: () => Promise.resolve(),
};
const NO_SOURCES: RunSources = {
  isOpen: () => Promise.resolve(null),
  teams: () => Promise.resolve([]),
  giveToTeam: () => Promise.resolve({ team: null, hints: [] }),
  startFlow: () => Promise.reject(new Error('nobody starts flows')),
  halts: () => Promise.resolve(null),
  causeOf: () => Promise.resolve(null),
};

const mergeEffect: FlowsService['mergeEffect'] = async (trx, { winner, loser }) => {
  await moveRuns(trx, loser.id, winner.id);
};
const joinEffect: FlowsService['joinEffect'] = async (trx, { keep, gone }) => {
  await rethreadRuns(trx, gone.id, keep.id);
};

/** Waits and runs that end by what happens with people. */
const createHappenings = (
  strapi: Core.Strapi,
  { silent, recording }: { silent: WeakSet<Knex.Transaction>; recording: Recording }
): Pick<
  FlowsService,
  | 'awaits'
  | 'happened'
  | 'reached'
  | 'awaitsGoal'
  | 'stopProactive'
  | 'takeBack'
  | 'talkOver'
  | 'endRuns'
  | 'stopAll'
> => {
  const { clock } = contextOf(strapi);
  return {
    reached: (trx, facts) => reachGoals(trx, facts),
    awaitsGoal: (trx, contactId) => awaitsGoal(trx, contactId, clock.now()),
    awaits: (trx, contactIds) => awaitedBy(trx, contactIds),
    happened: async (trx, happened) => {
      // What bots do ends no wait: flows would keep each other going.
      if (silent.has(trx)) return;
      let ended = 0;
      for (const one of happened) ended += await endWaits(trx, one, clock.now());
      if (ended > 0) failPoint('flow-came');
    },
    stopProactive: async (trx, contactIds, { spares = [], reason }) => {
      const except = recording.get(trx) ?? null;
      const why = { reason, at: clock.now(), except, spares };
      await stopProactiveRuns(trx, contactIds, why);
    },
    takeBack: async (trx, facts) => {
      const why = { reason: 'opening-failed', at: clock.now() } as const;
      await takeBackRuns(trx, facts.map(keyOf), why);
    },
    talkOver: async (trx, talk) => {
      await endTalk(trx, { ...talk, at: clock.now() });
    },
    endRuns: async (trx, runIds, reason) => {
      const some = trx(runTable.table).whereIn('id', [...runIds]);
      await endRuns(some, { reason, at: clock.now() });
    },
    stopAll: async (trx, contactId, reason) => {
      await stopRunsWith(trx, contactId, { reason, at: clock.now() });
    },
  };
};

/** Single runs, looked at and let go on. `wake`: something has become due. */
const createRunDesk = (
  strapi: Core.Strapi,
  { keeper, versions, wake }: { keeper: () => RunKeeper; versions: Versions; wake: () => void }
): Pick<FlowsService, 'bulkRuns' | 'run' | 'resume'> => {
  const { db } = contextOf(strapi);
  const details = createRunDetails(strapi, versions);
  const resume = createResume(strapi, { keeper, versions });
  return {
    bulkRuns: createBulk(strapi, { resume, wake }),
    run: async (which, reader) => details(await runOfBot(db.knex, which), reader),
    resume: async ({ node, ...which }, reader) => {
      await resume(await runOfBot(db.knex, which), { node, reader });
      wake();
      return details(await runOfBot(db.knex, which), reader);
    },
  };
};

const createTick = (
  strapi: Core.Strapi,
  { process, wake }: Pick<FlowsService, 'process'> & { wake: () => void }
): FlowsService['tick'] => {
  const { db, clock } = contextOf(strapi);
  const { draining: stop } = runtimeService(strapi);
  const next = (withinMs: number) => nextWakeIn(db, withinMs);
  const onTime = createOnTime({ next, wake, clock, stop });
  return async () => {
    await process();
    await onTime();
  };
};

const createForget =
  (orders: Orders, versions: Versions): FlowsService['forgetBot'] =>
  async (trx, botId) => {
    await dropFactsOf(trx, botId);
    await dropMonthsOf(trx, botId);
    await orders.drop(trx, botId);
    await versions.drop(trx, botId);
    await orders.endAll(trx, botId);
  };

export const createFlowsService = ({ strapi }: { strapi: Core.Strapi }): FlowsService => {
  const { db, clock, log } = contextOf(strapi);
  const silent = new WeakSet<Knex.Transaction>();
  const recording: Recording = new WeakMap();
  const runEffects: RunEffect[] = [];
  const callEffects: CallEffect[] = [];
  const calls = createCalls(strapi, callEffects);
  const versions = createVersions(strapi);
  const orders = createOrders(strapi, versions);
  const keeper = (): RunKeeper => service.keeper;
  const sources = (): RunSources => service.sources;
  const about = createAbout(strapi, sources);
  const counting = createCounting(strapi, keeper);
  const wake = (): void => void service.process();
  const run = singleFlight(
    'bots',
    log('bots'),
    createRunner(strapi, {
      ...{ silent, recording, runEffects, calls, keeper, versions, orders, sources, about },
      ...{ counting, wake },
    })
  );
  let again = false;
  /** A commit during the last look of a round must not wait for the next tick: then there is another round. */
  const rounds = joined(async () => {
    while (again) {
      again = false;
      await run();
    }
  });

  const service: FlowsService = {
    ...createAnswers(strapi, { keeper, versions }),
    ...createHappenings(strapi, { silent, recording }),
    ...createTrials(strapi, about),
    begin: async (trx, start) => {
      const { flow, botId } = start;
      const versionId = flow ? await versions.keep(trx, { ...flow, botId }) : null;
      const row = runOf(start, { versionId, at: clock.now() });
      const made = await insertRun(db, trx, { ...row, lasting: isLasting(start) });
      if (flow && made.isNew) {
        const { contactId } = row;
        await closeOldest(trx, { contactId, most: FLOW_RUNS_OPEN - 1, at: clock.now() });
      }
      return made;
    },
    process: () => {
      again = true;
      return rounds();
    },
    tick: createTick(strapi, { process: () => service.process(), wake }),
    ...createRunViews(strapi, versions),
    ...createRunLines(strapi, versions),
    ...createRunDesk(strapi, { keeper, versions, wake }),
    openVersions: versions.open,
    publish: async (trx, published, waiting = []) => {
      await versions.keep(trx, published);
      await orders.give(trx, published, waiting);
    },
    ...{ impact: versions.impact, versions: versions.list },
    ...{ graphAt: versions.graphAt, publisherOf: versions.publisherOf },
    repliesFailed: calls.repliesFailed,
    mute: (trx) => void silent.add(trx),
    isMuted: (trx) => silent.has(trx),
    stopRunsOf: orders.endAll,
    forgetBot: createForget(orders, versions),
    purge: async (olderThan) => {
      while ((await purgeRuns(db.knex, olderThan)) > 0);
      await versions.purge();
    },
    ...{ keeper: NO_KEEPER, sources: NO_SOURCES },
    ...{ runEffects, callEffects, mergeEffect, joinEffect, month: counting.month },
  };
  return service;
};
