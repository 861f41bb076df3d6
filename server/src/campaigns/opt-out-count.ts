import { consentEventTable } from '../consent/public';
import type { Sql } from '../strapi/db';
import { recipientTable, type CampaignRow } from './tables';

/** Purposes of data collection have nothing to do with messages. */
const DATA = ['tracking', 'position', 'profile'];

/** It may have come to them. Who waits for another try of a refused call has a permit too, and got nothing. */
const MAY_HAVE_IT = ['sending', 'uncertain', 'left', 'accepted'];

/**
 * People of a campaign who opted out of messages after they got it, of permits in (from, until]. Starts from the ledger's
 * newest lines: they are few.
 */
export const countOptOuts = async (
  sql: Sql,
  { id, startedAt }: Pick<CampaignRow, 'id' | 'startedAt'>,
  { from, until }: { from: number; until: number }
): Promise<number> => {
  const row = (await sql(`${consentEventTable.table} as e`)
    .join(`${recipientTable.table} as r`, (on) =>
      on.on('r.contact_id', 'e.contact_id').andOnVal('r.campaign_id', id)
    )
    .where('e.action', 'opt-out')
    .andWhere('e.at', '>=', Math.max(from, startedAt ?? 0))
    .whereNotIn('e.category', DATA)
    .whereIn('r.state', MAY_HAVE_IT)
    .andWhere('r.permit_at', '>', from)
    .andWhere('r.permit_at', '<=', until)
    .whereRaw('e.at >= r.permit_at')
    .countDistinct({ n: 'r.id' })
    .first()) as { n: unknown } | undefined;
  return Number(row?.n ?? 0);
};
