import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { isReply, type StepResult } from '../contracts/bots';
import { skipReason } from '../contracts/campaigns';
import type { FlowGraph, FlowNode } from '../contracts/flow-graph';
import {
  conversationById,
  opened,
  pauseBots,
  recordEvents,
  updateConversation,
} from '../conversations/public';
import { failPoint } from '../kernel/fail-point';
import { logsService } from '../logs/public';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { Calls } from './calls';
import { endingOf, stopsRun, type Ended } from './domain/ending';
import { isGoal } from './domain/goal';
import { keyAt } from './domain/linear';
import { isResumable, MOVED, sinceResumed } from './domain/resumable';
import { FAILED, handlesFailure, isWaiting, move, NEXT, type Place } from './domain/walk';
import { noteLost } from './lost-values';
import type { RunEffect, RunKeeper } from './public';
import { findRun, insertStep, moveRun, stepsOf } from './run-store';
import type { RunRow, StopReason } from './tables';
import { restRun } from './wait-store';

/** The run was taken by another process, or its step was done: leave it alone. */
export class NotOurs extends Error {}

/** A run at work, with the graph that it walks. */
export interface Walking {
  run: RunRow;
  graph: FlowGraph;
}

/** How a run ended. */
export type RunStop = Ended | { state: 'stopped'; reason: StopReason };

/** What came of a node; `exit`: which way, where it is not the one of steps that neither ask nor decide. */
interface Came extends Pick<StepResult, 'ok' | 'reason' | 'subject'> {
  exit?: string;
  /** Of a text: which variant was sent. */
  variant?: number | null;
  /** Of the run, beside its place: a value that was kept, or that it now answers nobody. */
  change?: Pick<Partial<RunRow>, 'variables' | 'unasked'>;
  /** Names of values for which the run had no more room. */
  lost?: readonly string[];
}

export const placeOf = ({ node, step, sinceWait }: RunRow): Place => ({
  node: node ?? keyAt(step),
  visit: step + 1,
  sinceWait,
});

/** The person may not be written to now, or they have enough: nothing is wrong with the bot. */
const isRefusal = (reason: string | null): boolean =>
  reason !== 'missing-value' && skipReason.safeParse(reason).success;

/** Ends that the person chose, or who published the flow: nothing is wrong. Of an opening that failed the log tells already. */
const CHOSEN: ReadonlySet<string> = new Set([
  'opted-out',
  'paused',
  'left',
  'too-many-open',
  'step-deleted',
  'ended-by-hand',
  'opening-failed',
]);

/** Bounds of which the page of the bot tells, as of what went wrong. */
const BOUNDS: ReadonlySet<string> = new Set(['loop-guard', 'allowance-used']);

/** After these nobody waits for the run: another flow answers, or somebody of the team, or all is said. */
const SETTLES: ReadonlySet<string> = new Set(['start-flow', 'handover', 'assign', 'close']);

/** What a run is at a node that it has just entered. */
export const NOT_WAITING = {
  waitsFor: null,
  waitsEvent: null,
  heard: null,
  asked: false,
  askedAt: null,
  answerId: null,
  attempts: 0,
};

/**
 * Did the campaign reach the person? A flow did when it said something, whatever became of it after that. A list of steps is
 * one message in parts: none of them may be missing.
 */
const hasReached = (
  { versionId }: RunRow,
  { said, ending, failed }: { said: boolean; ending: RunStop; failed: StepResult | undefined }
): boolean => {
  if (ending.state === 'done' || (said && versionId !== null)) return true;
  return said && !failed?.stopped && ending.state !== 'stopped';
};

/** How many steps there are in all; null: of a flow nobody knows before its end. */
const totalOf = ({ versionId, steps }: RunRow): number | null =>
  versionId === null ? (steps?.length ?? 0) : null;

const sentence = (run: RunRow, log: StepResult[], { state, reason }: RunStop): string => {
  const failed = log.find((one) => !one.ok);
  const done = log.filter((one) => one.ok).length;
  const total = totalOf(run);
  const line = `bot "${run.botName}": ${done}${total === null ? '' : ` of ${total}`} steps done`;
  if (failed) return `${line}; step ${failed.index + 1} (${failed.kind}) failed: ${failed.reason}`;
  return state === 'done' ? line : `${line}; stopped: ${reason}`;
};

/**
 * Does somebody of the team have to look at what the person wrote? Where a list of steps could not do all, and where a flow
 * owes an answer, or broke off while it was answering: not while it waited for the next message.
 */
const callsSomebody = (run: RunRow, { state }: RunStop): boolean => {
  if (run.versionId === null) return state !== 'done';
  return run.owes || (state !== 'done' && !run.unasked && !run.asked);
};

/**
 * Why the run ended, as lists show it, and whether somebody has to look: it can be resumed, and the person did not choose that
 * nothing comes.
 */
const verdictOf = (
  { why }: Pick<RunRow, 'why'>,
  ending: RunStop
): Pick<RunRow, 'why' | 'unseen'> => {
  const isStep = ending.reason === 'step-failed';
  const shown = isStep ? (why ?? ending.reason) : ending.reason;
  return { why: shown, unseen: isResumable(ending) && !(isStep && isRefusal(shown)) };
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
    if (failed && !isRefusal(failed.reason)) {
      const { index: step, kind, reason } = failed;
      await keeper().trouble(trx, run.botId, { step, kind, reason: reason ?? 'unknown' });
    } else if (ending.reason !== null && BOUNDS.has(ending.reason))
      await keeper().trouble(trx, run.botId, { step: null, kind: null, reason: ending.reason });
  };

  /** The whole interaction as one line for people (B-15, L-03), and what follows for a campaign. */
  const tellEnd = async (trx: Knex.Transaction, run: RunRow, ending: RunStop): Promise<void> => {
    // A run that has left no node has no rows of steps.
    const all = run.step === 0 ? [] : ((await stepsOf(trx, [run])).get(run.id) ?? []);
    const steps = sinceResumed(all).filter(({ kind }) => kind !== MOVED);
    await noteTrouble(trx, run, { steps, ending });
    await logsService(strapi).writeIn(trx, {
      area: 'bot',
      level: ending.state === 'done' || CHOSEN.has(ending.reason) ? 'info' : 'warn',
      event: ending.state === 'done' ? 'bot-answered' : `bot-${ending.reason}`,
      text: sentence(run, steps, ending),
      accountId: run.accountId,
      contactId: run.contactId,
      botId: run.botId,
      details: {
        run: run.id,
        bot: run.botName,
        done: steps.filter((one) => one.ok).length,
        total: totalOf(run) ?? steps.length,
        origin: run.origin,
        trigger: run.trigger,
        ...(run.word === null ? {} : { word: run.word }),
        ...(run.beganById === null ? {} : { messageId: run.beganById }),
        steps: steps.map(({ index, kind, ok, reason, subject }) => ({
          step: index + 1,
          kind,
          ok,
          ...(reason ? { reason } : {}),
          // What a person chose is an answer: it stays with the run.
          ...(subject && kind !== 'choice' ? { subject } : {}),
        })),
      },
    });
    if (run.flowKey === null) return;
    const { said } = run;
    const failed = steps.find((one) => !one.ok);
    for (const effect of runEffects)
      await effect(trx, {
        botId: run.botId,
        runId: run.id,
        key: run.flowKey,
        contactId: run.contactId,
        said,
        ok: hasReached(run, { said, ending, failed }),
        reason: failed?.reason ?? ending.reason,
      });
  };

  /**
   * The thread says that a flow is over that said something in it. A merge may have moved the run to another one meanwhile.
   */
  const noteEnd = async (
    trx: Knex.Transaction,
    run: RunRow,
    { state }: RunStop
  ): Promise<FeedEntry[]> => {
    const { id: runId, versionId, botId, botName: subject, said } = run;
    const isNoted = versionId !== null && said;
    const now = isNoted ? await findRun(trx, runId) : null;
    const thread = now && (await conversationById(trx, now.conversationId));
    if (!thread) return [];
    const kind = state === 'done' ? 'flow-ended' : 'flow-stopped';
    const { id, assigneeId } = thread;
    await recordEvents(trx, [{ conversationId: id, kind, at: clock.now(), botId, runId, subject }]);
    return [{ type: 'conversation', id, scope: { assignees: [assigneeId] } }];
  };

  /**
   * The thread tells with its first message that a bot answered, or when a flow began: of a campaign to many people, flows that
   * say nothing write nothing there. A merge may have moved it while the message was on its way.
   */
  const noteFirst = async (trx: Knex.Transaction, run: RunRow): Promise<void> => {
    const thread = run.said ? null : await findRun(trx, run.id);
    if (!thread) return;
    const isFlow = run.versionId !== null;
    await recordEvents(trx, [
      {
        conversationId: thread.conversationId,
        kind: isFlow ? 'flow-began' : 'bot-answered',
        at: isFlow ? run.startedAt : clock.now(),
        botId: run.botId,
        runId: run.id,
        subject: run.botName,
      },
    ]);
  };

  /** Writes where the run is now, and what it said, or how it ended. Throws `NotOurs` when it is not ours any more. */
  const write = async (
    trx: Knex.Transaction,
    run: RunRow,
    { change = {}, ending }: { change?: Partial<RunRow>; ending: RunStop | null }
  ): Promise<FeedEntry[]> => {
    const ended = ending && {
      ...ending,
      ...verdictOf({ ...run, ...change }, ending),
      endedAt: clock.now(),
      // What another system answered is of no more use.
      heard: null,
      owner: null,
      ownedUntil: 0,
    };
    if ((await moveRun(trx, run, { ...change, tries: 0, ...ended })) === 0) throw new NotOurs();
    const now = { ...run, ...change };
    if (now.said) await noteFirst(trx, run);
    if (!ending) return [];
    const called = callsSomebody(now, ending) ? await calls.call(trx, run) : [];
    await tellEnd(trx, now, ending);
    const noted = await noteEnd(trx, now, ending);
    return [...called, ...noted, { type: 'bot', id: run.botId }];
  };

  /** The run reaches its goal where one of these steps is the goal, for the first time. */
  const goalBy = ({ run, graph }: Walking, nodes: (string | null)[]): Partial<RunRow> =>
    run.goalAt === null && isGoal(graph, nodes) ? { goalAt: clock.now() } : {};

  /** The run leaves its node: the step is written, and the run is at the next one or has ended. */
  const leave = async (
    trx: Knex.Transaction,
    { run, graph }: Walking,
    {
      node,
      came: { exit = NEXT, change: own, variant = null, lost = [], ...came },
    }: { node: FlowNode; came: Came }
  ): Promise<FeedEntry[]> => {
    const place = placeOf(run);
    const outcome = came.ok ? ({ kind: 'exit', exit } as const) : ({ kind: 'failed' } as const);
    const next = move(graph, place, { outcome, stops: stopsRun });
    const isHandled = !came.ok && handlesFailure(node);
    const troubled = run.troubled || (!came.ok && !isHandled);
    const { kind } = node.step;
    const speaks = came.ok && isReply(node.step) && !isWaiting(node.step);
    // A question spoke when it was asked, even where the process died before it wrote so; the next step owes the answer.
    const hasSpoken = speaks || (came.ok && run.waitsFor === 'answer');
    await insertStep(trx, {
      runId: run.id,
      visit: place.visit,
      node: node.id,
      kind,
      ...came,
      variant,
      exit: came.ok ? exit : isHandled ? FAILED : null,
      messageId: run.answerId,
      stopped: next.kind === 'ended' && next.why === 'failed',
      at: clock.now(),
    });
    await noteLost(strapi, trx, { run, lost });
    const change = {
      node: next.place.node,
      step: run.step + 1,
      sinceWait: next.place.sinceWait,
      said: run.said || hasSpoken,
      owes: run.owes && !speaks && !(came.ok && SETTLES.has(kind)),
      troubled,
      ...(came.ok || isHandled ? {} : { why: came.reason }),
      ...goalBy({ run, graph }, [node.id, next.place.node]),
      ...(run.opened === node.id ? { opened: null } : {}),
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

  /** Silent here until a person hands it back; the thread, the bot's row and the log say so. */
  const trip = (run: RunRow) =>
    db.tx(async (trx) => {
      const hints = await write(trx, run, {
        ending: { state: 'stopped', reason: 'loop-guard' },
      });
      hints.push(...(await pauseBots(trx, run.conversationId, { by: null, at: clock.now() })));
      await realtimeService(strapi).append(trx, hints);
    });

  /** The run ends, and the conversation goes to people as by the step that hands over. */
  const giveUp = (run: RunRow, ending: RunStop) =>
    db.tx(async (trx) => {
      const hints = await write(trx, run, { ending });
      await updateConversation(trx, run.conversationId, opened());
      hints.push(...(await pauseBots(trx, run.conversationId, { by: null, at: clock.now() })));
      await realtimeService(strapi).append(trx, hints);
    });

  /** `leave` in a transaction of its own. */
  const depart = (walking: Walking, node: FlowNode, came: Came): Promise<void> =>
    db.tx(async (trx) => {
      const hints = await leave(trx, walking, { node, came });
      failPoint('flow-left');
      await realtimeService(strapi).append(trx, hints);
    });

  const failed = (walking: Walking, node: FlowNode, reason: string): Promise<void> =>
    depart(walking, node, { ok: false, reason, subject: null });

  /** The run begins to ask or to wait: from here on an answer finds it. */
  const begin = async (
    run: RunRow,
    waits: Pick<RunRow, 'waitsFor' | 'attempts' | 'owes'> & Partial<Pick<RunRow, 'waitsEvent'>>
  ): Promise<RunRow> => {
    const change = { ...waits, asked: false, askedAt: clock.now(), answerId: null, tries: 0 };
    if ((await moveRun(db.knex, run, change)) === 0) throw new NotOurs();
    return { ...run, ...change };
  };

  /** The run stays at its node and waits; others of its conversation go on meanwhile. One that has its answer goes on. */
  const rest = async (
    trx: Knex.Transaction,
    run: RunRow,
    {
      nextAt,
      ...change
    }: Pick<RunRow, 'nextAt'> & Partial<Pick<RunRow, 'said' | 'owes' | 'sinceWait' | 'lane'>>
  ): Promise<boolean> => {
    const asked = { asked: true, sinceWait: 0, tries: 0, ...change };
    const left = await restRun(trx, run, { ...asked, nextAt });
    if (left === 'gone') throw new NotOurs();
    if (change.said) await noteFirst(trx, run);
    return left === 'waits';
  };

  return { leave, depart, begin, rest, end, trip, giveUp, failed };
};
export type Moves = ReturnType<typeof createMoves>;
