import type { StrapiApp } from '@strapi/strapi/admin';

/** The plugin's pages, as Strapi's admin loads them. */
declare const plugin: {
  register(app: StrapiApp): void;
  bootstrap(app: Pick<StrapiApp, 'getPlugin'>): void;
  registerTrads(app: {
    locales: string[];
  }): Promise<{ locale: string; data: Record<string, string> }[]>;
};
export default plugin;
