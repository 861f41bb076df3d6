import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { shapeOf } from '../cloud-api/template-shape';
import type { ButtonCounts } from '../contracts/campaign-insights';
import { messageTable } from '../conversations/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { readFrozen } from './frozen';
import { wayOutSql } from './replies';
import { campaignById } from './store';
import { recipientTable, type CampaignRow } from './tables';
import { asVariant, lettersOf } from './variants';

/** Presses (`m`) of quick replies under the messages of a campaign's recipients (`r`), whenever they came. */
const pressesOf = (sql: Sql, campaignId: number): Knex.QueryBuilder =>
  sql(`${recipientTable.table} as r`)
    .join(`${messageTable.table} as m`, 'm.context_key', 'r.wamid_key')
    .where('r.campaign_id', campaignId)
    .where('m.direction', 'in')
    .where('m.type', 'button');

export interface Presses {
  /** By the words of the button. */
  buttons: Map<string, Omit<ButtonCounts, 'text'>>;
  /** People who pressed any button. */
  people: number;
}

export const noPresses = (): Presses => ({ buttons: new Map(), people: 0 });

/** Counts presses of those recipients that `within` leaves, and adds them to `sums`. */
export const addPresses = async (
  { sql, campaignId }: { sql: Sql; campaignId: number },
  sums: Presses,
  within: (query: Knex.QueryBuilder) => Knex.QueryBuilder = (query) => query
): Promise<void> => {
  const rows = (await within(pressesOf(sql, campaignId))
    .groupBy('m.text')
    .select('m.text as text')
    .count({ presses: '*' })
    .countDistinct({ people: 'r.id' })
    .select(sql.raw(`COUNT(DISTINCT CASE WHEN ${wayOutSql} THEN r.id END) AS left_by`))) as Record<
    string,
    unknown
  >[];
  for (const { text, presses, people, left_by: optOuts } of rows) {
    const known = sums.buttons.get(String(text)) ?? { presses: 0, people: 0, optOuts: 0 };
    sums.buttons.set(String(text), {
      presses: known.presses + Number(presses),
      people: known.people + Number(people),
      optOuts: known.optOuts + Number(optOuts),
    });
  }
  if (rows.length === 0) return;
  const all = (await within(pressesOf(sql, campaignId)).countDistinct({ n: 'r.id' }).first()) as
    | { n: unknown }
    | undefined;
  sums.people += Number(all?.n ?? 0);
};

/** Quick replies under the messages of a started campaign, of all variants, each once. */
const quickReplies = (campaign: CampaignRow): string[] => {
  const letters = lettersOf(campaign);
  const rows = letters.length === 0 ? [campaign] : letters.map((one) => asVariant(campaign, one));
  const texts = rows.flatMap((row) => {
    const frozen = row.frozen ? readFrozen(row) : null;
    if (frozen?.kind !== 'template') return [];
    const { buttons } = shapeOf(frozen.components, frozen.parameterFormat);
    return buttons.filter(({ type }) => type === 'QUICK_REPLY').map(({ text }) => text);
  });
  return [...new Set(texts)];
};

/** Each button with its presses, the most pressed first; those that nobody pressed are there too. */
export const buttonsOf = async (
  strapi: Core.Strapi,
  campaignId: number,
  { buttons }: Presses
): Promise<ButtonCounts[]> => {
  const campaign = await campaignById(contextOf(strapi).db.knex, campaignId);
  const carried = campaign ? quickReplies(campaign) : [];
  const texts = [...new Set([...carried, ...buttons.keys()])];
  return texts
    .map((text) => ({ text, ...(buttons.get(text) ?? { presses: 0, people: 0, optOuts: 0 }) }))
    .sort((a, b) => b.presses - a.presses);
};
