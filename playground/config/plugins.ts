import type { Core } from '@strapi/strapi';

/** The plugin is a dependency of this app, so Strapi finds and enables it by itself. */
export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
});
