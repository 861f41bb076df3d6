import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { ANSWERS_MOST, ANSWERS_WITHIN_MS, type BotStep, type StepResult } from '../contracts/bots';
import { conversationById, pauseBots, recordEvents } from '../conversations/public';
import { backoffMs } from '../kernel/backoff';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { logsService } from '../logs/public';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { isReply, stopsChain } from './domain/chain';
import { createActions, type Acted } from './perform';
import type { FlowEffect } from './public';
import { createReplies } from './replies';
import { claimRun, countAnswers, dueRuns, findRun, moveRun } from './run-store';
import { findBot, updateBot } from './store';
import type { BotRow, BotRunRow } from './tables';

/** Runs read at once; each is a few short transactions. */
const RUNS_AT_ONCE = 20;
const TRIES = 5;

/** The run was taken by another process, or its step was done: leave it alone. */
class NotOurs extends Error {}

type Ending =
  | { state: 'done'; reason: 'handed-over' | null }
  | { state: 'failed'; reason: 'step-failed' }
  | {
      state: 'stopped';
      reason: 'loop-guard' | 'deactivated' | 'conversation-gone' | 'person-took-over';
    };

const resultOf = (
  run: BotRunRow,
  step: BotStep,
  outcome: Pick<StepResult, 'ok' | 'reason' | 'subject'>
): StepResult => ({
  index: run.step,
  kind: step.kind,
  stopped: !outcome.ok && stopsChain(step),
  ...outcome,
});

/** What follows the step: the next one, or the end with its state. Null = the chain goes on. */
const endingAfter = (run: BotRunRow, step: BotStep, log: StepResult[]): Ending | null => {
  const last = log.at(-1);
  if (last?.stopped) return { state: 'failed', reason: 'step-failed' };
  if (run.step + 1 < (run.steps?.length ?? 0)) return null;
  if (step.kind === 'handover' && last?.ok) return { state: 'done', reason: 'handed-over' };
  // Somebody should know of a chain that came to its end with a broken step.
  return log.some((one) => !one.ok)
    ? { state: 'failed', reason: 'step-failed' }
    : { state: 'done', reason: null };
};

const sentence = (run: BotRunRow, log: StepResult[], { state, reason }: Ending): string => {
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
  { inBotDeed, flowEffects }: { inBotDeed: WeakSet<Knex.Transaction>; flowEffects: FlowEffect[] }
) => {
  const { db, clock, random, log: logOf } = contextOf(strapi);
  const log = logOf('bots');
  const runtime = runtimeService(strapi);
  const actions = createActions(strapi, inBotDeed);
  const replies = createReplies(strapi);
  const owner = runtime.instanceId;

  const noteTrouble = async (
    trx: Knex.Transaction,
    run: BotRunRow,
    { steps, ending }: { steps: StepResult[]; ending: Ending }
  ): Promise<void> => {
    const failed = steps.find((one) => !one.ok);
    if (!failed && ending.reason !== 'loop-guard') return;
    await updateBot(trx, run.botId, {
      lastErrorAt: clock.now(),
      lastError: failed
        ? { step: failed.index, kind: failed.kind, reason: failed.reason ?? 'unknown' }
        : { step: null, kind: null, reason: 'loop-guard' },
    });
  };

  /** The whole interaction as one line for people (B-15, L-03), and what follows for a campaign. */
  const tellEnd = async (
    trx: Knex.Transaction,
    run: BotRunRow,
    { steps, ending }: { steps: StepResult[]; ending: Ending }
  ): Promise<void> => {
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
    const said = steps.some((one) => one.ok && isReply(one as Pick<BotStep, 'kind'>));
    const failed = steps.find((one) => !one.ok);
    for (const effect of flowEffects)
      await effect(trx, {
        botId: run.botId,
        runId: run.id,
        key: run.flowKey,
        contactId: run.contactId,
        ok: ending.state === 'done' || (said && !failed?.stopped && ending.state !== 'stopped'),
        reason: failed?.reason ?? ending.reason,
      });
  };

  /** Moves the run past its step, or ends it. Throws `NotOurs` when it is not ours any more. */
  const move = async (
    trx: Knex.Transaction,
    run: BotRunRow,
    { steps, ending }: { steps: StepResult[]; ending: Ending | null }
  ): Promise<FeedEntry[]> => {
    const now = clock.now();
    const moved = await moveRun(trx, run, {
      log: steps,
      step: run.step + (steps.length > (run.log?.length ?? 0) ? 1 : 0),
      tries: 0,
      ...(ending
        ? { state: ending.state, reason: ending.reason, endedAt: now, owner: null, ownedUntil: 0 }
        : {}),
    });
    if (moved === 0) throw new NotOurs();
    if (!ending) return [];
    await tellEnd(trx, run, { steps, ending });
    return [{ type: 'bot', id: run.botId }];
  };

  const end = (run: BotRunRow, ending: Ending, steps = run.log ?? []) =>
    db.tx(async (trx) => {
      const hints = await move(trx, run, { steps, ending });
      await realtimeService(strapi).append(trx, hints);
    });

  /** Silent here until a person hands it back, told in the thread, on the bot's row and in the log. */
  const trip = (run: BotRunRow) =>
    db.tx(async (trx) => {
      const hints = await move(trx, run, {
        steps: run.log ?? [],
        ending: { state: 'stopped', reason: 'loop-guard' },
      });
      hints.push(...(await pauseBots(trx, run.conversationId, { by: null, at: clock.now() })));
      await realtimeService(strapi).append(trx, hints);
    });

  const failed = async (run: BotRunRow, step: BotStep, reason: string): Promise<void> => {
    const steps = [...(run.log ?? []), resultOf(run, step, { ok: false, reason, subject: null })];
    await db.tx(async (trx) => {
      const hints = await move(trx, run, { steps, ending: endingAfter(run, step, steps) });
      await realtimeService(strapi).append(trx, hints);
    });
  };

  const doReply = async (run: BotRunRow, step: BotStep): Promise<void> => {
    if (!(await replies.wasSent(run))) {
      const since = clock.now() - ANSWERS_WITHIN_MS;
      if ((await countAnswers(db.knex, run.conversationId, since)) >= ANSWERS_MOST)
        return trip(run);
      await replies.send(run, step);
    }
    failPoint('bot-sent');
    const steps = [
      ...(run.log ?? []),
      resultOf(run, step, { ok: true, reason: null, subject: null }),
    ];
    const isFirst = !(run.log ?? []).some((one) => one.ok && isReply(one as Pick<BotStep, 'kind'>));
    await db.tx(async (trx) => {
      const hints = await move(trx, run, { steps, ending: endingAfter(run, step, steps) });
      if (isFirst)
        await recordEvents(trx, [
          {
            conversationId: run.conversationId,
            kind: 'bot-answered',
            at: clock.now(),
            botId: run.botId,
            subject: run.botName,
          },
        ]);
      await realtimeService(strapi).append(trx, hints);
    });
  };

  const doAction = async (run: BotRunRow, step: BotStep): Promise<void> => {
    const prepared = await actions.prepare(step);
    await db.tx(async (trx) => {
      const acted: Acted = await actions.act(trx, run, { step, prepared });
      const steps = [
        ...(run.log ?? []),
        resultOf(run, step, { ok: true, reason: null, subject: acted.subject }),
      ];
      const hints = await move(trx, run, { steps, ending: endingAfter(run, step, steps) });
      failPoint('bot-acting');
      await realtimeService(strapi).append(trx, [...acted.hints, ...hints]);
    });
  };

  /** A step that failed for a reason of ours is tried again, later and later; at last it counts as failed. */
  const again = async (run: BotRunRow, step: BotStep, error: unknown): Promise<void> => {
    if (run.tries + 1 >= TRIES) return failed(run, step, 'internal');
    log.warn('a step is tried again', { run: run.id, step: run.step, error: errorText(error) });
    const wait = backoffMs(run.tries + 1, { baseMs: 1_000, maxMs: 60_000 }, random);
    await moveRun(db.knex, run, {
      tries: run.tries + 1,
      nextAt: clock.now() + wait,
      owner: null,
      ownedUntil: 0,
    });
  };

  /** Why the chain must not go on; null = it may. Read before every step. */
  const hindrance = async (run: BotRunRow, bot: BotRow | null): Promise<Ending | null> => {
    if (!bot?.active) return { state: 'stopped', reason: 'deactivated' };
    const conversation = await conversationById(db.knex, run.conversationId);
    if (!conversation) return { state: 'stopped', reason: 'conversation-gone' };
    // B-18: somebody answered or took over between two steps.
    return conversation.botPausedAt === null
      ? null
      : { state: 'stopped', reason: 'person-took-over' };
  };

  /** One step. False: the run is finished, waits, or is not ours. */
  const advance = async (id: number): Promise<boolean> => {
    const run = await findRun(db.knex, id);
    if (!run || run.state !== 'due' || run.owner !== owner) return false;
    const step = run.steps?.[run.step];
    const stop = await hindrance(run, await findBot(db.knex, run.botId));
    if (stop || !step) {
      await end(run, stop ?? { state: 'done', reason: null });
      return false;
    }
    try {
      await (isReply(step) ? doReply(run, step) : doAction(run, step));
      return true;
    } catch (error) {
      if (error instanceof NotOurs) return false;
      const isOurs = !(error instanceof DomainError) || error.status === 503;
      if (isOurs) await again(run, step, error);
      else await failed(run, step, error.kind);
      return !isOurs;
    }
  };

  const runOne = async (id: number): Promise<void> => {
    const forMs = runtime.config.leaseMs;
    if (!(await claimRun(db, id, { owner, forMs }))) return;
    try {
      while (!runtime.draining.aborted && (await advance(id)));
    } catch (error) {
      if (!(error instanceof NotOurs)) throw error;
    }
  };

  return async (): Promise<void> => {
    while (!runtime.draining.aborted) {
      const ids = await dueRuns(db, RUNS_AT_ONCE);
      if (ids.length === 0) return;
      for (const id of ids) await runOne(id);
    }
  };
};
