import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { TAKE_BACK_MS } from '../contracts/team';
import {
  actedSince,
  assignConversation,
  conversationsService,
  lockConversation,
  resumeBots,
  updateConversation,
  type ConversationRow,
  type Given,
} from '../conversations/public';
import { DomainError, notFound } from '../kernel/errors';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { hasNoteOfOthers } from './notes-store';
import { notesService, type TeamService } from './public';
import { endWait } from './teams-store';

const refusal = (kind: 'assigned-long-ago' | 'assigned-acted', message: string): DomainError =>
  new DomainError(kind, message, { status: 409, remedy: 'Ask the current assignee.' });
const tooLate = () => refusal('assigned-long-ago', 'the time to undo is over');
const tookOver = () => refusal('assigned-acted', 'a colleague has acted in the conversation since');

/**
 * Taking back what one just assigned (C-24), also from outside: anyone who sees only their own conversations does not see it any
 * more. It depends on who gave it, when, and whether a colleague has begun with it, and on nothing that a page sends.
 */
export const createTakingBack = (
  strapi: Core.Strapi
): Pick<TeamService, 'takeBack' | 'takeBackMany'> => {
  const { db, clock } = contextOf(strapi);

  /** Throws unless this person gave it away a moment ago. */
  const mayTakeBack = async (
    trx: Knex.Transaction,
    conversation: ConversationRow,
    by: number
  ): Promise<{ given: Given; wrote: boolean }> => {
    const { id, given } = conversation;
    const oldest = clock.now() - TAKE_BACK_MS;
    if (!given) throw notFound('the conversation');
    if (given.by !== by) {
      // Somebody else assigned it since; who never had to do with it hears of nothing.
      throw (await actedSince(trx, id, { by, at: oldest })).gave
        ? tookOver()
        : notFound('the conversation');
    }
    if (given.at < oldest) throw tooLate();
    const acted = await actedSince(trx, id, given);
    if (acted.others || (await hasNoteOfOthers(trx, id, given))) throw tookOver();
    return { given, wrote: acted.self };
  };

  const restore = async (trx: Knex.Transaction, id: number, by: number): Promise<void> => {
    const conversation = await lockConversation(trx, id);
    if (!conversation) throw notFound('the conversation');
    const { given, wrote } = await mayTakeBack(trx, conversation, by);
    const told = { at: clock.now(), agentId: by };
    const assigneeId = given.from;
    await endWait(trx, id);
    const hints: FeedEntry[] = [];
    hints.push(...(await assignConversation(strapi, trx, { conversation, assigneeId, ...told })));
    // Bots go on where they did, unless the person answered meanwhile.
    if (given.hadBots && !wrote) hints.push(...(await resumeBots(trx, id, { by, at: told.at })));
    if (given.noteId !== undefined)
      hints.push(
        ...(await notesService(strapi).withdraw(trx, given.noteId, conversation.assigneeId))
      );
    await updateConversation(trx, id, { given: null });
    await realtimeService(strapi).append(trx, hints);
  };

  return {
    takeBack: async (viewer, id) => {
      await db.tx((trx) => restore(trx, id, viewer.userId));
      return conversationsService(strapi).get({ ...viewer, all: true }, id);
    },
    takeBackMany: async ({ userId }, ids) => {
      let changed = 0;
      for (const id of ids)
        try {
          await db.tx((trx) => restore(trx, id, userId));
          changed += 1;
        } catch (error) {
          // What a colleague has begun with stays theirs.
          if (!(error instanceof DomainError)) throw error;
        }
      return changed;
    },
  };
};
