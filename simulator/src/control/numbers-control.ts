import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { emitChange } from '../traffic/emit';
import { setTier, upgradeThroughput } from '../traffic/growth';
import { setNumberQuality } from '../traffic/quality';
import { isTemplateQuality } from '../world/template-quality';
import { createNumber, isTier, type BusinessNumber } from '../world/accounts';
import { bookOf } from '../world/number-book';
import { numberOf } from './acts';
import { createBusinessControl } from './business-control';
import { ControlError } from './control-error';

export type NumberPatch = {
  quality?: string;
  status?: string;
  throughput?: string;
  perSecond?: number;
  registered?: boolean;
  verifiedName?: string;
  nameStatus?: string;
  /** False: must be verified by a code before it registers again. */
  codeVerified?: boolean;
  /** A test number: the only people it reaches, at most five; null = everybody. */
  allowedRecipients?: readonly string[] | null;
  /** Of a change to HIGH: how long it refuses with 131057 before. */
  maintenanceMs?: number;
};

export type NumbersControl = {
  list(): BusinessNumber[];
  add(input: { phone: string; verifiedName: string; id?: string }): BusinessNumber;
  update(id: string, patch: NumberPatch): BusinessNumber;
  /** The digits that request_code would have sent by SMS or call; null = none asked for. */
  code(id: string): string | null;
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
  if (patch.codeVerified !== undefined && typeof patch.codeVerified !== 'boolean')
    return 'codeVerified must be true or false';
  if (patch.maintenanceMs !== undefined && !(patch.maintenanceMs >= 0))
    return 'maintenanceMs must be a number ≥ 0';
  const { allowedRecipients } = patch;
  if (allowedRecipients && !(Array.isArray(allowedRecipients) && allowedRecipients.length <= 5))
    return 'allowedRecipients must be a list of at most 5 phones, or null';
  return null;
};

const update = (sim: Sim, id: string, patch: NumberPatch): BusinessNumber => {
  const number = numberOf(sim, null, id);
  const problem = problemOf(patch);
  if (problem) throw new ControlError(400, `${problem}.`);
  const upgraded = patch.throughput === 'HIGH' && number.throughput !== 'HIGH';
  const allowed = ['status', 'perSecond', 'registered', 'verifiedName', 'nameStatus'];
  for (const [key, value] of Object.entries(patch))
    if (allowed.includes(key) && value !== undefined) Object.assign(number, { [key]: value });
  if (patch.quality !== undefined)
    setNumberQuality(sim, number, patch.quality as BusinessNumber['quality']);
  const book = bookOf(sim.books, id);
  if (patch.codeVerified !== undefined) book.verified = patch.codeVerified;
  if (patch.allowedRecipients !== undefined)
    book.allowedRecipients =
      patch.allowedRecipients?.map((phone) => phone.replace(/\D/g, '')) ?? null;
  number.bucketLevel = -1;
  if (upgraded) upgradeThroughput(sim, number, patch.maintenanceMs ?? 0);
  else if (patch.throughput === 'STANDARD') number.throughput = 'STANDARD';
  sim.live.state();
  return { ...number };
};

const changeTier = (sim: Sim, tier: string): void => {
  if (!isTier(tier))
    throw new ControlError(
      400,
      'tier must be one of TIER_250, TIER_2K, TIER_10K, TIER_100K, TIER_UNLIMITED.'
    );
  setTier(sim, tier);
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
  code: (id) => bookOf(sim.books, numberOf(sim, null, id).id).code?.digits ?? null,
  setTier: (tier) => changeTier(sim, tier),
  accountUpdate: (event, extras = {}) => {
    if (!/^[A-Z_]{1,80}$/.test(event))
      throw new ControlError(400, 'event must be an upper-case word such as ACCOUNT_RESTRICTION.');
    createBusinessControl(sim).enact(event, extras);
    tell(sim, 'account_update', { event, ...extras });
  },
});
