import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, contactView } from '../contacts/public';
import { keyOf } from '../kernel/hash';
import { joined } from '../kernel/joined';
import { singleFlight } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { createCalls } from './calls';
import type { CallEffect, FlowsService, RunEffect, RunKeeper, RunStart } from './public';
import {
  dropFactsOf,
  insertRun,
  listRuns,
  moveRuns,
  purgeRuns,
  rethreadRuns,
  stepsOf,
  stopProactiveRuns,
} from './run-store';
import { createRunner } from './runner';
import type { RunRow } from './tables';

const RUNS_PAGE = 20;

/** A campaign may hand its recipient over again long after the run was cleared away; messages and tags never come back so late. */
const isLasting = ({ origin }: RunStart): boolean => origin === 'campaign';

const runOf = ({ conversation, fact, ...start }: RunStart, at: number): Omit<RunRow, 'id'> => ({
  botId: start.botId,
  botName: start.botName,
  accountId: conversation.accountId,
  contactId: conversation.contactId,
  conversationId: conversation.id,
  factKey: keyOf(fact),
  origin: start.origin,
  messageId: start.messageId ?? null,
  flowKey: start.flowKey ?? null,
  chain: start.chain ?? null,
  trigger: start.trigger,
  steps: start.steps,
  state: 'due',
  reason: null,
  node: null,
  step: 0,
  sinceWait: 1,
  said: false,
  troubled: false,
  nextAt: at,
  tries: 0,
  owner: null,
  ownedUntil: 0,
  log: null,
  startedAt: at,
  endedAt: null,
  sample: false,
});

/** What the runs of a bot looked like, with names. */
const createRunViews =
  (strapi: Core.Strapi): FlowsService['runs'] =>
  async (botId, cursor) => {
    const { db } = contextOf(strapi);
    const { rows, nextCursor } = await listRuns(db.knex, botId, { cursor, limit: RUNS_PAGE });
    const steps = await stepsOf(db.knex, rows);
    const people = await contactsService(strapi).byIds(
      db.knex,
      rows.map((row) => row.contactId)
    );
    const runs = rows.map((row) => {
      const contact = people.get(row.contactId);
      return {
        id: row.id,
        state: row.state,
        reason: row.reason,
        origin: row.origin,
        trigger: row.trigger,
        contact: contact ? { id: contact.id, name: contactView(contact).name } : null,
        conversationId: row.conversationId,
        steps: steps.get(row.id) ?? [],
        startedAt: row.startedAt,
        endedAt: row.endedAt,
      };
    });
    return { runs, nextCursor };
  };

export const createFlowsService = ({ strapi }: { strapi: Core.Strapi }): FlowsService => {
  const { db, clock, log } = contextOf(strapi);
  const silent = new WeakSet<Knex.Transaction>();
  const runEffects: RunEffect[] = [];
  const callEffects: CallEffect[] = [];
  const calls = createCalls(strapi, callEffects);
  const keeper = (): RunKeeper => service.keeper;
  const run = singleFlight(
    'bots',
    log('bots'),
    createRunner(strapi, { silent, runEffects, calls, keeper })
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
    begin: (trx, start) =>
      insertRun(db, trx, { ...runOf(start, clock.now()), lasting: isLasting(start) }),
    process: () => {
      again = true;
      return rounds();
    },
    runs: createRunViews(strapi),
    stopProactive: async (trx, contactId) => {
      await stopProactiveRuns(trx, contactId, clock.now());
    },
    repliesFailed: calls.repliesFailed,
    mute: (trx) => void silent.add(trx),
    isMuted: (trx) => silent.has(trx),
    forgetBot: async (trx, botId) => {
      await dropFactsOf(trx, botId);
    },
    purge: async (olderThan) => {
      while ((await purgeRuns(db.knex, olderThan)) > 0);
    },
    keeper: {
      isActive: () => Promise.resolve(false),
      trouble: () => Promise.resolve(),
    },
    runEffects,
    callEffects,
    mergeEffect: async (trx, { winner, loser }) => {
      await moveRuns(trx, loser.id, winner.id);
    },
    joinEffect: async (trx, { keep, gone }) => {
      await rethreadRuns(trx, gone.id, keep.id);
    },
  };
  return service;
};
