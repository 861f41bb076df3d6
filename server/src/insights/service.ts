import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import {
  buttonsOf,
  campaignById,
  campaignsService,
  openedLinks,
  shownCounts,
  waitingForPlaces,
} from '../campaigns/public';
import type {
  CampaignFigures,
  CampaignInsights,
  CampaignLimit,
  Comparison,
  CountryCounts,
} from '../contracts/campaign-insights';
import type { CampaignView } from '../contracts/campaigns';
import { freePlaces, limitsService } from '../limits/public';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import { countCampaign, type Counted } from './count';
import { heatOf } from './domain/heat';
import { ratesOf } from './domain/rates';
import { createKept } from './kept';

export interface Insights {
  /** Throws `not-found`, as the others do. */
  insights(id: number, zone: string): Promise<CampaignInsights>;
  limit(id: number): Promise<CampaignLimit>;
  compare(ids: readonly number[]): Promise<Comparison>;
}

const countriesOf = ({ countries }: Counted): CountryCounts[] =>
  [...countries]
    .map(([country, buckets]) => {
      const { sent, delivered, read, failed } = shownCounts(buckets);
      return { country: country === '' ? null : country, sent, delivered, read, failed };
    })
    .filter(({ sent, failed }) => sent + failed > 0)
    .sort((a, b) => b.sent - a.sent || b.failed - a.failed);

const sourcesOfOptOuts = ({ optOuts }: Counted): CampaignInsights['optOutSources'] =>
  [...optOuts].map(([source, count]) => ({ source, count })).sort((a, b) => b.count - a.count);

const NO_LIMIT: CampaignLimit = {
  needed: false,
  known: true,
  limit: null,
  used: 0,
  places: 0,
  free: null,
  nextFreeAt: null,
};

/** Figures of campaigns, worked out from the tables of the rooms below. */
export const createInsights = ({ strapi }: { strapi: Core.Strapi }): Insights => {
  const { db, clock } = contextOf(strapi);
  const view = (id: number): Promise<CampaignView> => campaignsService(strapi).get(id);
  const counted = createKept(clock, async (campaignId) => {
    const { startedAt, createdAt } = await view(campaignId);
    return countCampaign(strapi, { campaignId, from: startedAt ?? createdAt });
  });

  const accountOf = async (id: number) =>
    (await accountsService(strapi).list()).find((one) => one.id === id);
  const countWaiting = async (campaignId: number) => {
    const account = await accountOf((await view(campaignId)).accountId ?? 0);
    return account ? waitingForPlaces(strapi, campaignId, account) : 0;
  };
  const keptWaiting = createKept(clock, countWaiting);
  /** While its people are still written down, a count is wrong a moment later: none is kept. */
  const waiting = async ({ id, state }: CampaignView): Promise<number> =>
    state === 'preparing' ? countWaiting(id) : (await keptWaiting(id)).value;

  const figuresOf = async (
    campaign: CampaignView,
    { replied, optOuts, presses }: Counted
  ): Promise<CampaignFigures> => {
    const { links, people: clicked, unnamed } = await openedLinks(strapi, campaign);
    const optedOut = [...optOuts.values()].reduce((sum, n) => sum + n, 0);
    const buttons = await buttonsOf(strapi, campaign.id, presses);
    const beside = {
      ...{ clicked, hasLinks: links.length > 0, replied, optedOut },
      ...{ pressed: presses.people, buttons },
    };
    return {
      ...beside,
      links: links.map(({ id, name, clicks, people }) => ({ id, name, clicks, people })),
      unnamedClicks: unnamed,
      rates: ratesOf(campaign.counts, beside),
    };
  };

  const launcherOf = async (id: number): Promise<string | null> => {
    const by = (await campaignById(db.knex, id))?.launchedBy;
    return by ? ((await adminsByIds(strapi, [by])).get(by)?.name ?? null) : null;
  };

  return {
    insights: async (id, zone) => {
      const campaign = await view(id);
      const { value, at } = await counted(id);
      return {
        countedAt: at,
        zone,
        figures: await figuresOf(campaign, value),
        ...heatOf(value.quarters, zone),
        countries: countriesOf(value),
        optOutSources: sourcesOfOptOuts(value),
        launchedBy: await launcherOf(id),
      };
    },
    limit: async (id) => {
      const campaign = await view(id);
      const { category, accountId } = campaign;
      const account = category === 'SERVICE' ? undefined : await accountOf(accountId ?? 0);
      if (!account) return NO_LIMIT;
      const { nextFreeAt, ...state } = await limitsService(strapi).state(account);
      const { known, limit, used } = state;
      const free = limit === null ? null : freePlaces(state, 'bulk');
      const places = limit === null ? 0 : await waiting(campaign);
      return { needed: true, known, limit, used, places, free, nextFreeAt };
    },
    compare: async (ids) => {
      const campaigns: Comparison['campaigns'] = [];
      for (const id of ids) {
        const campaign = await view(id);
        const { value } = await counted(id);
        campaigns.push({ campaign, figures: await figuresOf(campaign, value) });
      }
      return { campaigns };
    },
  };
};
