import type { Knex } from 'knex';

const isPostgres = (knex: Knex): boolean => knex.client.config.client === 'postgres';

/** What PostgreSQL does in this database, longest first: who waits for whom, and who holds something. */
const activity = async (knex: Knex): Promise<unknown> => {
  if (!isPostgres(knex)) return null;
  const { rows } = await knex.raw<{ rows: unknown }>(
    `SELECT pid, pg_blocking_pids(pid) AS waits_for, state, wait_event_type, wait_event,
      extract(epoch FROM clock_timestamp() - xact_start)::int AS seconds, left(query, 160) AS query
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
    ORDER BY xact_start LIMIT 10`
  );
  return rows;
};

/** Connections of the pool that somebody has, and how many wait for one. */
const poolOf = (knex: Knex): unknown => {
  const { pool } = knex.client as {
    pool: { numUsed(): number; numFree(): number; numPendingAcquires(): number };
  };
  return { used: pool.numUsed(), free: pool.numFree(), waiting: pool.numPendingAcquires() };
};

/** What is under way in all of the plugin: leases, processes, long work, messages and webhooks that are not done. */
const underWay = async (knex: Knex) => {
  const [leases, operations, messages, changes, events, runs, instances] = await Promise.all([
    knex('whatsapp_leases').select('name', 'owner', 'epoch', 'until_ms', 'data'),
    knex('whatsapp_operations')
      .whereIn('state', ['queued', 'running'])
      .select('id', 'kind', 'state', 'failures', 'retry_at'),
    knex('whatsapp_messages')
      .where({ direction: 'out' })
      .groupBy('state')
      .select('state')
      .count({ n: '*' }),
    // Promotions wait while something that people wrote is not applied.
    knex('whatsapp_webhook_changes')
      .whereNotIn('state', ['done', 'foreign'])
      .limit(10)
      .select('id', 'lane', 'state', 'shard', 'received_at', 'attempts', 'error'),
    knex('whatsapp_webhook_events')
      .whereNot({ state: 'split' })
      .limit(10)
      .select('id', 'queue', 'state', 'received_at'),
    knex('whatsapp_bot_runs').where({ state: 'due' }).limit(10).select('*'),
    knex('whatsapp_instances').select('*'),
  ]);
  return { leases, operations, messages, changes, events, runs, instances };
};

const report = async (knex: Knex, about: object): Promise<string> =>
  JSON.stringify({
    ...{ now: Date.now(), ...about, ...(await underWay(knex)) },
    pool: poolOf(knex),
    postgres: await activity(knex),
  });

/** `work`, whose failure also says what is under way: for a test that waited in vain. */
export const orSayWhatWaits = async <T>(knex: Knex, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const why = await report(knex, {});
    throw new Error(`${(error as Error).message}: ${why}`, { cause: error });
  }
};

/** Everything that may keep a campaign from its end, for the message of a test that waited in vain. */
export const whyStuck = async (knex: Knex, campaignId: number): Promise<string> => {
  const [campaign, rows] = await Promise.all([
    knex('whatsapp_campaigns')
      .where({ id: campaignId })
      .first('state', 'reasons', 'snapshot_done', 'snapshot_cursor', 'fail_reason'),
    knex('whatsapp_recipients')
      .where({ campaign_id: campaignId })
      .limit(5)
      .select('state', 'reason', 'due_at', 'claim', 'permit', 'permit_at', 'tries', 'error_text'),
  ]);
  return report(knex, { campaign, rows });
};
