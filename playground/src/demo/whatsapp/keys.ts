import type { Core } from '@strapi/strapi';
import { said } from '../language';
import { shop } from '../shop';
import { hash, service } from './rows';

interface SystemKeys {
  create(body: object, by: object): Promise<unknown>;
}

/** A key of the shop's CRM that no flow uses yet: the demo calls nobody. */
export const createKeys = async (strapi: Core.Strapi, by: object): Promise<void> => {
  await service<SystemKeys>(strapi, 'system-keys')?.create(
    { name: 'crm', value: hash('demo key of the crm'), hosts: [`crm.${said(shop).site}`] },
    by
  );
};
