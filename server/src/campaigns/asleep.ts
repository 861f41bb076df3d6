import type { Core } from '@strapi/strapi';
import { affectedRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { Db } from '../strapi/db';
import { HELD_FROM } from './holds';
import { isOwnTime } from './local-time';
import { campaignsIn } from './store';
import { recipientTable, type CampaignRow } from './tables';

const RECIPIENTS = recipientTable.table;
const PIECE = 5_000;

interface Next {
  due_at: unknown;
  reason: string | null;
  attempt: number;
}

/** Why everybody who is left waits, and until when the first of them does. */
export interface Rest {
  kind: 'quiet-hours' | 'own-time';
  until: number;
}

/** When the next person may be reached, if it is an hour that everybody left waits for (M-45, M-50). */
export const nextHour = async (db: Db, campaign: CampaignRow): Promise<Rest | null> => {
  const { id } = campaign;
  const next = await db
    .knex(RECIPIENTS)
    .where({ campaign_id: id, state: 'queued' })
    .orderBy([{ column: 'due_at' }, { column: 'id' }])
    .first<Next | undefined>('due_at', 'reason', 'attempt');
  const until = Number(next?.due_at ?? HELD_FROM);
  // Who is held waits for no hour.
  if (!next || until >= HELD_FROM) return null;
  if (next.reason === 'quiet-hours') return { kind: 'quiet-hours', until };
  return isOwnTime(campaign) && next.attempt === 1 ? { kind: 'own-time', until } : null;
};

/**
 * Everybody who waits for the end of quiet hours is asked again now: the hours have changed. By pieces; who is not reached
 * because the process ends sleeps on, which is the safe side.
 */
export const wakeRecipients = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  const awake = `SELECT id FROM (SELECT id FROM ${RECIPIENTS}
    WHERE campaign_id = ? AND state = 'queued' AND due_at > ${db.now} AND reason = 'quiet-hours' LIMIT ${PIECE}) x`;
  for (const { id } of await campaignsIn(db.knex, ['running', 'paused']))
    for (let moved = PIECE; moved === PIECE;) {
      const result: unknown = await db.knex.raw(
        `UPDATE ${RECIPIENTS} SET due_at = ${db.now} WHERE state = 'queued' AND id IN (${awake})`,
        [id]
      );
      moved = affectedRows(db.dialect, result);
    }
};
