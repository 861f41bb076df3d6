import { defineRoom } from '../strapi/room';
import { createApiController } from './controller';

/**
 * Routes for other systems, with Strapi's API tokens: each handler is a permission of custom tokens
 * (`plugin::whatsapp.api.send`, `.get`, `.convert`, `.contact`, `.consent`, `.describe`). Described in docs/api.md and by /openapi.json.
 */
export const api = defineRoom({
  name: 'api',
  controllers: { api: createApiController },
  apiRoutes: [
    { method: 'POST', path: '/messages', handler: 'api.send' },
    { method: 'GET', path: '/messages/:id', handler: 'api.get' },
    { method: 'POST', path: '/conversions', handler: 'api.convert' },
    { method: 'PUT', path: '/contacts', handler: 'api.contact' },
    { method: 'POST', path: '/consents', handler: 'api.consent' },
    { method: 'GET', path: '/openapi.json', handler: 'api.describe' },
  ],
});
