import type { Knex } from 'knex';
import { insertIgnore, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { HandoverAsk } from './public';
import { handoverTable, type HandoverRow } from './tables';

const TABLE = handoverTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): HandoverRow => readRow(handoverTable, raw);

/** Writes hand-overs; one that is there already for its recipient or message stays as it is. */
export const insertHandovers = (
  db: Db,
  trx: Knex.Transaction,
  rows: readonly Omit<HandoverRow, 'id'>[]
): Promise<void> =>
  insertIgnore(db, trx, {
    table: TABLE,
    rows: rows.map((row) => writeRow(handoverTable, row)),
    keys: ['owner_kind', 'owner_id'],
  });

/** Looked at before anything is claimed: an idle process writes nothing every second. */
export const isAnyDue = async (sql: Sql, now: number): Promise<boolean> =>
  Boolean(
    await sql(TABLE)
      .where({ state: 'waiting' })
      .where('next_try_at', '<=', now)
      .first<{ id: unknown } | undefined>('id')
  );

/** Takes what is due for a while: nobody else gets it before `until`, and when this process dies it is due again then. */
export const claimDue = async (
  sql: Sql,
  { now, until, most, claim }: { now: number; until: number; most: number; claim: string }
): Promise<HandoverRow[]> => {
  await sql.raw(
    `UPDATE ${TABLE} SET claim = ?, next_try_at = ?
     WHERE state = 'waiting' AND next_try_at <= ? AND id IN (SELECT id FROM (
       SELECT id FROM ${TABLE} WHERE state = 'waiting' AND next_try_at <= ?
       ORDER BY next_try_at, id LIMIT ${Math.floor(most)}) x)`,
    [claim, until, now, now]
  );
  return ((await sql(TABLE).where({ claim, state: 'waiting' }).orderBy('id')) as Raw[]).map(read);
};

type Held = Pick<HandoverRow, 'id' | 'claim'>;

/** The last step before the call, committed by itself; false when the row is no longer this claim's. */
export const beginCall = async (
  sql: Sql,
  { id, claim, attempts, channel }: Held & Pick<HandoverRow, 'attempts' | 'channel'>,
  until: number
): Promise<boolean> =>
  (await sql(TABLE)
    .where({ id, claim, state: 'waiting' })
    .update(
      writeRow(handoverTable, {
        state: 'sending',
        channel,
        attempts: attempts + 1,
        nextTryAt: until,
      })
    )) === 1;

/** Writes how it ended; false when it is no longer this claim's. */
export const endCall = async (
  sql: Sql,
  { id, claim }: Held,
  change: Partial<HandoverRow>
): Promise<boolean> =>
  (await sql(TABLE)
    .where({ id, claim })
    .whereIn('state', ['waiting', 'sending'])
    .update(writeRow(handoverTable, { ...change, claim: null }))) === 1;

/** The next hand-overs that were asked for and did not end well, locked; the places of their recipients come by index. */
export const lockHandovers = async (
  trx: Knex.Transaction,
  asked: HandoverAsk,
  { after, limit }: { after: number; limit: number }
): Promise<HandoverRow[]> => {
  const query = trx(TABLE)
    .where({ owner_kind: asked.kind })
    .whereIn('state', ['failed', 'waiting']);
  if (asked.kind === 'm') void query.where({ owner_id: asked.messageId });
  else {
    void query.where({ campaign_id: asked.campaignId });
    if (asked.recipientIds) void query.whereIn('owner_id', [...asked.recipientIds]);
  }
  const rows = query.where('id', '>', after).orderBy('id').limit(limit).forUpdate();
  return ((await rows) as Raw[]).map(read);
};

/** Makes one due again that nobody holds; false when it moved on meanwhile. */
export const putBack = async (
  trx: Knex.Transaction,
  { id, state }: Pick<HandoverRow, 'id' | 'state'>,
  change: Partial<HandoverRow>
): Promise<boolean> =>
  (await trx(TABLE)
    .where({ id, state })
    .whereNull('claim')
    .update(writeRow(handoverTable, change))) === 1;

/** Calls whose process died on the way: nobody knows whether the message left. */
export const lostCalls = async (sql: Sql, now: number): Promise<HandoverRow[]> =>
  (
    (await sql(TABLE)
      .where({ state: 'sending' })
      .where('next_try_at', '<=', now)
      .limit(100)) as Raw[]
  ).map(read);

export const handoversOfOwners = async (
  sql: Sql,
  ownerKind: HandoverRow['ownerKind'],
  ownerIds: readonly number[]
): Promise<Map<number, HandoverRow>> => {
  if (ownerIds.length === 0) return new Map();
  const raw = (await sql(TABLE)
    .where({ owner_kind: ownerKind })
    .whereIn('owner_id', ownerIds as number[])) as Raw[];
  return new Map(raw.map(read).map((row) => [row.ownerId, row]));
};

/** All that was handed over for a person, the oldest first. */
export const handoversOfPerson = async (sql: Sql, contactId: number): Promise<HandoverRow[]> =>
  ((await sql(TABLE).where({ contact_id: contactId }).orderBy('id')) as Raw[]).map(read);

/** For `contactsService.removeEffects`: what waits is not sent, and what was sent held their name. */
export const forgetHandovers = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  await trx(TABLE)
    .whereIn('contact_id', [...contactIds])
    .delete();
};
