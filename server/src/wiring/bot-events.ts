import type { Core } from '@strapi/strapi';
import { botsService } from '../bots/public';
import { consentService, isSaidByPerson } from '../consent/public';
import { conversationsService } from '../conversations/public';
import { linksService, listLinks } from '../links/public';

/** What happens elsewhere and may set bots off (B-05). Each is asked about only where an active bot listens to it. */
export const connectBotEvents = (strapi: Core.Strapi): void => {
  const bots = botsService(strapi);
  conversationsService(strapi).closedEffects.push(
    async (trx, { thread, reason: value, at: key }) => {
      const { contactId } = thread;
      await bots.onEvent(trx, { contactId, event: 'closed', value, key: `${key}`, thread });
    }
  );
  consentService(strapi).newsEffects.push(async (trx, news) => {
    if (!bots.wants('opted-in')) return;
    for (const one of news) {
      // Lists and entries say that many agreed; they did not just now.
      const isIn = one.kind === 'opt-in' && one.categories.includes('marketing');
      if (!isIn || !isSaidByPerson(one.source)) continue;
      const { contactId, at } = one;
      await bots.onEvent(trx, { contactId, event: 'opted-in', value: null, key: `${at}` });
    }
  });
  consentService(strapi).topicEffects.push(async (trx, { contactId, topic: value, at }) => {
    await bots.onEvent(trx, { contactId, event: 'topic-out', value, key: `${value}:${at}` });
  });
  linksService(strapi).openedEffects.push(async (trx, { contactId, linkId, campaignId }) => {
    if (!bots.wants('link-opened')) return;
    const link = (await listLinks(trx)).find(({ id }) => id === linkId);
    const key = `${linkId}:${campaignId}`;
    await bots.onEvent(trx, { contactId, event: 'link-opened', value: link?.name ?? null, key });
  });
};
