import { defineRoom } from '../strapi/room';
import { createSettingsService } from './service';

/** Preferences of the plugin, kept in Strapi's store. No routes: the pages that show a setting belong to other rooms. */
export const settings = defineRoom({
  name: 'settings',
  services: { settings: createSettingsService },
});
