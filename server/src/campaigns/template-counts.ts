import type { TemplateUseCount } from '../contracts/templates';
import type { Clock } from '../kernel/clock';
import { joined } from '../kernel/joined';
import { DAY_MS } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { templateFamilies } from '../templates/public';
import { readCounts } from './count-store';
import { BUCKETS, shownCounts, type BucketCounts } from './domain/shown';
import type { CampaignRow } from './tables';
import { countsByTemplate, walkCampaigns } from './template-campaigns';
import { templatesNamed } from './variants';

/** Since when the share of readers is counted. */
const RATED_MS = 90 * DAY_MS;
/** The newest campaigns with several messages, of which it is known who got which. */
const SPLIT_MOST = 500;
/** Recipients that one look at the list reads at most; the next look goes on. */
const READ_AT_ONCE = 1_000_000;

/** What became of each template of a campaign, while its sums (`mark`) were these. */
interface Counted {
  mark: string;
  byTemplate: ReadonlyMap<number, BucketCounts>;
}

/**
 * Counts campaigns with several messages by template. Sums of a campaign do not tell its messages apart, so its recipients
 * are read: once, and again after the sums have changed.
 */
const createSplitCounts = (sql: Sql) => {
  let known: ReadonlyMap<number, Counted> = new Map();
  const markOf = ({ winner }: CampaignRow, sums: BucketCounts): string =>
    [winner ?? '', ...BUCKETS.map((bucket) => sums[bucket])].join();

  return async (campaigns: readonly CampaignRow[]): Promise<ReadonlyMap<number, Counted>> => {
    const sumsOf = await readCounts(
      sql,
      campaigns.map(({ id }) => id)
    );
    const found = new Map<number, Counted>();
    let left = READ_AT_ONCE;
    for (const campaign of campaigns) {
      const sums = sumsOf.get(campaign.id);
      if (!sums) continue;
      const mark = markOf(campaign, sums);
      const before = known.get(campaign.id);
      // Where too much would be read, figures of before are nearer than none.
      if (before && (before.mark === mark || left <= 0)) found.set(campaign.id, before);
      else if (left > 0) {
        left -= shownCounts(sums).total;
        found.set(campaign.id, { mark, byTemplate: await countsByTemplate(sql, campaign) });
      }
    }
    known = found;
    return found;
  };
};

/** The figures of each template, added up. */
const createSums = () => {
  const uses = new Map<number, TemplateUseCount>();
  const of = (templateId: number): TemplateUseCount => {
    const use: TemplateUseCount = uses.get(templateId) ?? {
      templateId,
      campaigns: 0,
      bots: 0,
      lastAt: null,
    };
    uses.set(templateId, use);
    return use;
  };
  return {
    named: (templateId: number): void => void (of(templateId).campaigns += 1),
    sent: (templateId: number, at: number): void => {
      const use = of(templateId);
      use.lastAt = Math.max(use.lastAt ?? at, at);
    },
    reached: (templateId: number, counts: BucketCounts): void => {
      const { delivered, read } = shownCounts(counts);
      const use = of(templateId);
      use.reached = {
        delivered: (use.reached?.delivered ?? 0) + delivered,
        read: (use.reached?.read ?? 0) + read,
      };
    },
    all: (): TemplateUseCount[] => [...uses.values()],
  };
};
type Sums = ReturnType<typeof createSums>;

type Started = CampaignRow & { startedAt: number };
const isStarted = (campaign: CampaignRow): campaign is Started => campaign.startedAt !== null;
const isSplit = (campaign: CampaignRow): boolean => templatesNamed(campaign).isSplit;

/** Templates that the campaign names, each once; with all languages where it sends each of them. */
const namedBy = (
  campaign: CampaignRow,
  families: ReadonlyMap<number, readonly number[]>
): ReadonlySet<number> => {
  const { ids, inAllLanguages } = templatesNamed(campaign);
  const others = inAllLanguages ? ids.flatMap((id) => families.get(id) ?? []) : [];
  return new Set([...ids, ...others]);
};

/** Adds campaigns that have one message: their sums say what became of it. */
const addWhole = async (
  sql: Sql,
  sums: Sums,
  { campaigns, from }: { campaigns: readonly Started[]; from: number }
): Promise<void> => {
  const rated = campaigns.filter(({ startedAt }) => startedAt >= from);
  const kept = await readCounts(
    sql,
    rated.map(({ id }) => id)
  );
  for (const campaign of campaigns) {
    const counts = kept.get(campaign.id);
    for (const templateId of templatesNamed(campaign).ids) {
      sums.sent(templateId, campaign.startedAt);
      if (counts) sums.reached(templateId, counts);
    }
  }
};

/**
 * How many campaigns name each template, when one of them sent it last, and how many read it. Of a test and of a campaign in
 * everybody's language only recipients who got the template count.
 */
export const createTemplateCounts = (
  sql: Sql,
  clock: Pick<Clock, 'now'>
): (() => Promise<TemplateUseCount[]>) => {
  const countSplit = createSplitCounts(sql);
  return joined(async () => {
    const from = clock.now() - RATED_MS;
    const families = await templateFamilies(sql);
    const sums = createSums();
    const split: Started[] = [];
    await walkCampaigns(
      sql,
      (query) => query,
      async (page) => {
        for (const campaign of page)
          for (const templateId of namedBy(campaign, families)) sums.named(templateId);
        const started = page.filter(isStarted);
        split.push(...started.filter(isSplit).slice(0, SPLIT_MOST - split.length));
        const campaigns = started.filter((campaign) => !isSplit(campaign));
        await addWhole(sql, sums, { campaigns, from });
        return true;
      }
    );
    const counted = await countSplit(split);
    for (const { id, startedAt } of split)
      for (const [templateId, counts] of counted.get(id)?.byTemplate ?? []) {
        if (shownCounts(counts).sent > 0) sums.sent(templateId, startedAt);
        if (startedAt >= from) sums.reached(templateId, counts);
      }
    return sums.all();
  });
};
