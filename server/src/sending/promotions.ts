import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { lookBackMs, type ConsentRules } from '../consent/public';
import { contactTable, type ContactRow } from '../contacts/public';
import { messageTable } from '../conversations/public';
import { addTo } from '../kernel/lists';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { isOfRun, RUNS_LIKE, unaskedOwner } from './unasked';

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

/**
 * Single marketing templates, and texts of bots and flows that answer nobody: of one run all together, at its last message.
 * News of an order is no promotion, whatever sends it. A campaign's messages are counted by its recipients, a try-out is for
 * the team.
 */
export const promotionsByMessage: PromotionSource = async (sql, { contactIds, since, except }) => {
  const own = except.chain ? unaskedOwner(except.chain) : null;
  const rows = await sql(messageTable.table)
    .whereIn('contact_id', contactIds as number[])
    .whereIn('state', [...MAY_HAVE_LEFT])
    .andWhere({ direction: 'out' })
    .andWhere(
      (is) =>
        void is
          .where({ category: 'MARKETING' })
          .orWhere(
            (said) => void said.where('key_owner', 'like', RUNS_LIKE).where({ category: 'SERVICE' })
          )
    )
    .whereNull('campaign_id')
    .whereNull('test_of')
    .whereNotIn('id', [...(except.messageIds ?? [])])
    .andWhere('at', '>', since)
    .orderBy('at')
    .select<PromotionRow[]>('id', 'contact_id', 'at', 'key_owner');
  const counted = new Map<string, { contactId: number; at: number }>();
  for (const { id, contact_id, at, key_owner } of rows) {
    if (own !== null && key_owner === own) continue;
    const key = isOfRun(key_owner) ? `${contact_id} ${key_owner}` : `${id}`;
    counted.set(key, { contactId: Number(contact_id), at: Number(at) });
  }
  return [...counted.values()];
};

interface PromotionRow {
  id: number | string;
  contact_id: number | string;
  at: unknown;
  key_owner: string | null;
}

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
