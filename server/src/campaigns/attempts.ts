import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { CampaignState } from '../contracts/campaigns';
import { DomainError } from '../kernel/errors';
import { keepAttempt } from '../sending/public';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { withCounts } from './count-store';
import { runAgain } from './store';
import { recipientTable, type RecipientRow } from './tables';

const RECIPIENTS = recipientTable.table;
const MAY_GO_ON: CampaignState[] = ['running', 'paused', 'completed'];

/** Throws where nobody would send a new attempt. */
export const refuseOver = (state: CampaignState | null): void => {
  if (state !== null && MAY_GO_ON.includes(state)) return;
  throw new DomainError(
    'not-possible-now',
    `messages cannot be sent again: the campaign is ${state ?? 'gone'}`,
    { status: 409, remedy: 'Start a new campaign for these contacts.' }
  );
};

/** The campaigns of rows that are queued again go on. Throws, and nothing is queued, when one ended for good meanwhile. */
const goOn = async (trx: Knex.Transaction, rows: readonly RecipientRow[]): Promise<void> => {
  const ids = rows.map(({ campaignId }) => campaignId);
  for (const state of await runAgain(trx, ids)) refuseOver(state);
};

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
      const chosen = rows.filter(may);
      const mine = chosen.map((row) => row.id);
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
      await goOn(trx, chosen);
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
    return result.length;
  });
};
