import type { Knex } from 'knex';
import { ENDED_STATES } from '../contracts/campaigns';
import { MOST_CAP_DAYS } from '../contracts/consent';
import { forgetCampaign } from '../conversions/public';
import { DomainError } from '../kernel/errors';
import { eachPage } from '../kernel/pages';
import { DAY_MS } from '../kernel/time';
import type { Db, Sql } from '../strapi/db';
import { promotes, uncounted } from './caps';
import { idsOf, noAddress } from './person';
import { campaignTable, keptPressTable, recipientTable, type CampaignRow } from './tables';

const RECIPIENTS = recipientTable.table;
const PIECE = 1_000;
const REMOVABLE: readonly CampaignRow['state'][] = ['draft', ...ENDED_STATES];

const byPieces = (
  query: () => Knex.QueryBuilder,
  work: (ids: number[]) => Promise<unknown>
): Promise<void> =>
  eachPage(
    {
      size: PIECE,
      from: 0,
      keyOf: (id) => id,
      read: (after: number) =>
        idsOf(query().where('id', '>', after).orderBy('id').limit(PIECE).select('id')),
    },
    async (ids) => void (await work(ids))
  );

/** Deletes the rows of a campaign that is gone; what counts for a cap stays, without the address that it went to. */
const removeRows = async (
  db: Db,
  { id, counts }: { id: number; counts: boolean },
  now: number
): Promise<void> => {
  const { knex } = db;
  const rows = () => knex(RECIPIENTS).where({ campaign_id: id });
  const since = now - MOST_CAP_DAYS * DAY_MS;
  const deleted = () => (counts ? uncounted(rows(), since) : rows());
  await byPieces(rows, (ids) => knex(keptPressTable.table).whereIn('recipient_id', ids).del());
  await byPieces(deleted, (ids) => knex(RECIPIENTS).whereIn('id', ids).del());
  if (!counts) return;
  const named = () => rows().whereNot('address_key', 'like', 'erased:%');
  await byPieces(named, (ids) =>
    knex(RECIPIENTS)
      .whereIn('id', ids)
      .update({ address_key: noAddress(db, knex), error_text: null })
  );
};

/**
 * Deletes a draft or a finished campaign with its recipients, by pieces. Messages stay in their threads, and what people
 * did after them stays without it. Who got a promotion of it has still got one: those rows stay as long as a cap may ask
 * for them.
 */
export const removeCampaign = async (db: Db, row: CampaignRow, now: number): Promise<void> => {
  // Somebody may start it, or send it once more, between the reading and the deletion.
  const gone = REMOVABLE.includes(row.state)
    ? await db.knex(campaignTable.table).where({ id: row.id, state: row.state }).del()
    : 0;
  if (gone === 0) {
    throw new DomainError('under-way', 'a running campaign cannot be deleted', {
      status: 409,
      remedy: 'Cancel the campaign first.',
    });
  }
  await removeRows(db, { id: row.id, counts: promotes(row) }, now);
  await forgetCampaign(db.knex, row.id, now);
};

/** The next campaign that has recipients, by its id; read from the index, whatever their number. */
const nextWithRows = async (sql: Sql, after: number): Promise<number | null> => {
  const row = await sql(RECIPIENTS)
    .where('campaign_id', '>', after)
    .min('campaign_id as id')
    .first<{ id: unknown } | undefined>();
  return row?.id === null || row?.id === undefined ? null : Number(row.id);
};

/** Nightly: rows of deleted campaigns that no cap asks for any more, and those that a crash left behind. */
export const purgeRemoved = async (db: Db, now: number): Promise<void> => {
  for (let id = await nextWithRows(db.knex, 0); id !== null; id = await nextWithRows(db.knex, id)) {
    const campaign = await db.knex(campaignTable.table).where({ id }).first<unknown>('id');
    if (!campaign) await removeRows(db, { id, counts: true }, now);
  }
};
