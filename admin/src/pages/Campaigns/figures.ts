import {
  MOST_COMPARED,
  type CampaignFigures,
  type Comparison,
  type HeatDay,
  type HourCounts,
} from '../../../../server/src/contracts/campaign-insights';
import type { CampaignCounts, CampaignView } from '../../../../server/src/contracts/campaigns';

export type HourKind = keyof HourCounts;
export const hourKinds: readonly HourKind[] = ['delivered', 'read', 'replied'];

/** The fullest hour; null while nothing happened. */
export const peakOf = (
  days: readonly HeatDay[],
  kind: HourKind
): { date: string; hour: number; count: number } | null => {
  const all = days.flatMap(({ date, hours }) =>
    hours.map((counts, hour) => ({ date, hour, count: counts[kind] }))
  );
  const peak = all.reduce<(typeof all)[number] | null>(
    (best, one) => (one.count > (best?.count ?? 0) ? one : best),
    null
  );
  return peak;
};

/** Shades from 0 (nothing) to 5 (as many as in the fullest hour); one person is seen, however full another hour is. */
export const shadeOf = (count: number, most: number): number =>
  count <= 0 || most <= 0 ? 0 : Math.min(5, Math.max(1, Math.ceil((count / most) * 5)));

export const sumOf = (days: readonly HeatDay[], later: HourCounts, kind: HourKind): number =>
  days.flatMap(({ hours }) => hours).reduce((sum, hour) => sum + hour[kind], later[kind]);

/** Campaigns that have figures: somebody is in them. */
export const isComparable = ({ counts }: Pick<CampaignView, 'counts'>): boolean => counts.total > 0;

/** Ids of an address like `?ids=3,7`, without what cannot be one; at most four. */
export const comparedIds = (text: string | null): number[] =>
  [...new Set((text ?? '').split(','))]
    .filter((part) => /^[1-9]\d{0,9}$/.test(part))
    .map(Number)
    .slice(0, MOST_COMPARED);

type Compared = Comparison['campaigns'][number];
type RateKey = keyof CampaignFigures['rates'];

const counted = [
  'total',
  'skipped',
  'receivers',
  'sent',
] as const satisfies readonly (keyof CampaignCounts)[];
type CountKey = (typeof counted)[number];

export type FigureRow = {
  /** Null where it has no meaning. */
  numbers: (number | null)[];
  /** Of the people counted here, how many unsubscribed by the button. */
  unsubscribed?: number[];
} & (
  | { key: CountKey; name?: undefined; rates: null }
  /** Rates are between 0 and 1. */
  | { key: RateKey; name?: undefined; rates: (number | null)[] }
  /** Of a button or a link: its words. */
  | { key: `${'button' | 'link'} ${string}`; name: string; rates: null }
);

const rated: readonly { key: RateKey; of: (one: Compared) => number | null }[] = [
  { key: 'delivered', of: ({ campaign }) => campaign.counts.delivered },
  { key: 'read', of: ({ campaign }) => campaign.counts.read },
  { key: 'clicked', of: ({ figures }) => (figures.hasLinks ? figures.clicked : null) },
  { key: 'pressed', of: ({ figures }) => (figures.buttons.length > 0 ? figures.pressed : null) },
  { key: 'replied', of: ({ figures }) => figures.replied },
  { key: 'failed', of: ({ campaign }) => campaign.counts.failed },
  { key: 'optedOut', of: ({ figures }) => figures.optedOut },
];

/** A line for each button or link that any of the campaigns has; null where a campaign has it not. */
const partRows = (
  campaigns: readonly Compared[],
  part: 'button' | 'link',
  of: (figures: CampaignFigures) => [name: string, count: number][]
): FigureRow[] => {
  const all = campaigns.map(({ figures }) => new Map(of(figures)));
  const names = [...new Set(all.flatMap((one) => [...one.keys()]))];
  return names.map((name) => ({
    key: `${part} ${name}`,
    name,
    numbers: all.map((one) => one.get(name) ?? null),
    rates: null,
  }));
};

/** The lines of a comparison, each with one number per campaign. */
export const figureRows = (campaigns: readonly Compared[]): FigureRow[] => [
  ...counted.map((key) => ({
    key,
    numbers: campaigns.map(({ campaign }) => campaign.counts[key]),
    rates: null,
  })),
  ...rated.map(({ key, of }) => ({
    key,
    numbers: campaigns.map(of),
    rates: campaigns.map(({ figures }) => figures.rates[key]),
    ...(key === 'pressed'
      ? { unsubscribed: campaigns.map(({ figures }) => figures.unsubscribed) }
      : {}),
  })),
  ...partRows(campaigns, 'button', ({ buttons }) =>
    buttons.map(({ text, presses }) => [text, presses])
  ),
  ...partRows(campaigns, 'link', ({ links }) => links.map(({ name, clicks }) => [name, clicks])),
];
