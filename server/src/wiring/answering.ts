import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService, type InboundFact } from '../bots/public';
import { needsNobody, type Answerer, type StoredInbound } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import { flowsService } from '../flows/public';
import { settingsService } from '../settings/public';
import { teamService } from '../team/public';
import type { Said } from './said';

interface Message {
  fact: InboundFact;
  recorded: StoredInbound;
  said: Pick<Said, 'answered' | 'isDone'>;
}

/** A run that asked goes on with the answer; where it cannot, it calls for somebody. */
const ANSWERED: Answerer = { replies: true, isPreferenceWord: false, countsAsAnswered: true };

/** What a person may write beside the choice, or send as a form, is a message to somebody. */
const PRESSES = new Set(['button', 'button-reply', 'list-reply']);

/**
 * Who answers a message: what its words did by themselves, a bot, or people. What a machine answered for good calls for
 * nobody, so that a campaign leaves no heap of unread conversations. All of it is decided in the transaction of the message.
 */
export const createAnswering = (strapi: Core.Strapi) => {
  let isShown = false;

  const isQuiet = ({ fact, recorded, said }: Message, bot: Answerer | null): boolean => {
    const { reply, media } = fact.content;
    const isPress = reply !== null && PRESSES.has(reply.kind);
    return needsNobody({
      // A picture with the word below it is more than the word.
      isDone: said.isDone === true && media === null,
      pressedOn: isPress ? (recorded.about?.origin ?? null) : null,
      bot,
      isShown,
    });
  };

  /** The run whose question this answers comes before every bot: it asked last. */
  const machineFor = async (trx: Knex.Transaction, fact: InboundFact): Promise<Answerer | null> => {
    const { content, conversation, messageId, at } = fact;
    const mayAnswer = !fact.isSilent && !fact.isLate && conversation.botPausedAt === null;
    const isMessage = content.reaction === null && content.changes === null;
    const taken =
      mayAnswer && isMessage
        ? await flowsService(strapi).onMessage(trx, {
            conversationId: conversation.id,
            messageId,
            text: content.reply?.title ?? content.body.text ?? '',
            replyId: content.reply?.id ?? null,
            at,
          })
        : null;
    return taken ? ANSWERED : botsService(strapi).onMessage(trx, fact);
  };

  return {
    load: async (): Promise<void> => {
      isShown = (await settingsService(strapi).get()).answeredPressesWait;
    },
    answer: async (trx: Knex.Transaction, message: Message): Promise<FeedEntry[]> => {
      const { fact, recorded, said } = message;
      const bot = said.answered ? null : await machineFor(trx, fact);
      const quiet = isQuiet(message, bot);
      await recorded.place({ isQuiet: quiet });
      const { reaction, changes } = fact.content;
      const isAnswered = said.answered || fact.isLate || reaction !== null || changes !== null;
      return teamService(strapi).onInbound(trx, { ...fact, isAnswered, isQuiet: quiet });
    },
  };
};
