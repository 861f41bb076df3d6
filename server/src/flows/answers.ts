import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { foldKeyword } from '../contracts/fold';
import { messageByKey, tookAt } from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { contextOf } from '../strapi/context';
import { readChoiceId } from './domain/choice-id';
import type { FlowsService, InboundAnswer } from './public';
import { keyOfStep, ownerOf } from './replies';
import { answeredBy, findRun, openQuestions } from './run-store';
import type { RunRow } from './tables';

/** Words that lead out of any question: to people, or back to what the bots say first. */
const WAYS_OUT = new Set(
  ['agent', 'human', 'menu', 'temsilci', 'müşteri temsilcisi', 'yetkili', 'menü'].map(foldKeyword)
);

/** Meta's times are whole seconds: what came in the second in which the question was taken may answer it. */
const SECOND_MS = 1_000;

/** Gives a message to the run whose question it answers, in the message's transaction. */
export const createAnswers = (
  strapi: Core.Strapi
): Pick<FlowsService, 'onMessage' | 'isAsking'> => {
  const { clock } = contextOf(strapi);

  /** WhatsApp had taken the question before the person wrote: what they said earlier answers something else. */
  const wasAsked = async (
    trx: Knex.Transaction,
    run: RunRow,
    { at }: Pick<InboundAnswer, 'at'>
  ): Promise<boolean> => {
    const again = run.attempts > 1 ? `:again${run.attempts - 1}` : '';
    const key = { keyOwner: ownerOf(run), keyHash: keyOf(`${keyOfStep(run)}${again}`) };
    const question = await messageByKey(trx, key);
    // A wait asks nothing; it takes what comes after it began.
    const since = question ? tookAt(question) : (run.askedAt ?? 0);
    return Math.floor(since / SECOND_MS) <= Math.floor(at / SECOND_MS);
  };

  /** Whose button was pressed; null: of a run that has gone on, or of no run. */
  const pressedOn = async (
    trx: Knex.Transaction,
    { conversationId, replyId }: InboundAnswer
  ): Promise<RunRow | null> => {
    const pressed = readChoiceId(replyId);
    const run = pressed && (await findRun(trx, pressed.runId));
    const isOpen =
      run?.state === 'waiting' &&
      run.waitsFor === 'answer' &&
      run.conversationId === conversationId &&
      run.step === pressed?.step;
    return isOpen ? run : null;
  };

  const newest = async (
    trx: Knex.Transaction,
    message: Pick<InboundAnswer, 'conversationId' | 'at'>
  ): Promise<RunRow | null> => {
    for (const run of await openQuestions(trx, message.conversationId))
      if (await wasAsked(trx, run, message)) return run;
    return null;
  };

  return {
    isAsking: async (trx, message) => (await newest(trx, message)) !== null,
    onMessage: async (trx, message) => {
      const isPressed = readChoiceId(message.replyId) !== null;
      if (!isPressed && WAYS_OUT.has(foldKeyword(message.text))) return null;
      const run = (await pressedOn(trx, message)) ?? (await newest(trx, message));
      if (!run) return null;
      const { messageId } = message;
      const isTaken = await answeredBy(trx, run, { messageId, now: clock.now() });
      return isTaken ? { botId: run.botId } : null;
    },
  };
};
