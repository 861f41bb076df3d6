import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import type { sendMessageBody } from '../contracts/send-message';
import { messageByKey, type ConversationRow } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { contextOf } from '../strapi/context';

type Asked = z.output<typeof sendMessageBody>;

/** Refuses a quote of, and a reaction to, what is not in this thread, whether it is elsewhere or nowhere. */
export const checkQuoted = async (
  strapi: Core.Strapi,
  { id: conversationId }: Pick<ConversationRow, 'id'>,
  asked: Asked
): Promise<void> => {
  const field = asked.type === 'reaction' ? 'to' : 'replyTo';
  const quoted =
    asked.type === 'reaction' ? asked.to : 'replyTo' in asked ? asked.replyTo : undefined;
  if (quoted === undefined) return;
  const { db } = contextOf(strapi);
  if (await messageByKey(db.knex, { id: quoted, conversationId })) return;
  throw new DomainError('not-found', 'the message was not found in this conversation', {
    status: 404,
    field,
    remedy: 'Choose a message of this conversation.',
  });
};
