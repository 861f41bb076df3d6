import type { Knex } from 'knex';
import type { FeedEntry } from '../realtime/public';
import type { Db } from '../strapi/db';
import { readRow } from '../strapi/table';
import type { MergedFact } from './domain/facts';
import { factRow, factUpdateSql } from './fact-sql';
import { messageHints } from './hints';
import { messageTable, type MessageRow } from './tables';

const TABLE = messageTable.table;

/**
 * The prices of a campaign stand at its recipients. Its messages keep none, so that a run of a million touches no index
 * for it, except for service messages: the free ones of a number are counted here.
 */
const PRICED = `(t.campaign_id IS NULL OR v.pc = 'service')`;

/**
 * Applies what Meta said to messages: by token where the status carries one of ours, and by wamid.
 * Answers the wamid keys that are ours, and hints for the open pages (none for campaign messages: they are many).
 */
export const applyMessageFacts = async (
  db: Db,
  trx: Knex.Transaction,
  facts: MergedFact[]
): Promise<{ known: Set<string>; rows: MessageRow[]; hints: FeedEntry[] }> => {
  const byToken = facts.filter((fact) => fact.token?.kind === 'm');
  const ids = byToken.map((fact) => fact.token?.id ?? 0);
  if (byToken.length > 0) {
    const batch = byToken
      .map((fact) => factRow(fact, { id: fact.token?.id ?? 0, attempt: fact.token?.attempt ?? 0 }))
      .sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
    await trx.raw(
      factUpdateSql(db.dialect, { table: TABLE, by: 'id', priced: PRICED, tails: true }),
      [JSON.stringify(batch)]
    );
  }
  const byWamid = facts.filter((fact) => fact.token?.kind !== 'm');
  if (byWamid.length > 0) {
    await trx.raw(factUpdateSql(db.dialect, { table: TABLE, by: 'wamid', priced: PRICED }), [
      JSON.stringify(byWamid.map((fact) => factRow(fact))),
    ]);
  }
  const raw = await trx(TABLE)
    .whereIn(
      'wamid_key',
      facts.map((fact) => fact.wamidKey)
    )
    .orWhereIn('id', ids)
    .select<Record<string, unknown>[]>();
  const rows = raw.map((row) => readRow(messageTable, row));
  const known = new Set(rows.map((row) => row.wamidKey ?? ''));
  for (const fact of byToken)
    if (rows.some((row) => row.id === fact.token?.id)) known.add(fact.wamidKey);
  const shown = rows.filter((row) => row.campaignId === null);
  const hints = await messageHints(trx, shown, { threads: false });
  return { known, rows, hints };
};
