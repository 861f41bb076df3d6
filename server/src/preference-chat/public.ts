import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { InboundReply } from '../cloud-api/inbound-content';
import type { ConsentAction, ConsentReplyRow } from '../consent/public';
import type { ContactRow } from '../contacts/public';
import type { AnswerContent } from '../sending/public';

/** A message that may be a tap, as the webhook's transaction recorded it. */
export interface TappedMessage {
  contactId: number;
  accountId: number;
  messageId: number;
  wamid: string | null;
  reply: InboundReply | null;
  /** The sender is one of our own numbers: it is not talked to. */
  isSilent: boolean;
  at: number;
}

export interface PreferenceChat {
  /** The list of what this person may choose, in their language. `intro` stands in place of the question. */
  menuFor(contact: ContactRow, accountId: number, intro: string | null): Promise<AnswerContent>;
  /** Is this reply a tap on a list of ours? Reads nothing. */
  isTap(reply: InboundReply | null): boolean;
  /** Reads what a number's business offers; before the transaction that `onTap` is called in. */
  load(accountId: number): Promise<void>;
  /**
   * Does what the row says for the person who sent it, and owes the one answer, in the message's transaction (I12).
   * Null: it is no tap of ours. An id that nobody here made changes nothing and is answered with what there is.
   */
  onTap(
    trx: Knex.Transaction,
    message: TappedMessage
  ): Promise<{ action: ConsentAction | null } | null>;
  /** What is sent for an answer that is owed, as things stand now; null: there is nobody or nothing to answer with. */
  answerFor(reply: ConsentReplyRow, accountId: number): Promise<AnswerContent | null>;
}

export const preferenceChat = (strapi: Core.Strapi): PreferenceChat =>
  strapi.plugin('whatsapp').service('preference-chat') as PreferenceChat;
