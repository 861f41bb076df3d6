import { refuse, type Refusal } from '../graph/refusal';
import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { relationOf, type Person } from '../world/people';
import type { TemplateRecord } from '../world/templates';

const DAY_MS = 24 * 3600_000;

/** Codes of the North American plan that are not the United States: Canada, Bermuda, the Caribbean. */
const NOT_US = new Set(
  (
    '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 ' +
    '460 468 474 506 514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 ' +
    '780 782 807 819 825 867 873 879 902 905 942 242 246 264 268 284 345 441 473 649 658 664 721 758 ' +
    '767 784 809 829 849 868 869 876'
  ).split(' ')
);

/** Whether a number is of the United States: Meta delivers no marketing there since 1 April 2025. */
export const isUnitedStates = (digits: string): boolean =>
  /^1\d{10}$/.test(digits) && !NOT_US.has(digits.slice(1, 4));

/** Regions where the limit per person does not apply. */
const FREE_COUNTRIES = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE GB JP KR'.split(
    ' '
  )
);

/** 0 ≤ x < 1, the same for a person every time: who is held out stays held out. */
const lotOf = (person: Person): number => {
  let hash = 0x811c9dc5;
  for (const char of person.bsuid) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return hash / 2 ** 32;
};

/** Counts a marketing message to a person if there is room in the 24 hours. */
const takeShare = (sim: Sim, person: Person, now: number): boolean => {
  const { perDay } = sim.config.marketingCap;
  const recent = (sim.marketing.get(person.id) ?? []).filter((at) => now - at < DAY_MS);
  if (recent.length >= perDay) return false;
  sim.marketing.set(person.id, [...recent, now]);
  return true;
};

/** Why a marketing template does not reach this person; null = it does, or it is none. */
export const marketingFailure = (
  sim: Sim,
  party: { number: BusinessNumber; person: Person },
  template: TemplateRecord | null
): { code: number; details?: string } | Refusal | null => {
  if (template?.category !== 'MARKETING') return null;
  const { person, number } = party;
  const { config } = sim;
  const now = sim.clock.now();
  if (person.marketingStopped)
    return config.marketingStopped === 'sync' ? refuse(131050) : { code: 131050 };
  if (config.marketingCap.unitedStates && isUnitedStates(person.phone ?? ''))
    return { code: 131049 };
  const relation = relationOf(person, number.id);
  const open = now - relation.lastInboundAt < DAY_MS || relation.freeEntryUntil > now;
  if (open) return null;
  if (lotOf(person) < config.holdOut.share) return { code: 130472 };
  const capped = config.marketingCap.perDay > 0 && !FREE_COUNTRIES.has(person.country);
  return capped && !takeShare(sim, person, now) ? { code: 131049 } : null;
};
