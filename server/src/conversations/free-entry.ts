import type { Knex } from 'knex';
import type { FeedEntry } from '../realtime/public';
import type { MergedFact } from './domain/facts';
import { conversationTable, messageTable } from './tables';

const TALKS = conversationTable.table;

interface Owner {
  id: unknown;
  wamid_key: string | null;
  conversation_id: unknown;
}

/** The latest end that a batch tells of each conversation. */
const endsOf = async (
  trx: Knex.Transaction,
  facts: readonly MergedFact[]
): Promise<Map<number, number>> => {
  const idOf = ({ token }: MergedFact) => (token?.kind === 'm' ? token.id : null);
  const owners = await trx(messageTable.table)
    .whereIn(
      'wamid_key',
      facts.map((fact) => fact.wamidKey)
    )
    .orWhereIn(
      'id',
      facts.flatMap((fact) => idOf(fact) ?? [])
    )
    .select<Owner[]>('id', 'wamid_key', 'conversation_id');
  const ends = new Map<number, number>();
  for (const owner of owners) {
    const mine = facts.filter(
      (fact) => fact.wamidKey === owner.wamid_key || idOf(fact) === Number(owner.id)
    );
    const id = Number(owner.conversation_id);
    for (const { freeUntil } of mine) ends.set(id, Math.max(ends.get(id) ?? 0, freeUntil ?? 0));
  }
  return ends;
};

/**
 * Keeps until when a conversation is free of charge, by what Meta says with the messages of a free entry point. The
 * latest end stays, so that order and repetition make no difference. It locks conversations, which come before recipients
 * and messages. Answers what open pages hear.
 */
export const applyFreeEntry = async (
  trx: Knex.Transaction,
  facts: readonly MergedFact[]
): Promise<FeedEntry[]> => {
  const told = facts.filter(({ freeUntil }) => freeUntil !== null);
  if (told.length === 0) return [];
  const ends = await endsOf(trx, told);
  const hints: FeedEntry[] = [];
  for (const [id, until] of [...ends].sort(([a], [b]) => a - b)) {
    const changed = await trx(TALKS)
      .where({ id })
      .andWhere((q) => void q.whereNull('free_until').orWhere('free_until', '<', until))
      .update({ free_until: until });
    if (changed === 0) continue;
    const row = await trx(TALKS)
      .where({ id })
      .first<{ assignee_id: unknown } | undefined>('assignee_id');
    const assignee = row?.assignee_id ?? null;
    hints.push({
      type: 'conversation',
      id,
      scope: { assignees: [assignee === null ? null : Number(assignee)] },
    });
  }
  return hints;
};
