import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  addPresses,
  AFTER_MS,
  BLUR_MS,
  bucketOf,
  noCounts,
  noPresses,
  countrySql,
  recipientTable,
  repliedAtSql,
  repliesOf,
  type BucketCounts,
  type Presses,
  type RecipientRow,
} from '../campaigns/public';
import { consentEventTable, isOwnSource } from '../consent/public';
import { contactTable } from '../contacts/public';
import { HEAT_DAYS, type HourCounts } from '../contracts/campaign-insights';
import { RANK } from '../conversations/public';
import { phoneFromWaId } from '../kernel/phone';
import { DAY_MS } from '../kernel/time';
import { turnOfTheLoop } from '../kernel/turn';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { noHour, QUARTER_MS, type Quarters } from './domain/heat';

const RECIPIENTS = recipientTable.table;
/** Recipients that one statement looks at. */
const PIECE = 5_000;
/** What somebody typed as the source, or another system told: it may name the person, and goes when they are erased. */
const TYPED = 'typed';
const LOWEST = -2_147_483_648;
const HIGHEST = 2_147_483_647;
/** Enough of an international number to tell its country, also where countries share a calling code (+1, +7, +44). */
const PREFIX = 6;

export interface Counted {
  quarters: Quarters;
  /** By ISO code; '' = not known. */
  countries: Map<string, BucketCounts>;
  /** People who opted out, by what they first said so by. */
  optOuts: Map<string, number>;
  replied: number;
  presses: Presses;
}

/** One campaign's recipients from one person on to another. */
interface Piece {
  sql: Sql;
  campaignId: number;
  /** From here on nothing is counted by the hour any more. */
  cutoff: number;
  lo: number;
  hi: number;
}

const within = (query: Knex.QueryBuilder, { lo, hi }: Piece): Knex.QueryBuilder =>
  query.where('r.contact_id', '>', lo).where('r.contact_id', '<=', hi);

const recipientsOf = (piece: Piece): Knex.QueryBuilder =>
  within(piece.sql(`${RECIPIENTS} as r`).where('r.campaign_id', piece.campaignId), piece);

const addTo = <K>(sums: Map<K, number>, key: K, n: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + n);
};

const perQuarter = async (
  { sql, cutoff }: Piece,
  instants: Knex.QueryBuilder
): Promise<{ quarter: number; n: number }[]> => {
  const quarters = sql
    .from(instants.as('i'))
    .select(
      sql.raw(
        `CASE WHEN i.at >= ${cutoff} THEN ${cutoff} ELSE i.at - i.at % ${QUARTER_MS} END AS quarter`
      )
    );
  const rows = (await sql
    .from(quarters.as('q'))
    .groupBy('quarter')
    .select('quarter', sql.raw('COUNT(*) AS n'))) as { quarter: unknown; n: unknown }[];
  return rows.map(({ quarter, n }) => ({ quarter: Number(quarter), n: Number(n) }));
};

/** When they got it, read it and first answered. One that was read has been delivered, told or not. */
const addQuarters = async (piece: Piece, counted: Counted): Promise<void> => {
  const { sql, campaignId } = piece;
  const reached = (rank: number, at: string) =>
    recipientsOf(piece)
      .where('r.rank', '>=', rank)
      .whereRaw(`${at} IS NOT NULL`)
      .select(sql.raw(`${at} AS at`));
  const instants: Record<keyof HourCounts, Knex.QueryBuilder> = {
    delivered: reached(RANK.delivered, 'COALESCE(r.delivered_at, r.read_at)'),
    read: reached(RANK.read, 'r.read_at'),
    replied: within(repliesOf(sql, campaignId), piece)
      .groupBy('r.id')
      .select(sql.raw(`MIN(${repliedAtSql}) AS at`)),
  };
  for (const kind of ['delivered', 'read', 'replied'] as const)
    for (const { quarter, n } of await perQuarter(piece, instants[kind])) {
      const sums = counted.quarters.get(quarter) ?? noHour();
      sums[kind] += n;
      counted.quarters.set(quarter, sums);
      if (kind === 'replied') counted.replied += n;
    }
};

interface CountryRow {
  country: string | null;
  phone: string | null;
  state: RecipientRow['state'];
  rank: unknown;
  n: unknown;
}

/** The country of the profile; where it says none, that of the number. */
const addCountries = async (piece: Piece, counted: Counted): Promise<void> => {
  const { sql } = piece;
  const rows = (await recipientsOf(piece)
    .leftJoin(`${contactTable.table} as c`, 'c.id', 'r.contact_id')
    .select(
      'r.state as state',
      'r.rank as rank',
      sql.raw(`${countrySql} AS country`),
      sql.raw('MIN(c.phone) AS phone'),
      sql.raw('COUNT(*) AS n')
    )
    .groupBy('r.state', 'r.rank')
    .groupByRaw(
      `${countrySql}, CASE WHEN ${countrySql} IS NULL THEN SUBSTR(c.phone, 1, ${PREFIX}) END`
    )) as CountryRow[];
  for (const { country, phone, state, rank, n } of rows) {
    const key = country ?? (phone === null ? null : phoneFromWaId(phone)?.country) ?? '';
    const sums = counted.countries.get(key) ?? noCounts();
    sums[bucketOf({ state, rank: Number(rank) })] += Number(n);
    counted.countries.set(key, sums);
  }
};

/** Who refused messages altogether, not one kind of them, in the same time that answers count. */
const addOptOuts = async (piece: Piece, counted: Counted): Promise<void> => {
  const { sql } = piece;
  const firsts = recipientsOf(piece)
    .join(`${consentEventTable.table} as e`, 'e.contact_id', 'r.contact_id')
    .whereNotNull('r.accepted_at')
    .where('e.action', 'opt-out')
    .whereIn('e.category', ['marketing', 'utility'])
    .whereNull('e.topic')
    .whereRaw('e.at > r.accepted_at - ?', [BLUR_MS])
    .whereRaw('e.at <= r.accepted_at + ?', [AFTER_MS])
    .groupBy('r.id')
    .select(sql.raw('MIN(e.id) AS id'));
  const rows = (await sql
    .from(firsts.as('f'))
    .join(`${consentEventTable.table} as x`, 'x.id', 'f.id')
    .groupBy('x.source')
    .select('x.source as source', sql.raw('COUNT(*) AS n'))) as { source: string; n: unknown }[];
  for (const { source, n } of rows)
    addTo(counted.optOuts, isOwnSource(source) ? source : TYPED, Number(n));
};

const pieceEnd = async (sql: Sql, campaignId: number, lo: number): Promise<number> => {
  const row = (await sql(RECIPIENTS)
    .where({ campaign_id: campaignId })
    .where('contact_id', '>', lo)
    .orderBy('contact_id')
    .offset(PIECE - 1)
    .limit(1)
    .first('contact_id')) as { contact_id: unknown } | undefined;
  return row ? Number(row.contact_id) : HIGHEST;
};

/**
 * Counts a campaign from its rows: by the hour, by country, who answered, pressed which button and opted out. The rows are walked once by
 * the index (campaign, contact), 5,000 people a statement, each joined with their thread, contact and ledger by index:
 * no statement is long, nothing but sums comes to memory, and a million people take 200 rounds of seven or eight statements, most
 * of a minute on SQLite, which therefore are kept for a while (kept.ts).
 */
export const countCampaign = async (
  strapi: Core.Strapi,
  { campaignId, from }: { campaignId: number; from: number }
): Promise<Counted> => {
  const sql = contextOf(strapi).db.knex;
  const counted: Counted = {
    quarters: new Map(),
    countries: new Map(),
    optOuts: new Map(),
    replied: 0,
    presses: noPresses(),
  };
  const cutoff = from - (from % QUARTER_MS) + (HEAT_DAYS + 1) * DAY_MS;
  for (let lo = LOWEST; lo < HIGHEST;) {
    const hi = await pieceEnd(sql, campaignId, lo);
    const piece = { sql, campaignId, cutoff, lo, hi };
    await addQuarters(piece, counted);
    await addCountries(piece, counted);
    await addOptOuts(piece, counted);
    await addPresses({ sql, campaignId }, counted.presses, (query) => within(query, piece));
    lo = hi;
    await turnOfTheLoop();
  }
  return counted;
};
