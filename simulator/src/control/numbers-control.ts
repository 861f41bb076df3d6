import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { emitChange } from '../traffic/emit';
import { isTemplateQuality } from '../world/template-quality';
import { createNumber, isTier, type BusinessNumber } from '../world/accounts';
import { numberOf } from './acts';
import { ControlError } from './control-error';

export type NumberPatch = {
  quality?: string;
  status?: string;
  throughput?: string;
  perSecond?: number;
  registered?: boolean;
  verifiedName?: string;
};

export type NumbersControl = {
  list(): BusinessNumber[];
  add(input: { phone: string; verifiedName: string; id?: string }): BusinessNumber;
  update(id: string, patch: NumberPatch): BusinessNumber;
  /** The portfolio's messaging limit, told by webhook. */
  setTier(tier: string): void;
  /** `account_update` with any event and its extras. */
  accountUpdate(event: string, extras?: JsonObject): void;
};

const STATUSES = [
  'CONNECTED',
  'PENDING',
  'BANNED',
  'RESTRICTED',
  'RATE_LIMITED',
  'FLAGGED',
  'DISCONNECTED',
];

const tell = (sim: Sim, field: string, value: JsonObject): void =>
  emitChange(sim, {
    wabaId: sim.wabas.keys().next().value ?? '',
    field,
    value,
    time: Math.floor(sim.clock.now() / 1000),
  });

const problemOf = (patch: NumberPatch): string | null => {
  if (patch.quality !== undefined && !isTemplateQuality(patch.quality))
    return 'quality must be one of GREEN, YELLOW, RED, UNKNOWN';
  if (patch.status !== undefined && !STATUSES.includes(patch.status))
    return `status must be one of ${STATUSES.join(', ')}`;
  if (patch.throughput !== undefined && !['STANDARD', 'HIGH'].includes(patch.throughput))
    return 'throughput must be STANDARD or HIGH';
  if (
    patch.perSecond !== undefined &&
    !(typeof patch.perSecond === 'number' && patch.perSecond >= 0)
  )
    return 'perSecond must be a number ≥ 0';
  if (patch.registered !== undefined && typeof patch.registered !== 'boolean')
    return 'registered must be true or false';
  return null;
};

const update = (sim: Sim, id: string, patch: NumberPatch): BusinessNumber => {
  const number = numberOf(sim, null, id);
  const problem = problemOf(patch);
  if (problem) throw new ControlError(400, `${problem}.`);
  const upgraded = patch.throughput === 'HIGH' && number.throughput !== 'HIGH';
  const allowed = ['quality', 'status', 'throughput', 'perSecond', 'registered', 'verifiedName'];
  for (const [key, value] of Object.entries(patch))
    if (allowed.includes(key) && value !== undefined) Object.assign(number, { [key]: value });
  number.bucketLevel = -1;
  if (upgraded)
    tell(sim, 'phone_number_quality_update', {
      display_phone_number: number.phone,
      event: 'THROUGHPUT_UPGRADE',
      max_daily_conversations_per_business: sim.portfolio.tier,
      current_limit: sim.portfolio.tier,
    });
  sim.live.state();
  return { ...number };
};

const setTier = (sim: Sim, tier: string): void => {
  if (!isTier(tier))
    throw new ControlError(
      400,
      'tier must be one of TIER_250, TIER_2K, TIER_10K, TIER_100K, TIER_UNLIMITED.'
    );
  sim.portfolio.tier = tier;
  tell(sim, 'business_capability_update', {
    max_daily_conversations_per_business: tier,
    ...(tier === 'TIER_250'
      ? { max_phone_numbers_per_business: 2 }
      : { max_phone_numbers_per_waba: 25 }),
  });
};

export const createNumbersControl = (sim: Sim): NumbersControl => ({
  list: () => [...sim.numbers.values()].map((number) => ({ ...number })),
  add: (input) => {
    const phone = input.phone.replace(/\D/g, '');
    if (phone.length < 7)
      throw new ControlError(400, 'phone must be a phone number with its country code.');
    const id = input.id ?? `40${sim.random.digits(13)}`;
    if (sim.numbers.has(id))
      throw new ControlError(409, `There is already a number with the id ${id}.`);
    const wabaId = sim.wabas.keys().next().value ?? '';
    const number = createNumber({
      id,
      wabaId,
      phone,
      displayPhone: `+${phone}`,
      verifiedName: input.verifiedName,
    });
    sim.numbers.set(id, number);
    sim.live.state();
    return { ...number };
  },
  update: (id, patch) => update(sim, id, patch),
  setTier: (tier) => setTier(sim, tier),
  accountUpdate: (event, extras = {}) => {
    if (!/^[A-Z_]{1,80}$/.test(event))
      throw new ControlError(400, 'event must be an upper-case word such as ACCOUNT_RESTRICTION.');
    tell(sim, 'account_update', { event, ...extras });
  },
});
