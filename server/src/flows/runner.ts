import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { ANSWERS_MOST, isReply, type BotStep } from '../contracts/bots';
import { FLOW_MESSAGES_A_DAY, FLOW_STALE_MS, type FlowNode } from '../contracts/flow-graph';
import { backoffMs } from '../kernel/backoff';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { DAY_MS } from '../kernel/time';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import type { About } from './about';
import { createAside } from './aside';
import { createAsking, type Say } from './asking';
import { createConsenting, type Recording } from './consenting';
import { isAllowanceUsed, type Counting } from './counting';
import { passesAgent } from './domain/agent-talk';
import { guardedTime } from './domain/guard';
import { isTooLate } from './domain/late';
import { keyOfAsking, keyOfStep } from './domain/message-key';
import { RESUMED } from './domain/resumable';
import { isWaiting, nodeOf } from './domain/walk';
import { createMoves, NotOurs, placeOf, type MovesDeps, type RunStop, type Walking } from './moves';
import { createActions, type Acted } from './perform';
import type { Orders } from './orders';
import { createPatience } from './patience';
import type { RunSources } from './public';
import { createReplies, isNotice, isUnasked } from './replies';
import {
  claimRun,
  countAnswers,
  dueRuns,
  findRun,
  findRunAtWork,
  keepRun,
  lastTurn,
  moveRun,
  openChains,
  type ThreadAtWork,
} from './run-store';
import type { RunRow, StopReason } from './tables';
import { releaseRuns, wakeRuns } from './wait-store';
import { createTurning } from './turning';
import type { Versions } from './versions';

/** Runs read at once; each is a few short transactions. */
const RUNS_AT_ONCE = 20;
export const TRIES = 5;
/** After these the conversation is somebody's, who must see what it is about. */
const LEADS_TO_PEOPLE = new Set<BotStep['kind']>(['assign', 'handover']);

interface RunnerDeps extends MovesDeps {
  silent: WeakSet<Knex.Transaction>;
  recording: Recording;
  /** Something has become due. */
  wake: () => void;
  versions: Versions;
  orders: Orders;
  sources: () => RunSources;
  about: About;
  counting: Counting;
}

/** Does what is due, one run after the other; every step is a transaction that moves the run (or finds it moved). */
export const createRunner = (
  strapi: Core.Strapi,
  { silent, recording, wake, versions, orders, sources, about, counting, ...deps }: RunnerDeps
) => {
  const { db, clock, random, log: logOf } = contextOf(strapi);
  const log = logOf('bots');
  const runtime = runtimeService(strapi);
  const actions = createActions(strapi, { silent, sources });
  const replies = createReplies(strapi, { about, counting, sources });
  const moves = createMoves(strapi, deps);
  const { leave, depart, end, trip, giveUp, failed } = moves;
  const { calls, keeper } = deps;
  const owner = runtime.instanceId;

  /** Too many answers within a minute. */
  const isTooMuch = async (run: RunRow): Promise<boolean> => {
    const time = guardedTime(run, clock.now());
    if (time === null) return false;
    return (await countAnswers(db.knex, run.conversationId, time)) >= ANSWERS_MOST;
  };

  /** The messages of the month are sent. Who waits for an answer gets a person, where that was chosen. */
  const spend = async (run: RunRow): Promise<void> => {
    const ending = { state: 'stopped', reason: 'allowance-used' } as const;
    const allowance = await keeper().allowance(db.knex, run.botId);
    const isAwaited = allowance?.then === 'hand-over' && !isUnasked(run);
    await (isAwaited ? giveUp(run, ending) : end(run, ending));
  };

  /** Hands a message to the door, once. False: a bound stopped the run instead. */
  const say: Say = async (run, key, content) => {
    if (!(await replies.wasSent(run, key))) {
      if (await isTooMuch(run)) {
        await trip(run);
        return false;
      }
      const { conversationId, versionId } = run;
      const today = { since: clock.now() - DAY_MS };
      if (
        versionId !== null &&
        (await countAnswers(db.knex, conversationId, today)) >= FLOW_MESSAGES_A_DAY
      ) {
        await end(run, { state: 'stopped', reason: 'daily-bound' });
        return false;
      }
      const said = await content();
      try {
        await replies.send(run, key, said);
      } catch (error) {
        if (!isAllowanceUsed(error)) throw error;
        await spend(run);
        return false;
      }
    }
    failPoint('bot-sent');
    return true;
  };

  const turning = createTurning(strapi, { about, sources });
  const aside = createAside(strapi, { moves, versions, wake });
  const consenting = createConsenting(strapi, { moves, silent, recording });
  const asking = createAsking(strapi, { moves, say, call: calls.call });
  const patience = createPatience(strapi, moves);

  const doReply = async (walking: Walking, node: FlowNode, step: BotStep): Promise<void> => {
    const { run } = walking;
    const isSaid = run.opened === node.id;
    // Null where it was sent before a crash: by now another one may fit.
    let variant: number | null = null;
    const content = async () => {
      const made = await replies.content(run, step);
      variant = made.variant;
      return made.content;
    };
    if (!isSaid && !(await say(run, keyOfStep(run), content))) return;
    await depart(walking, node, { ok: true, reason: null, subject: null, variant });
  };

  const doAction = async (walking: Walking, node: FlowNode, step: BotStep): Promise<void> => {
    const { run } = walking;
    const prepared = await actions.prepare(step);
    await db.tx(async (trx) => {
      const byRule = !('teamId' in step && step.teamId);
      const called = LEADS_TO_PEOPLE.has(step.kind) ? await calls.call(trx, run, { byRule }) : [];
      const acted: Acted = await actions.act(trx, run, { step, prepared });
      const { subject, hints, reason = null } = acted;
      const came = { ok: true, reason, subject };
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
      lastError: errorText(error).slice(0, 200),
      nextAt: clock.now() + wait,
      owner: null,
      ownedUntil: 0,
    });
  };

  /** Which of these chains wait because their campaign is paused, or end with it. */
  const holdsOf = (chains: readonly string[]) => sendingService(strapi).chainHolds(db.knex, chains);

  /**
   * It was moved, or woken, before the server was down: nobody gets yesterday's reminder. Steps that wait judge their time
   * themselves (`asking`), and a campaign says how long it waits.
   */
  const isStale = (run: RunRow): boolean =>
    run.lane === 1 &&
    run.waitsFor === null &&
    isTooLate(run, { dueAt: run.nextAt, now: clock.now() });

  /** Is the chain of the run held together with others, or over? */
  const held = async (run: RunRow): Promise<RunStop | 'wait' | null> => {
    const hold = run.chain === null ? undefined : (await holdsOf([run.chain])).get(run.chain);
    if (hold === 'end') {
      const reason = run.origin === 'automation' ? 'automation-off' : 'campaign-cancelled';
      return { state: 'stopped', reason };
    }
    // Who has just answered is answered, while the rest of the campaign is paused.
    return hold === 'wait' && isUnasked(run) ? 'wait' : null;
  };

  /** What began the run has a say before each step: an automation ends it with its entry, conditions and goal. */
  const halted = async (run: RunRow, node: FlowNode | null): Promise<RunStop | null> => {
    if (run.origin !== 'automation') return null;
    const speaks = node !== null && isReply(node.step);
    const reason = await sources().halts(run, { speaks, isUnasked: isUnasked(run) });
    return reason && { state: 'stopped', reason };
  };

  /** May it go on although an agent has the conversation? What is over anyway ends as it would have. */
  const passes = async (run: RunRow, node: FlowNode | null): Promise<boolean> => {
    if (!node) return true;
    const about = { unasked: isUnasked(run), isNotice: await isNotice(strapi, node.step) };
    return passesAgent(node.step, about);
  };

  /**
   * Would it say its first words about a conversation that was closed, and is open again? Not where they went before a crash,
   * nor where somebody resumed it: they see that the conversation is open.
   */
  const isOvertaken = async (run: RunRow, { step }: FlowNode): Promise<boolean> => {
    const isFirst = run.trigger === 'event:closed' && run.unasked && !run.said;
    if (!isFirst || !(isReply(step) || step.kind === 'start-flow')) return false;
    if (await replies.wasSent(run, keyOfAsking(run))) return false;
    return (await lastTurn(db.knex, run.id))?.kind !== RESUMED;
  };

  /** Why the chain must not go on, or waits; null = it may. Read before every step. */
  const hindrance = async (
    { run, graph }: Walking,
    { node, thread }: { node: FlowNode | null; thread: ThreadAtWork | null }
  ): Promise<RunStop | 'wait' | 'hold' | null> => {
    if (run.reason !== null) return { state: 'stopped', reason: run.reason as StopReason };
    if (isStale(run)) return { state: 'stopped', reason: 'stale' };
    if (!(await keeper().goesOn(db.knex, run.botId)))
      return { state: 'stopped', reason: 'deactivated' };
    if (!thread) return { state: 'stopped', reason: 'conversation-gone' };
    // Before it is held for the agent who has it: held, it would ask at the next closing without its wait.
    if (node && !thread.isClosed && (await isOvertaken(run, node)))
      return { state: 'stopped', reason: 'conversation-reopened' };
    // B-18: somebody answered or took over between two steps.
    if (thread.botPausedAt !== null && !(await passes(run, node)))
      return graph.whenTaken === 'go-on'
        ? 'hold'
        : { state: 'stopped', reason: 'person-took-over' };
    return (await held(run)) ?? halted(run, node);
  };

  /** A merge of two people gave the run another person or thread since it was read: its step is taken there. */
  const isMerged = (before: RunRow, now: RunRow | null): boolean =>
    now !== null &&
    (now.contactId !== before.contactId || now.conversationId !== before.conversationId);

  const isStillOurs = async (id: number): Promise<boolean> => {
    const now = await findRun(db.knex, id);
    return now?.state === 'due' && now.owner === owner;
  };

  const turn = async (walking: Walking, node: FlowNode): Promise<void> => {
    const turned = await turning.perform(walking, node);
    failPoint('flow-turned');
    await depart(walking, node, { ok: true, reason: null, ...turned });
  };

  /** What the node does. False: the run waits for somebody. */
  const perform = async (walking: Walking, node: FlowNode): Promise<boolean> => {
    if (isWaiting(node.step)) return asking.perform(walking, node);
    if (turning.turns(node)) {
      await turn(walking, node);
      return true;
    }
    if (consenting.consents(node)) {
      await consenting.perform(walking, node);
      return true;
    }
    if (aside.takes(node)) return aside.perform(walking, node);
    const step = node.step as BotStep;
    await (isReply(step) ? doReply(walking, node, step) : doAction(walking, node, step));
    return true;
  };

  /** The step threw. False: the run is finished, waits, or is not ours. */
  const troubled = async (before: Walking, node: FlowNode, error: unknown): Promise<boolean> => {
    const run = await findRun(db.knex, before.run.id);
    if (run?.state !== 'due' || run.owner !== owner) return false;
    // An answer that came meanwhile makes it another step; it may have begun to ask again, which is the same step.
    const hasAnswer = run.answerId !== null && run.answerId !== before.run.answerId;
    if (hasAnswer || run.step !== before.run.step || isMerged(before.run, run)) return true;
    const walking = { ...before, run };
    if (error instanceof DomainError && error.status !== 503) {
      if (await patience.waits(run, error)) return false;
      await failed(walking, node, error.kind);
      return true;
    }
    await again(walking, node, error);
    return false;
  };

  /** One step. False: the run is finished, waits, or is not ours. */
  const advance = async (id: number): Promise<boolean> => {
    const found = await findRunAtWork(db.knex, id);
    if (found?.run.state !== 'due' || found.run.owner !== owner) return false;
    const { run, thread } = found;
    const walking = { run, graph: await versions.graphOf(run) };
    const node = nodeOf(walking.graph, placeOf(run).node);
    let stop: Awaited<ReturnType<typeof hindrance>>;
    try {
      stop = await hindrance(walking, { node, thread });
    } catch (error) {
      // What began the run could not be asked: this run alone is tried again, and others go on.
      if (!node) throw error;
      return troubled(walking, node, error);
    }
    if (stop === 'wait' || stop === 'hold') {
      const kept = { state: 'held', nextAt: clock.now() + FLOW_STALE_MS } as const;
      const freed = { owner: null, ownedUntil: 0 };
      await moveRun(db.knex, run, stop === 'hold' ? { ...kept, ...freed } : freed);
      return false;
    }
    if (stop || !node) {
      const isGone = run.versionId !== null && !stop;
      const gone = { state: 'failed', reason: 'node-gone' } as const;
      await end(run, stop ?? (isGone ? gone : { state: 'done', reason: null }));
      return false;
    }
    try {
      return await perform(walking, node);
    } catch (error) {
      // An answer that came while the step was done makes it another step.
      if (error instanceof NotOurs) return isStillOurs(id);
      return troubled(walking, node, error);
    }
  };

  const runOne = async (id: number): Promise<void> => {
    const forMs = runtime.config.leaseMs;
    if (!(await claimRun(db, id, { owner, forMs }))) return;
    try {
      await calls.load();
      let heldSince = clock.now();
      while (!runtime.draining.aborted && (await advance(id))) {
        if (clock.now() - heldSince < forMs / 3) continue;
        // Another process takes a run whose time is over for one that nobody works on.
        if (!(await keepRun(db, id, { owner, forMs }))) return;
        heldSince = clock.now();
      }
    } catch (error) {
      if (!(error instanceof NotOurs)) throw error;
    }
  };

  return async (): Promise<void> => {
    while (!runtime.draining.aborted) {
      const held = await holdsOf(await openChains(db.knex));
      const waiting = [...held].flatMap(([chain, hold]) => (hold === 'wait' ? [chain] : []));
      await orders.carryOut();
      await wakeRuns(db, waiting);
      await releaseRuns(db, clock.now());
      const ids = await dueRuns(db, { most: RUNS_AT_ONCE, waiting });
      if (ids.length === 0) return;
      for (const id of ids) await runOne(id);
    }
  };
};
