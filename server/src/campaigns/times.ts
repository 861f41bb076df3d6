import { isPromotion, quietUntil } from '../consent/public';
import type { CampaignTimes } from '../contracts/campaign-time';
import { HOUR_MS } from '../kernel/time';
import { rawRows } from '../strapi/batch';
import type { Db } from '../strapi/db';
import { audiencePart } from './audience';
import { atHour, instantOf, wallAt, wallOf } from '../kernel/wall';
import { dueOf, placeColumns, placeZone, readPlace, type Place } from './local-time';
import type { CampaignRow } from './tables';
import { byPieces, leftOut, type Ask, type Piece } from './tally';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

type Crowd = Place & { people: number };

/** Who will get it, by place, by pieces of people. */
const crowdsOf = async (db: Db, ask: Ask, campaign: CampaignRow): Promise<Crowd[]> => {
  const crowds = new Map<string, Crowd>();
  const people = audiencePart(db.dialect, ask.audience);
  const why = leftOut(db, ask);
  const columns = placeColumns(campaign);
  const each = async ({ lo, hi }: Piece) => {
    const result: unknown = await db.knex.raw(
      `SELECT x.tz, x.co, x.bh, COUNT(*) AS n FROM (
         SELECT ${columns}, ${why.sql} AS reason FROM ${people.sql} AND ${people.key} > ? AND ${people.key} <= ?) x
       WHERE x.reason IS NULL GROUP BY x.tz, x.co, x.bh`,
      [...why.bindings, ...people.bindings, lo, hi]
    );
    for (const row of rawRows(db.dialect, result)) {
      const place = readPlace(row);
      const key = JSON.stringify(place);
      crowds.set(key, { ...place, people: (crowds.get(key)?.people ?? 0) + Number(row.n) });
    }
    return true;
  };
  await byPieces(db, ask.audience, { from: 0, each });
  return [...crowds.values()];
};

const nobodyYet = (zone: string): CampaignTimes => ({
  zone,
  hours: HOURS.map(() => 0),
  quiet: HOURS.map(() => false),
  asleep: 0,
  first: null,
  last: null,
  nextDay: 0,
  atOnce: 0,
  tooLate: 0,
  unknownZone: 0,
  bestKnown: 0,
});

/** How many are due when, counted in the campaign's zone. `campaign` has an own time with a day. */
export const peopleTimes = async (
  db: Db,
  ask: Ask,
  { campaign, now }: { campaign: CampaignRow; now: number }
): Promise<CampaignTimes> => {
  const { zone } = placeZone({ timezone: '', country: '' }, campaign);
  const isQuietKind = isPromotion({ category: ask.frozen.category, bulk: true });
  const quiet = isQuietKind ? (ask.rules.quiet ?? null) : null;
  const times = nobodyYet(zone);
  const wall = wallOf(campaign.localAt ?? '');
  if (quiet)
    times.quiet = HOURS.map(
      (hour) =>
        quietUntil(
          quiet,
          { timezone: zone, country: null },
          instantOf(atHour(wall, hour), zone)
        ) !== null
    );
  for (const { people, ...place } of await crowdsOf(db, ask, campaign)) {
    if (!placeZone(place, campaign).isKnown) times.unknownZone += people;
    if (place.bestHour >= 0) times.bestKnown += people;
    const { at, past } = dueOf(place, campaign, now);
    if (past === 'next-day') times.nextDay += people;
    if (past === 'at-once') times.atOnce += people;
    if (at === null) {
      times.tooLate += people;
      continue;
    }
    const hour = Math.floor(wallAt(zone, at) / HOUR_MS) % 24;
    times.hours[hour] = (times.hours[hour] ?? 0) + people;
    times.first = Math.min(times.first ?? at, at);
    times.last = Math.max(times.last ?? at, at);
    const where = { timezone: place.timezone || null, country: place.country || null };
    if (quiet && quietUntil(quiet, where, at) !== null) times.asleep += people;
  }
  return times;
};
