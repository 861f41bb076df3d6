import type { StrapiApp } from '@strapi/strapi/admin';

export default {
  config: {
    locales: ['tr'],
    tutorials: false,
    notifications: { releases: false },
  },
  bootstrap(_app: StrapiApp) {},
};
