import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService, type InboundFact } from '../bots/public';
import { needsNobody, type Answerer, type StoredInbound } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import { settingsService } from '../settings/public';
import { teamService } from '../team/public';
import type { Said } from './said';

interface Message {
  fact: InboundFact;
  recorded: StoredInbound;
  said: Pick<Said, 'answered' | 'isDone'>;
}

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

  return {
    load: async (): Promise<void> => {
      isShown = (await settingsService(strapi).get()).answeredPressesWait;
    },
    answer: async (trx: Knex.Transaction, message: Message): Promise<FeedEntry[]> => {
      const { fact, recorded, said } = message;
      const bot = said.answered ? null : await botsService(strapi).onMessage(trx, fact);
      const quiet = isQuiet(message, bot);
      await recorded.place({ isQuiet: quiet });
      const { reaction, changes } = fact.content;
      const isAnswered = said.answered || fact.isLate || reaction !== null || changes !== null;
      return teamService(strapi).onInbound(trx, { ...fact, isAnswered, isQuiet: quiet });
    },
  };
};
