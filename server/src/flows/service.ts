import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { FLOW_RUNS_OPEN } from '../contracts/flow-graph';
import { keyOf } from '../kernel/hash';
import { joined } from '../kernel/joined';
import { singleFlight } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { createAbout } from './about';
import { createAnswers } from './answers';
import { createCalls } from './calls';
import { createOrders } from './orders';
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
import { createRunDetails, createRunViews, runOfBot } from './run-views';
import { createRunner } from './runner';
import type { RunRow } from './tables';
import { createTrials } from './trial';
import { awaitedBy, closeOldest, endWaits, stopProactiveRuns, stopRunsWith } from './wait-store';
import { createVersions } from './versions';

/** A campaign may hand its recipient over again long after the run was cleared away; messages and tags never come back so late. */
const isLasting = ({ origin }: RunStart): boolean => origin === 'campaign';

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
  trigger: start.trigger,
  word: start.word ?? null,
  steps: start.steps,
  versionId,
  state: 'due',
  reason: null,
  node: start.flow?.graph.start ?? null,
  step: 0,
  sinceWait: 1,
  waitsFor: null,
  waitsEvent: null,
  heard: null,
  askedAt: null,
  answerId: null,
  attempts: 0,
  variables: null,
  unasked: start.unasked ?? start.origin !== 'message',
  opened: start.opened ?? null,
  asked: false,
  owes: start.owes ?? start.origin === 'message',
  depth: start.depth ?? 0,
  lane: 0,
  said: false,
  troubled: false,
  nextAt: at,
  tries: 0,
  lastError: null,
  owner: null,
  ownedUntil: 0,
  log: null,
  startedAt: at,
  endedAt: null,
  sample: false,
});

/** Before the rooms are connected. */
const NO_KEEPER: RunKeeper = {
  isActive: () => Promise.resolve(false),
  goesOn: () => Promise.resolve(false),
  trouble: () => Promise.resolve(),
};
const NO_SOURCES: RunSources = {
  isOpen: () => Promise.resolve(null),
  teams: () => Promise.resolve([]),
  giveToTeam: () => Promise.resolve({ team: null, hints: [] }),
  startFlow: () => Promise.reject(new Error('nobody starts flows')),
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
  silent: WeakSet<Knex.Transaction>
): Pick<FlowsService, 'awaits' | 'happened' | 'stopProactive' | 'stopAll'> => {
  const { clock } = contextOf(strapi);
  return {
    awaits: (trx, contactIds) => awaitedBy(trx, contactIds),
    happened: async (trx, happened) => {
      // What bots do ends no wait: flows would keep each other going.
      if (silent.has(trx)) return;
      for (const one of happened) await endWaits(trx, one, clock.now());
    },
    stopProactive: async (trx, contactIds, reason) => {
      await stopProactiveRuns(trx, contactIds, { reason, at: clock.now() });
    },
    stopAll: async (trx, contactId, reason) => {
      await stopRunsWith(trx, contactId, { reason, at: clock.now() });
    },
  };
};

export const createFlowsService = ({ strapi }: { strapi: Core.Strapi }): FlowsService => {
  const { db, clock, log } = contextOf(strapi);
  const silent = new WeakSet<Knex.Transaction>();
  const runEffects: RunEffect[] = [];
  const callEffects: CallEffect[] = [];
  const calls = createCalls(strapi, callEffects);
  const versions = createVersions(strapi);
  const orders = createOrders(strapi, versions);
  const keeper = (): RunKeeper => service.keeper;
  const sources = (): RunSources => service.sources;
  const about = createAbout(strapi, sources);
  const run = singleFlight(
    'bots',
    log('bots'),
    createRunner(strapi, {
      ...{ silent, runEffects, calls, keeper, versions, orders, sources, about },
      wake: () => void service.process(),
    })
  );
  const details = createRunDetails(strapi, versions);
  const resume = createResume(strapi, { keeper, versions });
  let again = false;
  /** A commit during the last look of a round must not wait for the next tick: then there is another round. */
  const rounds = joined(async () => {
    while (again) {
      again = false;
      await run();
    }
  });

  const service: FlowsService = {
    ...createAnswers(strapi, keeper),
    ...createHappenings(strapi, silent),
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
    ...createRunViews(strapi, versions),
    run: async (which, reader) => details(await runOfBot(db.knex, which), reader),
    resume: async ({ node, ...which }, reader) => {
      await resume(await runOfBot(db.knex, which), { node, reader });
      void service.process();
      return details(await runOfBot(db.knex, which), reader);
    },
    openVersions: versions.open,
    publish: async (trx, published, waiting = []) => {
      await versions.keep(trx, published);
      await orders.give(trx, published, waiting);
    },
    impact: versions.impact,
    versions: versions.list,
    graphAt: versions.graphAt,
    repliesFailed: calls.repliesFailed,
    mute: (trx) => void silent.add(trx),
    isMuted: (trx) => silent.has(trx),
    stopRunsOf: orders.endAll,
    forgetBot: async (trx, botId) => {
      await dropFactsOf(trx, botId);
      await orders.drop(trx, botId);
      await versions.drop(trx, botId);
      await orders.endAll(trx, botId);
    },
    purge: async (olderThan) => {
      while ((await purgeRuns(db.knex, olderThan)) > 0);
      await versions.purge();
    },
    keeper: NO_KEEPER,
    sources: NO_SOURCES,
    ...{ runEffects, callEffects, mergeEffect, joinEffect },
  };
  return service;
};
