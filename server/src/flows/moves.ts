import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { isReply, stopsChain, type StepResult } from '../contracts/bots';
import type { FlowGraph, FlowNode, FlowStep } from '../contracts/flow-graph';
import { pauseBots } from '../conversations/public';
import { logsService } from '../logs/public';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { Calls } from './calls';
import { keyAt } from './domain/linear';
import { move, NEXT, type Ending as WalkEnding, type Place } from './domain/walk';
import type { RunEffect, RunKeeper } from './public';
import { insertStep, moveRun, stepsOf } from './run-store';
import type { RunRow } from './tables';

/** The run was taken by another process, or its step was done: leave it alone. */
export class NotOurs extends Error {}

/** A run at work, with the graph that it walks. */
export interface Walking {
  run: RunRow;
  graph: FlowGraph;
}

/** How a run ended. */
export type RunStop =
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

/** What came of a node; `exit`: which way, where it is not the one of steps that neither ask nor decide. */
interface Came extends Pick<StepResult, 'ok' | 'reason' | 'subject'> {
  exit?: string;
  /** Of the run, beside its place: a value that was kept, or that it now answers nobody. */
  change?: Pick<Partial<RunRow>, 'variables' | 'unasked'>;
}

export const placeOf = ({ node, step, sinceWait }: RunRow): Place => ({
  node: node ?? keyAt(step),
  visit: step + 1,
  sinceWait,
});

/** Did it say something, or fail somewhere? Runs from before there were rows of steps keep both in their log. */
export const hasSaid = ({ said, log }: RunRow): boolean =>
  said || (log ?? []).some((one) => one.ok && isReply(one));
const hasFailed = ({ troubled, log }: RunRow): boolean =>
  troubled || (log ?? []).some((one) => !one.ok);

const stops = (step: FlowStep): boolean => !('onFail' in step) || stopsChain(step);

/** What a run is at a node that it has just entered. */
const NOT_WAITING = { waitsFor: null, askedAt: null, answerId: null, attempts: 0 };

const endingOf = (
  why: WalkEnding,
  { node, ok, troubled }: { node: FlowNode; ok: boolean; troubled: boolean }
): RunStop => {
  if (why === 'failed') return { state: 'failed', reason: 'step-failed' };
  if (why !== 'end') return { state: 'failed', reason: why };
  if (node.step.kind === 'handover' && ok) return { state: 'done', reason: 'handed-over' };
  // Somebody should know of a chain that came to its end with a broken step.
  return troubled ? { state: 'failed', reason: 'step-failed' } : { state: 'done', reason: null };
};

const sentence = (run: RunRow, log: StepResult[], { state, reason }: RunStop): string => {
  const failed = log.find((one) => !one.ok);
  const done = log.filter((one) => one.ok).length;
  const total = run.steps?.length ?? 0;
  const told = `bot "${run.botName}": ${done} of ${total} steps done`;
  if (failed) return `${told}; step ${failed.index + 1} (${failed.kind}) failed: ${failed.reason}`;
  return state === 'done' ? told : `${told}; stopped: ${reason}`;
};

export interface MovesDeps {
  runEffects: RunEffect[];
  calls: Calls;
  keeper: () => RunKeeper;
}

/** Where runs go and how they end: every move is part of one transaction, and finds the run still held. */
export const createMoves = (strapi: Core.Strapi, { runEffects, calls, keeper }: MovesDeps) => {
  const { db, clock } = contextOf(strapi);

  const noteTrouble = async (
    trx: Knex.Transaction,
    run: RunRow,
    { steps, ending }: { steps: StepResult[]; ending: RunStop }
  ): Promise<void> => {
    const failed = steps.find((one) => !one.ok);
    if (failed) {
      const { index: step, kind, reason } = failed;
      await keeper().trouble(trx, run.botId, { step, kind, reason: reason ?? 'unknown' });
    } else if (ending.reason === 'loop-guard')
      await keeper().trouble(trx, run.botId, { step: null, kind: null, reason: 'loop-guard' });
  };

  /** The whole interaction as one line for people (B-15, L-03), and what follows for a campaign. */
  const tellEnd = async (trx: Knex.Transaction, run: RunRow, ending: RunStop): Promise<void> => {
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
    { change = {}, ending }: { change?: Partial<RunRow>; ending: RunStop | null }
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
    { run, graph }: Walking,
    { node, came: { exit = NEXT, change: own, ...came } }: { node: FlowNode; came: Came }
  ): Promise<FeedEntry[]> => {
    const place = placeOf(run);
    const outcome = came.ok ? ({ kind: 'exit', exit } as const) : ({ kind: 'failed' } as const);
    const next = move(graph, place, { outcome, stops });
    const troubled = hasFailed(run) || !came.ok;
    const { kind } = node.step;
    await insertStep(trx, {
      runId: run.id,
      visit: place.visit,
      node: node.id,
      kind,
      ...came,
      exit: came.ok ? exit : null,
      messageId: run.answerId,
      stopped: next.kind === 'ended' && next.why === 'failed',
      at: clock.now(),
    });
    const change = {
      node: next.place.node,
      step: run.step + 1,
      sinceWait: next.place.sinceWait,
      said: hasSaid(run) || (came.ok && isReply(node.step)),
      troubled,
      ...NOT_WAITING,
      ...own,
    };
    const ending =
      next.kind === 'ended' ? endingOf(next.why, { node, ok: came.ok, troubled }) : null;
    return write(trx, run, { change, ending });
  };

  const end = (run: RunRow, ending: RunStop) =>
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

  const failed = (walking: Walking, node: FlowNode, reason: string): Promise<void> =>
    db.tx(async (trx) => {
      const came = { ok: false, reason, subject: null };
      await realtimeService(strapi).append(trx, await leave(trx, walking, { node, came }));
    });

  /** The run stays at its node and waits; others of its conversation go on meanwhile. */
  const rest = (
    trx: Knex.Transaction,
    run: RunRow,
    waits: Pick<RunRow, 'waitsFor' | 'askedAt' | 'attempts' | 'nextAt' | 'said'>
  ): Promise<FeedEntry[]> => {
    const freed = { owner: null, ownedUntil: 0, answerId: null, sinceWait: 0 };
    return write(trx, run, { change: { ...waits, ...freed, state: 'waiting' }, ending: null });
  };

  return { leave, rest, end, trip, failed };
};
export type Moves = ReturnType<typeof createMoves>;
