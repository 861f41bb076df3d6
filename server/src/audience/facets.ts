import type { Core } from '@strapi/strapi';
import { contactTable, fieldViews, listTags } from '../contacts/public';
import { qualityProblem } from '../contracts/audience';
import type { Facets } from '../contracts/people';
import { conversationTable, listAgents } from '../conversations/public';
import { orderIn } from '../kernel/collation';
import { listLinks } from '../links/public';
import { rawRows } from '../strapi/batch';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import { column, problemSums, SAME_EMAIL } from './quality-sql';

const CONTACTS = contactTable.table;
const TALKS = conversationTable.table;
const FRESH_MS = 60_000;
const MOST = 60;
/** Turkey has 81 provinces. */
const MOST_TOWNS = 100;

interface Counted {
  value: string;
  people: number;
}

type Summed = Pick<
  Facets,
  'languages' | 'countries' | 'towns' | 'sources' | 'origins' | 'quality'
> & {
  team: number[];
};

const topOf = (counts: Map<string, number>): Counted[] =>
  [...counts]
    .map(([value, people]) => ({ value, people }))
    .sort((a, b) => b.people - a.people || a.value.localeCompare(b.value))
    .slice(0, MOST);

/** One pass over the people, one over their addresses and one over the conversations: about a second at a million, so it is kept for a minute. */
const readSums = async (strapi: Core.Strapi): Promise<Summed> => {
  const { db } = contextOf(strapi);
  const rowsOf = async (sql: string) => rawRows(db.dialect, await db.knex.raw(sql));
  const people = await rowsOf(
    `SELECT LOWER(COALESCE(c.language, '')) AS language, COALESCE(c.country, '') AS country, c.source AS source, COALESCE(c.owner_id, 0) AS owner_id, COUNT(*) AS n, ${problemSums(db.dialect)} FROM ${CONTACTS} c WHERE c.merged_into IS NULL GROUP BY LOWER(COALESCE(c.language, '')), COALESCE(c.country, ''), c.source, COALESCE(c.owner_id, 0)`
  );
  const towns = await rowsOf(
    `SELECT c.town_key AS k, MIN(c.town) AS town, COUNT(*) AS n FROM ${CONTACTS} c WHERE c.town_key IS NOT NULL AND c.merged_into IS NULL GROUP BY c.town_key ORDER BY n DESC LIMIT ${MOST_TOWNS}`
  );
  const [twins] = await rowsOf(SAME_EMAIL);
  const talks = await rowsOf(
    `SELECT fc.origin AS origin, COALESCE(fc.assignee_id, 0) AS assignee_id, COUNT(*) AS n FROM ${TALKS} fc GROUP BY fc.origin, COALESCE(fc.assignee_id, 0)`
  );
  const sum = (rows: Record<string, unknown>[], column: string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const value = String(row[column] ?? '');
      if (value !== '' && value !== '0')
        counts.set(value, (counts.get(value) ?? 0) + Number(row.n));
    }
    return counts;
  };
  const withProblem = (problem: string): number =>
    people.reduce((total, row) => total + Number(row[column(problem)] ?? 0), 0);
  const team = [...sum(people, 'owner_id').keys(), ...sum(talks, 'assignee_id').keys()];
  return {
    languages: topOf(sum(people, 'language')),
    countries: topOf(sum(people, 'country')),
    towns: towns.map((row) => ({ value: String(row.town), people: Number(row.n) })),
    sources: topOf(sum(people, 'source')),
    origins: topOf(sum(talks, 'origin')),
    quality: qualityProblem.options
      .map((value) => ({
        value,
        people: value === 'same-email' ? Number(twins?.n ?? 0) : withProblem(value),
      }))
      .filter(({ people }) => people > 0),
    team: [...new Set(team.map(Number))],
  };
};

/** Content types whose entries are linked to people; filled from the room of linked records. */
export type LinkedTypes = () => Promise<Facets['linked']>;

/** What the chips of a filter offer. */
export const createFacets = (strapi: Core.Strapi, linkedTypes: LinkedTypes) => {
  const { db, clock } = contextOf(strapi);
  let kept: { at: number; sums: Promise<Summed> } | null = null;
  const sums = (): Promise<Summed> => {
    if (kept && clock.now() - kept.at < FRESH_MS) return kept.sums;
    const reading = readSums(strapi);
    kept = { at: clock.now(), sums: reading };
    reading.catch(() => (kept = null));
    return reading;
  };
  return async ({ id: userId }: { id: number }, language: string): Promise<Facets> => {
    const order = orderIn(language);
    const { team, ...counted } = await sums();
    const used = await adminsByIds(strapi, [...team, userId]);
    const agents = (await listAgents(strapi)).map((one): [number, typeof one] => [one.id, one]);
    const admins = new Map([...agents, ...used]);
    return {
      ...counted,
      tags: await listTags(db.knex, language),
      team: [...admins.values()].sort((a, b) => order(a.name, b.name)),
      fields: (await fieldViews(db.knex)).filter((one) => !one.archived),
      linked: await linkedTypes(),
      links: (await listLinks(db.knex)).map(({ id, name }) => ({ id, name })),
    };
  };
};
