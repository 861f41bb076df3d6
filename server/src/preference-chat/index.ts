import { defineRoom } from '../strapi/room';
import { createPreferenceChat } from './service';

/** The preference page inside the chat: a list to tap, each tap applied at once and answered (O-19, O-27…O-30). */
export const preferenceChat = defineRoom({
  name: 'preference-chat',
  services: { 'preference-chat': createPreferenceChat },
});
