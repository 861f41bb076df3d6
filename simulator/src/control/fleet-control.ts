import type { ConfigPatch } from '../config';
import { crowdMember, crowdPhone, LARGEST_CROWD } from '../fleet/crowd';
import { createFleet, type FleetCounts } from '../fleet/fleet';
import type { FleetSettings } from '../fleet/settings';
import type { Sim } from '../sim';
import type { PersonInput } from '../world/people';
import { ControlError } from './control-error';

/** Thousands of virtual customers, who do what the settings say by chance, the same with the same seed. */
export type FleetControl = {
  /** Lets the people act from now on; `patch` changes settings first. */
  start(patch?: NonNullable<ConfigPatch['fleet']>): FleetSettings;
  /** New messages are left to the usual statuses; what people have begun they finish. */
  stop(): FleetSettings;
  /** Makes the crowd's first people and answers the phones of the first and the last one. */
  populate(count: number): { people: number; first: string; last: string };
  /** Who the crowd's first people are, made or not. */
  members(count: number): PersonInput[];
  counts(): FleetCounts;
};

const checkCount = (count: number): void => {
  if (!Number.isInteger(count) || count < 1 || count > LARGEST_CROWD)
    throw new ControlError(400, `people must be a whole number from 1 to ${LARGEST_CROWD}.`);
};

export const createFleetControl = (
  sim: Sim,
  configure: (patch: ConfigPatch) => { fleet: FleetSettings }
): FleetControl => {
  const fleet = createFleet(sim);
  sim.fleet = fleet;
  return {
    start: (patch = {}) => configure({ fleet: { ...patch, enabled: true } }).fleet,
    stop: () => configure({ fleet: { enabled: false } }).fleet,
    populate: (count) => {
      checkCount(count);
      fleet.populate(count);
      return { people: count, first: crowdPhone(0), last: crowdPhone(count - 1) };
    },
    members: (count) => {
      checkCount(count);
      return Array.from({ length: count }, (_, index) => crowdMember(index));
    },
    counts: () => fleet.counts(),
  };
};
