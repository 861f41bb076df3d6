import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { flowsService, type RunStart } from '../flows/public';
import type { BotRow } from './tables';

/** What sets a bot off. */
export type Start = Omit<RunStart, 'botId' | 'botName' | 'steps'> & { bot: BotRow };

/** Makes a run of what the bot says now, in the transaction of what sets it off; at most one per fact (I12). */
export const makeRun = (strapi: Core.Strapi, trx: Knex.Transaction, { bot, ...start }: Start) =>
  flowsService(strapi).begin(trx, {
    ...start,
    botId: bot.id,
    botName: bot.name,
    steps: bot.steps,
    flow: bot.graph && { graph: bot.graph, version: bot.version },
  });
