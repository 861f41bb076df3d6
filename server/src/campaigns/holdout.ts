import type { HoldoutView } from '../contracts/campaign-trial';
import { linkClickTable } from '../links/public';
import type { Db } from '../strapi/db';
import { certaintyOf, wilson } from './domain/significance';
import { repliesOf } from './replies';
import { recipientTable, type CampaignRow } from './tables';
import { planOf } from './variants';

const RECIPIENTS = recipientTable.table;
const HELD_OUT = { state: 'skipped', reason: 'hold-out' } as const;

const counted = async (query: Promise<unknown>): Promise<number> =>
  Number(((await query) as { n: unknown } | undefined)?.n ?? 0);

/**
 * People who were held out beside those who got it: how many of each wrote within three days, counted from the start for
 * those who got nothing. Links are in the messages only, so openings have no other side.
 */
export const holdoutView = async (db: Db, campaign: CampaignRow): Promise<HoldoutView | null> => {
  const { id, startedAt } = campaign;
  if (planOf(campaign).holdoutPercent === 0 || startedAt === null) return null;
  const rows = () => db.knex(RECIPIENTS).where({ campaign_id: id });
  const side = (people: number, replied: number) => ({
    people,
    replied,
    rate: wilson(replied, people),
  });
  const heldOut = side(
    await counted(rows().andWhere(HELD_OUT).count({ n: '*' }).first()),
    await counted(
      repliesOf(db.knex, id, { since: startedAt })
        .where({ 'r.state': HELD_OUT.state, 'r.reason': HELD_OUT.reason })
        .countDistinct({ n: 'r.id' })
        .first()
    )
  );
  const sent = side(
    await counted(rows().whereNotNull('accepted_at').count({ n: '*' }).first()),
    await counted(repliesOf(db.knex, id).countDistinct({ n: 'r.id' }).first())
  );
  const clicked = await counted(
    db
      .knex(linkClickTable.table)
      .where({ campaign_id: id })
      .andWhere('contact_id', '>', 0)
      .countDistinct({ n: 'contact_id' })
      .first()
  );
  const arm = ({ people, replied }: typeof sent) => ({ successes: replied, of: people });
  return { heldOut, sent, clicked, certainty: certaintyOf([arm(heldOut), arm(sent)]) };
};
