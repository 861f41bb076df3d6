import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createBusinessProfileController } from './controller';
import { createBusinessProfileService } from './service';

const route = adminRoutesOf('business-profile', [actions.numberProfile]);

/** How customers see a number on WhatsApp: texts, addresses and picture, kept by Meta alone. */
export const businessProfile = defineRoom({
  name: 'business-profile',
  services: { 'business-profile': createBusinessProfileService },
  controllers: { 'business-profile': createBusinessProfileController },
  adminRoutes: [
    route('GET', '/accounts/:id/profile', 'view'),
    route('PUT', '/accounts/:id/profile', 'save'),
  ],
});
