import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { outboundService } from '../outbound/public';
import { contextOf } from '../strapi/context';
import type { ConversationRow, Given } from './tables';

/** Outside systems hear whose a conversation is now; null = unassigned (O-23). */
export const tellAssigned = (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { id, contactId, assigneeId }: Pick<ConversationRow, 'id' | 'contactId' | 'assigneeId'>
): Promise<void> => {
  const at = contextOf(strapi).clock.now();
  const assignee = assigneeId === null ? null : { id: assigneeId };
  const data = { conversation: { id }, assignee };
  return outboundService(strapi).emit(trx, [
    { type: 'conversation.assigned', contactId, at, data },
  ]);
};

/** How a conversation stood before this person gives it to another. */
export const givenOf = (
  { assigneeId, botPausedAt }: ConversationRow,
  { by, at }: Pick<Given, 'by' | 'at'>
): Given => ({ by, at, from: assigneeId, hadBots: botPausedAt === null });
