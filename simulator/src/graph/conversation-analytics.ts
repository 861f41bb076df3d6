import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { costOf } from '../traffic/pricing';
import type { Waba } from '../world/accounts';
import type { LedgerEntry } from '../world/ledger';
import { arrived, cents, DAY_S, groupBy, seconds, wabaEntries } from './analytics-data';
import { listOf } from './call';
import { invalid, isRefusal, type Refusal } from './refusal';

const GRAINS: Readonly<Record<string, number>> = {
  HALF_HOUR: 1800,
  DAILY: DAY_S,
  MONTHLY: 30 * DAY_S,
};
const METRICS = ['CONVERSATION', 'COST'];

/** Dimensions of the figures: the key in the answer, the filter, and the values that the filter takes. */
type Trait = {
  key: string;
  filter: string;
  words: readonly string[] | null;
  of: (sim: Sim, first: LedgerEntry) => string;
};

const TYPES: Readonly<Record<string, string>> = {
  free_entry_point: 'FREE_ENTRY',
  free_customer_service: 'FREE_TIER',
};

const TRAITS: Readonly<Record<string, Trait>> = {
  CONVERSATION_CATEGORY: {
    key: 'conversation_category',
    filter: 'conversation_categories',
    words: ['AUTHENTICATION', 'MARKETING', 'MARKETING_LITE', 'SERVICE', 'UTILITY'],
    of: (_sim, { category }) => category.toUpperCase(),
  },
  CONVERSATION_DIRECTION: {
    key: 'conversation_direction',
    filter: 'conversation_directions',
    words: ['BUSINESS_INITIATED', 'USER_INITIATED', 'UNKNOWN'],
    of: (_sim, first) => (first.businessInitiated ? 'BUSINESS_INITIATED' : 'USER_INITIATED'),
  },
  CONVERSATION_TYPE: {
    key: 'conversation_type',
    filter: 'conversation_types',
    words: ['FREE_ENTRY', 'FREE_TIER', 'REGULAR'],
    of: (_sim, { pricing }) => TYPES[pricing] ?? 'REGULAR',
  },
  COUNTRY: {
    key: 'country',
    filter: 'country_codes',
    words: null,
    of: (sim, { personId }) => sim.people.find(personId)?.country ?? 'ZZ',
  },
  PHONE: {
    key: 'phone_number',
    filter: 'phone_numbers',
    words: null,
    of: (sim, { phoneNumberId }) => sim.numbers.get(phoneNumberId)?.phone ?? '',
  },
};

type Conversation = { at: number; first: LedgerEntry; cost: number };

/** A message that arrives opens a conversation of its category for 24 hours; the next ones belong to it. */
const conversationsOf = (sim: Sim, wabaId: string, end: number): Conversation[] => {
  const open = new Map<string, Conversation>();
  const all: Conversation[] = [];
  for (const entry of wabaEntries(sim, wabaId, { start: 0, end })) {
    if (!arrived(entry)) continue;
    const key = `${entry.phoneNumberId}|${entry.personId}|${entry.category}`;
    const at = seconds(entry.acceptedAt);
    const known = open.get(key);
    if (known && at - known.at < DAY_S) known.cost += costOf(entry);
    else {
      const opened = { at, first: entry, cost: costOf(entry) };
      open.set(key, opened);
      all.push(opened);
    }
  }
  return all;
};

const wordsIn = (
  asked: Record<string, string>,
  name: string,
  known: readonly string[] | null
): string[] | Refusal => {
  const words = listOf(asked[name] ?? null).map((word) => word.toUpperCase());
  return known && words.some((word) => !known.includes(word))
    ? invalid(`Param ${name} must be among {${known.join(', ')}}.`)
    : words;
};

type Question = { start: number; end: number; grain: number };

const questionOf = (asked: Record<string, string>): Question | Refusal => {
  const start = Number(asked['start'] ?? NaN);
  const end = Number(asked['end'] ?? NaN);
  const grain = GRAINS[(asked['granularity'] ?? '').toUpperCase()];
  if (!Number.isInteger(start) || !Number.isInteger(end) || end <= start)
    return invalid('Params start and end must be unix timestamps, end later than start.');
  return grain
    ? { start, end, grain }
    : invalid(`Param granularity must be one of {${Object.keys(GRAINS).join(', ')}}.`);
};

const chosen = (
  sim: Sim,
  all: readonly Conversation[],
  asked: Record<string, string>
): Conversation[] | Refusal => {
  let left = [...all];
  for (const { filter, words, of } of Object.values(TRAITS)) {
    const given = wordsIn(asked, filter, words);
    if (isRefusal(given)) return given;
    const wanted = filter === 'phone_numbers' ? given.map((p) => p.replace(/\D/g, '')) : given;
    if (wanted.length > 0) left = left.filter(({ first }) => wanted.includes(of(sim, first)));
  }
  return left;
};

const pointsOf = (
  sim: Sim,
  conversations: readonly Conversation[],
  by: { grain: number; traits: readonly Trait[]; metrics: readonly string[] }
): JsonObject[] => {
  const shown = (metric: string): boolean => by.metrics.length === 0 || by.metrics.includes(metric);
  const startOf = ({ at }: Conversation): number => at - (at % by.grain);
  const groups = groupBy(conversations, (one) =>
    [startOf(one), ...by.traits.map((trait) => trait.of(sim, one.first))].join('|')
  );
  return [...groups.values()].map((group) => {
    const head = group[0] as Conversation;
    const cost = group.reduce((sum, one) => sum + one.cost, 0);
    return {
      start: startOf(head),
      end: startOf(head) + by.grain,
      ...(shown('CONVERSATION') ? { conversation: group.length } : {}),
      ...Object.fromEntries(by.traits.map(({ key, of }) => [key, of(sim, head.first)])),
      ...(shown('COST') ? { cost: cents(cost) } : {}),
    };
  });
};

/**
 * `conversation_analytics.start(…).end(…).granularity(DAILY)` among the fields of `GET /{WABA}`:
 * `{data: [{data_points: [{start, end, conversation, …dimensions, cost}]}]}`. Source: Meta, "Analytics", conversation
 * analytics.
 */
export const conversationAnalytics = (
  sim: Sim,
  waba: Waba,
  asked: Record<string, string>
): JsonObject | Refusal => {
  const question = questionOf(asked);
  if (isRefusal(question)) return question;
  const metrics = wordsIn(asked, 'metric_types', METRICS);
  if (isRefusal(metrics)) return metrics;
  const names = wordsIn(asked, 'dimensions', Object.keys(TRAITS));
  if (isRefusal(names)) return names;
  const { start, end, grain } = question;
  const inSpan = conversationsOf(sim, waba.id, end).filter(({ at }) => at >= start);
  const conversations = chosen(sim, inSpan, asked);
  if (isRefusal(conversations)) return conversations;
  const traits = names.flatMap((name) => TRAITS[name] ?? []);
  return { data: [{ data_points: pointsOf(sim, conversations, { grain, traits, metrics }) }] };
};
