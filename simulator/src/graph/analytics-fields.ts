import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { costOf } from '../traffic/pricing';
import type { Waba } from '../world/accounts';
import type { LedgerEntry } from '../world/ledger';
import { argumentsOf, arrived, bucketsOf, cents, groupBy } from './analytics-data';
import { listOf } from './call';
import { conversationAnalytics } from './conversation-analytics';
import { invalid, isRefusal, type Refusal } from './refusal';

const messageAnalytics = (sim: Sim, waba: Waba, asked: Record<string, string>) => {
  const wanted = listOf(asked['phone_numbers'] ?? null).map((phone) => phone.replace(/\D/g, ''));
  const numbers = [...sim.numbers.values()].filter(
    (n) => n.wabaId === waba.id && (wanted.length === 0 || wanted.includes(n.phone))
  );
  const ids = new Set(numbers.map((number) => number.id));
  const buckets = bucketsOf(sim, waba.id, asked);
  if (isRefusal(buckets)) return buckets;
  return {
    phone_numbers: numbers.map((number) => number.phone),
    granularity: (asked['granularity'] ?? '').toUpperCase(),
    data_points: buckets.map(({ start, end, entries }) => {
      const own = entries.filter((entry) => ids.has(entry.phoneNumberId));
      return {
        start,
        end,
        sent: own.filter((entry) => entry.sentAt > 0).length,
        delivered: own.filter(arrived).length,
      };
    }),
  };
};

const DIMENSIONS: Readonly<
  Record<string, { key: string; of: (sim: Sim, entry: LedgerEntry) => string }>
> = {
  PRICING_CATEGORY: { key: 'pricing_category', of: (_sim, e) => e.category.toUpperCase() },
  PRICING_TYPE: { key: 'pricing_type', of: (_sim, e) => e.pricing.toUpperCase() },
  COUNTRY: { key: 'country', of: (sim, e) => sim.people.find(e.personId)?.country ?? 'ZZ' },
  PHONE: { key: 'phone_number', of: (sim, e) => sim.numbers.get(e.phoneNumberId)?.phone ?? '' },
};

const pricingAnalytics = (sim: Sim, waba: Waba, asked: Record<string, string>) => {
  const buckets = bucketsOf(sim, waba.id, asked);
  if (isRefusal(buckets)) return buckets;
  const names = listOf(asked['dimensions'] ?? null).map((name) => name.toUpperCase());
  const foreign = names.find((name) => !(name in DIMENSIONS));
  if (foreign)
    return invalid(`Param dimensions must be among {${Object.keys(DIMENSIONS).join(', ')}}.`);
  const dimensions = names.flatMap((name) => DIMENSIONS[name] ?? []);
  const points = buckets.flatMap(({ start, end, entries }) => {
    const delivered = entries.filter(arrived);
    const groups = groupBy(delivered, (e) => dimensions.map((d) => d.of(sim, e)).join('|'));
    return [...groups.values()].map((group) => ({
      start,
      end,
      ...Object.fromEntries(dimensions.map((d) => [d.key, d.of(sim, group[0] as LedgerEntry)])),
      volume: group.length,
      cost: cents(group.reduce((sum, entry) => sum + costOf(entry), 0)),
    }));
  });
  return { data: [{ data_points: points }] };
};

/** `analytics…`, `conversation_analytics…` and `pricing_analytics…` among the fields of `GET /{WABA}`. */
export const analyticsFields = (sim: Sim, waba: Waba, fields: string): JsonObject | Refusal => {
  const out: JsonObject = {};
  for (const [field, compute] of [
    ['analytics', messageAnalytics],
    ['conversation_analytics', conversationAnalytics],
    ['pricing_analytics', pricingAnalytics],
  ] as const) {
    const asked = argumentsOf(fields, field);
    if (!asked) continue;
    const value = compute(sim, waba, asked);
    if (isRefusal(value)) return value;
    out[field] = value;
  }
  return out;
};
