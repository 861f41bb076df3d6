import type { Core } from '@strapi/strapi';
import { botsService } from '../bots/public';
import { consentService, isSaidByPerson } from '../consent/public';
import { contactsService } from '../contacts/public';
import { conversationsService } from '../conversations/public';
import { conversionsService } from '../conversions/public';
import { flowsService } from '../flows/public';
import { linksService, listLinks } from '../links/public';
import { contextOf } from '../strapi/context';

/**
 * What happens elsewhere and may set bots off (B-05), ends a wait of a flow or reaches its goal. Each is asked about only where
 * one listens.
 */
export const connectBotEvents = (strapi: Core.Strapi): void => {
  const bots = botsService(strapi);
  const flows = flowsService(strapi);
  const { clock } = contextOf(strapi);
  conversionsService(strapi).convertedEffects.push((trx, converted) =>
    flows.reached(
      trx,
      converted.map(({ contactId, event: value, at }) => ({
        contactId,
        event: 'converted',
        value,
        at,
      }))
    )
  );
  contactsService(strapi).tagEffects.push(async (trx, added) => {
    const at = clock.now();
    await flows.reached(
      trx,
      added.map(({ contactId, tag: value }) => ({ contactId, event: 'tag-added', value, at }))
    );
    const waiting = new Set(
      await flows.awaits(
        trx,
        added.map(({ contactId }) => contactId)
      )
    );
    const happened = added.filter(({ contactId }) => waiting.has(contactId));
    await flows.happened(
      trx,
      happened.map(({ contactId, tag: value }) => ({ contactId, event: 'tag-added', value }))
    );
  });
  conversationsService(strapi).closedEffects.push(
    async (trx, { thread, takenAt, reason: value, at }) => {
      const { contactId, id: conversationId } = thread;
      if (takenAt !== null) await flows.talkOver(trx, { conversationId, takenAt });
      const key = `${conversationId}:${at}`;
      await bots.onEvent(trx, { contactId, event: 'closed', value, key, thread });
    }
  );
  consentService(strapi).newsEffects.push(async (trx, news) => {
    for (const one of news) {
      // Lists and entries say that many agreed; they did not just now.
      const isIn = one.kind === 'opt-in' && one.categories.includes('marketing');
      if (!isIn || !isSaidByPerson(one.source)) continue;
      const { contactId, at } = one;
      const event = 'opted-in' as const;
      await flows.reached(trx, [{ contactId, event, value: null, at }]);
      await flows.happened(trx, [{ contactId, event, value: null }]);
      if (bots.wants(event))
        await bots.onEvent(trx, { contactId, event, value: null, key: `${at}` });
    }
  });
  consentService(strapi).topicEffects.push(async (trx, { contactId, topic: value, at }) => {
    await flows.happened(trx, [{ contactId, event: 'topic-out', value }]);
    await bots.onEvent(trx, { contactId, event: 'topic-out', value, key: `${value}:${at}` });
  });
  linksService(strapi).openedEffects.push(async (trx, { contactId, linkId, campaignId }) => {
    const isAwaited = (await flows.awaits(trx, [contactId])).length > 0;
    const isGoal = await flows.awaitsGoal(trx, contactId);
    if (!isAwaited && !isGoal && !bots.wants('link-opened')) return;
    const link = (await listLinks(trx)).find(({ id }) => id === linkId);
    const value = link?.name ?? null;
    if (isGoal)
      await flows.reached(trx, [{ contactId, event: 'link-opened', value, at: clock.now() }]);
    if (isAwaited) await flows.happened(trx, [{ contactId, event: 'link-opened', value }]);
    const key = `${linkId}:${campaignId}`;
    await bots.onEvent(trx, { contactId, event: 'link-opened', value, key });
  });
};
