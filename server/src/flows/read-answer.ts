import type { Core } from '@strapi/strapi';
import { zoneFor } from '../accounts/public';
import { contactsService } from '../contacts/public';
import { messageByKey, type MessageRow } from '../conversations/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { answerTo, type Answer, type Said } from './domain/answer';
import { pressedExit } from './domain/choice-id';
import { speakerOf, type Asking } from './domain/question';
import type { RunRow } from './tables';

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

interface AnswerAsked {
  run: RunRow;
  /** The question at which the run is. */
  step: Asking;
  messageId: number;
}

/**
 * Reads what a message is to the question of a run; null: the message is gone. Reads by `sql` alone, so that the transaction
 * of the message may ask.
 */
export const readAnswer = async (
  strapi: Core.Strapi,
  sql: Sql,
  { run, step, messageId }: AnswerAsked
): Promise<Answer | null> => {
  const message = await messageByKey(sql, { id: messageId });
  if (!message) return null;
  const pressed = pressedExit(message.payload?.reply?.id ?? null, run);
  const person = await contactsService(strapi).get(run.contactId, sql);
  const now = contextOf(strapi).clock.now();
  const speaker = speakerOf(person, { now, zone: zoneFor(strapi, person) });
  return answerTo(step, saidBy(message, pressed), speaker);
};
