import type { Core } from '@strapi/strapi';

/** The plugin is a dependency of this app, so Strapi finds and enables it by itself. */
export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  // A demo runs beside the systems that it is tried with; in production events leave the own network only.
  whatsapp: { config: { outbound: { allowPrivateAddresses: true } } },
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
});
