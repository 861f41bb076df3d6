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
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import type { Calls } from './calls';
import { isReply, stopsChain } from './domain/chain';
import { createActions, type Acted } from './perform';
import type { FlowEffect } from './public';
import { createReplies } from './replies';
import { claimRun, countAnswers, dueRuns, findRun, moveRun, openChains } from './run-store';
import { findBot, updateBot } from './store';
import type { BotRow, BotRunRow } from './tables';

/** Runs read at once; each is a few short transactions. */
const RUNS_AT_ONCE = 20;
const TRIES = 5;
/** After these the conversation is somebody's, who must see what it is about. */
const LEADS_TO_PEOPLE = new Set<BotStep['kind']>(['assign', 'handover']);

/** The run was taken by another process, or its step was done: leave it alone. */
class NotOurs extends Error {}

type Ending =
  | { state: 'done'; reason: 'handed-over' | null }
  | { state: 'failed'; reason: 'step-failed' }
  | {
      state: 'stopped';
      reason:
        | 'loop-guard'
        | 'deactivated'
        | 'conversation-gone'
        | 'person-took-over'
        | 'campaign-cancelled';
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
  {
    inBotDeed,
    flowEffects,
    calls,
  }: {
    inBotDeed: WeakSet<Knex.Transaction>;
    flowEffects: FlowEffect[];
    calls: Calls;
  }
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
        said,
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
    const called = ending.state === 'done' ? [] : await calls.call(trx, run);
    await tellEnd(trx, run, { steps, ending });
    return [...called, { type: 'bot', id: run.botId }];
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
      // A merge may have moved the thread while the message was on its way.
      const thread = isFirst ? await findRun(trx, run.id) : null;
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

  const doAction = async (run: BotRunRow, step: BotStep): Promise<void> => {
    const prepared = await actions.prepare(step);
    await db.tx(async (trx) => {
      const called = LEADS_TO_PEOPLE.has(step.kind) ? await calls.call(trx, run) : [];
      const acted: Acted = await actions.act(trx, run, { step, prepared });
      const steps = [
        ...(run.log ?? []),
        resultOf(run, step, { ok: true, reason: null, subject: acted.subject }),
      ];
      const hints = await move(trx, run, { steps, ending: endingAfter(run, step, steps) });
      failPoint('bot-acting');
      await realtimeService(strapi).append(trx, [...called, ...acted.hints, ...hints]);
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

  /** Which of these chains wait because their campaign is paused, or end with it. */
  const holdsOf = (chains: readonly string[]) => sendingService(strapi).chainHolds(db.knex, chains);

  /** Why the chain must not go on, or waits; null = it may. Read before every step. */
  const hindrance = async (run: BotRunRow, bot: BotRow | null): Promise<Ending | 'wait' | null> => {
    if (!bot?.active) return { state: 'stopped', reason: 'deactivated' };
    const conversation = await conversationById(db.knex, run.conversationId);
    if (!conversation) return { state: 'stopped', reason: 'conversation-gone' };
    // B-18: somebody answered or took over between two steps.
    if (conversation.botPausedAt !== null) return { state: 'stopped', reason: 'person-took-over' };
    const hold = run.chain === null ? undefined : (await holdsOf([run.chain])).get(run.chain);
    if (hold === 'end') return { state: 'stopped', reason: 'campaign-cancelled' };
    return hold ?? null;
  };

  /** A merge of two people gave the run another person or thread since it was read: its step is taken there. */
  const wasMerged = async ({ id, contactId, conversationId }: BotRunRow): Promise<boolean> => {
    const now = await findRun(db.knex, id);
    return now !== null && (now.contactId !== contactId || now.conversationId !== conversationId);
  };

  /** One step. False: the run is finished, waits, or is not ours. */
  const advance = async (id: number): Promise<boolean> => {
    const run = await findRun(db.knex, id);
    if (!run || run.state !== 'due' || run.owner !== owner) return false;
    const step = run.steps?.[run.step];
    const stop = await hindrance(run, await findBot(db.knex, run.botId));
    if (stop === 'wait') {
      await moveRun(db.knex, run, { owner: null, ownedUntil: 0 });
      return false;
    }
    if (stop || !step) {
      if (stop?.reason === 'conversation-gone' && (await wasMerged(run))) return true;
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
      else if (await wasMerged(run)) return true;
      else await failed(run, step, error.kind);
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
