import type { Core } from '@strapi/strapi';
import { keepAttempt } from '../sending/public';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { withCounts } from './count-store';
import { campaignTable, recipientTable, type RecipientRow } from './tables';

const RECIPIENTS = recipientTable.table;

/** New attempts for these rows: the old attempt goes into the history with who decided it. Answers how many moved. */
export const newAttempts = async (
  strapi: Core.Strapi,
  { ids, may, decidedBy }: { ids: number[]; may: (row: RecipientRow) => boolean; decidedBy: string }
): Promise<number> => {
  const { db } = contextOf(strapi);
  return db.tx(async (trx) => {
    const now = await dbNow(db, trx);
    const sorted = [...ids].sort((a, b) => a - b);
    const { result, before } = await withCounts(trx, sorted, async (rows) => {
      const mine = rows.filter(may).map((row) => row.id);
      if (mine.length === 0) return [];
      await trx(RECIPIENTS)
        .whereIn('id', mine)
        .update({
          state: 'queued',
          attempt: trx.raw('attempt + 1'),
          tries: 0,
          rank: 0,
          wamid: null,
          wamid_key: null,
          permit: null,
          permit_at: null,
          claim: null,
          in_limit: false,
          error_code: null,
          error_class: null,
          error_text: null,
          accepted_at: null,
          sent_at: null,
          failed_at: null,
          due_at: now,
        });
      return mine;
    });
    for (const row of before.filter((r) => result.includes(r.id))) {
      await keepAttempt(db, trx, {
        ownerKind: 'r',
        ownerId: row.id,
        number: row.attempt,
        wamid: row.wamid,
        rank: row.rank,
        permitAt: row.permitAt,
        errorCode: row.errorCode,
        errorText: row.errorText,
        decidedBy,
        at: now,
      });
    }
    // A finished campaign runs again for them; one conditional statement decides.
    const campaigns = [
      ...new Set(before.filter((r) => result.includes(r.id)).map((r) => r.campaignId)),
    ];
    if (campaigns.length > 0) {
      await trx(campaignTable.table)
        .whereIn('id', campaigns)
        .andWhere({ state: 'completed' })
        .update({ state: 'running', finished_at: null });
    }
    return result.length;
  });
};
