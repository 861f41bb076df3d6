import type { Knex } from 'knex';
import { conversationTable } from '../conversations/public';
import { among } from '../strapi/batch';
import type { Db } from '../strapi/db';

/** When a person's window with a number ends, and when they wrote to it last. */
export interface Windows {
  windowExpiresAt: number | null;
  lastInboundAt: number | null;
}

export const NO_WINDOW: Windows = { windowExpiresAt: null, lastInboundAt: null };

/** Windows of these people with one number, by person. Who never wrote to it is not among them. */
export const windowsOf = async (
  db: Db,
  trx: Knex.Transaction,
  { accountId, contactIds }: { accountId: number; contactIds: number[] }
): Promise<Map<number, Windows>> => {
  const rows = await trx(conversationTable.table)
    .where({ account_id: accountId })
    .modify(among(db.dialect, 'contact_id', contactIds))
    .select<Record<string, unknown>[]>('contact_id', 'window_expires_at', 'last_inbound_at');
  const instant = (value: unknown) =>
    value === null || value === undefined ? null : Number(value);
  return new Map(
    rows.map((row) => [
      Number(row.contact_id),
      {
        windowExpiresAt: instant(row.window_expires_at),
        lastInboundAt: instant(row.last_inbound_at),
      },
    ])
  );
};
