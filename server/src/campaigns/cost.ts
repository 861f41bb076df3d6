import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { contactTable } from '../contacts/public';
import type { CampaignView, PreflightResult } from '../contracts/campaigns';
import type { CostResult } from '../contracts/prices';
import { RANK } from '../conversations/public';
import { turnOfTheLoop } from '../kernel/turn';
import {
  dependsOnWindow,
  inParts,
  monthOf,
  pricesService,
  scaledTo,
  withFree,
  type CostGroup,
} from '../prices/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { firstFew } from './domain/first-few';
import type { Frozen } from './frozen';
import { ceilingOf, mostOf } from './max-price';
import { countrySql, recipientTable, type CampaignRow } from './tables';
import type { Ask, Receivers } from './tally';
import { planOf } from './variants';

const RECIPIENTS = recipientTable.table;
const PIECE = 20_000;
/** Below the number of anybody, also of those who were forgotten. */
export const LOWEST = -2_147_483_648;

/** When the messages would go out. */
export const leavesAt = (campaign: CampaignRow, now: number): number =>
  campaign.whenKind === 'at' ? Math.max(now, campaign.scheduledAt ?? now) : now;

/** True when the estimate must know whose window is open. */
export const needsWindows = (campaign: CampaignRow, { frozen }: Ask, now: number): boolean =>
  dependsOnWindow(frozen.category, leavesAt(campaign, now));

interface Asked {
  ask: Ask | null;
  account: AccountRow | null;
  /** The other messages of a test. */
  variants: readonly { frozen: Frozen | null }[];
  receivers: Receivers[];
  willReceive: number;
  now: number;
}

/**
 * What would go out, each message with its own maximum price. The messages of a test share the people alike: nobody knows
 * which one the rest will get.
 */
const groupsOf = (
  { account, variants, receivers, willReceive }: Asked,
  ask: Ask,
  at: number
): CostGroup[] => {
  const category = ask.frozen.category.toLowerCase();
  const { languages } = ask;
  const all = receivers.map(({ templateId, ...people }): CostGroup => ({
    ...{ ...people, category, type: null, at },
    most: mostOf(account, languages ? languages.messages.get(templateId)?.frozen : ask.frozen),
  }));
  const groups = scaledTo(all, willReceive);
  const mosts = [ask, ...variants].map(({ frozen }) => mostOf(account, frozen));
  if (languages || mosts.every((most) => most === null)) return groups;
  return inParts(groups, mosts.length).flatMap((part, index) =>
    part.map((group) => ({ ...group, most: mosts[index] ?? null }))
  );
};

/** What a campaign would cost by the prices of the day on which it starts; null for nobody, and where a bot says all. */
const estimateOf = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  asked: Asked
): Promise<CostResult | null> => {
  const { ask, now } = asked;
  if (ask === null || ask.frozen.kind === 'flow') return null;
  const at = leavesAt(campaign, now);
  const groups = groupsOf(asked, ask, at);
  const prices = pricesService(strapi);
  if (ask.frozen.category !== 'SERVICE') return prices.costOf(groups);
  const free = await prices.freeLeft({ id: ask.accountId }, monthOf(at));
  return prices.costOf(free === null ? groups : withFree(groups, free.left));
};

/** The cost of all, the most that it can be, and the cost of those who get it before the others wait. */
export const costsOf = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  asked: Asked
): Promise<Pick<PreflightResult, 'cost' | 'ceiling' | 'first'>> => {
  const { ask, account, variants, willReceive } = asked;
  const cost = await estimateOf(strapi, campaign, asked);
  const ceiling = ask ? ceilingOf(account, { ask, variants }, willReceive) : null;
  const first = firstFew(planOf(campaign), willReceive);
  if (!first) return { cost, ceiling, first };
  const ofFirst = await estimateOf(strapi, campaign, { ...asked, willReceive: first.people });
  return { cost, ceiling, first: { ...first, cost: ofFirst } };
};

interface Row {
  country: string | null;
  price_category: string | null;
  price_type: string | null;
  charged_currency: string | null;
  charged: unknown;
  period: unknown;
  n: unknown;
}

/** In which stretch between two turns a message was delivered, as SQL: 0 before the first. */
const periodSql = (turns: number[]): string =>
  turns.length === 0
    ? '0'
    : `CASE ${turns
        .map(
          (_at, index) =>
            `WHEN COALESCE(r.delivered_at, r.read_at) >= ? THEN ${turns.length - index}`
        )
        .join(' ')} ELSE 0 END`;

/** Up to which person the next piece of a campaign's recipients reaches; null: there is nobody above `lo`. */
export const pieceEnd = async (
  sql: Sql,
  campaignId: number,
  lo: number
): Promise<number | null> => {
  const next = sql(RECIPIENTS)
    .where({ campaign_id: campaignId })
    .where('contact_id', '>', lo)
    .orderBy('contact_id')
    .limit(PIECE)
    .select('contact_id')
    .as('piece');
  const row = (await sql.from(next).max({ hi: 'contact_id' }).first()) as
    | { hi: unknown }
    | undefined;
  return row?.hi === null || row?.hi === undefined ? null : Number(row.hi);
};

/** Adds a group to those of its kind. */
export const addUp = (all: Map<string, CostGroup>, group: CostGroup): void => {
  const { country, category, type, at, charged } = group;
  const key = [country, category, type, at, charged?.currency].join('|');
  const known = all.get(key);
  if (!known) {
    all.set(key, group);
    return;
  }
  known.count += group.count;
  if (known.charged) known.charged.micros += charged?.micros ?? 0;
};

/** What of a campaign the cost depends on. */
type Costing = Pick<
  CampaignView,
  'id' | 'kind' | 'templateId' | 'category' | 'startedAt' | 'createdAt'
>;
/** Leaves some of the recipients (`r`) of a query. */
export type Within = (query: Knex.QueryBuilder) => Knex.QueryBuilder;

const groupOf = (
  row: Row,
  { category }: Costing,
  { turns, from }: { turns: number[]; from: number }
): CostGroup => ({
  country: row.country,
  category: row.price_category ?? (category ?? '').toLowerCase(),
  type: row.price_type,
  at: Number(row.period) === 0 ? from : (turns[Number(row.period) - 1] ?? from),
  inWindow: false,
  count: Number(row.n),
  ...(row.charged_currency === null
    ? {}
    : { charged: { currency: row.charged_currency, micros: Number(row.charged) } }),
});

/** Delivered messages of a campaign by country, kind and stretch of prices; by pieces of people, so that no statement is long. */
const deliveredGroups = async (
  sql: Sql,
  campaign: Costing,
  { turns, from, within }: { turns: number[]; from: number; within: Within }
): Promise<CostGroup[]> => {
  const groups = new Map<string, CostGroup>();
  const period = sql.raw(`${periodSql(turns)} as period`, [...turns].reverse());
  for (let lo = LOWEST; ;) {
    const hi = await pieceEnd(sql, campaign.id, lo);
    if (hi === null) return [...groups.values()];
    const rows = await sql
      .with('told', (told) =>
        told
          .from(`${RECIPIENTS} as r`)
          .leftJoin(`${contactTable.table} as c`, 'c.id', 'r.contact_id')
          .where('r.campaign_id', campaign.id)
          .where('r.contact_id', '>', lo)
          .where('r.contact_id', '<=', hi)
          .where('r.rank', '>=', RANK.delivered)
          .modify((query) => void within(query))
          .select(sql.raw(`${countrySql} AS country`), 'r.price_category', 'r.price_type', period)
          .select('r.charged_currency', 'r.charged_micros')
      )
      .from('told')
      .groupBy('country', 'price_category', 'price_type', 'period', 'charged_currency')
      .select<Row[]>(
        'country',
        'price_category',
        'price_type',
        'period',
        'charged_currency',
        sql.raw('COUNT(*) as n'),
        sql.raw('SUM(charged_micros) as charged')
      );
    for (const row of rows) addUp(groups, groupOf(row, campaign, { turns, from }));
    lo = hi;
    await turnOfTheLoop();
  }
};

/**
 * What the delivered messages of a campaign cost by the price table: how each is charged is Meta's word, the rate is that
 * of its day. Null where a bot says all: its messages belong to the bot. Reads each recipient once, so it is asked for when
 * a page opens and not at every change.
 */
export const costSoFar = async (
  strapi: Core.Strapi,
  campaign: CampaignView
): Promise<CostResult | null> => {
  if (campaign.kind === 'flow' && campaign.templateId === null) return null;
  return pricesService(strapi).costOf(await groupsSoFar(strapi, campaign));
};

/** The delivered messages of a campaign, as prices ask for them; `within` leaves some of its recipients. */
export const groupsSoFar = async (
  strapi: Core.Strapi,
  campaign: Costing,
  within: Within = (query) => query
): Promise<CostGroup[]> => {
  const { db, clock } = contextOf(strapi);
  const from = campaign.startedAt ?? campaign.createdAt;
  const turns = await pricesService(strapi).turns(from, clock.now());
  return deliveredGroups(db.knex, campaign, { turns, from, within });
};
