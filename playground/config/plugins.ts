import type { Core } from '@strapi/strapi';

/** The plugin is a dependency of this app, so Strapi finds and enables it by itself. */
export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  // A demo runs beside the systems that it is tried with; in production events leave the own network only.
  // Nor does a demo wait long after a restart: its simulator delivers again at once.
  whatsapp: {
    config: {
      outbound: { allowPrivateAddresses: true },
      engine: { catchUp: [{ upToMs: null, waitMs: 10_000 }] },
    },
  },
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
});
