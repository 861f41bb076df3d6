import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService, type Answering, type InboundFact } from '../bots/public';
import type { InboundContent } from '../cloud-api/inbound-content';
import {
  callForPress,
  opened,
  recordEvents,
  updateConversation,
  type RecordedInbound,
} from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { teamService } from '../team/public';
import type { Said } from './said';

interface Answered {
  fact: InboundFact;
  recorded: RecordedInbound;
  said: Pick<Said, 'answered'>;
  /** It was recorded as a press that nobody has to look at. */
  isQuiet: boolean;
}

const PRESSES = new Set(['button', 'button-reply', 'list-reply']);

/**
 * Presses of buttons and list rows: those that a bot or the way out answers call for nobody, so that a campaign leaves no
 * heap of unread conversations. All of it is decided in the transaction of the message.
 */
export const createPresses = (strapi: Core.Strapi) => {
  let allCall = false;

  /** What a person may write beside the choice, or send as a form, is a message to somebody. */
  const mayBeQuiet = ({ reply }: InboundContent): boolean =>
    !allCall && reply !== null && PRESSES.has(reply.kind);

  /** A bot that answers because the conversation begins again: it does, or each press would set that bot off anew. */
  const begin = async (
    trx: Knex.Transaction,
    { id: conversationId, status }: RecordedInbound['conversation']
  ): Promise<void> => {
    if (status === 'open') return;
    await updateConversation(trx, conversationId, opened());
    const at = contextOf(strapi).clock.now();
    await recordEvents(trx, [{ conversationId, kind: 'reopened', at }]);
  };

  /** Of a press that was recorded as quiet: what nobody answered calls for a person as with any message. */
  const settle = async (
    trx: Knex.Transaction,
    { recorded, said, answering }: Answered & { answering: Answering | null }
  ): Promise<{ isQuiet: boolean; hints: FeedEntry[] }> => {
    if (said.answered || answering) {
      if (answering?.begins) await begin(trx, recorded.conversation);
      return { isQuiet: true, hints: [] };
    }
    const { messageId } = recorded;
    const called = messageId === null ? null : await callForPress(strapi, trx, messageId);
    return { isQuiet: false, hints: called?.hints ?? [] };
  };

  return {
    load: async (): Promise<void> => {
      allCall = (await settingsService(strapi).get()).answeredPressesWait;
    },
    mayBeQuiet,
    /** Who answers: what the words did by themselves, a bot, or whom the rules of teams find. */
    answer: async (trx: Knex.Transaction, message: Answered): Promise<FeedEntry[]> => {
      const { fact, said } = message;
      const answering = said.answered ? null : await botsService(strapi).onMessage(trx, fact);
      const { isQuiet, hints } = message.isQuiet
        ? await settle(trx, { ...message, answering })
        : { isQuiet: false, hints: [] };
      const { reaction, changes } = fact.content;
      const isAnswered = said.answered || fact.isLate || reaction !== null || changes !== null;
      const heard = { ...fact, isAnswered, isQuiet };
      return [...hints, ...(await teamService(strapi).onInbound(trx, heard))];
    },
  };
};
