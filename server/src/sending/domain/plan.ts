import type { SendOutcome } from '../../cloud-api/outcome';
import { backoffMs } from '../../kernel/backoff';
import { assertNever } from '../../kernel/result';
import { DAY_MS, MINUTE_MS } from '../../kernel/time';

/** What stops more than one row: the scope that must rest until a person (or Meta) has mended it. */
export type Breaker = 'auth' | 'account' | 'template' | 'limit';

/** What becomes of a row after its call (engine 2 and 10). */
export type Plan =
  | { kind: 'accepted'; wamid: string; held: boolean; templatePaused: boolean }
  /** A certain (or probable) no: again later. `counts` toward the five tries. */
  | {
      kind: 'again';
      afterMs: number;
      counts: boolean;
      slow: 'number' | null;
      /** The whole number rests so long: Meta is working on it. Null = only this row waits. */
      restMs: number | null;
      /** Too many to this one person: the wait is short and known, so an agent's message takes it too. */
      pair: boolean;
      breaker: Breaker | null;
      error: PlanError | null;
      certain: boolean;
    }
  | { kind: 'cooling'; afterMs: number; error: PlanError }
  | { kind: 'failed'; error: PlanError; breaker: Breaker | null }
  | { kind: 'uncertain'; why: string };

export interface PlanError {
  code: number | null;
  /** Tells the causes of a wide code apart: a token that expired from one that was withdrawn. */
  subcode?: number;
  class: string;
  text: string;
}

export interface PlanContext {
  /** Refusals so far that count. */
  tries: number;
  /** 131049 and the like may wait a day instead of failing. */
  mayCool: boolean;
  random: () => number;
}

export const MAX_TRIES = 5;
const SECOND = 1_000;
/** Codes that mean "too many people": our count and Meta's differ. */
const LIMIT_CODES = new Set([131048]);

/** Meta is working on the number: nothing of it leaves for a while, and nobody is to blame (engine 10). */
const MAINTENANCE_CODES = new Set([131057, 2494100]);

type Refused = Extract<SendOutcome, { kind: 'refused' }>['error'];

const errorOf = (error: Refused): PlanError => ({
  code: error.code,
  ...(error.subcode === null ? {} : { subcode: error.subcode }),
  class: error.class,
  text: (error.details ?? error.title).slice(0, 1000),
});

const again = (change: Partial<Extract<Plan, { kind: 'again' }>>): Plan => ({
  kind: 'again',
  afterMs: 0,
  counts: false,
  slow: null,
  restMs: null,
  pair: false,
  breaker: null,
  error: null,
  certain: true,
  ...change,
});

/** The codes come with a 5xx too; then the number rests all the same, but acceptance is not quite excluded. */
const onMaintenance = (error: Refused, certain: boolean): Plan => {
  const restMs = Math.max(error.retryAfterMs ?? 0, MINUTE_MS);
  return again({ afterMs: restMs, restMs, error: errorOf(error), certain });
};
const inMaintenance = (error: Refused): boolean =>
  [error.code, error.subcode].some((code) => code !== null && MAINTENANCE_CODES.has(code));

const orFailed = (plan: Plan, error: PlanError, tries: number): Plan =>
  tries + 1 >= MAX_TRIES ? { kind: 'failed', error, breaker: null } : plan;

const onRate = (error: Refused, { tries }: PlanContext): Plan => {
  const wait = error.retryAfterMs ?? 0;
  if (error.scope === 'pair') {
    // 4^x seconds for this person alone; others are not affected.
    return again({
      afterMs: Math.max(wait, 4 ** Math.min(4, tries) * SECOND),
      counts: tries < 4,
      pair: true,
      error: errorOf(error),
    });
  }
  if (error.scope === 'number' || error.scope === null)
    return again({ afterMs: Math.max(wait, SECOND), slow: 'number', error: errorOf(error) });
  return again({ afterMs: Math.max(wait, MINUTE_MS), slow: 'number', error: errorOf(error) });
};

const onRefused = (error: Refused, context: PlanContext): Plan => {
  const said = errorOf(error);
  if (inMaintenance(error)) return onMaintenance(error, true);
  if (error.code !== null && LIMIT_CODES.has(error.code))
    return again({ afterMs: MINUTE_MS, breaker: 'limit', error: said });
  switch (error.class) {
    case 'transient': {
      const afterMs = Math.max(
        error.retryAfterMs ?? 0,
        backoffMs(context.tries + 1, { baseMs: 2 * SECOND, maxMs: MINUTE_MS }, context.random)
      );
      return orFailed(again({ afterMs, counts: true, error: said }), said, context.tries);
    }
    case 'rate':
      return onRate(error, context);
    case 'recipient-cooldown':
      return context.mayCool
        ? { kind: 'cooling', afterMs: DAY_MS, error: said }
        : { kind: 'failed', error: said, breaker: null };
    // The message was certainly not accepted: the row waits, the campaign pauses, nobody is failed for a token.
    case 'template':
    case 'account':
    case 'auth':
      return again({ afterMs: MINUTE_MS, breaker: error.class, error: said });
    case 'recipient-permanent':
    case 'request':
      return { kind: 'failed', error: said, breaker: null };
    default:
      return assertNever(error.class);
  }
};

/** Decides a row's next state from what came back. Pure. */
export const planAfter = (outcome: SendOutcome, context: PlanContext): Plan => {
  switch (outcome.kind) {
    case 'accepted':
      return {
        kind: 'accepted',
        wamid: outcome.wamid,
        held: outcome.held,
        templatePaused: outcome.paused,
      };
    case 'refused':
      return onRefused(outcome.error, context);
    case 'probable': {
      if (inMaintenance(outcome.error)) return onMaintenance(outcome.error, false);
      // Meta broke while handling it: 1, 2, 4, 8 minutes, dropped when a fact for the old token comes meanwhile.
      const said = errorOf(outcome.error);
      return orFailed(
        again({
          afterMs: 2 ** context.tries * MINUTE_MS,
          counts: true,
          error: said,
          certain: false,
        }),
        said,
        context.tries
      );
    }
    case 'not-sent':
      if (outcome.why === 'invalid-request') {
        const text = `the message breaks a rule of WhatsApp: ${outcome.field ?? ''}`;
        return { kind: 'failed', error: { code: null, class: 'request', text }, breaker: null };
      }
      // No byte left: a network at rest, or a permit that became too old. Never held against the person.
      return again({
        afterMs: outcome.why === 'cancelled' ? 0 : 5 * SECOND,
        slow: outcome.why === 'cancelled' ? null : 'number',
      });
    case 'uncertain':
      return { kind: 'uncertain', why: outcome.why };
    default:
      return assertNever(outcome);
  }
};

/** Meta's code for "the person stopped marketing messages of this business". */
const STOPPED = 131050;

/** The call was refused because the person opted out at WhatsApp. */
export const isPersonsNo = (plan: Plan): boolean =>
  plan.kind === 'failed' && plan.error.code === STOPPED;

/** What the plans of a batch mean for their number. */
export const signsOf = (plans: readonly Plan[]): { refusedByRate: boolean; restMs: number } => {
  const waits = plans.filter((plan) => plan.kind === 'again');
  return {
    refusedByRate: waits.some((plan) => plan.slow === 'number'),
    restMs: Math.max(0, ...waits.map((plan) => plan.restMs ?? 0)),
  };
};
