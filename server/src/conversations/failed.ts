import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { outboundService } from '../outbound/public';
import { contextOf } from '../strapi/context';
import type { Conversations } from './service';
import type { MessageRow } from './tables';

/** A send that ended in a certain no: one of the chat, or one of a campaign's. */
export type FailedSend = Pick<
  MessageRow,
  'id' | 'attempt' | 'contactId' | 'accountId' | 'wamid' | 'errorCode' | 'errorClass'
> & {
  campaignId: number | null;
  /** Of the chat; null = of a campaign, which has no message then. */ conversationId?: number;
};

const effectsOf = (strapi: Core.Strapi): Conversations['failedEffects'] =>
  (strapi.plugin('whatsapp').service('conversations') as Conversations).failedEffects;

/**
 * Anyone who was to get these messages of the chat has no answer, or nobody knows: what they wrote calls for people. In the
 * transaction that writes it, which holds the conversations.
 */
export const callForUnanswered = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  messageIds: readonly number[]
): Promise<void> => {
  if (messageIds.length === 0) return;
  for (const effect of effectsOf(strapi)) await effect(trx, messageIds);
};

/**
 * Outside systems hear that a message did not get through, and by which error; in the transaction that writes it. A send is
 * told once for each attempt. What Meta's words say of the person stays here.
 */
export const tellFailed = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  sends: readonly FailedSend[]
): Promise<void> => {
  const at = contextOf(strapi).clock.now();
  const ids = sends.flatMap((one) => (one.conversationId === undefined ? [] : [one.id]));
  await callForUnanswered(strapi, trx, ids);
  await outboundService(strapi).emit(
    trx,
    sends.map(({ id, attempt, contactId, wamid, errorCode, errorClass, ...of }) => ({
      type: 'message.failed' as const,
      contactId,
      at,
      data: {
        message: of.conversationId === undefined ? { wamid } : { id, wamid },
        ...(of.conversationId === undefined ? {} : { conversation: { id: of.conversationId } }),
        campaign: of.campaignId === null ? null : { id: of.campaignId },
        error: { code: errorCode, class: errorClass },
      },
      fact: `message-failed:${of.conversationId === undefined ? 'r' : 'm'}:${id}:${attempt}`,
    }))
  );
};
