import type { Knex } from 'knex';

const WEBHOOKS = {
  whatsapp_webhook_events: ['new', 'retry'],
  whatsapp_webhook_changes: ['new', 'retry'],
};
const WORK = {
  whatsapp_bot_runs: ['due'],
  whatsapp_consent_replies: ['due'],
  whatsapp_messages: ['queued', 'sending'],
};

const countIn = async (knex: Knex, states: Record<string, string[]>): Promise<number> => {
  let total = 0;
  for (const [table, some] of Object.entries(states)) {
    const [row] = (await knex(table).whereIn('state', some).count({ n: '*' })) as { n: unknown }[];
    total += Number(row?.n);
  }
  return total;
};

/** Deliveries and changes of Meta that are not applied yet. */
export const waitingWebhooks = (knex: Knex): Promise<number> => countIn(knex, WEBHOOKS);

/** The same, and what follows from them: bots' runs, replies to opt-outs, messages that are not sent yet. */
export const waitingWork = (knex: Knex): Promise<number> => countIn(knex, { ...WEBHOOKS, ...WORK });
