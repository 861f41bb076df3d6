import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { lookBackMs, type ConsentRules } from '../consent/public';
import { contactTable, type ContactRow } from '../contacts/public';
import { messageTable } from '../conversations/public';
import { addTo } from '../kernel/lists';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';

/** States in which a message has left or may have: what certainly did not leave counts for no cap (engine 8). */
export const MAY_HAVE_LEFT = ['sending', 'accepted', 'uncertain', 'left'] as const;

export interface PromotionsAsk {
  contactIds: readonly number[];
  /** Epoch ms. */
  since: number;
  /** The sends that ask: they do not count against themselves. */
  except: { messageIds?: readonly number[]; campaignId?: number; chain?: string | null };
}

/** When these people got promotions of one kind of row. */
export type PromotionSource = (
  sql: Sql,
  ask: PromotionsAsk
) => Promise<{ contactId: number; at: number }[]>;

/** Single marketing templates; a campaign's messages are counted by its recipients, a try-out is for the team. */
export const promotionsByMessage: PromotionSource = async (sql, { contactIds, since, except }) => {
  const rows = await sql(messageTable.table)
    .whereIn('contact_id', contactIds as number[])
    .whereIn('state', [...MAY_HAVE_LEFT])
    .andWhere({ category: 'MARKETING', direction: 'out' })
    .whereNull('campaign_id')
    .whereNull('test_of')
    .whereNotIn('id', [...(except.messageIds ?? [])])
    .andWhere('at', '>', since)
    .select<{ contact_id: unknown; at: unknown }[]>('contact_id', 'at');
  return rows.map((row) => ({ contactId: Number(row.contact_id), at: Number(row.at) }));
};

/** Through the service and not the public file, which shows this file too. */
const sourcesOf = (strapi: Core.Strapi): readonly PromotionSource[] =>
  (strapi.plugin('whatsapp').service('sending') as { promotionSources: PromotionSource[] })
    .promotionSources;

type Capped = Pick<ContactRow, 'id' | 'frequency'>;

/** When each of them got promotions, as far back as any cap asks; reads nothing where no cap holds (O-28). */
export const promotionsOf = async (
  strapi: Core.Strapi,
  sql: Sql,
  {
    people,
    rules,
    now,
    except,
  }: {
    people: readonly Capped[];
    rules: ConsentRules;
    now: number;
    except: PromotionsAsk['except'];
  }
): Promise<Map<number, number[]>> => {
  const found = new Map<number, number[]>();
  const asked = rules.cap ? people : people.filter(({ frequency }) => frequency !== null);
  const backMs = lookBackMs(
    asked.map(({ frequency }) => frequency),
    rules.cap ?? null
  );
  if (asked.length === 0 || backMs === 0) return found;
  const ask = { contactIds: asked.map(({ id }) => id), since: now - backMs, except };
  for (const source of sourcesOf(strapi))
    for (const { contactId, at } of await source(sql, ask)) addTo(found, contactId, at);
  return found;
};

/**
 * Before anything else in a permit's transaction (lock order): the people whose cap is counted, so that two campaigns on
 * two numbers do not both find room. `sends`: the rows that ask, with a column `contact_id`. SQLite has one writer.
 */
export const lockCapped = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { sends, rules }: { sends: Knex.QueryBuilder; rules: ConsentRules }
): Promise<void> => {
  if (contextOf(strapi).db.dialect === 'sqlite') return;
  const query = trx(contactTable.table)
    .whereIn('id', sends.select('contact_id'))
    .orderBy('id')
    .forUpdate()
    .select('id');
  await (rules.cap ? query : query.whereNotNull('frequency'));
};
