import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { logsService } from '../logs/public';
import type { RunRow } from './tables';

/** A line for values for which the run had no more room: later steps do not know them. Nothing of an answer is in it. */
export const noteLost = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { run, lost }: { run: RunRow; lost: readonly string[] }
): Promise<void> => {
  if (lost.length === 0) return;
  const { id, botName: bot, accountId, contactId, botId } = run;
  const names = lost.join(', ');
  await logsService(strapi).writeIn(trx, {
    area: 'bot',
    level: 'warn',
    event: 'bot-value-lost',
    text: `bot "${bot}" did not save ${names}: a run saves at most 64 kB of values`,
    ...{ accountId, contactId, botId },
    details: { run: id, bot, names },
  });
};
