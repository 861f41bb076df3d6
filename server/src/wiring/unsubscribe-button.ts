import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { InboundContent } from '../cloud-api/inbound-content';
import { templateOfRecipient } from '../campaigns/public';
import { consentService, type ConsentAction } from '../consent/public';
import { messageByKey } from '../conversations/public';
import { keyOf } from '../kernel/hash';
import { optOutTextsIn } from '../templates/public';

interface Tap {
  contactId: number;
  accountId: number;
  wamid: string | null;
  at: number;
}

/** The template of the message that was answered; a campaign's message has that of its campaign or variant. */
const templateOf = async (trx: Knex.Transaction, wamid: string): Promise<number | null> => {
  const message = await messageByKey(trx, { wamidKey: keyOf(wamid) });
  if (!message || message.direction !== 'out') return null;
  if (message.templateId !== null || message.campaignId === null) return message.templateId;
  return templateOfRecipient(trx, message.campaignId, message.recipientId);
};

/** A tap on a button of our message that ends marketing, whatever it says (O-18); null: it is no such button. */
export const applyUnsubscribe = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { content: { reply, quotedWamid }, ...tap }: Tap & { content: InboundContent }
): Promise<{ action: ConsentAction | null } | null> => {
  if (reply?.kind !== 'button' || quotedWamid === null) return null;
  const templateId = await templateOf(trx, quotedWamid);
  const texts = templateId === null ? [] : await optOutTextsIn(trx, templateId);
  if (!texts.includes(reply.title.trim())) return null;
  const by = { source: 'unsubscribe button', evidence: reply.title };
  return { action: await consentService(strapi).refusedByPerson(trx, { ...tap, by }) };
};
