import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { InboundContent } from '../cloud-api/inbound-content';
import { consentService, type ConsentAction } from '../consent/public';
import { optInService, type AppliedCode } from '../opt-in/public';
import { preferenceChat } from '../preference-chat/public';
import type { FeedEntry } from '../realtime/public';
import { applyUnsubscribe } from './unsubscribe-button';

interface Message {
  contactId: number;
  accountId: number;
  messageId: number;
  content: InboundContent;
  /** From one of our own numbers. */
  isOwn: boolean;
  at: number;
}

/** What a message decided by itself. */
export interface Said {
  action: ConsentAction | null;
  /** Something of the person is another now. */
  recorded: boolean;
  /** It is confirmed or answered already: bots leave it alone. */
  answered: boolean;
  hints: FeedEntry[];
  /** By what the chat was opened, where a code of a form says so. */
  by?: AppliedCode['by'];
}

/** A tap on a list of preferences: whatever its words are, they are no keyword and no message to a bot (O-19). */
const applyTap = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { content, isOwn, ...message }: Message
): Promise<Said | null> => {
  const { reply, wamid } = content;
  const tap = { ...message, reply, wamid, isSilent: isOwn };
  const tapped = await preferenceChat(strapi).onTap(trx, tap);
  return tapped && { action: tapped.action, recorded: true, answered: true, hints: [] };
};

/** What the words themselves decide: leaving, coming back, an opt-in by the code of a form (O-11). */
const applyConsent = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { content, ...ids }: Message
): Promise<Said> => {
  const { reply, body, wamid } = content;
  const message = { ...ids, wamid };
  const text = reply?.title ?? body.text;
  const isPressed = reply !== null;
  const word = await consentService(strapi).applyKeyword(trx, { ...message, text, isPressed });
  const code = await optInService(strapi).applyMessage(trx, { ...message, text: body.text });
  const tapped = word ? null : await applyUnsubscribe(strapi, trx, { ...message, content });
  const recorded = word !== null || code !== null || tapped !== null;
  return {
    action: code?.changed ? 'opt-in' : (word ?? tapped?.action ?? null),
    recorded,
    // It is confirmed, not chatted with; an opt-out word also when it is said again (O-21).
    answered: recorded || consentService(strapi).keyword(text) === 'opt-out',
    hints: code?.hints ?? [],
    by: code?.by ?? null,
  };
};

/** Taps first, then words, codes and buttons; in the transaction that records the message. */
export const judgeSaid = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  message: Message
): Promise<Said> => (await applyTap(strapi, trx, message)) ?? applyConsent(strapi, trx, message);
