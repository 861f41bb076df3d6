import type { Core } from '@strapi/strapi';
import { registerPhoneField } from './records/public';
import { rooms } from './rooms';
import { modelsOf } from './strapi/room';
import { addRawBody } from './webhook/public';

/** Before the database is synchronised: our bookkeeping tables, and the raw bytes of webhooks. */
export const register = ({ strapi }: { strapi: Core.Strapi }): void => {
  const models = strapi.get('models') as { add(model: unknown): void };
  for (const model of modelsOf(rooms)) models.add(model);
  registerPhoneField(strapi);
  addRawBody(strapi);
};
