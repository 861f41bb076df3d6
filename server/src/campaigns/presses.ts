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
import { keptPressTable, recipientTable, type CampaignRow } from './tables';
import { asMessage, asVariant, lettersOf } from './variants';

type Narrow = (query: Knex.QueryBuilder) => Knex.QueryBuilder;

/** Selects what is counted of presses (`m`) on messages to people (`r`): one row each. */
export const selectPresses = (sql: Sql, presses: Knex.QueryBuilder): Knex.QueryBuilder =>
  presses.select(
    'r.id as id',
    'm.text as text',
    sql.raw('1 AS presses'),
    sql.raw(`CASE WHEN ${wayOutSql} THEN 1 ELSE 0 END AS unsubscribed`)
  );

/** Presses of quick replies by messages (`m`) that are there, under what recipients (`r`) got: one row each. */
export const livePresses = (sql: Sql, narrow: Narrow): Knex.QueryBuilder =>
  selectPresses(
    sql,
    narrow(
      sql(`${recipientTable.table} as r`)
        .join(`${messageTable.table} as m`, 'm.context_key', 'r.wamid_key')
        .where('m.direction', 'in')
        .where('m.type', 'button')
    )
  );

/** Those of a campaign, whenever they came, also where the messages are deleted by now. */
const pressesOf = (sql: Sql, narrow: Narrow): Knex.QueryBuilder => {
  const kept = narrow(
    sql(`${recipientTable.table} as r`).join(
      `${keptPressTable.table} as k`,
      'k.recipient_id',
      'r.id'
    )
  ).select(
    'r.id as id',
    'k.text as text',
    'k.presses as presses',
    'k.unsubscribed as unsubscribed'
  );
  return sql.from(livePresses(sql, narrow).unionAll([kept]).as('p'));
};

/** Presses by the words of the button. */
type ButtonSums = Map<string, Omit<ButtonCounts, 'text'>>;

export interface Presses {
  buttons: ButtonSums;
  /** People who pressed a button, the one that unsubscribes too. */
  people: number;
  /** Of these, who unsubscribed by it. */
  unsubscribed: number;
}

export const noPresses = (): Presses => ({ buttons: new Map(), people: 0, unsubscribed: 0 });

/** People who unsubscribed by a press. */
const leftBy = (sql: Sql, name: string) =>
  sql.raw('COUNT(DISTINCT CASE WHEN p.unsubscribed = 1 THEN p.id END) AS ??', [name]);

/** Adds presses, as rows of `selectPresses` (`p`), to the sums of their buttons. False: there are none. */
export const addByButton = async (
  sql: Sql,
  buttons: ButtonSums,
  presses: Knex.QueryBuilder
): Promise<boolean> => {
  const rows = (await presses
    .groupBy('p.text')
    .select('p.text as text')
    .sum({ presses: 'p.presses' })
    .countDistinct({ people: 'p.id' })
    .select(leftBy(sql, 'opt_outs'))) as Record<string, unknown>[];
  for (const { text, presses: times, people, opt_outs: optOuts } of rows) {
    const known = buttons.get(String(text)) ?? { presses: 0, people: 0, optOuts: 0 };
    buttons.set(String(text), {
      presses: known.presses + Number(times),
      people: known.people + Number(people),
      optOuts: known.optOuts + Number(optOuts),
    });
  }
  return rows.length > 0;
};

/** Counts presses of those recipients that `within` leaves, and adds them to `sums`. */
export const addPresses = async (
  { sql, campaignId }: { sql: Sql; campaignId: number },
  sums: Presses,
  within: Narrow = (query) => query
): Promise<void> => {
  const all = () => pressesOf(sql, (query) => within(query.where('r.campaign_id', campaignId)));
  if (!(await addByButton(sql, sums.buttons, all()))) return;
  const [who] = (await all()
    .countDistinct({ people: 'p.id' })
    .select(leftBy(sql, 'unsubscribed'))) as Record<string, unknown>[];
  sums.people += Number(who?.people ?? 0);
  sums.unsubscribed += Number(who?.unsubscribed ?? 0);
};

/** Quick replies under the messages of a started campaign, of all variants and languages, each once. */
const quickReplies = (campaign: CampaignRow): string[] => {
  const letters = lettersOf(campaign);
  const variants =
    letters.length === 0 ? [campaign] : letters.map((one) => asVariant(campaign, one));
  const languages = (campaign.frozenLanguages?.messages ?? []).map(({ templateId }) =>
    asMessage(campaign, { variant: null, templateId })
  );
  const rows = languages.length === 0 ? variants : languages;
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
