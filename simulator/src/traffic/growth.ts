import type { Sim } from '../sim';
import { TIER_LIMIT, type BusinessNumber, type MessagingTier } from '../world/accounts';
import { bookOf } from '../world/number-book';
import { emitChange } from './emit';

const HOUR_MS = 3600_000;
const MINUTE_MS = 60_000;
const NEXT: Readonly<Partial<Record<MessagingTier, MessagingTier>>> = {
  TIER_2K: 'TIER_10K',
  TIER_10K: 'TIER_100K',
  TIER_100K: 'TIER_UNLIMITED',
};
const HIGH_FROM = 100_000;

/** Sets the limit of the portfolio and tells it. */
export const setTier = (sim: Sim, tier: MessagingTier): void => {
  const wabaId = sim.wabas.keys().next().value ?? '';
  sim.portfolio.tier = tier;
  const limit = TIER_LIMIT[tier];
  emitChange(sim, {
    wabaId,
    field: 'business_capability_update',
    time: Math.floor(sim.clock.now() / 1000),
    value: {
      max_daily_conversation_per_phone: Number.isFinite(limit) ? limit : -1,
      max_daily_conversations_per_business: tier,
      ...(tier === 'TIER_250'
        ? { max_phone_numbers_per_business: 2 }
        : { max_phone_numbers_per_waba: 25 }),
    },
  });
};

const tellUpgrade = (sim: Sim, number: BusinessNumber): void => {
  number.throughput = 'HIGH';
  number.bucketLevel = -1;
  emitChange(sim, {
    wabaId: number.wabaId,
    field: 'phone_number_quality_update',
    time: Math.floor(sim.clock.now() / 1000),
    value: {
      display_phone_number: number.phone,
      event: 'THROUGHPUT_UPGRADE',
      max_daily_conversations_per_business: sim.portfolio.tier,
      current_limit: sim.portfolio.tier,
    },
  });
  sim.live.state();
};

/** After a restart: a change of throughput that had begun comes to its end. */
export const resumeUpgrade = (sim: Sim, number: BusinessNumber): void => {
  const { maintenanceUntil } = bookOf(sim.books, number.id);
  if (maintenanceUntil === 0 || number.throughput === 'HIGH') return;
  sim.background.at(maintenanceUntil, () => tellUpgrade(sim, number));
};

/** Switches a number to 1,000 messages a second: for a minute it refuses with 131057, then tells. */
export const upgradeThroughput = (
  sim: Sim,
  number: BusinessNumber,
  maintenanceMs: number
): void => {
  if (maintenanceMs === 0) {
    tellUpgrade(sim, number);
    return;
  }
  bookOf(sim.books, number.id).maintenanceUntil = sim.clock.now() + maintenanceMs;
  sim.background.in(maintenanceMs, () => tellUpgrade(sim, number));
};

const good = (number: BusinessNumber): boolean => number.quality !== 'RED';

const growTier = (sim: Sim): void => {
  const next = NEXT[sim.portfolio.tier];
  sim.growing = false;
  if (!next || ![...sim.numbers.values()].every(good)) return;
  setTier(sim, next);
};

/**
 * A template reached somebody outside their window. Half of the limit used with good quality: within six hours
 * the limit grows. From 250 on it grows only by the control API, as verification is not simulated.
 */
export const noteReach = (sim: Sim): void => {
  if (!sim.config.growth.follow) return;
  const used = sim.portfolioLimit.used(sim.clock.now());
  const { tier } = sim.portfolio;
  if (NEXT[tier] && !sim.growing && used * 2 >= TIER_LIMIT[tier]) {
    sim.growing = true;
    sim.background.in(6 * HOUR_MS, () => growTier(sim));
  }
  if (tier !== 'TIER_UNLIMITED' || used < HIGH_FROM || sim.config.throughput.perSecond > 0) return;
  for (const number of sim.numbers.values()) {
    const book = bookOf(sim.books, number.id);
    const waits = number.throughput === 'HIGH' || number.perSecond > 0 || book.maintenanceUntil > 0;
    if (!waits && good(number)) upgradeThroughput(sim, number, MINUTE_MS);
  }
};
