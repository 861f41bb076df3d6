import type { Core } from '@strapi/strapi';
import { logsService } from '../logs/public';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import { tryAgain } from './domain/again';
import type { HandoverAsk, HandoverEnd } from './public';
import { lockHandovers, putBack } from './store';
import type { HandoverRow } from './tables';

/** Rows of one transaction. */
const PIECE = 200;

const FRESH = { reason: null, attempts: 0, lastError: null, endedAt: null } as const;

/** Hand-overs that a person has tried again, piece by piece; two who press at once try it once. */
export const createAgain = (strapi: Core.Strapi, effects: readonly HandoverEnd[]) => {
  const { db, clock } = contextOf(strapi);

  /** One piece after a row; answers how many are due again, and the last row that was looked at. */
  const piece = (asked: HandoverAsk, after: number) =>
    db.tx(async (trx) => {
      const rows = await lockHandovers(trx, asked, { after, limit: PIECE });
      let changed = 0;
      for (const row of rows) {
        const what = tryAgain(row);
        if (what === null) continue;
        const change: Partial<HandoverRow> = {
          state: 'waiting',
          nextTryAt: clock.now(),
          ...(what === 'anew' ? FRESH : {}),
        };
        if (!(await putBack(trx, row, change))) continue;
        changed += 1;
        if (what === 'anew') for (const effect of effects) await effect(trx, { ...row, ...change });
      }
      return { changed, last: rows.length < PIECE ? null : (rows.at(-1)?.id ?? null) };
    });

  const tell = async (asked: HandoverAsk, { n, userId }: { n: number; userId: number }) => {
    const by = (await adminsByIds(strapi, [userId])).get(userId)?.name ?? String(userId);
    logsService(strapi).write({
      area: 'message',
      level: 'info',
      event: 'handover-again',
      text: `${by}: ${n} hand-over(s) tried again`,
      details: { by, userId, n, ...(asked.kind === 'r' ? { campaignId: asked.campaignId } : {}) },
    });
  };

  return async (asked: HandoverAsk, userId: number): Promise<number> => {
    let n = 0;
    for (let after: number | null = 0; after !== null;) {
      const done: Awaited<ReturnType<typeof piece>> = await piece(asked, after);
      n += done.changed;
      after = done.last;
    }
    if (n > 0) await tell(asked, { n, userId });
    return n;
  };
};
