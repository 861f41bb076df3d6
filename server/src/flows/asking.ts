import type { Core } from '@strapi/strapi';
import { zoneFor } from '../accounts/public';
import { quietUntil } from '../consent/public';
import { contactsService } from '../contacts/public';
import type { FlowNode } from '../contracts/flow-graph';
import { handedBackAt, shownState, type MessageRow } from '../conversations/public';
import { failPoint } from '../kernel/fail-point';
import { MINUTE_MS } from '../kernel/time';
import { realtimeService } from '../realtime/public';
import { inboundWait, type IntentContent } from '../sending/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { questionOf } from './answers';
import { choiceId } from './domain/choice-id';
import { isTooLate } from './domain/late';
import { keyOfAsking } from './domain/message-key';
import {
  afterAnswer,
  questionContent,
  waitUntil,
  wordsToAsk,
  type Asking,
  type Waiting,
} from './domain/question';
import { awaitedKey } from './domain/wait-event';
import { speaksAfter } from './domain/walk';
import type { Calls } from './calls';
import type { Moves, Walking } from './moves';
import { readAnswer } from './read-answer';
import type { RunRow } from './tables';
import { fillerFor } from './texts';

/** Hands a message to the door, once. False: the run was stopped instead. */
export type Say = (
  run: RunRow,
  key: string,
  content: () => Promise<IntentContent>
) => Promise<boolean>;

interface AskingDeps {
  moves: Moves;
  say: Say;
  /** The message that the run answers waits for somebody of the team after all. */
  call: Calls['call'];
}

/** Steps that hold the run: questions, choices and waits. Each is entered, rests, and is left by an exit. */
export const createAsking = (strapi: Core.Strapi, { moves, say, call }: AskingDeps) => {
  const { db, clock } = contextOf(strapi);
  const personOf = ({ contactId }: RunRow) => contactsService(strapi).get(contactId);

  const out = (
    walking: Walking,
    node: FlowNode,
    { exit, subject = null, lost = [], ...change }: Out
  ) => moves.depart(walking, node, { ok: true, reason: null, subject, exit, change, lost });

  const content = async (run: RunRow, step: Asking, again: boolean): Promise<IntentContent> => {
    const contact = await personOf(run);
    const words = wordsToAsk(step, again);
    const { id: runId, step: visits, accountId, variables } = run;
    const given = { texts: [words], contact, accountId, variables };
    const fill = await fillerFor(strapi, db.knex, given);
    return questionContent(step, {
      text: fill(words),
      language: contact.language,
      idOf: (exit) => choiceId({ runId, step: visits, exit }),
    });
  };

  /** Asks, and lets go of the run. True: the answer came while it asked. */
  const ask = async (walking: Walking, step: Asking): Promise<boolean> => {
    const { run } = walking;
    const { attempts } = run;
    if (!(await say(run, keyOfAsking(run), () => content(run, step, attempts > 1)))) return false;
    return db.tx(async (trx) => {
      const nextAt = clock.now() + step.noAnswerAfter * MINUTE_MS;
      const isResting = await moves.rest(trx, run, { nextAt, said: true });
      failPoint('flow-asked');
      return !isResting;
    });
  };
  const askFirst = async ({ run, graph }: Walking, step: Asking): Promise<boolean> => {
    // The question is what it says on the message before; from here on it owes nothing but on the next one.
    const begun = await moves.begin(run, { waitsFor: 'answer', attempts: 1, owes: false });
    return ask({ run: begun, graph }, step);
  };

  const answer = async (walking: Walking, node: FlowNode, step: Asking): Promise<boolean> => {
    const { run, graph } = walking;
    const { attempts, variables } = run;
    const messageId = run.answerId ?? 0;
    const came = await readAnswer(strapi, db.knex, { run, step, messageId });
    const next = afterAnswer(step, { answer: came, attempts, variables });
    if (next === 'again') {
      const again = { waitsFor: 'answer', attempts: attempts + 1, owes: false } as const;
      return ask({ run: await moves.begin(run, again), graph }, step);
    }
    await out(walking, node, next);
    return true;
  };

  const hold = async ({ run }: Walking, step: Waiting): Promise<boolean> => {
    const zone = zoneFor(strapi, await personOf(run));
    const waitsFor = step.orAnswer ? 'message' : 'time';
    const waitsEvent = step.orEvent ? awaitedKey(step.orEvent) : null;
    const begun = await moves.begin(run, { waitsFor, waitsEvent, attempts: 1, owes: run.owes });
    const nextAt = waitUntil(step, { now: clock.now(), zone });
    return db.tx(async (trx) => {
      // Nobody waits for days until a flow says something on their message.
      const called = run.owes ? await call(trx, run) : [];
      await realtimeService(strapi).append(trx, called);
      const isResting = await moves.rest(trx, begun, { nextAt, owes: false });
      failPoint('flow-waiting');
      return !isResting;
    });
  };

  /**
   * How long silence still has; 0: it is over. A question that waits to be sent has not been asked, and one that was open
   * while somebody else talked is asked again when that is over.
   */
  const silenceLeft = async (
    run: RunRow,
    { step, question }: { step: Asking; question: MessageRow | null }
  ): Promise<number> => {
    const isUnsent = question?.acceptedAt === null && UNSENT.has(question.state);
    const backAt = await handedBackAt(db.knex, run.conversationId);
    const asked = Math.max(question?.acceptedAt ?? 0, run.askedAt ?? 0, backAt ?? 0);
    const since = isUnsent ? clock.now() : asked;
    return Math.max(0, since + step.noAnswerAfter * MINUTE_MS - clock.now());
  };

  /** End of the person's quiet hours; null: they are none now. */
  const quietEnd = async (run: RunRow): Promise<number | null> => {
    const { quietHours } = await settingsService(strapi).get();
    return quietHours && quietUntil(quietHours, await personOf(run), clock.now());
  };

  /**
   * Nobody answered, as far as we have heard. What people wrote while the server was down is heard first. A wait after
   * which the flow speaks is not over in somebody's night: what they write until the morning still ends it.
   */
  const silence = async (walking: Walking, node: FlowNode): Promise<boolean> => {
    const { run, graph } = walking;
    const step = node.step as Asking | Waiting;
    const question = step.kind === 'wait' ? null : await questionOf(db.knex, run);
    if (question && shownState(question) === 'failed') {
      await moves.failed(walking, node, 'not-delivered');
      return true;
    }
    const left = step.kind === 'wait' ? 0 : await silenceLeft(run, { step, question });
    // A campaign says how long it waits: while it is paused, so do its people (see `isStale` of the runner).
    if (left === 0 && isTooLate(run, { dueAt: run.nextAt, now: clock.now() })) {
      await moves.end(run, { state: 'stopped', reason: 'stale' });
      return false;
    }
    const isDeaf = left === 0 && (await inboundWait(strapi)) !== null;
    if (left > 0 || isDeaf) {
      const nextAt = clock.now() + Math.max(left, MINUTE_MS);
      return !(await db.tx((trx) => moves.rest(trx, run, { nextAt })));
    }
    const exit = step.kind === 'wait' ? 'over' : 'no-answer';
    const until = speaksAfter(graph, node, exit) ? await quietEnd(run) : null;
    if (until !== null) return !(await db.tx((trx) => moves.rest(trx, run, { nextAt: until })));
    await out(walking, node, { exit, unasked: true });
    return true;
  };

  return {
    /** Enters the step, or leaves it by what came of it. False: the run rests. */
    perform: async (walking: Walking, node: FlowNode): Promise<boolean> => {
      const { run } = walking;
      const step = node.step as Asking | Waiting;
      if (run.waitsFor === 'failed') {
        await moves.failed(walking, node, 'not-delivered');
        return true;
      }
      if (step.kind === 'wait') {
        if (!run.asked) return hold(walking, step);
        const happened = run.waitsFor === 'event';
        if (run.answerId === null && !happened) return silence(walking, node);
        // Who did something has not written: what follows answers nobody, as after the time.
        await out(walking, node, { exit: 'came', ...(happened ? { unasked: true } : {}) });
        return true;
      }
      if (run.waitsFor === null) return askFirst(walking, step);
      if (run.answerId !== null) return answer(walking, node, step);
      return run.asked ? silence(walking, node) : ask(walking, step);
    },
  };
};

/** States of a message that is not at WhatsApp yet. */
const UNSENT: ReadonlySet<string> = new Set(['queued', 'sending']);

/** How a step is left, and what changes of the run; `lost`: names of values that it could not keep. */
interface Out extends Pick<Partial<RunRow>, 'variables' | 'unasked'> {
  exit: string;
  subject?: string | null;
  lost?: readonly string[];
}
