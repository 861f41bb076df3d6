import type { Knex } from 'knex';
import { conversationEventTable, messageTable, type Given } from './tables';

interface Acted {
  /** The person themself wrote to the customer. */
  self: boolean;
  /** The person themself changed whose it is. */
  gave: boolean;
  /** Somebody else of the team wrote or changed something, here or on the phone of the number. */
  others: boolean;
}

/** Who of the team did something in a conversation from an instant on, seen from one person. */
export const actedSince = async (
  trx: Knex.Transaction,
  conversationId: number,
  { by, at }: Pick<Given, 'by' | 'at'>
): Promise<Acted> => {
  const since = (query: Knex.QueryBuilder) =>
    query.where({ conversation_id: conversationId }).where('at', '>=', at);
  const messages = (await since(trx(messageTable.table))
    .where({ direction: 'out' })
    .where((who) => void who.whereNotNull('agent_id').orWhere({ origin: 'phone' }))
    .select('agent_id')) as { agent_id: unknown }[];
  const events = (await since(trx(conversationEventTable.table))
    .whereNotNull('agent_id')
    .select('agent_id', 'kind')) as { agent_id: unknown; kind: string }[];
  const isSelf = ({ agent_id: id }: { agent_id: unknown }) => id !== null && Number(id) === by;
  return {
    self: messages.some(isSelf),
    gave: events.some((one) => isSelf(one) && /^(un)?assigned$/.test(one.kind)),
    others: [...messages, ...events].some((one) => !isSelf(one)),
  };
};
