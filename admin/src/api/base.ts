import { adminApi } from '@strapi/strapi/admin';

/**
 * The one place that touches Strapi's `adminApi`. Tags and endpoints are prefixed, because the cache is the whole admin's.
 * Use `{ url, method: 'GET' | 'POST' | 'PUT' | 'DELETE', data }`: PATCH falls through to GET in Strapi's base query.
 */
export const whatsappApi = adminApi.enhanceEndpoints({
  addTagTypes: [
    'WhatsappAccount',
    'WhatsappContact',
    'WhatsappGroup',
    'WhatsappSegment',
    'WhatsappTemplate',
    'WhatsappConversation',
    'WhatsappMessage',
    'WhatsappNote',
    'WhatsappMention',
    'WhatsappPresence',
    'WhatsappTeam',
    'WhatsappCampaign',
    'WhatsappSetup',
    'WhatsappLog',
    'WhatsappTask',
    'WhatsappQuickReply',
    'WhatsappBot',
    'WhatsappOperation',
    'WhatsappHold',
    'WhatsappParked',
    'WhatsappOptIn',
    'WhatsappOutbound',
    'WhatsappLink',
    'WhatsappPrice',
  ],
});
