import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import type { LedgerEntry } from '../world/ledger';
import { bookOf } from '../world/number-book';
import { relationOf, type Person } from '../world/people';

/** From here on messages outside templates, and utility inside the window, are billed: 1 October 2026. */
const SERVICE_BILLED_FROM = Date.UTC(2026, 9, 1);

export type PricingType = 'regular' | 'free_customer_service' | 'free_entry_point';

const monthOf = (now: number): string => new Date(now).toISOString().slice(0, 7);

/** Service messages of this number that were delivered free this month. */
export const freeServiceUsed = (sim: Sim, phoneNumberId: string, now: number): number =>
  bookOf(sim.books, phoneNumberId).freeService.get(monthOf(now)) ?? 0;

/** A free service message arrived: it uses up one of the month. */
export const noteFreeService = (sim: Sim, entry: LedgerEntry): void => {
  if (entry.category !== 'service' || entry.pricing !== 'free_customer_service') return;
  const { freeService } = bookOf(sim.books, entry.phoneNumberId);
  const month = monthOf(sim.clock.now());
  freeService.set(month, (freeService.get(month) ?? 0) + 1);
};

/** How a message is charged, decided once when it is accepted. */
export const pricingTypeOf = (
  sim: Sim,
  entry: LedgerEntry,
  party: { number: BusinessNumber; person: Person }
): PricingType => {
  const now = entry.acceptedAt;
  if (relationOf(party.person, party.number.id).freeEntryUntil > now) return 'free_entry_point';
  if (entry.businessInitiated || entry.category.startsWith('marketing')) return 'regular';
  if (entry.category === 'authentication') return 'regular';
  if (now < SERVICE_BILLED_FROM) return 'free_customer_service';
  if (entry.category !== 'service') return 'regular';
  return freeServiceUsed(sim, party.number.id, now) < sim.config.pricing.freeServiceMessages
    ? 'free_customer_service'
    : 'regular';
};

/** List prices of the simulator in the currency of the account: round numbers, no market's real ones. */
const RATES: Readonly<Record<string, number>> = {
  marketing: 0.05,
  marketing_lite: 0.05,
  utility: 0.01,
  authentication: 0.01,
  service: 0.01,
};

export const costOf = (entry: LedgerEntry): number => {
  if (entry.deliveredAt === 0 || entry.pricing !== 'regular') return 0;
  return entry.charged?.amount ?? RATES[entry.category] ?? 0;
};

/** The maximum price is for 1,000 deliveries in hundredths; a tenth less than that is charged. */
export const chargedFor = (bidAmount: number): number => Math.round(bidAmount * 9) / 1_000_000;
