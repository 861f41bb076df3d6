import type { Knex } from 'knex';
import { conversationTable, type ConversationRow } from '../../conversations/public';
import { dropFiles } from '../../media/public';
import { insertRow, type Db, type Sql } from '../../strapi/db';
import { readRow, writeRow } from '../../strapi/table';
import { laterTable, type LaterMessage, type LaterRow } from './table';

const TABLE = laterTable.table;
type Raw = Record<string, unknown>;
/** States in which a person may still decide. */
export const OPEN = ['waiting', 'held'] as const;
/** A claim of a process that has died or hangs; the door is asked again under the same key. */
const CLAIM_MS = 60_000;

export const laterById = async (sql: Sql, id: number): Promise<LaterRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? readRow(laterTable, raw) : null;
};

export const laterByClient = async (
  sql: Sql,
  key: { agentId: number; clientId: string }
): Promise<LaterRow | null> => {
  const raw = await sql(TABLE)
    .where({ agent_id: key.agentId, client_id: key.clientId })
    .first<Raw | undefined>();
  return raw ? readRow(laterTable, raw) : null;
};

/** What a thread still waits for, next first. */
export const laterOfThread = async (
  sql: Sql,
  { accountId, contactId }: Pick<ConversationRow, 'accountId' | 'contactId'>
): Promise<LaterRow[]> =>
  (
    await sql(TABLE)
      .where({ contact_id: contactId, account_id: accountId })
      .whereIn('state', [...OPEN, 'sending'])
      .orderBy(['due_at', 'id'])
      .select<Raw[]>()
  ).map((raw) => readRow(laterTable, raw));

export const insertLater = (trx: Knex.Transaction, row: Omit<LaterRow, 'id'>): Promise<number> =>
  insertRow(trx, TABLE, writeRow(laterTable, row));

/** Changes a message about which a person may still decide; false = it is on its way, gone or taken out. */
export const changeLater = async (
  sql: Sql,
  { id, from }: { id: number; from: readonly LaterRow['state'][] },
  change: Partial<LaterRow>
): Promise<boolean> =>
  (await sql(TABLE)
    .where({ id })
    .whereIn('state', [...from])
    .update(writeRow(laterTable, change))) > 0;

/**
 * Takes due messages, and those whose process died with them, for this process. They are read once they are taken: until then
 * a person may have changed the words and left the time as it was.
 */
export const claimLater = async (db: Db, now: number, most: number): Promise<LaterRow[]> => {
  const raw = await db
    .knex(TABLE)
    .whereIn('state', ['waiting', 'sending'])
    .where('next_at', '<=', now)
    .orderBy(['next_at', 'id'])
    .limit(most)
    .select<Raw[]>('id', 'state', 'next_at');
  const mine: LaterRow[] = [];
  for (const { id, state, next_at } of raw) {
    // Alone and again where two processes lock each other out: what was taken before it must not wait for the claim's end.
    const row = await db.tx(async (trx) => {
      const taken = await trx(TABLE)
        .where({ id: Number(id), state: String(state), next_at: Number(next_at) })
        .update({ state: 'sending', next_at: now + CLAIM_MS });
      return taken > 0 ? laterById(trx, Number(id)) : null;
    });
    if (row) mine.push(row);
  }
  return mine;
};

export const threadOf = async (
  sql: Sql,
  { accountId, contactId }: Pick<LaterRow, 'accountId' | 'contactId'>
): Promise<ConversationRow | null> => {
  const raw = await sql(conversationTable.table)
    .where({ account_id: accountId, contact_id: contactId })
    .first<Raw | undefined>();
  return raw ? readRow(conversationTable, raw) : null;
};

/** Files that an agent attached for it: nobody else refers to them. */
export const attachedIn = (message: LaterMessage | null): number[] =>
  message?.type === 'media' && message.file.from === 'attached' ? [message.file.id] : [];

/** For `contactsService.removeEffects`: what was still to go to people who are deleted. */
export const forgetLater = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  const theirs = () => trx(TABLE).whereIn('contact_id', [...contactIds]);
  const raw = await theirs()
    .whereIn('state', [...OPEN, 'sending'])
    .select<Raw[]>();
  const attachedIds = raw.flatMap((one) => attachedIn(readRow(laterTable, one).message));
  if (attachedIds.length > 0) await dropFiles(trx, { messageIds: [], attachedIds });
  await theirs().delete();
};

/** For `contactsService.mergeEffects`. */
export const mergeLater = async (
  trx: Knex.Transaction,
  { winner, loser }: { winner: { id: number }; loser: { id: number } }
): Promise<void> => {
  await trx(TABLE).where({ contact_id: loser.id }).update({ contact_id: winner.id });
};

/** What was planned for a person, for the export of one person. */
export const laterOfPerson = async (sql: Sql, contactId: number): Promise<LaterRow[]> =>
  (await sql(TABLE).where({ contact_id: contactId }).orderBy('id').select<Raw[]>()).map((raw) =>
    readRow(laterTable, raw)
  );

/** Those that have gone or were taken out: the message itself is in its thread. */
export const purgeLater = async (sql: Sql, before: number): Promise<void> => {
  await sql(TABLE).whereIn('state', ['done', 'cancelled']).where('due_at', '<', before).delete();
};
