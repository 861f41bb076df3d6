import type { Knex } from 'knex';
import { encodeCursor, idAfter } from '../kernel/cursor';
import { escapeLike } from '../kernel/like';
import { insertRow, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { campaignTable, type CampaignRow, type PauseReason } from './tables';
import { peopleChoice } from '../contracts/audience';
import { ENDED_STATES, type CampaignState } from '../contracts/campaigns';
import { byWord } from '../kernel/words';

const TABLE = campaignTable.table;
type Raw = Record<string, unknown>;

const readCampaign = (raw: Raw): CampaignRow => {
  const row = readRow(campaignTable, raw);
  return { ...row, audience: row.audience === null ? null : peopleChoice.parse(row.audience) };
};

export const campaignById = async (sql: Sql, id: number): Promise<CampaignRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? readCampaign(raw) : null;
};

export const insertCampaign = (sql: Sql, row: Partial<CampaignRow>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(campaignTable, row));

interface Move {
  from: CampaignState[];
  /** Its `changedAt` when it was read: nobody has changed it since. */
  asOf?: number;
  change: Partial<CampaignRow>;
}

/** A guarded move: 0 = somebody else moved it first. */
export const moveCampaign = (
  sql: Sql,
  id: number,
  { from, asOf, change }: Move
): Promise<number> => {
  const query = sql(TABLE).where({ id }).whereIn('state', from);
  if (asOf !== undefined) void query.where({ changed_at: asOf });
  return query.update(writeRow(campaignTable, change));
};

export const campaignsIn = async (
  sql: Sql,
  states: CampaignState[],
  accountId?: number
): Promise<CampaignRow[]> => {
  const query = sql(TABLE).whereIn('state', states).orderBy('id');
  if (accountId !== undefined) void query.where({ account_id: accountId });
  return (await query.select<Raw[]>()).map(readCampaign);
};

const TABS = byWord<readonly CampaignState[]>({
  drafts: ['draft'],
  scheduled: ['scheduled', 'overdue'],
  sending: ['preparing', 'running', 'paused', 'cancelling'],
  done: ENDED_STATES,
});

/** One page, newest first. */
export const listCampaigns = async (
  sql: Sql,
  {
    tab,
    q,
    cursor,
    limit,
  }: { tab: string; q?: string | undefined; cursor?: string | undefined; limit: number }
): Promise<{ rows: CampaignRow[]; nextCursor: string | null }> => {
  const query = sql(TABLE);
  const states = TABS.get(tab);
  if (states) void query.whereIn('state', states);
  if (q) void query.whereRaw(`LOWER(name) LIKE ? ESCAPE '!'`, [`%${escapeLike(q.toLowerCase())}%`]);
  const before = idAfter(cursor);
  if (before !== null) void query.where('id', '<', before);
  const raw = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .select<Raw[]>();
  const rows = raw.slice(0, limit).map(readCampaign);
  const last = rows.at(-1);
  return { rows, nextCursor: raw.length > limit && last ? encodeCursor([last.id]) : null };
};

/** The campaign, which stays locked to the end of the transaction; null: there is none. */
export const lockedCampaign = async (
  trx: Knex.Transaction,
  id: number
): Promise<CampaignRow | null> => {
  const raw = await trx(TABLE).where({ id }).forUpdate().first<Raw | undefined>();
  return raw ? readRow(campaignTable, raw) : null;
};

/**
 * Lets completed campaigns run again, because the transaction has reopened some of their rows. Locks the campaigns until
 * the commit. Completing one locks it too before it looks for open rows, so neither overlooks the other. Returns the
 * state that each had; null = deleted.
 */
export const runAgain = async (
  trx: Knex.Transaction,
  ids: readonly number[]
): Promise<(CampaignState | null)[]> => {
  const states: (CampaignState | null)[] = [];
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const row = await lockedCampaign(trx, id);
    states.push(row?.state ?? null);
    if (row?.state === 'completed')
      await trx(TABLE).where({ id }).update({ state: 'running', finished_at: null });
  }
  return states;
};

type NewPauseReason = PauseReason & {
  when?: (row: CampaignRow) => boolean;
  also?: Partial<CampaignRow>;
};

/** `addPauseReason` as a part of what else the transaction does. */
export const addPauseReasonIn = async (
  trx: Knex.Transaction,
  id: number,
  { when, also, ...reason }: NewPauseReason
): Promise<boolean> => {
  const row = await lockedCampaign(trx, id);
  if (!row || (row.state !== 'running' && row.state !== 'paused') || when?.(row) === false)
    return false;
  const reasons = (row.reasons ?? []).filter((known) => known.reason !== reason.reason);
  await trx(TABLE)
    .where({ id })
    .update(writeRow(campaignTable, { ...also, state: 'paused', reasons: [...reasons, reason] }));
  return true;
};

/**
 * Adds a reason to rest; a campaign rests while it has any (engine 4). False when it is not one that can rest, or when
 * `when` says no to the locked row; `also` is changed with it.
 */
export const addPauseReason = (db: Db, id: number, reason: NewPauseReason): Promise<boolean> =>
  db.tx((trx: Knex.Transaction) => addPauseReasonIn(trx, id, reason));

/** Takes a reason away: what has none left runs again. What ended meanwhile stays ended. */
export const dropPauseReason = async (
  trx: Knex.Transaction,
  id: number,
  { reason, also }: { reason: string; also: Partial<CampaignRow> }
): Promise<void> => {
  const row = await lockedCampaign(trx, id);
  if (!row) return;
  const known = row.reasons ?? [];
  const reasons = known.filter((one) => one.reason !== reason);
  const runs = row.state === 'paused' && known.length > 0 && reasons.length === 0;
  const state = runs ? { state: 'running' as const } : {};
  await trx(TABLE)
    .where({ id })
    .update(writeRow(campaignTable, { ...also, ...state, reasons }));
};
