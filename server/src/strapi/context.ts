import type { Core } from '@strapi/strapi';
import { systemClock, type Clock } from '../kernel/clock';
import { createDb, type Db } from './db';
import { createLog, type Log } from './log';
import { createSecrets, type Secrets } from './secrets';

/** What the rooms' services are made of: unpacked from `strapi` once. */
export interface Ctx {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  log(scope: string): Log;
  random(): number;
}

const contexts = new WeakMap<object, Ctx>();

/** The context of this Strapi. Tests give another clock through the plugin config key `clock`. */
export const contextOf = (strapi: Core.Strapi): Ctx => {
  const known = contexts.get(strapi);
  if (known) return known;
  const ctx: Ctx = {
    db: createDb(strapi),
    clock: (strapi.config.get('plugin::whatsapp.clock') as Clock | undefined) ?? systemClock,
    secrets: createSecrets(strapi),
    log: (scope) => createLog(strapi, scope),
    random: Math.random,
  };
  contexts.set(strapi, ctx);
  return ctx;
};
