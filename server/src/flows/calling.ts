import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { FlowNode, FlowStep } from '../contracts/flow-graph';
import { textsOf } from '../contracts/flow-parts';
import { failPoint } from '../kernel/fail-point';
import { outboundService, type Called, type CallRequest } from '../outbound/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { hasBody, inHeader, inJson, isSafe, savedOf } from './domain/http-answer';
import { kept } from './domain/variables';
import type { Moves, Walking } from './moves';
import type { Heard, RunRow } from './tables';
import { fillerFor } from './texts';
import { heardBack } from './wait-store';

type HttpStep = Extract<FlowStep, { kind: 'http' }>;

const LIMIT_MS = 8_000;
const LIMIT_BYTES = 64 * 1024;
/** After this a call whose process died is over: two tries of a GET, and what passes around them. */
const OVER_MS = 30_000;
/** Calls of this process at once. */
const AT_ONCE = 10;
const SOON_MS = 500;
/** Times that a GET is asked: once more after nobody answered in time, or knows. */
const GET_MOST = 2;

/** Why an answer is none, as a stable word. */
const failureOf = (called: Called): Heard | null => {
  if (called.status === null) return { status: null, reason: `http-${called.error}`, saved: {} };
  const isGood = called.status >= 200 && called.status < 300;
  return isGood ? null : { status: called.status, reason: 'http-status', saved: {} };
};

/**
 * Steps that ask another system. The run waits meanwhile and holds nobody back: neither a transaction nor the runner lasts as
 * long as a call. That it calls is written before, so that nothing but a GET is ever called twice.
 */
export const createCalling = (
  strapi: Core.Strapi,
  { moves, wake }: { moves: Moves; wake: () => void }
) => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  let going = 0;

  /** The call with all values filled in. Throws `missing-value`. */
  const requestOf = async (run: RunRow, step: HttpStep): Promise<CallRequest> => {
    const contact = await contactsService(strapi).get(run.contactId);
    const { accountId, variables } = run;
    const texts = textsOf(step).map(([, text]) => text);
    const fill = await fillerFor(strapi, db.knex, { texts, contact, accountId, variables });
    const { installId } = await runtime.install();
    const body = hasBody(step) && step.body !== '' ? fill(step.body, inJson) : null;
    return {
      method: step.method,
      url: fill(step.url, encodeURIComponent),
      headers: {
        accept: 'application/json, text/plain',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...Object.fromEntries(
          step.headers.map(({ name, value }) => [name.toLowerCase(), inHeader(fill(value))])
        ),
        'idempotency-key': `${installId}:${run.id}:${run.step + 1}`,
      },
      body,
      limitMs: LIMIT_MS,
      limitBytes: LIMIT_BYTES,
    };
  };

  /** After a time-out a GET is asked once more; anything else may have been done. */
  const ask = async (request: CallRequest): Promise<Called> => {
    const first = await outboundService(strapi).call(request);
    const isLate = first.status === null && first.error === 'timeout';
    return isLate && isSafe(request) ? outboundService(strapi).call(request) : first;
  };

  const call = async (run: RunRow, step: HttpStep, request: CallRequest): Promise<void> => {
    const called = await ask(request);
    failPoint('flow-called');
    const failed = failureOf(called);
    const saved = called.status === null ? {} : savedOf(step, called.text);
    const heard = failed ?? { status: called.status, reason: null, saved };
    await heardBack(db.knex, run, { heard, now: clock.now() });
    wake();
  };

  /** Writes that it calls, lets go of the run and calls. True: the run was ended meanwhile, and nothing is called. */
  const begin = async (run: RunRow, step: HttpStep, attempts: number): Promise<boolean> => {
    const request = await requestOf(run, step);
    const { owes, sinceWait, lane } = run;
    const begun = await moves.begin(run, { waitsFor: 'calling', attempts, owes });
    const nextAt = clock.now() + OVER_MS;
    const isResting = await db.tx((trx) => moves.rest(trx, begun, { nextAt, sinceWait, lane }));
    if (!isResting) return true;
    going += 1;
    const work = () =>
      call(begun, step, request).finally(() => {
        going -= 1;
      });
    void runtime.background.run(log('bots'), 'a call of a flow', work);
    return false;
  };

  const finish = async (walking: Walking, node: FlowNode, heard: Heard): Promise<void> => {
    const { reason, status, saved } = heard;
    let { variables } = walking.run;
    for (const [name, value] of Object.entries(saved)) variables = kept(variables, name, value);
    const subject = status === null ? null : String(status);
    await moves.depart(walking, node, {
      ok: reason === null,
      reason,
      subject,
      change: { variables },
    });
  };

  return {
    calls: ({ step }: FlowNode): boolean => step.kind === 'http',
    /** False: the run waits for the answer, or for its turn. */
    perform: async (walking: Walking, node: FlowNode): Promise<boolean> => {
      const { run } = walking;
      const step = node.step as HttpStep;
      if (run.waitsFor === 'called' && run.heard) {
        await finish(walking, node, run.heard);
        return true;
      }
      // It was calling when its process died: whether it was heard nobody knows.
      const isUnknown = run.waitsFor === 'calling';
      if (isUnknown && !(isSafe(step) && run.attempts < GET_MOST)) {
        await finish(walking, node, { status: null, reason: 'http-unknown', saved: {} });
        return true;
      }
      if (going < AT_ONCE) return begin(run, step, isUnknown ? GET_MOST : 1);
      await moves.postpone(run, clock.now() + SOON_MS);
      return false;
    },
  };
};
