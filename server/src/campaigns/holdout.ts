import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { HoldoutView } from '../contracts/campaign-trial';
import { conversionsService, conversionTable } from '../conversions/public';
import { DAY_MS } from '../kernel/time';
import { linkClickTable } from '../links/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { certaintyOf, wilson } from './domain/significance';
import { repliesOf } from './replies';
import { recipientTable, type CampaignRow } from './tables';
import { planOf } from './variants';

const RECIPIENTS = recipientTable.table;
const HELD_OUT = { 'r.state': 'skipped', 'r.reason': 'hold-out' } as const;

const counted = async (query: Knex.QueryBuilder): Promise<number> =>
  Number(((await query.first()) as { n: unknown } | undefined)?.n ?? 0);
const RECIPIENT = { n: 'r.id' } as const;

/** Recipients (`r`) with what they did within this many days of getting it, or of `since`. */
const conversionsOf = (
  sql: Sql,
  campaignId: number,
  { days, since }: { days: number; since?: number }
): Knex.QueryBuilder => {
  const from = since === undefined ? 'r.accepted_at' : String(since);
  const query = sql(`${RECIPIENTS} as r`)
    .join(`${conversionTable.table} as cv`, 'cv.contact_id', 'r.contact_id')
    .where('r.campaign_id', campaignId)
    .whereRaw(`cv.at >= ${from}`)
    .whereRaw(`cv.at <= ${from} + ?`, [days * DAY_MS]);
  return since === undefined ? query.whereNotNull('r.accepted_at') : query;
};

interface Side {
  people: number;
  replied: number;
  converted: number;
}
const sideOf = async (of: Record<keyof Side, Knex.QueryBuilder>) => {
  const side: Side = {
    people: await counted(of.people.count(RECIPIENT)),
    replied: await counted(of.replied.countDistinct(RECIPIENT)),
    converted: await counted(of.converted.countDistinct(RECIPIENT)),
  };
  return {
    ...side,
    rate: wilson(side.replied, side.people),
    convertedRate: wilson(side.converted, side.people),
  };
};

/**
 * The control group beside those who got the message: how many of each wrote within three days, and how many did what
 * conversions tell of within the days of the settings, counted from the start for those who got nothing. Whichever campaign
 * a conversion is credited to: nobody who got nothing has one of this. Links are in the messages only, so openings have no
 * other side.
 */
export const holdoutView = async (
  strapi: Core.Strapi,
  campaign: CampaignRow
): Promise<HoldoutView | null> => {
  const { id, startedAt: since } = campaign;
  if (planOf(campaign).holdoutPercent === 0 || since === null) return null;
  const { knex } = contextOf(strapi).db;
  const { days } = await conversionsService(strapi).settings();
  const rows = () => knex(`${RECIPIENTS} as r`).where('r.campaign_id', id);
  const heldOut = await sideOf({
    people: rows().where(HELD_OUT),
    replied: repliesOf(knex, id, { since }).where(HELD_OUT),
    converted: conversionsOf(knex, id, { days, since }).where(HELD_OUT),
  });
  const sent = await sideOf({
    people: rows().whereNotNull('r.accepted_at'),
    replied: repliesOf(knex, id),
    converted: conversionsOf(knex, id, { days }),
  });
  const clicks = knex(linkClickTable.table)
    .where({ campaign_id: id })
    .andWhere('contact_id', '>', 0)
    .countDistinct({ n: 'contact_id' });
  const certainty = (deed: 'replied' | 'converted') =>
    certaintyOf([heldOut, sent].map((side) => ({ successes: side[deed], of: side.people })));
  return {
    heldOut,
    sent,
    clicked: await counted(clicks),
    certainty: certainty('replied'),
    conversionDays: days,
    conversionCertainty: certainty('converted'),
  };
};
