import type { Knex } from 'knex';
import { creditedPeople } from '../conversions/public';
import { linkClickTable } from '../links/public';
import type { ArmView, TestMetric, VariantLetter } from '../contracts/campaign-trial';
import { rawRows } from '../strapi/batch';
import type { Db } from '../strapi/db';
import { wilson } from './domain/significance';
import { repliesOf } from './replies';
import { recipientTable, type CampaignRow } from './tables';
import { lettersOf, planOf } from './variants';

const RECIPIENTS = recipientTable.table;

type Counted = Pick<ArmView, 'people' | 'sent' | 'delivered' | 'failed'> & { read: number };
const NOTHING: Counted = { people: 0, sent: 0, delivered: 0, failed: 0, read: 0 };

/** Facts of each arm up to a moment of Meta's clock. Who was skipped or of whom nothing is known is in no share. */
const factsOf = async (db: Db, campaignId: number, until: number) => {
  const by = (column: string) => `SUM(CASE WHEN ${column} <= ? THEN 1 ELSE 0 END)`;
  const result: unknown = await db.knex.raw(
    `SELECT variant, SUM(CASE WHEN state IN ('skipped', 'cancelled') THEN 0 ELSE 1 END) AS people,
       ${by('accepted_at')} AS sent, ${by('COALESCE(delivered_at, read_at)')} AS delivered, ${by('read_at')} AS seen,
       SUM(CASE WHEN r.rank BETWEEN 30 AND 39 OR (r.state = 'failed' AND r.rank < 30) THEN 1 ELSE 0 END) AS failed
     FROM ${RECIPIENTS} r WHERE campaign_id = ? AND variant IS NOT NULL GROUP BY variant`,
    [until, until, until, campaignId]
  );
  return new Map(
    rawRows(db.dialect, result).map((row): [string, Counted] => [
      String(row.variant),
      {
        people: Number(row.people),
        sent: Number(row.sent),
        delivered: Number(row.delivered),
        failed: Number(row.failed),
        read: Number(row.seen),
      },
    ])
  );
};

/** How many recipients (`r`) of each variant a query finds, each of them once. */
const perVariant = async (recipients: Knex.QueryBuilder) => {
  const rows = (await recipients
    .whereNotNull('r.variant')
    .groupBy('r.variant')
    .select('r.variant as variant')
    .countDistinct({ n: 'r.id' })) as { variant: VariantLetter; n: unknown }[];
  return new Map(rows.map(({ variant, n }) => [variant, Number(n)]));
};

const clicksOf = (db: Db, campaignId: number, until: number) =>
  perVariant(
    db
      .knex(`${linkClickTable.table} as k`)
      .join(`${RECIPIENTS} as r`, (on) =>
        on.on('r.contact_id', 'k.contact_id').andOn('r.campaign_id', 'k.campaign_id')
      )
      .where('k.campaign_id', campaignId)
      .andWhere('k.first_at', '<=', until)
  );

const repliedByVariant = (db: Db, campaignId: number, until: number) =>
  perVariant(repliesOf(db.knex, campaignId, { until }));

const convertedByVariant = (db: Db, campaignId: number, until: number) =>
  perVariant(
    db
      .knex(creditedPeople(db.knex, campaignId, until).as('p'))
      .join(`${RECIPIENTS} as r`, 'r.contact_id', 'p.contact_id')
      .where('r.campaign_id', campaignId)
  );

/** What people did beside receiving and reading; each answers how many of each variant. */
const DEEDS: Partial<Record<TestMetric, typeof clicksOf>> = {
  click: clicksOf,
  reply: repliedByVariant,
  conversion: convertedByVariant,
};

const successesOf = async (
  db: Db,
  campaignId: number,
  ask: { metric: TestMetric; until: number }
) => {
  const deed = DEEDS[ask.metric];
  return deed ? deed(db, campaignId, ask.until) : null;
};

/** What each variant brought until a moment, side by side. Denominator: accepted for delivery, else delivered. */
export const armsOf = async (
  db: Db,
  campaign: CampaignRow,
  { until, titles }: { until: number; titles: ReadonlyMap<VariantLetter, string> }
): Promise<ArmView[]> => {
  const { test } = planOf(campaign);
  if (!test) return [];
  const { metric } = test;
  const facts = await factsOf(db, campaign.id, until);
  const others = await successesOf(db, campaign.id, { metric, until });
  return lettersOf(campaign).map((letter) => {
    const { read, ...counts } = facts.get(letter) ?? NOTHING;
    const of = metric === 'delivered' ? counts.sent : counts.delivered;
    const own = metric === 'delivered' ? counts.delivered : read;
    // Somebody may answer, click or buy before the delivery is told.
    const successes = Math.min(of, others ? (others.get(letter) ?? 0) : own);
    const title = titles.get(letter) ?? '';
    return { letter, title, ...counts, successes, of, rate: wilson(successes, of) };
  });
};
