import type { Core } from '@strapi/strapi';
import { readChannels, refusedTopics } from '../consent/public';
import { contactsService } from '../contacts/public';
import { MOVE_TOPIC } from '../contracts/consent';
import type { MayTemplate } from '../contracts/may-template';
import type { ConversationRow } from '../conversations/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { gateRefusal, gateRules } from './gate';
import { recordsService } from '../records/public';
import type { EntriesMeant } from './known';
import { promotionsOf } from './promotions';

/**
 * What the gate would say to an agent's template now, so that nobody chooses one that is refused afterwards (T-36). `entries`:
 * as of `KnownAsk`.
 */
export const mayTemplateOf = async (
  strapi: Core.Strapi,
  { contactId, windowExpiresAt, lastInboundAt }: ConversationRow,
  entries: EntriesMeant
): Promise<MayTemplate> => {
  const contact = await contactsService(strapi).get(contactId);
  const rules = gateRules(await settingsService(strapi).get());
  const now = contextOf(strapi).clock.now();
  const { db } = contextOf(strapi);
  const asked = { people: [contact], rules: rules.rules, now, except: {} };
  const promotions = (await promotionsOf(strapi, db.knex, asked)).get(contactId) ?? [];
  // Which channel depends on the kind of the template: the page asks it for each (`channels`).
  const base = {
    contact: { ...contact, channels: '' },
    windowExpiresAt,
    lastInboundAt,
    agentInitiated: true,
    now,
  };
  const ask = { ...base, promotions, ...rules };
  const refusalOf = (category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION', topic?: string) =>
    gateRefusal({ ...ask, category, ...(topic ? { topic } : {}) })?.reason ?? null;
  const UTILITY = refusalOf('UTILITY');
  const isCarried =
    UTILITY === 'no-consent' &&
    gateRefusal({ ...ask, contact, category: 'UTILITY', carried: true }) === null;
  return {
    MARKETING: refusalOf('MARKETING'),
    UTILITY,
    AUTHENTICATION: refusalOf('AUTHENTICATION'),
    carriedBy: isCarried
      ? await recordsService(strapi).carryingTypes(db.knex, { contactId, entries })
      : [],
    moving: {
      MARKETING: refusalOf('MARKETING', MOVE_TOPIC),
      UTILITY: refusalOf('UTILITY', MOVE_TOPIC),
    },
    topicsRefused: refusedTopics(contact.topicsOut),
    channels: readChannels(contact.channels),
  };
};
