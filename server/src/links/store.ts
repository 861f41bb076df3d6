import type { Knex } from 'knex';
import { insertIgnore, insertRow, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { linkClickTable, NOBODY_KNOWN, trackedLinkTable, type TrackedLinkRow } from './tables';

const LINKS = trackedLinkTable.table;
const CLICKS = linkClickTable.table;
type Raw = Record<string, unknown>;

const read = (raw: Raw): TrackedLinkRow => readRow(trackedLinkTable, raw);

export const findLink = async (sql: Sql, id: number): Promise<TrackedLinkRow | null> => {
  const raw = (await sql(LINKS).where({ id }).first()) as Raw | undefined;
  return raw ? read(raw) : null;
};

export const listLinks = async (sql: Sql): Promise<TrackedLinkRow[]> =>
  ((await sql(LINKS).orderBy('id', 'desc').limit(1_000)) as Raw[]).map(read);

/** Those of these ids that exist. */
export const existingLinks = async (sql: Sql, ids: readonly number[]): Promise<number[]> =>
  (
    (await sql(LINKS)
      .whereIn('id', [...ids])
      .select('id')) as { id: unknown }[]
  ).map(({ id }) => Number(id));

export const insertLink = (sql: Sql, row: Omit<TrackedLinkRow, 'id'>): Promise<number> =>
  insertRow(sql, LINKS, writeRow(trackedLinkTable, row));

export const updateLink = async (
  sql: Sql,
  id: number,
  change: Partial<TrackedLinkRow>
): Promise<void> => {
  await sql(LINKS).where({ id }).update(writeRow(trackedLinkTable, change));
};

export interface Counts {
  people: number;
  clicks: number;
  lastClickAt: number | null;
}

/**
 * How often each link was opened, out of one campaign's messages or of all, and by how many people; links that nobody
 * opened are left out.
 */
export const countClicks = async (
  sql: Sql,
  campaignId: number | null = null
): Promise<Map<number, Counts>> => {
  const rows = (await sql(CLICKS)
    .where(campaignId === null ? {} : { campaign_id: campaignId })
    .groupBy('link_id')
    .select('link_id')
    .sum({ clicks: 'times' })
    .max({ last_at: 'last_at' })
    .select(
      sql.raw('COUNT(DISTINCT CASE WHEN contact_id <> ? THEN contact_id END) AS people', [
        NOBODY_KNOWN,
      ])
    )) as Raw[];
  return new Map(
    rows.map((row) => [
      Number(row.link_id),
      {
        people: Number(row.people ?? 0),
        clicks: Number(row.clicks ?? 0),
        lastClickAt: row.last_at === null ? null : Number(row.last_at),
      },
    ])
  );
};

export interface Clickers {
  people: number;
  /** Openings of people of whom only the number is kept. */
  unnamed: number;
}

/** How many people opened any link out of one campaign's messages. Reads one row for each of them and each link. */
export const countClickers = async (sql: Sql, campaignId: number): Promise<Clickers> => {
  const row = (await sql(CLICKS)
    .where({ campaign_id: campaignId })
    .select(
      sql.raw('COUNT(DISTINCT CASE WHEN contact_id <> ? THEN contact_id END) AS people', [
        NOBODY_KNOWN,
      ]),
      sql.raw('SUM(CASE WHEN contact_id = ? THEN times ELSE 0 END) AS unnamed', [NOBODY_KNOWN])
    )
    .first()) as Raw | undefined;
  return { people: Number(row?.people ?? 0), unnamed: Number(row?.unnamed ?? 0) };
};

export interface Click {
  linkId: number;
  contactId: number;
  campaignId: number;
  at: number;
  times?: number;
  firstAt?: number;
}

/** One row for a person, a link and a campaign, however often and from however many processes at once. */
export const countClick = async (db: Db, trx: Knex.Transaction, click: Click): Promise<void> => {
  const { linkId, contactId, campaignId, at, times = 1, firstAt = at } = click;
  const key = { link_id: linkId, contact_id: contactId, campaign_id: campaignId };
  await insertIgnore(db, trx, {
    table: CLICKS,
    rows: [{ ...key, times: 0, first_at: firstAt, last_at: at }],
    keys: ['link_id', 'contact_id', 'campaign_id'],
  });
  await trx(CLICKS)
    .where(key)
    .update({
      times: trx.raw('times + ?', [times]),
      first_at: trx.raw('CASE WHEN first_at > ? THEN ? ELSE first_at END', [firstAt, firstAt]),
      last_at: trx.raw('CASE WHEN last_at < ? THEN ? ELSE last_at END', [at, at]),
    });
};

/** Two people turned out to be one: what both opened adds up; out of one campaign's messages, or out of all. */
export const moveClicks = async (
  db: Db,
  trx: Knex.Transaction,
  { from, to, campaignId }: { from: number; to: number; campaignId?: number }
): Promise<void> => {
  const theirs = {
    contact_id: from,
    ...(campaignId === undefined ? {} : { campaign_id: campaignId }),
  };
  const rows = (await trx(CLICKS).where(theirs)) as Raw[];
  for (const row of rows)
    await countClick(db, trx, {
      linkId: Number(row.link_id),
      campaignId: Number(row.campaign_id),
      contactId: to,
      at: Number(row.last_at),
      firstAt: Number(row.first_at),
      times: Number(row.times),
    });
  await trx(CLICKS).where(theirs).delete();
};

/** What a person opened, for their timeline and the export of one person. */
export const clicksQuery = (sql: Sql, contactId: number): Knex.QueryBuilder =>
  sql(`${CLICKS} as ck`)
    .join(`${LINKS} as tl`, 'tl.id', 'ck.link_id')
    .where('ck.contact_id', contactId)
    .select('ck.*', 'tl.name as name', 'tl.target as target');

/**
 * A deleted person's openings stay as numbers of the link, without the person. Those out of a campaign stay under the number
 * of somebody of whom nothing is known any more, as its recipients do: its figures count each person once.
 */
export const forgetClicks = async (
  db: Db,
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  const who = (await trx(CLICKS)
    .where({ campaign_id: NOBODY_KNOWN })
    .whereIn('contact_id', [...contactIds])
    .distinct('contact_id')) as { contact_id: unknown }[];
  for (const { contact_id: from } of who)
    await moveClicks(db, trx, {
      from: Number(from),
      to: NOBODY_KNOWN,
      campaignId: NOBODY_KNOWN,
    });
};
