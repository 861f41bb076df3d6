import type { Core } from '@strapi/strapi';
import { migrations } from './migrations';
import { guardTransfers } from './moving/public';
import { registerPhoneField } from './records/public';
import { rooms } from './rooms';
import { registerMigrations, synchroniseInTurn } from './strapi/migrations';
import { modelsOf } from './strapi/room';
import { addDoor, receiveDelivery } from './webhook/public';
import { movesOf } from './wiring/moves';

/** Before the database is synchronised: migrations, our bookkeeping tables, and Meta's door before the host's middlewares. */
export const register = ({ strapi }: { strapi: Core.Strapi }): void => {
  const models = strapi.get('models') as { add(model: unknown): void };
  for (const model of modelsOf(rooms)) models.add(model);
  registerMigrations(strapi, migrations);
  synchroniseInTurn(strapi);
  registerPhoneField(strapi);
  addDoor(strapi, { receive: (ctx, raw) => receiveDelivery(strapi, ctx, raw) });
  guardTransfers(strapi, movesOf(strapi));
};
