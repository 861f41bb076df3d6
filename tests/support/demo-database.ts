import knexOf, { type Knex } from 'knex';

/** Does something in the database of a running demo, beside its server. */
export const inDatabase = async (
  filename: string,
  work: (knex: Knex) => Promise<void>
): Promise<void> => {
  const connection = { filename };
  const knex = knexOf({ client: 'better-sqlite3', connection, useNullAsDefault: true });
  try {
    await work(knex);
  } finally {
    await knex.destroy();
  }
};

/** Moves the end of a snooze. */
export const snoozeUntil = (database: string, id: number, until: number): Promise<void> =>
  inDatabase(database, async (knex) => {
    const changed = await knex('whatsapp_conversations')
      .where({ id, status: 'snoozed' })
      .update({ snoozed_until: until });
    if (changed !== 1) throw new Error(`conversation ${id} does not sleep`);
  });
