import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { ANSWERS_MOST, ANSWERS_WITHIN_MS, isReply, type BotStep } from '../contracts/bots';
import type { FlowNode } from '../contracts/flow-graph';
import { conversationById, recordEvents } from '../conversations/public';
import { backoffMs } from '../kernel/backoff';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { createAsking, type Say } from './asking';
import { isWaiting, nodeOf } from './domain/walk';
import {
  createMoves,
  hasSaid,
  NotOurs,
  placeOf,
  type MovesDeps,
  type RunStop,
  type Walking,
} from './moves';
import { createActions, type Acted } from './perform';
import { createReplies, keyOfStep } from './replies';
import {
  claimRun,
  countAnswers,
  dueRuns,
  findRun,
  moveRun,
  openChains,
  wakeRuns,
} from './run-store';
import type { RunRow } from './tables';
import type { Versions } from './versions';

/** Runs read at once; each is a few short transactions. */
const RUNS_AT_ONCE = 20;
const TRIES = 5;
/** After these the conversation is somebody's, who must see what it is about. */
const LEADS_TO_PEOPLE = new Set<BotStep['kind']>(['assign', 'handover']);

/** Does what is due, one run after the other; every step is a transaction that moves the run (or finds it moved). */
export const createRunner = (
  strapi: Core.Strapi,
  {
    silent,
    versions,
    ...deps
  }: MovesDeps & { silent: WeakSet<Knex.Transaction>; versions: Versions }
) => {
  const { db, clock, random, log: logOf } = contextOf(strapi);
  const log = logOf('bots');
  const runtime = runtimeService(strapi);
  const actions = createActions(strapi, silent);
  const replies = createReplies(strapi);
  const moves = createMoves(strapi, deps);
  const { leave, end, trip, failed } = moves;
  const { calls, keeper } = deps;
  const owner = runtime.instanceId;

  /** Hands a message to the door, once. False: the loop guard stopped the run instead. */
  const say: Say = async (run, key, content) => {
    if (!(await replies.wasSent(run, key))) {
      const since = clock.now() - ANSWERS_WITHIN_MS;
      if ((await countAnswers(db.knex, run.conversationId, since)) >= ANSWERS_MOST) {
        await trip(run);
        return false;
      }
      await replies.send(run, key, await content());
    }
    failPoint('bot-sent');
    return true;
  };

  /** The thread tells once that a bot answered. A merge may have moved it while the message was on its way. */
  const noteFirst = async (trx: Knex.Transaction, run: RunRow): Promise<void> => {
    const thread = hasSaid(run) ? null : await findRun(trx, run.id);
    if (thread)
      await recordEvents(trx, [
        {
          conversationId: thread.conversationId,
          kind: 'bot-answered',
          at: clock.now(),
          botId: run.botId,
          subject: run.botName,
        },
      ]);
  };
  const asking = createAsking(strapi, { moves, say, noteFirst });

  const doReply = async (walking: Walking, node: FlowNode, step: BotStep): Promise<void> => {
    const { run } = walking;
    if (!(await say(run, keyOfStep(run), () => replies.content(run, step)))) return;
    await db.tx(async (trx) => {
      const came = { ok: true, reason: null, subject: null };
      const hints = await leave(trx, walking, { node, came });
      await noteFirst(trx, run);
      await realtimeService(strapi).append(trx, hints);
    });
  };

  const doAction = async (walking: Walking, node: FlowNode, step: BotStep): Promise<void> => {
    const { run } = walking;
    const prepared = await actions.prepare(step);
    await db.tx(async (trx) => {
      const called = LEADS_TO_PEOPLE.has(step.kind) ? await calls.call(trx, run) : [];
      const { subject, hints }: Acted = await actions.act(trx, run, { step, prepared });
      const came = { ok: true, reason: null, subject };
      const left = await leave(trx, walking, { node, came });
      failPoint('bot-acting');
      await realtimeService(strapi).append(trx, [...called, ...hints, ...left]);
    });
  };

  /** A step that failed for a reason of ours is tried again, later and later; at last it counts as failed. */
  const again = async (walking: Walking, node: FlowNode, error: unknown): Promise<void> => {
    const { run } = walking;
    if (run.tries + 1 >= TRIES) return failed(walking, node, 'internal');
    log.warn('a step is tried again', { run: run.id, step: run.step, error: errorText(error) });
    const wait = backoffMs(run.tries + 1, { baseMs: 1_000, maxMs: 60_000 }, random);
    await moveRun(db.knex, run, {
      tries: run.tries + 1,
      nextAt: clock.now() + wait,
      owner: null,
      ownedUntil: 0,
    });
  };

  /** Which of these chains wait because their campaign is paused, or end with it. */
  const holdsOf = (chains: readonly string[]) => sendingService(strapi).chainHolds(db.knex, chains);

  /** Why the chain must not go on, or waits; null = it may. Read before every step. */
  const hindrance = async (run: RunRow): Promise<RunStop | 'wait' | null> => {
    if (!(await keeper().isActive(db.knex, run.botId)))
      return { state: 'stopped', reason: 'deactivated' };
    const conversation = await conversationById(db.knex, run.conversationId);
    if (!conversation) return { state: 'stopped', reason: 'conversation-gone' };
    // B-18: somebody answered or took over between two steps.
    if (conversation.botPausedAt !== null) return { state: 'stopped', reason: 'person-took-over' };
    const hold = run.chain === null ? undefined : (await holdsOf([run.chain])).get(run.chain);
    if (hold === 'end') return { state: 'stopped', reason: 'campaign-cancelled' };
    return hold ?? null;
  };

  /** A merge of two people gave the run another person or thread since it was read: its step is taken there. */
  const wasMerged = async ({ id, contactId, conversationId }: RunRow): Promise<boolean> => {
    const now = await findRun(db.knex, id);
    return now !== null && (now.contactId !== contactId || now.conversationId !== conversationId);
  };

  /** What the node does. False: the run waits for somebody. */
  const perform = async (walking: Walking, node: FlowNode): Promise<boolean> => {
    if (isWaiting(node.step)) return asking.perform(walking, node);
    const step = node.step as BotStep;
    await (isReply(step) ? doReply(walking, node, step) : doAction(walking, node, step));
    return true;
  };

  /** One step. False: the run is finished, waits, or is not ours. */
  const advance = async (id: number): Promise<boolean> => {
    const run = await findRun(db.knex, id);
    if (!run || run.state !== 'due' || run.owner !== owner) return false;
    const walking = { run, graph: await versions.graphOf(run) };
    const node = nodeOf(walking.graph, placeOf(run).node);
    const stop = await hindrance(run);
    if (stop === 'wait') {
      await moveRun(db.knex, run, { owner: null, ownedUntil: 0 });
      return false;
    }
    if (stop || !node) {
      if (stop?.reason === 'conversation-gone' && (await wasMerged(run))) return true;
      await end(run, stop ?? { state: 'done', reason: null });
      return false;
    }
    try {
      return await perform(walking, node);
    } catch (error) {
      if (error instanceof NotOurs) return false;
      const isOurs = !(error instanceof DomainError) || error.status === 503;
      if (isOurs) await again(walking, node, error);
      else if (await wasMerged(run)) return true;
      else await failed(walking, node, error.kind);
      return !isOurs;
    }
  };

  const runOne = async (id: number): Promise<void> => {
    const forMs = runtime.config.leaseMs;
    if (!(await claimRun(db, id, { owner, forMs }))) return;
    try {
      await calls.load();
      while (!runtime.draining.aborted && (await advance(id)));
    } catch (error) {
      if (!(error instanceof NotOurs)) throw error;
    }
  };

  return async (): Promise<void> => {
    while (!runtime.draining.aborted) {
      await wakeRuns(db);
      const held = await holdsOf(await openChains(db.knex));
      const waiting = [...held].flatMap(([chain, hold]) => (hold === 'wait' ? [chain] : []));
      const ids = await dueRuns(db, { most: RUNS_AT_ONCE, waiting });
      if (ids.length === 0) return;
      for (const id of ids) await runOne(id);
    }
  };
};
