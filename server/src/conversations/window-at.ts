import { MINUTE_MS } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { windowEnd } from './domain/window';
import { messageTable, type ConversationRow } from './tables';

type Window = Pick<ConversationRow, 'windowExpiresAt' | 'lastInboundAt'>;

/** Meta's clock may be ahead of ours: what was just written is not of the future. */
const SKEW_MS = MINUTE_MS;

/** The window as it was at an instant. Of a past one the customer's last message before it says so. */
export const windowAt = async (
  sql: Sql,
  { id, windowExpiresAt, lastInboundAt }: Window & Pick<ConversationRow, 'id'>,
  at: number
): Promise<Window> => {
  if (lastInboundAt === null || lastInboundAt <= at + SKEW_MS)
    return { windowExpiresAt, lastInboundAt };
  const row = await sql(messageTable.table)
    .where({ conversation_id: id, direction: 'in' })
    .where('at', '<=', at)
    .orderBy('at', 'desc')
    .first<{ at: unknown } | undefined>('at');
  const before = row ? Number(row.at) : null;
  return { windowExpiresAt: before === null ? null : windowEnd(before), lastInboundAt: before };
};
