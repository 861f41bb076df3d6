import type { Core } from '@strapi/strapi';
import type { TestView } from '../contracts/campaign-trial';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { armsOf } from './arms';
import { decidesAt, testStateOf } from './decide';
import { bestOf, certaintyOf } from './domain/significance';
import { heldCount } from './holds';
import { holdoutView } from './holdout';
import type { CampaignRow } from './tables';
import { planOf } from './variants';
import { variantTitles } from './variant-titles';

/** The test of a campaign as it stands: counts of now, and the frozen ones of the decision. */
export const testViewOf = async (strapi: Core.Strapi, campaign: CampaignRow): Promise<TestView> => {
  const { db } = contextOf(strapi);
  const { test } = planOf(campaign);
  const state = testStateOf(campaign);
  const titles = await variantTitles(strapi, campaign);
  const arms = state === null ? [] : await armsOf(db, campaign, { until: await dbNow(db), titles });
  return {
    state,
    metric: test?.metric ?? null,
    winner: campaign.winner,
    arms,
    best: bestOf(arms),
    certainty: arms.length > 1 ? certaintyOf(arms) : null,
    waiting: await heldCount(db, campaign.id, 'winner'),
    decidesAt: state === 'measuring' ? decidesAt(campaign) : null,
    decision: campaign.decision,
    holdout: await holdoutView(strapi, campaign),
  };
};
