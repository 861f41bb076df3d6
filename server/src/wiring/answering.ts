import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService, type InboundFact } from '../bots/public';
import { isPress } from '../cloud-api/inbound-content';
import { needsNobody, type Answerer, type StoredInbound } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import { flowsService, isChoice, type FlowsService } from '../flows/public';
import { settingsService } from '../settings/public';
import { teamService } from '../team/public';
import type { Said } from './said';

interface Message {
  fact: InboundFact;
  recorded: StoredInbound;
  said: Pick<Said, 'answered' | 'isDone' | 'isUnclear'>;
}

type Taken = NonNullable<Awaited<ReturnType<FlowsService['onMessage']>>>;

/**
 * Who answers a message: what its words did by themselves, a bot, or people. What a machine answered for good calls for
 * nobody, so that a campaign leaves no heap of unread conversations. All of it is decided in the transaction of the message.
 */
export const createAnswering = (strapi: Core.Strapi) => {
  let isShown = false;

  const isQuiet = ({ fact, recorded, said }: Message, bot: Answerer | null): boolean => {
    const { reply, media } = fact.content;
    return needsNobody({
      // A picture with the word below it is more than the word.
      isDone: said.isDone === true && media === null,
      pressedOn: isPress(reply) ? (recorded.about?.origin ?? null) : null,
      bot,
      isShown,
    });
  };

  /** The bot whose question was answered. Where its run cannot go on with the answer, it calls for somebody. */
  const answererOf = async (
    trx: Knex.Transaction,
    { content }: InboundFact,
    { botId, fit }: Taken
  ): Promise<Answerer> => ({
    replies: fit !== 'unfit',
    // A picture with the number below it is more than the number.
    isAskedFor: fit === 'asked-for' && content.media === null,
    isPreferenceWord: false,
    countsAsAnswered: await botsService(strapi).countsAsAnswered(trx, botId),
  });

  /** The run whose question this answers comes before every bot: it asked last. */
  const takenBy = async (trx: Knex.Transaction, fact: InboundFact): Promise<Answerer | null> => {
    const { content, conversation, messageId, at } = fact;
    if (fact.isSilent || content.reaction !== null || content.changes !== null) return null;
    const taken = await flowsService(strapi).onMessage(trx, {
      conversationId: conversation.id,
      messageId,
      text: content.reply?.title ?? content.body.text ?? '',
      isPress: isPress(content.reply),
      replyId: content.reply?.id ?? null,
      at,
      isLate: fact.isLate,
      hasAgent: conversation.botPausedAt !== null,
    });
    return taken && answererOf(trx, fact, taken);
  };

  /** The choice of a question that is over belongs to it: a bot whose keyword is the same word has nothing to say on that. */
  const botOf = async (trx: Knex.Transaction, fact: InboundFact): Promise<Answerer | null> =>
    isChoice(fact.content.reply?.id ?? null) ? null : botsService(strapi).onMessage(trx, fact);

  return {
    load: async (): Promise<void> => {
      isShown = (await settingsService(strapi).get()).answeredPressesWait;
    },
    answer: async (trx: Knex.Transaction, message: Message): Promise<FeedEntry[]> => {
      const { recorded, said } = message;
      const isUnclear = said.isUnclear === true;
      const fact = { ...message.fact, isUnclear };
      const taken = said.answered ? null : await takenBy(trx, fact);
      const bot = said.answered ? null : (taken ?? (await botOf(trx, fact)));
      const quiet = isQuiet(message, bot);
      await recorded.place({ isQuiet: quiet });
      const { reaction, changes } = fact.content;
      const isNoMessage = fact.isLate || reaction !== null || changes !== null;
      // Between two questions nobody is welcomed.
      const isAnswered = said.answered || isUnclear || taken !== null || isNoMessage;
      return teamService(strapi).onInbound(trx, { ...fact, isAnswered, isQuiet: quiet });
    },
  };
};
