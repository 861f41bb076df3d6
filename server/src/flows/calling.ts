import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import { HTTP_LIMIT_MS, type FlowNode, type FlowStep } from '../contracts/flow-graph';
import { textsOf } from '../contracts/flow-parts';
import { failPoint } from '../kernel/fail-point';
import { outboundService, type Called, type CallRequest } from '../outbound/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { systemKeysService } from '../system-keys/public';
import { filledCall } from './call-texts';
import { isSafe, savedOf } from './domain/http-answer';
import { headerOf, keyNames, maskOf } from './domain/http-keys';
import { isLost, kept } from './domain/variables';
import { createLine } from './line';
import type { Moves, Walking } from './moves';
import type { Heard, RunRow } from './tables';
import { fillerFor } from './texts';
import { heardBack } from './wait-store';

type HttpStep = Extract<FlowStep, { kind: 'http' }>;

/** Calls of a process to other systems. */
const AT_ONCE = 10;
const LIMIT_BYTES = 64 * 1024;
/** After this a call whose process died is over: two tries of a GET, and what passes around them. */
const OVER_MS = 30_000;
/** Times that a GET is asked: once more after nobody answered in time, or knows. */
const GET_MOST = 2;

/** A call that is ready, with the keys of other systems in its headers. It is in memory only. */
interface Prepared {
  request: CallRequest;
  keys: ReadonlyMap<string, string>;
}

/** Why an answer is none, as a stable word. */
const failureOf = (called: Called): Heard | null => {
  if (called.status === null) return { status: null, reason: `http-${called.error}`, saved: {} };
  const isGood = called.status >= 200 && called.status < 300;
  return isGood ? null : { status: called.status, reason: 'http-status', saved: {} };
};

/**
 * Steps that ask another system, while the run waits. That it calls is written before, so that nothing but a GET is ever called
 * twice.
 */
export const createCalling = (
  strapi: Core.Strapi,
  { moves, wake }: { moves: Moves; wake: () => void }
) => {
  const { db, clock } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const line = createLine(strapi, { moves, what: 'a call of a flow', atOnce: AT_ONCE });

  /** The call with all values filled in. Throws `missing-value`, `http-path`, and why a key may not be sent. */
  const prepare = async (run: RunRow, step: HttpStep): Promise<Prepared> => {
    const contact = await contactsService(strapi).get(run.contactId);
    const { accountId, variables } = run;
    const texts = textsOf(step).map(([, text]) => text);
    const fill = await fillerFor(strapi, db.knex, { texts, contact, accountId, variables });
    const { installId } = await runtime.install();
    const { url, body } = filledCall(step, fill);
    const keys = await systemKeysService(strapi).open(keyNames(step), url);
    const headers: CallRequest['headers'] = {
      accept: 'application/json, text/plain',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(
        step.headers.map(({ name, value }) => [name.toLowerCase(), headerOf(value, { fill, keys })])
      ),
      'idempotency-key': `${installId}:${run.id}:${run.step + 1}`,
    };
    const { method } = step;
    const limits = { limitMs: HTTP_LIMIT_MS, limitBytes: LIMIT_BYTES };
    return { request: { method, url, headers, body, ...limits }, keys };
  };

  /** After a time-out a GET is asked once more; anything else may have been done. */
  const ask = async (request: CallRequest): Promise<Called> => {
    const first = await outboundService(strapi).call(request);
    const isLate = first.status === null && first.error === 'timeout';
    return isLate && isSafe(request) ? outboundService(strapi).call(request) : first;
  };

  const call = async (run: RunRow, step: HttpStep, { request, keys }: Prepared): Promise<void> => {
    const called = await ask(request);
    failPoint('flow-called');
    const failed = failureOf(called);
    const mask = maskOf(keys.values());
    const saved = called.status === null ? {} : savedOf(step, called.text, mask);
    const heard = failed ?? { status: called.status, reason: null, saved };
    await heardBack(db.knex, run, { heard, now: clock.now() });
    wake();
    const { status } = called;
    const error = called.status === null ? called.error : null;
    await systemKeysService(strapi).used([...keys.keys()], { status, error });
  };

  /** Writes that it calls, lets go of the run and calls. True: the run was ended meanwhile, and nothing is called. */
  const begin = async (run: RunRow, step: HttpStep, attempts: number): Promise<boolean> => {
    const prepared = await prepare(run, step);
    const begun = await line.letGo(run, { attempts, overMs: OVER_MS });
    if (!begun) return true;
    failPoint('flow-calling');
    line.start(() => call(begun, step, prepared));
    return false;
  };

  const finish = async (walking: Walking, node: FlowNode, heard: Heard): Promise<void> => {
    const { reason, status, saved } = heard;
    let { variables } = walking.run;
    const lost: string[] = [];
    for (const [name, value] of Object.entries(saved)) {
      variables = kept(variables, name, value);
      if (isLost(variables, name, value)) lost.push(name);
    }
    const subject = status === null ? null : String(status);
    await moves.depart(walking, node, {
      ok: reason === null,
      reason,
      subject,
      change: { variables },
      lost,
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
      return line.isFull() ? line.waitIn(run) : begin(run, step, isUnknown ? GET_MOST : 1);
    },
  };
};
