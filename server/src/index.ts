import { bootstrap } from './bootstrap';
import { config } from './config';
import { destroy } from './destroy';
import { register } from './register';
import { rooms } from './rooms';
import { mergeRooms } from './strapi/room';

const { contentTypes, services, controllers, routes } = mergeRooms(rooms);

/** The plugin as Strapi loads it. What is in it: rooms.ts; how the rooms work together: wiring/. */
export default {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes,
  services,
  controllers,
  routes,
};
