import type {
  CampaignFigures,
  CampaignInsights,
  HeatDay,
} from '../../../../server/src/contracts/campaign-insights';
import { counts } from './builders';

export const figures = (part: Partial<CampaignFigures> = {}): CampaignFigures => ({
  clicked: 402,
  unnamedClicks: 12,
  hasLinks: true,
  links: [{ id: 1, name: 'Autumn', clicks: 414, people: 402 }],
  pressed: 5,
  unsubscribed: 16,
  buttons: [
    { text: 'Show me', presses: 6, people: 5, optOuts: 0 },
    { text: 'Unsubscribe', presses: 16, people: 16, optOuts: 16 },
  ],
  replied: 118,
  optedOut: 7,
  rates: {
    delivered: 0.957,
    read: 0.428,
    clicked: 0.054,
    pressed: 0.0007,
    replied: 0.016,
    failed: 0.007,
    optedOut: 0.0009,
  },
  ...part,
});

const noConversions: CampaignInsights['conversions'] = {
  conversions: 0,
  people: 0,
  rate: 0,
  afterClick: 0,
  revenue: [],
  events: [],
  days: 7,
};

/** A day with these hours, the others empty. */
export const heatDay = (
  date: string,
  hours: Record<number, Partial<HeatDay['hours'][number]>>
): HeatDay => ({
  date,
  hours: Array.from({ length: 24 }, (_, hour) => ({
    delivered: 0,
    read: 0,
    replied: 0,
    ...hours[hour],
  })),
});

export const insights = (part: Partial<CampaignInsights> = {}): CampaignInsights => ({
  countedAt: 1_780_000_000_000,
  againInMs: 0,
  zone: 'Europe/Istanbul',
  counts: counts({}),
  figures: figures(),
  days: [
    heatDay('2026-11-20', {
      18: { delivered: 7000, read: 900 },
      19: { delivered: 402, read: 2000 },
    }),
    heatDay('2026-11-21', { 9: { read: 271, replied: 118 } }),
  ],
  later: { delivered: 0, read: 3, replied: 0 },
  countries: [
    { country: 'TR', sent: 7000, delivered: 6800, read: 3000, failed: 40 },
    { country: null, sent: 10, delivered: 5, read: 1, failed: 0 },
  ],
  optOutSources: [
    { source: 'unsubscribe button', count: 5 },
    { source: 'WhatsApp', count: 2 },
  ],
  errors: { errors: [], skipped: [] },
  links: [],
  cost: null,
  conversions: noConversions,
  trial: null,
  launchedBy: 'Deniz Su',
  ...part,
});
