import type { Core } from '@strapi/strapi';

type Lifecycle = (app: { strapi: Core.Strapi }) => void | Promise<void>;

/** The plugin as Strapi loads it. Its services are reached by `strapi.plugin('whatsapp').service(name)`. */
declare const plugin: {
  register: Lifecycle;
  bootstrap: Lifecycle;
  destroy: Lifecycle;
  config: { default: object; validator: (config: unknown) => void };
  contentTypes: Record<string, unknown>;
  services: Record<string, unknown>;
  controllers: Record<string, unknown>;
  routes: Record<string, unknown>;
};
export default plugin;
