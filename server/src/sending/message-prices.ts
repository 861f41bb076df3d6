import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { MessagePrices } from '../contracts/prices';
import { isFreeEntry, isWindowOpen, type ConversationRow } from '../conversations/public';
import { monthOf, pricesService, withFree, type CostGroup } from '../prices/public';
import { contextOf } from '../strapi/context';

/**
 * What one message to this person would cost now, by the table that campaigns are estimated with: free after an ad, free
 * by Meta's rules of the day, within the free messages of the month, else by country and category.
 */
export const messagePricesOf = async (
  strapi: Core.Strapi,
  conversation: ConversationRow
): Promise<MessagePrices> => {
  const at = contextOf(strapi).clock.now();
  const { country } = await contactsService(strapi).get(conversation.contactId);
  const prices = pricesService(strapi);
  const free = await prices.freeLeft({ id: conversation.accountId }, monthOf(at));
  const one = (category: string): CostGroup => ({
    country,
    category,
    // As its status will tell it.
    type: isFreeEntry(conversation, at) ? 'free_entry_point' : null,
    at,
    inWindow: isWindowOpen(conversation.windowExpiresAt, at),
    count: 1,
  });
  const service = free === null ? [one('service')] : withFree([one('service')], free.left);
  const [ofService, marketing, utility, authentication] = await Promise.all([
    prices.costOf(service),
    prices.costOf([one('marketing')]),
    prices.costOf([one('utility')]),
    prices.costOf([one('authentication')]),
  ]);
  return {
    service: ofService,
    MARKETING: marketing,
    UTILITY: utility,
    AUTHENTICATION: authentication,
    free,
  };
};
