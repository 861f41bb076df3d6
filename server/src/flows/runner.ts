import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  ANSWERS_MOST,
  ANSWERS_WITHIN_MS,
  isReply,
  stopsChain,
  type BotStep,
  type StepResult,
} from '../contracts/bots';
import type { FlowGraph, FlowNode, FlowStep } from '../contracts/flow-graph';
import { conversationById, pauseBots, recordEvents } from '../conversations/public';
import { backoffMs } from '../kernel/backoff';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { logsService } from '../logs/public';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import type { Calls } from './calls';
import { graphOfSteps, keyAt } from './domain/linear';
import { move, NEXT, nodeOf, type Ending as WalkEnding, type Place } from './domain/walk';
import { createActions, type Acted } from './perform';
import type { RunEffect, RunKeeper } from './public';
import { createReplies } from './replies';
import {
  claimRun,
  countAnswers,
  dueRuns,
  findRun,
  insertStep,
  moveRun,
  openChains,
  stepsOf,
} from './run-store';
import type { RunRow } from './tables';

/** Runs read at once; each is a few short transactions. */
const RUNS_AT_ONCE = 20;
const TRIES = 5;
/** After these the conversation is somebody's, who must see what it is about. */
const LEADS_TO_PEOPLE = new Set<BotStep['kind']>(['assign', 'handover']);

/** The run was taken by another process, or its step was done: leave it alone. */
class NotOurs extends Error {}

type Ending =
  | { state: 'done'; reason: 'handed-over' | null }
  | { state: 'failed'; reason: 'step-failed' | 'too-many-steps' | 'node-gone' }
  | {
      state: 'stopped';
      reason:
        | 'loop-guard'
        | 'deactivated'
        | 'conversation-gone'
        | 'person-took-over'
        | 'campaign-cancelled';
    };

/** What came of a node. */
type Came = Pick<StepResult, 'ok' | 'reason' | 'subject'>;

const graphOf = ({ steps }: RunRow): FlowGraph => graphOfSteps(steps ?? []);

const placeOf = ({ node, step, sinceWait }: RunRow): Place => ({
  node: node ?? keyAt(step),
  visit: step + 1,
  sinceWait,
});

/** Did it say something, or fail somewhere? Runs from before there were rows of steps keep both in their log. */
const hasSaid = ({ said, log }: RunRow): boolean =>
  said || (log ?? []).some((one) => one.ok && isReply(one));
const hasFailed = ({ troubled, log }: RunRow): boolean =>
  troubled || (log ?? []).some((one) => !one.ok);

const stops = (step: FlowStep): boolean => !('onFail' in step) || stopsChain(step);

const endingOf = (
  why: WalkEnding,
  { node, ok, troubled }: { node: FlowNode; ok: boolean; troubled: boolean }
): Ending => {
  if (why === 'failed') return { state: 'failed', reason: 'step-failed' };
  if (why !== 'end') return { state: 'failed', reason: why };
  if (node.step.kind === 'handover' && ok) return { state: 'done', reason: 'handed-over' };
  // Somebody should know of a chain that came to its end with a broken step.
  return troubled ? { state: 'failed', reason: 'step-failed' } : { state: 'done', reason: null };
};

const sentence = (run: RunRow, log: StepResult[], { state, reason }: Ending): string => {
  const failed = log.find((one) => !one.ok);
  const done = log.filter((one) => one.ok).length;
  const total = run.steps?.length ?? 0;
  const told = `bot "${run.botName}": ${done} of ${total} steps done`;
  if (failed) return `${told}; step ${failed.index + 1} (${failed.kind}) failed: ${failed.reason}`;
  return state === 'done' ? told : `${told}; stopped: ${reason}`;
};

/** Does what is due, one run after the other; every step is a transaction that moves the run (or finds it moved). */
export const createRunner = (
  strapi: Core.Strapi,
  {
    silent,
    runEffects,
    calls,
    keeper,
  }: {
    silent: WeakSet<Knex.Transaction>;
    runEffects: RunEffect[];
    calls: Calls;
    keeper: () => RunKeeper;
  }
) => {
  const { db, clock, random, log: logOf } = contextOf(strapi);
  const log = logOf('bots');
  const runtime = runtimeService(strapi);
  const actions = createActions(strapi, silent);
  const replies = createReplies(strapi);
  const owner = runtime.instanceId;

  const noteTrouble = async (
    trx: Knex.Transaction,
    run: RunRow,
    { steps, ending }: { steps: StepResult[]; ending: Ending }
  ): Promise<void> => {
    const failed = steps.find((one) => !one.ok);
    if (failed) {
      const { index: step, kind, reason } = failed;
      await keeper().trouble(trx, run.botId, { step, kind, reason: reason ?? 'unknown' });
    } else if (ending.reason === 'loop-guard')
      await keeper().trouble(trx, run.botId, { step: null, kind: null, reason: 'loop-guard' });
  };

  /** The whole interaction as one line for people (B-15, L-03), and what follows for a campaign. */
  const tellEnd = async (trx: Knex.Transaction, run: RunRow, ending: Ending): Promise<void> => {
    const steps = (await stepsOf(trx, [run])).get(run.id) ?? [];
    await noteTrouble(trx, run, { steps, ending });
    await logsService(strapi).writeIn(trx, {
      area: 'bot',
      level: ending.state === 'done' ? 'info' : 'warn',
      event: ending.state === 'done' ? 'bot-answered' : `bot-${ending.reason}`,
      text: sentence(run, steps, ending),
      accountId: run.accountId,
      contactId: run.contactId,
      botId: run.botId,
      details: {
        run: run.id,
        bot: run.botName,
        done: steps.filter((one) => one.ok).length,
        total: run.steps?.length ?? 0,
        origin: run.origin,
        trigger: run.trigger,
        steps: steps.map(({ index, kind, ok, reason, subject }) => ({
          step: index + 1,
          kind,
          ok,
          ...(reason ? { reason } : {}),
          ...(subject ? { subject } : {}),
        })),
      },
    });
    if (run.flowKey === null) return;
    const said = steps.some((one) => one.ok && isReply(one));
    const failed = steps.find((one) => !one.ok);
    for (const effect of runEffects)
      await effect(trx, {
        botId: run.botId,
        runId: run.id,
        key: run.flowKey,
        contactId: run.contactId,
        said,
        ok: ending.state === 'done' || (said && !failed?.stopped && ending.state !== 'stopped'),
        reason: failed?.reason ?? ending.reason,
      });
  };

  /** Writes where the run is now, or how it ended. Throws `NotOurs` when it is not ours any more. */
  const write = async (
    trx: Knex.Transaction,
    run: RunRow,
    { change = {}, ending }: { change?: Partial<RunRow>; ending: Ending | null }
  ): Promise<FeedEntry[]> => {
    const ended = ending && {
      ...ending,
      endedAt: clock.now(),
      owner: null,
      ownedUntil: 0,
    };
    if ((await moveRun(trx, run, { ...change, tries: 0, ...ended })) === 0) throw new NotOurs();
    if (!ending) return [];
    const called = ending.state === 'done' ? [] : await calls.call(trx, run);
    await tellEnd(trx, run, ending);
    return [...called, { type: 'bot', id: run.botId }];
  };

  /** The run leaves its node: the step is written, and the run is at the next one or has ended. */
  const leave = async (
    trx: Knex.Transaction,
    run: RunRow,
    { node, came }: { node: FlowNode; came: Came }
  ): Promise<FeedEntry[]> => {
    const place = placeOf(run);
    const outcome = came.ok
      ? ({ kind: 'exit', exit: NEXT } as const)
      : ({ kind: 'failed' } as const);
    const next = move(graphOf(run), place, { outcome, stops });
    const troubled = hasFailed(run) || !came.ok;
    const { kind } = node.step;
    await insertStep(trx, {
      runId: run.id,
      visit: place.visit,
      node: node.id,
      kind,
      ...came,
      stopped: next.kind === 'ended' && next.why === 'failed',
      at: clock.now(),
    });
    const change = {
      node: next.place.node,
      step: run.step + 1,
      sinceWait: next.place.sinceWait,
      said: hasSaid(run) || (came.ok && isReply(node.step)),
      troubled,
    };
    const ending =
      next.kind === 'ended' ? endingOf(next.why, { node, ok: came.ok, troubled }) : null;
    return write(trx, run, { change, ending });
  };

  const end = (run: RunRow, ending: Ending) =>
    db.tx(async (trx) => {
      await realtimeService(strapi).append(trx, await write(trx, run, { ending }));
    });

  /** Silent here until a person hands it back, told in the thread, on the bot's row and in the log. */
  const trip = (run: RunRow) =>
    db.tx(async (trx) => {
      const hints = await write(trx, run, {
        ending: { state: 'stopped', reason: 'loop-guard' },
      });
      hints.push(...(await pauseBots(trx, run.conversationId, { by: null, at: clock.now() })));
      await realtimeService(strapi).append(trx, hints);
    });

  const failed = (run: RunRow, node: FlowNode, reason: string): Promise<void> =>
    db.tx(async (trx) => {
      const came = { ok: false, reason, subject: null };
      await realtimeService(strapi).append(trx, await leave(trx, run, { node, came }));
    });

  const doReply = async (run: RunRow, node: FlowNode, step: BotStep): Promise<void> => {
    if (!(await replies.wasSent(run))) {
      const since = clock.now() - ANSWERS_WITHIN_MS;
      if ((await countAnswers(db.knex, run.conversationId, since)) >= ANSWERS_MOST)
        return trip(run);
      await replies.send(run, step);
    }
    failPoint('bot-sent');
    await db.tx(async (trx) => {
      const came = { ok: true, reason: null, subject: null };
      const hints = await leave(trx, run, { node, came });
      // A merge may have moved the thread while the message was on its way.
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
      await realtimeService(strapi).append(trx, hints);
    });
  };

  const doAction = async (run: RunRow, node: FlowNode, step: BotStep): Promise<void> => {
    const prepared = await actions.prepare(step);
    await db.tx(async (trx) => {
      const called = LEADS_TO_PEOPLE.has(step.kind) ? await calls.call(trx, run) : [];
      const { subject, hints }: Acted = await actions.act(trx, run, { step, prepared });
      const came = { ok: true, reason: null, subject };
      const left = await leave(trx, run, { node, came });
      failPoint('bot-acting');
      await realtimeService(strapi).append(trx, [...called, ...hints, ...left]);
    });
  };

  /** A step that failed for a reason of ours is tried again, later and later; at last it counts as failed. */
  const again = async (run: RunRow, node: FlowNode, error: unknown): Promise<void> => {
    if (run.tries + 1 >= TRIES) return failed(run, node, 'internal');
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
  const hindrance = async (run: RunRow): Promise<Ending | 'wait' | null> => {
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

  /** One step. False: the run is finished, waits, or is not ours. */
  const advance = async (id: number): Promise<boolean> => {
    const run = await findRun(db.knex, id);
    if (!run || run.state !== 'due' || run.owner !== owner) return false;
    const node = nodeOf(graphOf(run), placeOf(run).node);
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
      const step = node.step as BotStep;
      await (isReply(step) ? doReply(run, node, step) : doAction(run, node, step));
      return true;
    } catch (error) {
      if (error instanceof NotOurs) return false;
      const isOurs = !(error instanceof DomainError) || error.status === 503;
      if (isOurs) await again(run, node, error);
      else if (await wasMerged(run)) return true;
      else await failed(run, node, error.kind);
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
      const held = await holdsOf(await openChains(db.knex));
      const waiting = [...held].flatMap(([chain, hold]) => (hold === 'wait' ? [chain] : []));
      const ids = await dueRuns(db, { most: RUNS_AT_ONCE, waiting });
      if (ids.length === 0) return;
      for (const id of ids) await runOne(id);
    }
  };
};
