import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createChatLinks } from './chat-links';
import { createChatLinksController } from './chat-links-controller';
import { createOptInController } from './controller';
import { OPT_IN } from './public';
import { createOptInPublicController } from './public-controller';
import { createOptInService } from './service';
import { chatLinkTable, optInFormTable, optInRequestTable, optInVersionTable } from './tables';

const collect = adminRoutesOf('opt-in', [actions.optInCollect]);
const publish = adminRoutesOf('opt-in', [actions.optInPublish]);

const chat = adminRoutesOf('chat-links', [actions.optInPublish]);

/** How people say yes: forms with a wording in versions, a hosted page, a widget, links and QR codes (O-02…O-16). */
export const optIn = defineRoom({
  name: 'opt-in',
  tables: [optInFormTable, optInVersionTable, optInRequestTable, chatLinkTable],
  services: { 'opt-in': createOptInService, 'chat-links': createChatLinks },
  controllers: {
    'opt-in': createOptInController,
    'opt-in-public': createOptInPublicController,
    'chat-links': createChatLinksController,
  },
  adminRoutes: [
    publish('GET', '/opt-in-forms', 'list'),
    publish('POST', '/opt-in-forms', 'create'),
    publish('GET', '/opt-in-forms/choices', 'choices'),
    publish('POST', '/opt-in-forms/check', 'check'),
    publish('POST', '/opt-in-forms/suggest', 'suggest'),
    publish('GET', '/opt-in-forms/:id', 'view'),
    publish('PUT', '/opt-in-forms/:id', 'update'),
    publish('DELETE', '/opt-in-forms/:id', 'remove'),
    publish('GET', '/opt-in-forms/:id/versions', 'versions'),
    publish('GET', '/opt-in-forms/:id/qr', 'qr'),
    publish('GET', '/opt-in-sources', 'sources'),
    chat('GET', '/chat-links', 'list'),
    chat('POST', '/chat-links', 'create'),
    chat('PUT', '/chat-links/:id', 'update'),
    chat('DELETE', '/chat-links/:id', 'remove'),
    chat('GET', '/chat-links/:id/qr', 'qr'),
    collect('GET', '/opt-in-desk', 'desk'),
    collect('GET', '/opt-in-desk/:id/qr', 'deskQr'),
    collect('POST', '/opt-in-desk/:id/opt-ins', 'agree'),
  ],
  apiRoutes: [
    { method: 'GET', path: `${OPT_IN}/widget.js`, handler: 'opt-in-public.widget', public: true },
    { method: 'GET', path: `${OPT_IN}/:slug`, handler: 'opt-in-public.open', public: true },
    { method: 'POST', path: `${OPT_IN}/:slug`, handler: 'opt-in-public.submit', public: true },
  ],
});
