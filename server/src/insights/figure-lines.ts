import type { CampaignInsights, Comparison } from '../contracts/campaign-insights';
import type { CampaignConversions } from '../contracts/conversions';
import type { CostResult } from '../contracts/prices';
import { isoOf } from '../kernel/time';

type One = Comparison['campaigns'][number];

const rounded = (rate: number | null): number | null =>
  rate === null ? null : Math.round(rate * 10_000) / 10_000;

/** Every figure of a campaign with its name in the file; rates are between 0 and 1. */
const lines = ({ campaign, figures }: One): [name: string, value: unknown][] => {
  const { counts, state, templateName, templateLanguage } = campaign;
  const { rates } = figures;
  return [
    ['state', state],
    ['number', campaign.accountName],
    ['template', templateName === null ? null : `${templateName} ${templateLanguage ?? ''}`.trim()],
    ['started_at', isoOf(campaign.startedAt)],
    ['finished_at', isoOf(campaign.finishedAt)],
    ['people', counts.total],
    ['recipients', counts.receivers],
    ['sent', counts.sent],
    ['delivered', counts.delivered],
    ['read', counts.read],
    ['clicked', figures.hasLinks ? figures.clicked : null],
    ['pressed', figures.buttons.length > 0 ? figures.pressed : null],
    ['unsubscribed_by_button', figures.buttons.length > 0 ? figures.unsubscribed : null],
    ['replied', figures.replied],
    ['failed', counts.failed],
    ['uncertain', counts.uncertain],
    ['skipped', counts.skipped],
    ['cancelled', counts.cancelled],
    ['opted_out', figures.optedOut],
    ['delivered_rate', rounded(rates.delivered)],
    ['read_rate', rounded(rates.read)],
    ['clicked_rate', rounded(rates.clicked)],
    ['pressed_rate', rounded(rates.pressed)],
    ['replied_rate', rounded(rates.replied)],
    ['failed_rate', rounded(rates.failed)],
    ['opted_out_rate', rounded(rates.optedOut)],
  ];
};

/** Presses of each button and openings of each link that any of the campaigns has; empty where a campaign has it not. */
const partLines = (campaigns: readonly One[]): [name: string, values: (number | null)[]][] => {
  const parts = campaigns.map(
    ({ figures }) =>
      new Map([
        ...figures.buttons.map(({ text, presses }) => [`button ${text}`, presses] as const),
        ...figures.links.map(({ name, clicks }) => [`link ${name}`, clicks] as const),
      ])
  );
  const names = [...new Set(parts.flatMap((part) => [...part.keys()]))];
  return names.map((name) => [name, parts.map((part) => part.get(name) ?? null)]);
};

/** A line per figure, a column per campaign. */
export const comparisonLines = (campaigns: readonly One[]): unknown[][] => {
  const columns = campaigns.map(lines);
  const names = columns[0]?.map(([name]) => name) ?? [];
  return [
    ['figure', ...campaigns.map(({ campaign }) => campaign.name)],
    ...names.map((name, row) => [name, ...columns.map((column) => column[row]?.[1])]),
    ...partLines(campaigns).map(([name, values]) => [name, ...values]),
  ];
};

export interface Report extends One {
  insights: CampaignInsights;
  /** Whom it meant, in words. */
  audience: string;
}

type Line = [section: string, item: unknown, measure: string, value: unknown];

const hourLines = ({ days }: CampaignInsights): Line[] =>
  days.flatMap(({ date, hours }) =>
    hours.flatMap((counts, hour) =>
      Object.entries(counts)
        .filter(([, n]) => n > 0)
        .map(([kind, n]): Line => ['hour', `${date} ${String(hour).padStart(2, '0')}:00`, kind, n])
    )
  );

const countryLines = ({ countries }: CampaignInsights): Line[] =>
  countries.flatMap(({ country, ...counts }) =>
    Object.entries(counts).map(([kind, n]): Line => ['country', country, kind, n])
  );

const buttonLines = ({ figures }: One): Line[] =>
  figures.buttons.flatMap(({ text, presses, people, optOuts }): Line[] => [
    ['button', text, 'presses', presses],
    ['button', text, 'people', people],
    ['button', text, 'opted_out', optOuts],
  ]);

const inUnits = (micros: number): number => micros / 1_000_000;

/** Each line of the cost, then what they add up to. */
const costLines = (cost: CostResult | null): Line[] => {
  if (cost === null) return [];
  const each = cost.lines.flatMap(({ country, category, count, totalMicros }): Line[] => {
    const item = [country, category].filter(Boolean).join(' ');
    const messages: Line = ['cost', item, 'messages', count];
    return totalMicros === null
      ? [messages]
      : [messages, ['cost', item, 'amount', inUnits(totalMicros)]];
  });
  const totals = cost.totals.map(({ currency, micros }): Line => [
    'cost',
    currency,
    'total',
    inUnits(micros),
  ]);
  return [...each, ...totals, ['cost', null, 'unpriced', cost.unpriced]];
};

const conversionLines = ({ conversions, people, revenue, events }: CampaignConversions): Line[] => [
  ['conversions', null, 'conversions', conversions],
  ['conversions', null, 'people', people],
  ...revenue.map(({ currency, value }): Line => ['conversions', currency, 'revenue', value]),
  ...events.map(({ event, conversions: n }): Line => ['conversions', event, 'conversions', n]),
];

/** A report as one long table, one measure a line: what a pivot table wants. */
export const reportLines = ({ insights, audience, ...one }: Report): unknown[][] => {
  const { errors, links, cost, conversions } = insights;
  return [
    ['section', 'item', 'measure', 'value'],
    ['campaign', null, 'name', one.campaign.name],
    ['campaign', null, 'counted_at', isoOf(insights.countedAt)],
    ['campaign', null, 'launched_by', insights.launchedBy],
    ['campaign', null, 'audience', audience],
    ...lines(one).map(([name, value]): Line => ['campaign', null, name, value]),
    ...errors.errors.map(({ code, title, count }): Line => [
      'error',
      code ?? title,
      'people',
      count,
    ]),
    ...errors.skipped.map(({ reason, count }): Line => ['skipped', reason, 'people', count]),
    ...insights.optOutSources.map(({ source, count }): Line => [
      'opt_out',
      source,
      'people',
      count,
    ]),
    ...links.flatMap(({ name, clicks, people }): Line[] => [
      ['link', name, 'openings', clicks],
      ['link', name, 'people', people],
    ]),
    ...buttonLines(one),
    ...costLines(cost),
    ...conversionLines(conversions),
    ...countryLines(insights),
    ...hourLines(insights),
  ];
};
