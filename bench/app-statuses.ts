import type { Core } from '@strapi/types';
import { keyOf } from '../server/src/kernel/hash';

const RECIPIENTS = 'whatsapp_recipients';
const RANKS: Record<string, number> = { sent: 20, delivered: 40, read: 50 };

/** Splits and applies everything that waits. Answers how many changes, and in how many ms. */
export const applyBatch = async (strapi: Core.Strapi): Promise<{ changes: number; ms: number }> => {
  const webhook = strapi.plugin('whatsapp').service('webhook') as { process(): Promise<void> };
  const knex = strapi.db.connection;
  const done = async () => {
    const [row] = (await knex('whatsapp_webhook_changes')
      .whereIn('state', ['done', 'foreign'])
      .count({ n: '*' })) as { n: unknown }[];
    return Number(row?.n);
  };
  const waiting = async () =>
    (await knex('whatsapp_webhook_events').where({ state: 'new' }).first('id')) !== undefined ||
    (await knex('whatsapp_webhook_changes').whereIn('state', ['new', 'retry']).first('id')) !==
      undefined;
  const before = await done();
  const started = performance.now();
  while (await waiting()) await webhook.process();
  const ms = performance.now() - started;
  return { changes: (await done()) - before, ms };
};

/** The usual way: each status finds its row and updates it. Answers statuses per second. */
export const naiveStatuses = async (
  strapi: Core.Strapi,
  statuses: { wamid: string; status: string; at: number }[]
): Promise<number> => {
  const knex = strapi.db.connection;
  const started = performance.now();
  for (const { wamid, status, at } of statuses) {
    const row = (await knex(RECIPIENTS)
      .where({ wamid_key: keyOf(wamid) })
      .first()) as { id: number; rank: number } | undefined;
    if (!row) continue;
    const rank = Math.max(Number(row.rank), RANKS[status] ?? 0);
    await knex(RECIPIENTS)
      .where({ id: row.id })
      .update({ rank, [`${status}_at`]: at });
  }
  return (statuses.length / (performance.now() - started)) * 1000;
};
