import { turnOfTheLoop } from '../kernel/turn';
import { affectedRows } from '../strapi/batch';
import type { Db } from '../strapi/db';
import type { SqlPart } from '../strapi/sql-part';
import { recipientTable, type HoldReason } from './tables';

const RECIPIENTS = recipientTable.table;
const PIECE = 5_000;

/**
 * Held rows are queued rows that are due in a far future: nothing can claim them. The offset is added to their own due time,
 * so that it comes back when they are released, and each reason has a range of its own in the index by due time.
 */
const OFFSET: Record<HoldReason, number> = { canary: 4e15, winner: 6e15 };
/** Rows due from here on are held; from `WAITS_FROM` on for the winner of a test. */
export const HELD_FROM = OFFSET.canary;
export const WAITS_FROM = OFFSET.winner;
const RANGE = 2e15;

/**
 * Holds the queued rows of a campaign that `pick` (over the recipients `r`) means, above an id. By pieces, and harmless to
 * repeat: who is held already is not held again.
 */
export const holdRows = async (
  db: Db,
  campaignId: number,
  { reason, pick, above = 0 }: { reason: HoldReason; pick: SqlPart; above?: number }
): Promise<void> => {
  const range = (await db
    .knex(RECIPIENTS)
    .where({ campaign_id: campaignId })
    .min({ lo: 'id' })
    .max({ hi: 'id' })
    .first()) as { lo: unknown; hi: unknown } | undefined;
  const hi = Number(range?.hi ?? 0);
  for (let lo = Math.max(above, Number(range?.lo ?? 1) - 1); lo < hi; lo += PIECE) {
    await db.tx((trx) =>
      trx.raw(
        `UPDATE ${RECIPIENTS} SET reason = '${reason}', due_at = due_at + ${OFFSET[reason]}
         WHERE state = 'queued' AND due_at < ${HELD_FROM} AND id IN (SELECT id FROM (SELECT r.id FROM ${RECIPIENTS} r WHERE r.id > ? AND r.id <= ?
           AND r.campaign_id = ? AND r.state = 'queued' AND r.due_at < ${HELD_FROM} AND (${pick.sql})) x)`,
        [lo, lo + PIECE, campaignId, ...pick.bindings]
      )
    );
    await turnOfTheLoop();
  }
};

/**
 * The next held rows become due as they were. Answers how many; 0 = none is left. The outer conditions are those that a
 * second process, which waited for the row, asks again.
 */
const releasePiece = async (db: Db, campaignId: number, reason: HoldReason): Promise<number> => {
  const from = OFFSET[reason];
  const result: unknown = await db.tx((trx) =>
    trx.raw(
      `UPDATE ${RECIPIENTS} SET reason = NULL, due_at = due_at - ${from}
       WHERE state = 'queued' AND due_at >= ${from} AND id IN (SELECT id FROM (SELECT id FROM ${RECIPIENTS}
         WHERE campaign_id = ? AND state = 'queued' AND due_at >= ${from} AND due_at < ${from + RANGE} LIMIT ${PIECE}) x)`,
      [campaignId]
    )
  );
  return affectedRows(db.dialect, result);
};

/** Everybody held for this reason becomes due, by pieces. True when anybody was. */
export const releaseRows = async (
  db: Db,
  campaignId: number,
  reason: HoldReason
): Promise<boolean> => {
  let any = false;
  while ((await releasePiece(db, campaignId, reason)) > 0) {
    any = true;
    await turnOfTheLoop();
  }
  return any;
};

/** How many wait for this reason. */
export const heldCount = async (
  db: Db,
  campaignId: number,
  reason: HoldReason
): Promise<number> => {
  const row = (await db
    .knex(RECIPIENTS)
    .where({ campaign_id: campaignId, state: 'queued' })
    .andWhere('due_at', '>=', OFFSET[reason])
    .andWhere('due_at', '<', OFFSET[reason] + RANGE)
    .count({ n: '*' })
    .first()) as { n: unknown } | undefined;
  return Number(row?.n ?? 0);
};
