import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { templateOfRecipient } from '../campaigns/public';
import { isPress, type InboundContent } from '../cloud-api/inbound-content';
import {
  consentService,
  isNoWord,
  needsContext,
  NO_CONTEXT,
  offeredBy,
  promotionContext,
  PROMOTION_MS,
  QUESTION_MS,
  type SaidFacts,
} from '../consent/public';
import { contactsService } from '../contacts/public';
import {
  isAnsweredSince,
  knownMessage,
  sentByWamid,
  sentBefore,
  titlesOf,
  tookAt,
  type MessageRow,
} from '../conversations/public';
import { flowsService } from '../flows/public';
import { DAY_MS } from '../kernel/time';
import { shownOf } from '../sending/public';
import { optOutMarkOf } from '../templates/public';

/** How old a message may be that is pressed in somebody else's thread. */
const PRESSED_MS = 30 * DAY_MS;

/** Kinds of message whose words may be about consent: texts, captions, presses, and texts that were edited. */
const SPEAKING = new Set([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'button',
  'interactive',
  'edit',
]);

/** A message as `decideSaid` needs it. */
export interface SaidMessage {
  contactId: number;
  accountId: number;
  conversationId: number;
  messageId: number;
  content: InboundContent;
  /** Meta's time, epoch milliseconds. */
  at: number;
}

/** What was written or pressed; null: nothing that could be a word on consent. */
const saidWords = ({ type, reply, body, reaction }: InboundContent): string | null => {
  if (!SPEAKING.has(type) || reaction) return null;
  if (reply) return isPress(reply) ? reply.title : null;
  return body.text;
};

/** What the template of a message of ours ends by a press on this title. */
const markOf = async (
  trx: Knex.Transaction,
  message: MessageRow,
  title: string
): Promise<'marketing' | 'all' | null> => {
  const templateId =
    message.templateId !== null || message.campaignId === null
      ? message.templateId
      : await templateOfRecipient(trx, message.campaignId, message.recipientId);
  return templateId === null ? null : optOutMarkOf(trx, templateId, title);
};

/**
 * On which message of ours the person pressed. A mark counts wherever that message is: it acts on who pressed alone. But only
 * a message of this conversation says that the title was an answer to it.
 */
const pressOf = async (
  trx: Knex.Transaction,
  { content: { reply, quotedWamid }, accountId, conversationId, at }: SaidMessage
): Promise<SaidFacts['press']> => {
  if (!isPress(reply)) return null;
  const found = quotedWamid
    ? ((await knownMessage(trx, { conversationId, wamid: quotedWamid, direction: 'out' })) ??
      (await sentByWamid(trx, { accountId, wamid: quotedWamid, since: at - PRESSED_MS })))
    : null;
  const message = found?.direction === 'out' ? found : null;
  const mark = message && reply.kind === 'button' ? await markOf(trx, message, reply.title) : null;
  return { mark, isKnown: message?.conversationId === conversationId };
};

/** A message with buttons or a list that waits for its answer, a bot's too that nobody asked for. Templates are none. */
const questionOf = async (
  trx: Knex.Transaction,
  last: MessageRow,
  { said, words }: { said: SaidMessage; words: string }
): Promise<SaidFacts['question']> => {
  const { body, category } = last;
  const titles = body && category === 'SERVICE' ? titlesOf(body) : [];
  if (titles.length === 0 || said.at - tookAt(last) > QUESTION_MS) return null;
  if (await isAnsweredSince(trx, last, said)) return null;
  return offeredBy(titles, words);
};

/** What the person had before them when they wrote, as far as it says what they meant. */
const contextOf = async (
  { strapi, trx }: { strapi: Core.Strapi; trx: Knex.Transaction },
  said: SaidMessage,
  words: string
): Promise<Pick<SaidFacts, 'isNamed' | 'promotion' | 'question'>> => {
  const sent = await sentBefore(trx, { ...said, since: said.at - PROMOTION_MS });
  const [last] = sent;
  if (!last) return NO_CONTEXT;
  const isAsking = await flowsService(strapi).isAsking(trx, { ...said, lastId: last.id });
  const titles = last.body ? titlesOf(last.body) : [];
  return {
    ...promotionContext(sent.map(shownOf), words),
    // An open question of a flow takes any answer, in the person's own words too; one with buttons takes what they offer.
    question: isAsking
      ? (offeredBy(titles, words) ?? { takes: true })
      : await questionOf(trx, last, { said, words }),
  };
};

const isOutOrAsked = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  contactId: number
): Promise<boolean> => {
  const contact = (await contactsService(strapi).byIds(trx, [contactId])).get(contactId);
  if (!contact) return false;
  const { marketing, utility, askedStopAt } = contact;
  return marketing === 'out' || utility === 'out' || askedStopAt !== null;
};

/** Reads, in the transaction of the message, what decides about it. Null: it says nothing about consent. */
export const readSaid = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  said: SaidMessage
): Promise<{ facts: SaidFacts; words: string; language: string | null } | null> => {
  const words = saidWords(said.content);
  if (!words) return null;
  const { reading, language } = consentService(strapi).read(words);
  const press = await pressOf(trx, said);
  if (isNoWord(words, { reading, press })) return null;
  const context = needsContext({ reading, press })
    ? await contextOf({ strapi, trx }, said, words)
    : NO_CONTEXT;
  const isOut = reading === 'start' && (await isOutOrAsked(strapi, trx, said.contactId));
  return { facts: { reading, press, ...context, isOut }, words, language };
};
