import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { FeedEntry } from '../realtime/public';
import { tellAssigned } from './assigned';
import { recordEvents, type NewEvent } from './events';
import { updateConversation } from './store';
import type { ConversationRow } from './tables';

/**
 * Gives a conversation to somebody, or to nobody, and tells it in the thread and to outside systems. Bots go on: who is
 * given it by a rule has not taken it over yet. Answers the hints; nothing where nothing changes.
 */
export const assignConversation = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  {
    conversation,
    assigneeId,
    ...told
  }: {
    conversation: ConversationRow;
    assigneeId: number | null;
  } & Pick<NewEvent, 'at' | 'agentId' | 'botId' | 'subject'>
): Promise<FeedEntry[]> => {
  const { id, assigneeId: before } = conversation;
  if (before === assigneeId) return [];
  await updateConversation(trx, id, { assigneeId });
  await tellAssigned(strapi, trx, { ...conversation, assigneeId });
  await recordEvents(trx, [
    {
      ...told,
      conversationId: id,
      kind: assigneeId === null ? 'unassigned' : 'assigned',
      targetId: assigneeId ?? before,
    },
  ]);
  return [{ type: 'conversation', id, scope: { assignees: [before, assigneeId] } }];
};
