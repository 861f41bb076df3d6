import type { Sim } from '../sim';
import type { LedgerEntry } from '../world/ledger';
import { invalid, type Refusal } from './refusal';

export const DAY_S = 86_400;
export const seconds = (ms: number): number => Math.floor(ms / 1000);
export const cents = (amount: number): number => Math.round(amount * 10_000) / 10_000;

export type Span = { start: number; end: number };

export const wabaEntries = (sim: Sim, wabaId: string, span: Span): LedgerEntry[] => {
  const out: LedgerEntry[] = [];
  for (const entry of sim.ledger.all()) {
    const at = seconds(entry.acceptedAt);
    if (at < span.start || at >= span.end) continue;
    if (sim.numbers.get(entry.phoneNumberId)?.wabaId === wabaId) out.push(entry);
  }
  return out;
};

export const groupBy = <T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

export const arrived = (entry: LedgerEntry): boolean => entry.deliveredAt > 0 || entry.readAt > 0;

const GRAINS: Readonly<Record<string, number>> = {
  HALF_HOUR: 1800,
  DAY: DAY_S,
  DAILY: DAY_S,
  MONTH: 30 * DAY_S,
  MONTHLY: 30 * DAY_S,
};

/** The arguments of a field such as `analytics.start(1).end(2).granularity(DAY)`. */
export const argumentsOf = (fields: string, field: string): Record<string, string> | null => {
  const match = new RegExp(`(?:^|,)\\s*${field}((?:\\.\\w+\\([^)]*\\))*)`).exec(fields);
  if (!match) return null;
  return Object.fromEntries(
    [...(match[1] ?? '').matchAll(/\.(\w+)\(([^)]*)\)/g)].map(([, key, value]) => [key, value])
  );
};

export type Bucket = { start: number; end: number; entries: LedgerEntry[] };

export const bucketsOf = (
  sim: Sim,
  wabaId: string,
  asked: Record<string, string>
): Bucket[] | Refusal => {
  const start = Number(asked['start'] ?? NaN);
  const end = Number(asked['end'] ?? NaN);
  const grain = GRAINS[(asked['granularity'] ?? '').toUpperCase()];
  if (!Number.isInteger(start) || !Number.isInteger(end) || end <= start)
    return invalid('Params start and end must be unix timestamps, end later than start.');
  if (!grain)
    return invalid(`Param granularity must be one of {${Object.keys(GRAINS).join(', ')}}.`);
  const entries = wabaEntries(sim, wabaId, { start, end });
  const groups = groupBy(entries, (entry) => {
    const at = seconds(entry.acceptedAt);
    return String(at - (at % grain));
  });
  return [...groups].map(([from, group]) => ({
    start: Number(from),
    end: Number(from) + grain,
    entries: group,
  }));
};
