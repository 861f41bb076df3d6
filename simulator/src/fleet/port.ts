import type { LedgerEntry } from '../world/ledger';
import type { Person } from '../world/people';

/** What the way of a message asks the fleet; true = the fleet sees to what comes next. */
export type FleetPort = {
  /** The message was accepted. */
  takes(entry: LedgerEntry): boolean;
  /** The message is on the person's phone. */
  landed(person: Person, entry: LedgerEntry): boolean;
  clear(): void;
};

export const NO_FLEET: FleetPort = {
  takes: () => false,
  landed: () => false,
  clear: () => undefined,
};
