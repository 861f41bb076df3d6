import type { FreeService } from '../contracts/prices';
import { messageTable } from '../conversations/public';
import { DAY_MS } from '../kernel/time';
import { countOf } from '../strapi/keeping';
import type { Sql } from '../strapi/db';
import { SERVICE_CHARGED_FROM } from './domain/book';

/** Delivered service messages of a number that cost nothing, each calendar month; what is left is not carried over. */
const FREE_A_MONTH = 1_000;
/** Meta tries this long to deliver a message. */
const DELIVERED_WITHIN = 30 * DAY_MS;

/** First and last moment of a month `YYYY-MM`, in UTC. */
const spanOf = (month: string): { from: number; to: number } => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: Date.UTC(year, number - 1, 1), to: Date.UTC(year, number, 1) };
};

/** The month that an instant is in, as `YYYY-MM`. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/**
 * How many free service messages a number has left in a month; null for months before Meta charged for them. Counts what
 * was delivered in the month, whatever was sent before it, and no further than to the end of the free ones.
 */
export const freeServiceLeft = async (
  sql: Sql,
  accountId: number,
  month: string
): Promise<FreeService | null> => {
  const { from, to } = spanOf(month);
  if (from < SERVICE_CHARGED_FROM) return null;
  const delivered = sql(messageTable.table)
    .where({ account_id: accountId, price_category: 'service' })
    .where('at', '>=', from - DELIVERED_WITHIN)
    .where('at', '<', to)
    .whereRaw('COALESCE(delivered_at, read_at) >= ?', [from])
    .whereRaw('COALESCE(delivered_at, read_at) < ?', [to])
    .whereRaw(`COALESCE(price_type, '') <> 'free_entry_point'`)
    .limit(FREE_A_MONTH)
    .select('id')
    .as('delivered');
  const used = await countOf(sql.from(delivered));
  return { free: FREE_A_MONTH, used, left: FREE_A_MONTH - used };
};
