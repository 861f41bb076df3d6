import type { Core } from '@strapi/strapi';
import { isReachable } from './domain/account';

/** Path of the one webhook for all numbers. */
export const webhookPath = (strapi: Core.Strapi): string =>
  `${String(strapi.config.get('api.rest.prefix', '/api')).replace(/\/$/, '')}/whatsapp/webhook`;

/** The address to give to Meta, from Strapi's public URL. */
export const webhookUrl = (strapi: Core.Strapi): string => {
  const base = String(
    strapi.config.get('server.absoluteUrl') || strapi.config.get('server.url') || ''
  );
  return `${base.replace(/\/$/, '')}${webhookPath(strapi)}`;
};

/** False for localhost and plain http: Meta cannot call it. */
export const isWebhookReachable = (strapi: Core.Strapi): boolean => isReachable(webhookUrl(strapi));
