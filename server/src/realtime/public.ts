import type { Core } from '@strapi/strapi';
import type { Realtime } from './service';

export type { Realtime } from './service';
export type { FeedEntry } from './feed';

export const realtimeService = (strapi: Core.Strapi): Realtime =>
  strapi.plugin('whatsapp').service('realtime');
