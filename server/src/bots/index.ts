import { defineRoom } from '../strapi/room';
import { botsHttp } from './http';
import { createBotsService } from './service';
import { botTable } from './tables';

/** Answers by themselves: what sets them off, what they say and do, and every step they took (B-01…B-18). */
export const bots = defineRoom({
  name: 'bots',
  tables: [botTable],
  services: { bots: createBotsService },
  http: [botsHttp],
});
