import type { Core } from '@strapi/strapi';
import { said } from '../language';
import { shop } from '../shop';
import { hash, isThere, service } from './rows';

interface SystemKeys {
  create(body: object, by: object): Promise<unknown>;
}

/** A key of the shop's CRM that no flow uses yet: the demo calls nobody. */
export const createKeys = async (strapi: Core.Strapi, by: object): Promise<void> => {
  const name = 'crm';
  if (await isThere(strapi, 'system-key', { name })) return;
  await service<SystemKeys>(strapi, 'system-keys')?.create(
    { name, value: hash('demo key of the crm'), hosts: [`crm.${said(shop).site}`] },
    by
  );
};
