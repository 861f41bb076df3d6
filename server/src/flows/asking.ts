import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { zoneOf } from '../consent/public';
import { contactsService, type ContactRow } from '../contacts/public';
import type { FlowNode, FlowStep } from '../contracts/flow-graph';
import { messageByKey, type MessageRow } from '../conversations/public';
import { DAY_MS, MINUTE_MS } from '../kernel/time';
import { dayOf, instantOf, wallAt } from '../kernel/wall';
import { realtimeService } from '../realtime/public';
import type { IntentContent } from '../sending/public';
import { contextOf } from '../strapi/context';
import { answerTo, type Said, type Speaker, type Value } from './domain/answer';
import { choiceId, readChoiceId } from './domain/choice-id';
import type { Moves, Walking } from './moves';
import { filledText } from './perform';
import { keyOfStep } from './replies';
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
  noteFirst: (trx: Knex.Transaction, run: RunRow) => Promise<void>;
}

/** Meta shows three buttons; more choices are a list. */
const BUTTONS_MOST = 3;
const OPEN_LIST = { tr: 'Seçin', en: 'Choose' } as const;

const speakerOf = ({ language, country, timezone }: ContactRow, now: number): Speaker => ({
  language,
  country,
  today: dayOf(wallAt(zoneOf({ timezone, country }) ?? 'UTC', now)),
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
export const createAsking = (strapi: Core.Strapi, { moves, say, noteFirst }: AskingDeps) => {
  const { db, clock } = contextOf(strapi);
  const personOf = ({ contactId }: RunRow) => contactsService(strapi).get(contactId);

  const leave = (
    walking: Walking,
    node: FlowNode,
    came: Parameters<Moves['leave']>[2]['came']
  ): Promise<void> =>
    db.tx(async (trx) => {
      await realtimeService(strapi).append(trx, await moves.leave(trx, walking, { node, came }));
    });
  const out = (
    walking: Walking,
    node: FlowNode,
    { exit, subject = null, ...change }: { exit: string; subject?: string | null } & Change
  ) => leave(walking, node, { ok: true, reason: null, subject, exit, change });

  const choices = (run: RunRow, step: Extract<Asking, { kind: 'choice' }>, text: string) => {
    const idOf = (exit: string) => choiceId({ runId: run.id, step: run.step, exit });
    return step.choices.map(({ id, title, note }) => ({ id: idOf(id), title, note, text }));
  };

  const content = async (run: RunRow, step: Asking, again: boolean): Promise<IntentContent> => {
    const contact = await personOf(run);
    const text = filledText(again && step.again ? step.again : step.text, contact, run.variables);
    if (step.kind === 'question') return { type: 'text', text };
    const offered = choices(run, step, text);
    if (offered.length <= BUTTONS_MOST && offered.every(({ title }) => title.length <= 20))
      return { type: 'buttons', text, buttons: offered.map(({ id, title }) => ({ id, title })) };
    const language = contact.language?.toLowerCase().startsWith('tr') ? 'tr' : 'en';
    const rows = offered.map(({ id, title, note }) => ({ id, title, description: note }));
    const button = step.open === '' ? OPEN_LIST[language] : step.open;
    return { type: 'list', text, button, sections: [{ title: '', rows }] };
  };

  const ask = async ({ run }: Walking, step: Asking): Promise<boolean> => {
    const { attempts } = run;
    const key = attempts === 0 ? keyOfStep(run) : `${keyOfStep(run)}:again${attempts}`;
    if (!(await say(run, key, () => content(run, step, attempts > 0)))) return false;
    await db.tx(async (trx) => {
      const now = clock.now();
      const hints = await moves.rest(trx, run, {
        waitsFor: 'answer',
        askedAt: now,
        attempts: attempts + 1,
        said: true,
        nextAt: now + step.noAnswerAfter * MINUTE_MS,
      });
      await noteFirst(trx, run);
      await realtimeService(strapi).append(trx, hints);
    });
    return false;
  };

  const answer = async (walking: Walking, node: FlowNode, step: Asking): Promise<boolean> => {
    const { run } = walking;
    const message = await messageByKey(db.knex, { id: run.answerId ?? 0 });
    const pressed = readChoiceId(message?.payload?.reply?.id ?? null);
    const own = pressed?.runId === run.id && pressed.step === run.step ? pressed.exit : null;
    const speaker = speakerOf(await personOf(run), clock.now());
    const read = message ? answerTo(step, saidBy(message, own), speaker) : null;
    if (read?.kind === 'answer') {
      const { exit, value } = read;
      const variables = kept(run.variables, step.saveAs, value);
      await out(walking, node, { exit, subject: String(value), variables, unasked: false });
      return true;
    }
    if (run.attempts < step.tries) return ask(walking, step);
    await out(walking, node, { exit: 'other', unasked: false });
    return true;
  };

  const hold = async ({ run }: Walking, step: Waiting): Promise<boolean> => {
    const { timezone, country } = await personOf(run);
    const now = clock.now();
    const zone = zoneOf({ timezone, country }) ?? 'UTC';
    await db.tx(async (trx) => {
      const hints = await moves.rest(trx, run, {
        waitsFor: step.orAnswer ? 'answer' : 'time',
        askedAt: now,
        attempts: 1,
        said: run.said,
        nextAt: waitUntil(step, { now, zone }),
      });
      await realtimeService(strapi).append(trx, hints);
    });
    return false;
  };

  return {
    /** Enters the step, or leaves it by what came of it. False: the run rests. */
    perform: async (walking: Walking, node: FlowNode): Promise<boolean> => {
      const { run } = walking;
      const step = node.step as Asking | Waiting;
      if (run.waitsFor === null)
        return step.kind === 'wait' ? hold(walking, step) : ask(walking, step);
      if (step.kind !== 'wait' && run.answerId !== null) return answer(walking, node, step);
      const came = run.answerId !== null;
      const exit = step.kind === 'wait' ? (came ? 'came' : 'over') : 'no-answer';
      await out(walking, node, { exit, unasked: !came });
      return true;
    },
  };
};

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
