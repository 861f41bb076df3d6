import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createPreferencesController } from './controller';
import { PREFERENCES } from './public';
import { createPreferencesService } from './service';

const edit = adminRoutesOf('preferences', [actions.contactEdit]);

/** What a customer chooses for themselves, on a page behind a link of their own (O-10, O-19, O-30, O-31). */
export const preferences = defineRoom({
  name: 'preferences',
  services: { preferences: createPreferencesService },
  controllers: { preferences: createPreferencesController },
  adminRoutes: [edit('POST', '/contacts/:id/preference-link', 'link')],
  apiRoutes: [
    { method: 'GET', path: `${PREFERENCES}/:code`, handler: 'preferences.open', public: true },
    { method: 'POST', path: `${PREFERENCES}/:code`, handler: 'preferences.choose', public: true },
  ],
});
