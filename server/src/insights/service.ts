import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import {
  BUCKETS,
  buttonsOf,
  campaignById,
  campaignsService,
  costSoFar,
  countNotReached,
  inWords,
  noCounts,
  openedLinks,
  shownCounts,
  waitingForPlaces,
  type CampaignRow,
  type NotReached,
} from '../campaigns/public';
import type {
  ButtonCounts,
  CampaignFigures,
  CampaignInsights,
  CampaignLimit,
  Comparison,
  CountryCounts,
} from '../contracts/campaign-insights';
import type { CampaignCounts, CampaignView } from '../contracts/campaigns';
import { conversionsService } from '../conversions/public';
import { notFound } from '../kernel/errors';
import { freePlaces, limitsService } from '../limits/public';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import { countCampaign, type Counted } from './count';
import { heatOf } from './domain/heat';
import { ratesOf } from './domain/rates';
import { createKept } from './kept';

type Locale = Parameters<typeof inWords>[1];

export interface Insights {
  /** Throws `not-found`, as the others do. */
  insights(id: number, ask: { zone: string; locale: Locale }): Promise<CampaignInsights>;
  limit(id: number): Promise<CampaignLimit>;
  compare(ids: readonly number[]): Promise<Comparison>;
}

/** All that is counted of a campaign at one moment. */
interface Snapshot extends Pick<
  CampaignInsights,
  'counts' | 'links' | 'cost' | 'conversions' | 'trial'
> {
  counted: Counted;
  figures: CampaignFigures;
  notReached: NotReached;
}

const countriesOf = ({ countries }: Counted): CountryCounts[] =>
  [...countries]
    .map(([country, buckets]) => {
      const { sent, delivered, read, failed } = shownCounts(buckets);
      return { country: country === '' ? null : country, sent, delivered, read, failed };
    })
    .filter(({ sent, failed }) => sent + failed > 0)
    .sort((a, b) => b.sent - a.sent || b.failed - a.failed);

/** The sums of the same rows as the countries: the two never contradict each other. */
const countsOf = ({ countries }: Counted): CampaignCounts => {
  const sums = noCounts();
  for (const buckets of countries.values())
    for (const bucket of BUCKETS) sums[bucket] += buckets[bucket];
  return shownCounts(sums);
};

const sourcesOfOptOuts = ({ optOuts }: Counted): CampaignInsights['optOutSources'] =>
  [...optOuts].map(([source, count]) => ({ source, count })).sort((a, b) => b.count - a.count);

const figuresOf = (
  { counts, counted }: { counts: CampaignCounts; counted: Counted },
  opened: Awaited<ReturnType<typeof openedLinks>>,
  buttons: ButtonCounts[]
): CampaignFigures => {
  const { links, people: clicked, unnamed } = opened;
  const { replied, optOuts, presses } = counted;
  const beside = {
    ...{ clicked, hasLinks: links.length > 0, replied },
    optedOut: [...optOuts.values()].reduce((sum, n) => sum + n, 0),
    ...{ pressed: presses.people, unsubscribed: presses.unsubscribed, buttons },
  };
  return {
    ...beside,
    links: links.map(({ id, name, clicks, people }) => ({ id, name, clicks, people })),
    unnamedClicks: unnamed,
    rates: ratesOf(counts, beside),
  };
};

/** Counts everything that the page of a campaign shows, one after the other. */
const snapshotOf = async (strapi: Core.Strapi, id: number): Promise<Snapshot> => {
  const campaign = await campaignsService(strapi).get(id);
  const { startedAt, createdAt, trial } = campaign;
  const counted = await countCampaign(strapi, { campaignId: id, from: startedAt ?? createdAt });
  const counts = countsOf(counted);
  const opened = await openedLinks(strapi, campaign);
  const buttons = await buttonsOf(strapi, id, counted.presses);
  const isTrial = trial.test !== null || trial.holdoutPercent > 0;
  return {
    counted,
    counts,
    figures: figuresOf({ counts, counted }, opened, buttons),
    links: opened.links,
    notReached: await countNotReached(contextOf(strapi).db.knex, id),
    cost: await costSoFar(strapi, campaign),
    conversions: await conversionsService(strapi).campaignConversions(id, counts.delivered),
    trial: isTrial ? await campaignsService(strapi).trial(id) : null,
  };
};

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
  const kept = createKept(clock, (id) => snapshotOf(strapi, id));
  /** What a person decides shows at once; everything else when it is counted again. */
  const snapshot = ({ id, state, winner }: CampaignRow) => kept(id, `${state} ${winner ?? ''}`);
  const rowOf = async (id: number): Promise<CampaignRow> => {
    const row = await campaignById(db.knex, id);
    if (!row) throw notFound('the campaign');
    return row;
  };

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

  const nameOf = async (by: number | null): Promise<string | null> =>
    by ? ((await adminsByIds(strapi, [by])).get(by)?.name ?? null) : null;

  return {
    insights: async (id, { zone, locale }) => {
      const row = await rowOf(id);
      const { value, at, againIn } = await snapshot(row);
      const { counted, notReached, ...shown } = value;
      return {
        ...shown,
        countedAt: at,
        againInMs: againIn,
        zone,
        ...heatOf(counted.quarters, zone),
        countries: countriesOf(counted),
        optOutSources: sourcesOfOptOuts(counted),
        errors: inWords(notReached, locale),
        launchedBy: await nameOf(row.launchedBy),
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
        const { counts, figures } = (await snapshot(await rowOf(id))).value;
        campaigns.push({ campaign: { ...(await view(id)), counts }, figures });
      }
      return { campaigns };
    },
  };
};
