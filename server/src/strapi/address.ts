import type { Core } from '@strapi/strapi';

/** Path of one of our routes below the host's REST prefix. */
const apiPath = (strapi: Core.Strapi, path: string): string =>
  `${String(strapi.config.get('api.rest.prefix', '/api')).replace(/\/$/, '')}/whatsapp${path}`;

/** The same as an address for others, from Strapi's public URL. */
export const publicUrl = (strapi: Core.Strapi, path: string): string => {
  const base = String(
    strapi.config.get('server.absoluteUrl') || strapi.config.get('server.url') || ''
  );
  return `${base.replace(/\/$/, '')}${apiPath(strapi, path)}`;
};

/** A page of the admin as an address for mails. */
export const adminUrl = (strapi: Core.Strapi, path: string): string =>
  `${String(strapi.config.get('admin.absoluteUrl') || '').replace(/\/$/, '')}${path}`;

const WEBHOOK = '/webhook';

/** Path of the one webhook for all numbers. */
export const webhookPath = (strapi: Core.Strapi): string => apiPath(strapi, WEBHOOK);

/** The address to give to Meta. */
export const webhookUrl = (strapi: Core.Strapi): string => publicUrl(strapi, WEBHOOK);
