import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { LATE_MS } from '../contracts/bots';
import { conversationById, shownState, titlesOf, type MessageRow } from '../conversations/public';
import { DAY_MS } from '../kernel/time';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { pressedExit } from './domain/choice-id';
import { keyOfAsking } from './domain/message-key';
import { fitOf, leadsOut, type Fit } from './domain/question';
import { nodeOf } from './domain/walk';
import { placeOf } from './moves';
import type { FlowsService, InboundAnswer, RunKeeper } from './public';
import { readAnswer } from './read-answer';
import type { Sql } from '../strapi/db';
import { areUnsent, sentOf } from './replies';
import type { RunRow } from './tables';
import type { Versions } from './versions';
import { answeredBy, leaveOpen, nudge, openQuestions, openWaits } from './wait-store';

/** Meta's times are whole seconds: what came in the second in which the question was taken may answer it. */
const SECOND_MS = 1_000;

/** The message by which a run asks now; null: it was not handed to the door yet. */
export const questionOf = (sql: Sql, run: RunRow): Promise<MessageRow | null> =>
  sentOf(sql, run, keyOfAsking(run));

/** WhatsApp had the question before the person wrote; one of which nobody knows may have arrived. */
const wasThere = (question: MessageRow, at: number): boolean => {
  const { state, acceptedAt, at: made } = question;
  if (shownState(question) === 'failed') return false;
  const since = acceptedAt ?? (state === 'uncertain' ? made : null);
  return since !== null && Math.floor(since / SECOND_MS) <= Math.floor(at / SECOND_MS);
};

/** An open question, with the message by which it was asked. */
interface Asked {
  run: RunRow;
  question: MessageRow;
}

/** Does the person leave the open questions by this message? */
const leaves = ({ isPress, text }: InboundAnswer, newest: MessageRow | undefined): boolean =>
  !isPress && leadsOut(text, newest?.body ? titlesOf(newest.body) : []);

/** Gives messages to the runs whose questions they answer, in the message's transaction. */
export const createAnswers = (
  strapi: Core.Strapi,
  { keeper, versions }: { keeper: () => RunKeeper; versions: Versions }
): Pick<FlowsService, 'onMessage' | 'isAsking'> => {
  const { clock } = contextOf(strapi);

  /** The bot is on, or lets people finish, and the campaign that began the run has not ended. */
  const isAlive = async (trx: Knex.Transaction, { botId, chain }: RunRow): Promise<boolean> => {
    if (!(await keeper().goesOn(trx, botId))) return false;
    if (chain === null) return true;
    return (await sendingService(strapi).chainHolds(trx, [chain])).get(chain) !== 'end';
  };

  /** Questions that were there when the person wrote, the newest first. */
  const asked = async (
    trx: Knex.Transaction,
    {
      conversationId,
      at,
      replyId = null,
    }: Pick<InboundAnswer, 'conversationId' | 'at'> & { replyId?: string | null }
  ): Promise<Asked[]> => {
    const found: Asked[] = [];
    for (const run of await openQuestions(trx, conversationId)) {
      const question = await questionOf(trx, run);
      // A press on it proves that it was there.
      const isPressed = pressedExit(replyId, run) !== null;
      if (question && (isPressed || wasThere(question, at)) && (await isAlive(trx, run)))
        found.push({ run, question });
    }
    return found;
  };

  /**
   * Whose question it answers. A press answers the question that it is on and no other: the same words on an older message
   * answered something else.
   */
  const askerOf = (questions: readonly Asked[], message: InboundAnswer): RunRow | null => {
    if (!message.isPress) return questions[0]?.run ?? null;
    return questions.find(({ run }) => pressedExit(message.replyId, run) !== null)?.run ?? null;
  };

  /**
   * Ends the waits that any message ends. What was written before WhatsApp had all that the flow said is no reaction to it: the
   * answer would go out before the text that waits for the person's morning, or for its campaign. What is too late for a machine
   * is for people, as with a question: nobody who has written gets the words for silence.
   */
  const endWaits = async (
    trx: Knex.Transaction,
    { conversationId, messageId, at }: InboundAnswer,
    { now, isLate }: { now: number; isLate: boolean }
  ): Promise<void> => {
    const runs = await openWaits(trx, { conversationId, at });
    const unsent = await areUnsent(trx, runs);
    const ended = runs.filter(({ id }) => !unsent.has(id));
    if (isLate) {
      const ids = ended.map(({ id }) => id);
      await leaveOpen(trx, ids, { reason: 'answered-late', at: now });
    } else for (const run of ended) await nudge(trx, run, { messageId, now });
  };

  const fitTo = async (trx: Knex.Transaction, run: RunRow, messageId: number): Promise<Fit> => {
    const step = nodeOf(await versions.graphOf(run, trx), placeOf(run).node)?.step;
    return step?.kind === 'question' || step?.kind === 'choice'
      ? fitOf(step, await readAnswer(strapi, trx, { run, step, messageId }))
      : 'unfit';
  };

  return {
    isAsking: async (trx, { conversationId, at, lastId }) => {
      if ((await conversationById(trx, conversationId))?.botPausedAt !== null) return false;
      const [newest] = await asked(trx, { conversationId, at });
      return newest?.question.id === lastId && at - newest.question.at <= DAY_MS;
    },
    onMessage: async (trx, message) => {
      const { messageId, at } = message;
      const now = clock.now();
      const isLate = message.isLate || now - at > LATE_MS;
      await endWaits(trx, message, { now, isLate });
      // They write to the agent: what was asked can be answered when the conversation is handed back.
      if (message.hasAgent) return null;
      const questions = await asked(trx, message);
      if (leaves(message, questions[0]?.question)) {
        const left = questions.map(({ run }) => run.id);
        await leaveOpen(trx, left, { reason: 'left', at: now });
        return null;
      }
      const run = askerOf(questions, message);
      if (!run) return null;
      if (isLate) {
        await leaveOpen(trx, [run.id], { reason: 'answered-late', at: now });
        return null;
      }
      const isTaken = await answeredBy(trx, run, { messageId, now });
      return isTaken ? { botId: run.botId, fit: await fitTo(trx, run, messageId) } : null;
    },
  };
};
