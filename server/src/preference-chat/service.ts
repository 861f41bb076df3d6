import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { consentService, type TappedChoice } from '../consent/public';
import { contactsService, type ContactRow } from '../contacts/public';
import { DomainError } from '../kernel/errors';
import { answerLanguage, type PageLanguage } from '../kernel/html-page';
import {
  agreeSentence,
  preferenceLink,
  preferencesService,
  type Offer,
  type OneChoice,
} from '../preferences/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { answerOf, languageAfter } from './domain/answer';
import { menuOf, type MenuFacts } from './domain/menu';
import { isReplyId, readReplyId } from './domain/reply-id';
import type { PreferenceChat, TappedMessage } from './public';

/** WhatsApp takes no button without a whole address. */
const isWhole = (url: string): boolean => /^https?:\/\/[^/]/i.test(url) && URL.canParse(url);

/** Replies of buttons and lists that we sent; the payload of a template's button is somebody else's. */
const TAPPED = new Set(['button-reply', 'list-reply']);

type Applied = Pick<TappedChoice, 'result'> & {
  action: 'opt-in' | 'opt-out' | null;
  /** "Stop" is confirmed by the words of the settings, as the word STOP is. */
  isStopped: boolean;
};

const NOTHING: Omit<Applied, 'result'> = { action: null, isStopped: false };

export const createPreferenceChat = ({ strapi }: { strapi: Core.Strapi }): PreferenceChat => {
  const { clock } = contextOf(strapi);
  const offers = new Map<number, Offer>();
  runtimeService(strapi).forgetting.push(() => offers.clear());

  const linkOf = async (contact: ContactRow, accountId: number): Promise<string | null> => {
    const install = await runtimeService(strapi).install();
    const of = { contactId: contact.id, accountId };
    const { link } = preferenceLink(strapi, { of, now: clock.now(), install });
    return isWhole(link) ? link : null;
  };

  const factsOf = async (
    contact: ContactRow,
    { accountId, language }: { accountId: number; language: PageLanguage }
  ): Promise<MenuFacts> => {
    const offer = await preferencesService(strapi).offerOf(accountId);
    if (!offer)
      throw new DomainError('no-number', 'no number is connected', {
        remedy: 'Connect a number under Settings › WhatsApp › Numbers.',
      });
    const { business, settings } = offer;
    const { state, topics, channels } = await preferencesService(strapi).viewOf(contact, offer);
    const lax = { marketing: settings.marketingRule, utility: settings.utilityRule };
    const gets = (category: 'marketing' | 'utility'): boolean =>
      state[category] === 'in' || (state[category] === 'none' && lax[category] === 'not-opted-out');
    return {
      language,
      business,
      state,
      gets: { marketing: gets('marketing'), utility: gets('utility') },
      topics,
      channels: channels.length === 0 ? [] : ['whatsapp', ...channels],
      ownLanguage: contact.language,
      agree: {
        marketing: agreeSentence(language, 'marketing', business),
        utility: agreeSentence(language, 'utility', business),
      },
      pageUrl: await linkOf(contact, accountId),
      now: clock.now(),
    };
  };

  const isTap: PreferenceChat['isTap'] = (reply) =>
    reply !== null && TAPPED.has(reply.kind) && isReplyId(reply.id);

  const choose = async (
    trx: Knex.Transaction,
    { contactId, accountId, wamid, reply, at }: TappedMessage,
    { choice, language }: { choice: OneChoice; language: PageLanguage }
  ): Promise<Applied> => {
    const offer = offers.get(accountId);
    if (!offer) throw new Error('what is offered is read before the transaction');
    const decision = await preferencesService(strapi).chooseOne(trx, {
      ...{ contactId, choice, offer, language, wamid, at },
      evidence: reply?.title ?? null,
    });
    if (!decision) return { ...NOTHING, result: 'gone' };
    const action = decision.consents[0]?.action ?? null;
    return { result: 'done', action, isStopped: choice.kind === 'stop' && action !== null };
  };

  const onTap: PreferenceChat['onTap'] = async (trx, message) => {
    const { reply, contactId, accountId } = message;
    if (!isTap(reply) || !reply?.id) return null;
    const tap = readReplyId(reply.id);
    const language = tap?.language ?? null;
    const { result, action, isStopped }: Applied =
      tap?.kind === 'choose'
        ? await choose(trx, message, tap)
        : { ...NOTHING, result: tap ? 'shown' : 'gone' };
    if (!message.isSilent)
      await consentService(strapi).owe(trx, {
        contactId,
        accountId,
        ...(isStopped
          ? { action: 'opt-out' as const }
          : // An id that we do not understand is not kept: it may be as long as somebody likes.
            { action: 'answer' as const, tapped: { id: tap ? reply.id : '', result } }),
        language,
        fact: `preference-chat:${message.wamid ?? message.messageId}`,
        at: clock.now(),
      });
    return { action };
  };

  return {
    isTap,
    onTap,
    menuFor: async (contact, accountId, intro) =>
      menuOf(await factsOf(contact, { accountId, language: answerLanguage(contact) }), intro),
    load: async (accountId) => {
      const offer = await preferencesService(strapi).offerOf(accountId);
      if (offer) offers.set(accountId, offer);
    },
    answerFor: async ({ tapped, contactId }, accountId) => {
      if (!tapped) return null;
      const contact = await contactsService(strapi).get(contactId);
      const tap = readReplyId(tapped.id);
      const language = tap ? languageAfter(tap) : answerLanguage(contact);
      return answerOf(await factsOf(contact, { accountId, language }), {
        tap,
        result: tapped.result,
      });
    },
  };
};
