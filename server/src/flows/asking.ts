import type { Core } from '@strapi/strapi';
import { quietUntil } from '../consent/public';
import { contactsService, type ContactRow } from '../contacts/public';
import { FLOW_STALE_MS, type FlowNode, type FlowStep } from '../contracts/flow-graph';
import { messageByKey, shownState, type MessageRow } from '../conversations/public';
import { failPoint } from '../kernel/fail-point';
import { DAY_MS, MINUTE_MS } from '../kernel/time';
import { dayOf, instantOf, wallAt } from '../kernel/wall';
import { realtimeService } from '../realtime/public';
import { inboundWait, type IntentContent } from '../sending/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { questionOf } from './answers';
import { answerTo, type Said, type Speaker, type Value } from './domain/answer';
import { choiceId, pressedExit } from './domain/choice-id';
import { speaksAfter } from './domain/walk';
import type { Calls } from './calls';
import type { Moves, Walking } from './moves';
import { filledText } from './perform';
import { personZone } from './person';
import { keyOfAsking } from './replies';
import type { RunRow } from './tables';

type Asking = Extract<FlowStep, { kind: 'question' | 'choice' }>;
type Waiting = Extract<FlowStep, { kind: 'wait' }>;

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

/** Meta shows three buttons; more choices are a list. */
const BUTTONS_MOST = 3;
const OPEN_LIST = { tr: 'Seçin', en: 'Choose' } as const;

const speakerOf = (contact: ContactRow, now: number): Speaker => ({
  language: contact.language,
  country: contact.country,
  today: dayOf(wallAt(personZone(contact), now)),
});

/** What a message of the person is to a question. */
const saidBy = (message: MessageRow, pressed: string | null): Said => {
  const { body, id, type } = message;
  return {
    text: body?.text ?? '',
    pressed,
    file: body?.media ? { messageId: id, type } : null,
    place: body?.location ?? null,
  };
};

/** When a step that waits for a time is over. */
export const waitUntil = (
  { until }: Pick<Waiting, 'until'>,
  { now, zone }: { now: number; zone: string }
): number => {
  if (until.kind === 'minutes') return now + until.minutes * MINUTE_MS;
  const earliest = wallAt(zone, now + until.least * MINUTE_MS);
  const today =
    Math.floor(earliest / DAY_MS) * DAY_MS + (until.hour * 60 + until.minute) * MINUTE_MS;
  return instantOf(today > earliest ? today : today + DAY_MS, zone);
};

/** Steps that hold the run: questions, choices and waits. Each is entered, rests, and is left by an exit. */
export const createAsking = (strapi: Core.Strapi, { moves, say, call }: AskingDeps) => {
  const { db, clock } = contextOf(strapi);
  const personOf = ({ contactId }: RunRow) => contactsService(strapi).get(contactId);

  const out = (
    walking: Walking,
    node: FlowNode,
    { exit, subject = null, ...change }: { exit: string; subject?: string | null } & Change
  ) => moves.depart(walking, node, { ok: true, reason: null, subject, exit, change });

  const content = async (run: RunRow, step: Asking, again: boolean): Promise<IntentContent> => {
    const contact = await personOf(run);
    const text = filledText(again && step.again ? step.again : step.text, contact, run);
    if (step.kind === 'question') return { type: 'text', text };
    const offered = step.choices.map(({ id: exit, title, note }) => ({
      id: choiceId({ runId: run.id, step: run.step, exit }),
      title,
      description: note,
    }));
    if (offered.length <= BUTTONS_MOST && offered.every(({ title }) => title.length <= 20))
      return { type: 'buttons', text, buttons: offered.map(({ id, title }) => ({ id, title })) };
    const language = contact.language?.toLowerCase().startsWith('tr') ? 'tr' : 'en';
    const button = step.open === '' ? OPEN_LIST[language] : step.open;
    return { type: 'list', text, button, sections: [{ title: '', rows: offered }] };
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

  const readAnswer = async (run: RunRow, step: Asking) => {
    const message = await messageByKey(db.knex, { id: run.answerId ?? 0 });
    if (!message) return null;
    const pressed = pressedExit(message.payload?.reply?.id ?? null, run);
    const speaker = speakerOf(await personOf(run), clock.now());
    return answerTo(step, saidBy(message, pressed), speaker);
  };

  const answer = async (walking: Walking, node: FlowNode, step: Asking): Promise<boolean> => {
    const { run, graph } = walking;
    const read = await readAnswer(run, step);
    if (read?.kind === 'answer') {
      const { exit, value } = read;
      const variables = kept(run.variables, step.saveAs, value);
      // Free-text answers stay with the message and are not logged.
      const subject = step.kind === 'choice' ? String(value) : null;
      await out(walking, node, { exit, subject, variables });
      return true;
    }
    if (run.attempts < step.tries) {
      const again = { waitsFor: 'answer', attempts: run.attempts + 1, owes: false } as const;
      return ask({ run: await moves.begin(run, again), graph }, step);
    }
    await out(walking, node, { exit: 'other' });
    return true;
  };

  const hold = async ({ run }: Walking, step: Waiting): Promise<boolean> => {
    const zone = personZone(await personOf(run));
    const waitsFor = step.orAnswer ? 'message' : 'time';
    const begun = await moves.begin(run, { waitsFor, attempts: 1, owes: run.owes });
    const nextAt = waitUntil(step, { now: clock.now(), zone });
    return db.tx(async (trx) => {
      // Nobody waits for days until a flow says something on their message.
      const called = run.owes ? await call(trx, run) : [];
      await realtimeService(strapi).append(trx, called);
      return !(await moves.rest(trx, begun, { nextAt, owes: false }));
    });
  };

  /**
   * How long silence still has; 0: it is over. A question that waits to be sent has not been asked, and one that was held
   * while somebody else talked is asked again when that is over.
   */
  const silenceLeft = (
    run: RunRow,
    { step, question }: { step: Asking; question: MessageRow | null }
  ): number => {
    const isUnsent = question?.acceptedAt === null && UNSENT.has(question.state);
    const since = isUnsent ? clock.now() : Math.max(question?.acceptedAt ?? 0, run.askedAt ?? 0);
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
    const left = step.kind === 'wait' ? 0 : silenceLeft(run, { step, question });
    if (left === 0 && clock.now() - run.nextAt > FLOW_STALE_MS) {
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
        if (run.answerId === null) return silence(walking, node);
        await out(walking, node, { exit: 'came' });
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

type Change = Pick<Partial<RunRow>, 'variables' | 'unasked'>;

/** All variables of a run are at most so long as JSON; what would be more is not kept. */
const VARIABLES_MOST = 64_000;

const kept = (
  before: RunRow['variables'],
  name: string | null,
  value: Value
): RunRow['variables'] => {
  if (name === null) return before;
  const all = { ...before, [name]: value };
  return JSON.stringify(all).length <= VARIABLES_MOST ? all : before;
};
