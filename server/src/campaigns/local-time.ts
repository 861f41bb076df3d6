import type { Knex } from 'knex';
import { zoneOf } from '../kernel/zone';
import { rawRows, valuesSql, type BatchColumn } from '../strapi/batch';
import type { Db } from '../strapi/db';
import { dbNow } from '../strapi/db';
import type { SqlPart } from '../strapi/sql-part';
import { dueIn, staleFrom, type Due } from './domain/due';
import { atHour, wallOf } from '../kernel/wall';
import { campaignTable, type CampaignRow } from './tables';

/** Everybody is due by their own clock. */
export const isOwnTime = ({ whenKind }: Pick<CampaignRow, 'whenKind'>): boolean =>
  whenKind === 'local' || whenKind === 'best';

/** What a person's time is reckoned from; few among many people. Empty = unknown. */
export interface Place {
  timezone: string;
  country: string;
  /** Hour of the day on their own clock at which they are most active; -1 = unknown, or not asked. */
  bestHour: number;
}

/** Columns of `c` that make a place, as SQL that is never NULL. */
export const placeColumns = ({ whenKind }: Pick<CampaignRow, 'whenKind'>): string =>
  `COALESCE(c.timezone, '') AS tz, COALESCE(c.country, '') AS co, ${
    whenKind === 'best' ? 'COALESCE(c.best_hour, -1)' : '-1'
  } AS bh`;

export const readPlace = (row: Record<string, unknown>): Place => ({
  timezone: String(row.tz),
  country: String(row.co),
  bestHour: Number(row.bh),
});

/** Their own zone where it is known, else the campaign's (M-45). */
export const placeZone = (
  { timezone, country }: Pick<Place, 'timezone' | 'country'>,
  campaign: Pick<CampaignRow, 'timezone'>
): { zone: string; isKnown: boolean } => {
  const own = zoneOf({ timezone: timezone || null, country: country || null });
  return {
    zone: own ?? zoneOf({ timezone: campaign.timezone, country: null }) ?? 'UTC',
    isKnown: own !== null,
  };
};

/** When people of a place are due. */
export const dueOf = (
  place: Place,
  campaign: Pick<CampaignRow, 'timezone' | 'localAt' | 'ifPast'>,
  now: number
): Due => {
  const wall = wallOf(campaign.localAt ?? '');
  const hour = place.bestHour < 0 ? wall : atHour(wall, place.bestHour);
  const { zone } = placeZone(place, campaign);
  return dueIn(hour, zone, { now, ifPast: campaign.ifPast });
};

/** What the snapshot writes beside who it is: SQL over `x` (the person) and, once joined, `v` (their place). */
export interface DuePart {
  /** More columns of the person. */
  columns: string;
  join: SqlPart;
  reason: string;
  due: string;
  stale: string;
  /** When the last of them is of no use any more. */
  lastStaleAt: number | null;
}

/** One time for all. */
const sameForAll = (db: Db, campaign: CampaignRow, now: number): DuePart => {
  const stale = staleFrom(campaign.scheduledAt ?? now, campaign);
  return {
    columns: '',
    join: { sql: '', bindings: [] },
    reason: 'x.reason',
    due: db.now,
    stale: stale === null ? 'NULL' : String(stale),
    lastStaleAt: stale,
  };
};

const COLUMNS: BatchColumn[] = [
  { name: 'tz', type: 'text' },
  { name: 'co', type: 'text' },
  { name: 'bh', type: 'int' },
  { name: 'due', type: 'int' },
  { name: 'stale', type: 'int' },
  { name: 'late', type: 'int' },
];

/** The places of some people with their times: as many as there are zones among them, not as there are people. */
const timesOfPlaces = (places: Place[], campaign: CampaignRow, now: number) =>
  places.map((place) => {
    const due = dueOf(place, campaign, now);
    const at = due.at ?? now;
    const stale = staleFrom(at, campaign) ?? undefined;
    const late = due.at === null || (stale !== undefined && stale < at) ? 1 : 0;
    return { tz: place.timezone, co: place.country, bh: place.bestHour, due: at, stale, late };
  });

/**
 * When the people of one piece are due. Own times are reckoned once for each place among them and joined in, so that a piece
 * stays one statement.
 * @param people FROM and WHERE of the piece, over `c`.
 */
export const duePart = async (
  db: Db,
  trx: Knex.Transaction,
  { campaign, people }: { campaign: CampaignRow; people: SqlPart }
): Promise<DuePart> => {
  const now = await dbNow(db, trx);
  if (!isOwnTime(campaign)) return sameForAll(db, campaign, now);
  const columns = placeColumns(campaign);
  const found: unknown = await trx.raw(
    `SELECT DISTINCT ${columns} FROM ${people.sql}`,
    people.bindings
  );
  const places = rawRows(db.dialect, found).map(readPlace);
  const times = timesOfPlaces(places, campaign, now);
  const ends = times.flatMap(({ stale }) => stale ?? []);
  return {
    columns: `, ${columns}`,
    join: {
      sql: `LEFT JOIN ${valuesSql(db.dialect, COLUMNS)} ON v.tz = x.tz AND v.co = x.co AND v.bh = x.bh`,
      bindings: [JSON.stringify(times)],
    },
    // Who wants it by another channel is late as well.
    reason: `CASE WHEN v.late = 1 AND COALESCE(x.reason, 'channel') = 'channel' THEN 'stale' ELSE x.reason END`,
    due: `COALESCE(v.due, ${db.now})`,
    stale: 'v.stale',
    lastStaleAt: ends.length === 0 ? null : Math.max(...ends),
  };
};

/** The instant after which nobody of the campaign is worth waiting for, over all pieces so far. */
export const keepLastStale = async (
  trx: Knex.Transaction,
  { id }: Pick<CampaignRow, 'id'>,
  at: number | null
): Promise<void> => {
  if (at === null) return;
  await trx(campaignTable.table)
    .where({ id })
    .where((later) => void later.whereNull('last_stale_at').orWhere('last_stale_at', '<', at))
    .update({ last_stale_at: at });
};
