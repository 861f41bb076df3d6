import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import {
  addPresses,
  BUCKETS,
  campaignsSince,
  countsOfTemplate,
  groupsSoFar,
  noCounts,
  noPresses,
  recipientTable,
  shownCounts,
  type BucketCounts,
  type TemplateCampaign,
} from '../campaigns/public';
import type { TemplateCost, TemplateFigures } from '../contracts/template-figures';
import { linkClickTable, NOBODY_KNOWN } from '../links/public';
import { DAY_MS } from '../kernel/time';
import { turnOfTheLoop } from '../kernel/turn';
import { pricesService, type CostGroup } from '../prices/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { maxPriceMicros, templatesService, type TemplateRow } from '../templates/public';
import { addPressesOfMessages, countMessages, deliveredMessages } from './template-messages';

const addCounts = (sums: BucketCounts, more: BucketCounts): void => {
  for (const bucket of BUCKETS) sums[bucket] += more[bucket];
};

/** People who opened a tracked link of the campaign, of those who got this template. */
const clickedIn = async (
  sql: Sql,
  { campaign, within, isWhole }: TemplateCampaign
): Promise<number> => {
  const clicks = sql(`${linkClickTable.table} as k`)
    .where('k.campaign_id', campaign.id)
    .whereNot('k.contact_id', NOBODY_KNOWN)
    .countDistinct({ n: 'k.contact_id' });
  const query = isWhole
    ? clicks
    : within(
        clicks.join(`${recipientTable.table} as r`, (same) =>
          same.on('r.contact_id', 'k.contact_id').andOn('r.campaign_id', 'k.campaign_id')
        )
      );
  const [row] = (await query) as { n: unknown }[];
  return Number(row?.n ?? 0);
};

/** The template with its other languages, and since when. */
interface Asked {
  template: TemplateRow;
  family: readonly number[];
  from: number;
}

const askedOf = async (strapi: Core.Strapi, id: number, days: number): Promise<Asked> => {
  const templates = templatesService(strapi);
  const template = await templates.get(id);
  const { languages } = await templates.languagesOf(id);
  const from = contextOf(strapi).clock.now() - days * DAY_MS;
  return { template, family: [id, ...languages.map((one) => one.id)], from };
};

const maxPriceIn = async (
  strapi: Core.Strapi,
  { maxPrice, wabaId }: TemplateRow
): Promise<TemplateFigures['maxPrice']> => {
  if (!maxPrice) return null;
  const accounts = await accountsService(strapi).byWabaId(wabaId);
  const currency = accounts.find((one) => one.currency !== null)?.currency ?? null;
  const micros = currency === null || maxPrice.varies ? null : maxPriceMicros(maxPrice, currency);
  return { currency, micros, strategy: maxPrice.strategy };
};

/** `starts`: of the counted campaigns that sent it. */
const lastSentOf = async (
  strapi: Core.Strapi,
  id: number,
  starts: readonly number[]
): Promise<number | null> => {
  const counted = await Promise.all(templatesService(strapi).useCounts.map((count) => count()));
  const counts = counted
    .flat()
    .flatMap(({ templateId, lastAt }) => (templateId === id && lastAt !== null ? [lastAt] : []));
  const times = [...starts, ...counts];
  return times.length === 0 ? null : Math.max(...times);
};

/** What became of a template in the last days: by the campaigns that sent it, and by single messages. */
export const figuresOfTemplate = async (
  strapi: Core.Strapi,
  id: number,
  days: number
): Promise<TemplateFigures> => {
  const { knex } = contextOf(strapi).db;
  const { template, family, from } = await askedOf(strapi, id, days);
  const { campaigns, isPartial } = await campaignsSince(knex, { id, family }, from);
  const counts = noCounts();
  const presses = noPresses();
  let clicked = 0;
  const starts: number[] = [];
  for (const one of campaigns) {
    const own = await countsOfTemplate(knex, one);
    addCounts(counts, own);
    const { startedAt } = one.campaign;
    if (startedAt !== null && shownCounts(own).sent > 0) starts.push(startedAt);
    await addPresses({ sql: knex, campaignId: one.campaign.id }, presses, one.within);
    clicked += await clickedIn(knex, one);
    await turnOfTheLoop();
  }
  const { delivered: campaignDelivered } = shownCounts(counts);
  const span = { templateId: id, from };
  addCounts(counts, await countMessages(knex, span));
  await addPressesOfMessages(knex, presses.buttons, span);
  const { sent, delivered, read, failed } = shownCounts(counts);
  const buttons = [...presses.buttons].map(([text, stated]) => ({ text, ...stated }));
  return {
    lastSentAt: await lastSentOf(strapi, id, starts),
    ...{ sent, delivered, read, failed, clicked, campaignDelivered },
    buttons: buttons.sort((a, b) => b.presses - a.presses),
    maxPrice: await maxPriceIn(strapi, template),
    isPartial,
  };
};

/** What the delivered messages of the last days cost by the price table. Reads each recipient once. */
export const costOfTemplate = async (
  strapi: Core.Strapi,
  id: number,
  days: number
): Promise<TemplateCost> => {
  const { db, clock } = contextOf(strapi);
  const { template, family, from } = await askedOf(strapi, id, days);
  const { campaigns, isPartial } = await campaignsSince(db.knex, { id, family }, from);
  const groups: CostGroup[] = [];
  for (const { campaign, within } of campaigns) {
    const { addedAt: createdAt, ...stated } = campaign;
    groups.push(...(await groupsSoFar(strapi, { ...stated, createdAt }, within)));
  }
  const prices = pricesService(strapi);
  const turns = await prices.turns(from, clock.now());
  const { category } = template;
  groups.push(...(await deliveredMessages(db.knex, { templateId: id, category, from, turns })));
  return { cost: await prices.costOf(groups), isPartial };
};
