import type { AccountRow } from '../accounts/public';
import type { SendEdge } from '../cloud-api/client';
import type { SendOutcome } from '../cloud-api/outcome';
import type { MessagePayload } from '../cloud-api/message-types';
import type { Lease } from '../runtime/public';

/** A row that may be POSTed now, once: its permit is committed. */
export interface Permitted {
  id: number;
  attempt: number;
  tries: number;
  payload: MessagePayload;
  /** Where it is posted; none: `messages`. */
  edge?: SendEdge;
  /** Whatever the source needs again when the result is in. */
  ref: unknown;
}

export interface Settled {
  item: Permitted;
  outcome: SendOutcome;
  /** Our time of the answer. */
  at: number;
}

/** What results say about the whole number. */
export interface NumberSigns {
  /** Meta asked to go slower. */
  refusedByRate: boolean;
  /** Nothing of this number may leave for so long; 0 = go on. */
  restMs: number;
}

/**
 * A kind of bulk work that goes through a number's bucket. The worker knows rates and leases; the source knows its rows,
 * its permit transaction and what becomes of results. Campaigns are one source, queued API messages another.
 */
export interface SendSource {
  name: string;
  /** Work of this number that may be due now or later; cheap, asked once a second. */
  hasWork(accountId: number): Promise<boolean>;
  /** Takes up to `most` due rows for reading ahead; answers their ids. */
  claim(account: AccountRow, lease: Lease, most: number): Promise<number[]>;
  /** The permit transaction for a few claimed rows (engine 8). */
  permit(account: AccountRow, lease: Lease, ids: number[]): Promise<Permitted[]>;
  /** Writes results; called with at most 500. Must not throw for a single bad row. */
  settle(account: AccountRow, results: Settled[]): Promise<NumberSigns>;
  /** Gives claimed rows back: the lease ends. */
  release(account: AccountRow, lease: Lease): Promise<void>;
  /** Nothing could be claimed and nothing is in flight: finish what is finished. */
  idle(account: AccountRow, lease: Lease): Promise<void>;
}
