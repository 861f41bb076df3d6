import { addTo } from '../../server/src/kernel/lists';
import { STATUS_BIT, type LedgerEntry } from '../../simulator/src/world/ledger';
import type { OptOut, RecipientDump } from './protocol';

/** What a run shows. acceptedTwice, neverTried, wrongState, late, overLimit, ackedLost and feedMissed must be 0. */
export interface ChaosResult {
  recipients: number;
  acceptedOnce: number;
  acceptedTwice: number;
  neverTried: number;
  uncertain: number;
  /** Uncertain although Meta accepted it: only possible while statuses were dropped. */
  uncertainAccepted: number;
  wrongState: number;
  /** Sent although an opt-out, a pause or a cancel had been committed. */
  late: number;
  overLimit: number;
  /** Statuses that we answered with 200 and that are not in the rows. */
  ackedLost: number;
}

export type Sent = Pick<
  LedgerEntry,
  'token' | 'answered' | 'personId' | 'businessInitiated' | 'acceptedAt'
>;

/** Recipient id in one of our tokens; null for others. */
export const recipientOf = (token: string | null): number | null => {
  const match = /^w1\.[^.]+\.r\.(\d+)\.\d+\./.exec(token ?? '');
  return match ? Number(match[1]) : null;
};

/** Rank that the answered statuses of a message prove (engine 3). */
export const provenRank = (answered: number): number => {
  if (answered & STATUS_BIT.played) return 60;
  if (answered & STATUS_BIT.read) return 50;
  if (answered & STATUS_BIT.delivered) return 40;
  if (answered & STATUS_BIT.failed) return 30;
  return answered & STATUS_BIT.sent ? 20 : 0;
};

const CLOSED = new Set(['accepted', 'failed', 'skipped', 'cancelled', 'uncertain', 'left']);
const isUncertain = (row: RecipientDump) =>
  row.rank === 0 && (row.state === 'uncertain' || row.state === 'left');

/** When people said no, as committed. `to` is the moment before it was taken back; a cancel has no end. */
export interface Noes {
  optOuts: OptOut[];
  pauses: { from: number; to: number }[];
}

/**
 * Messages that no longer should have gone (I7): their permit is younger than the person's opt-out, or they arrived longer
 * after the opt-out, or in the middle of a pause, than a permit group and a call can take.
 */
export const lateOnes = (
  rows: RecipientDump[],
  ledger: Sent[],
  { optOuts, pauses, graceMs }: Noes & { graceMs: number }
): number => {
  const outAt = new Map(optOuts.map(({ contactId, at }) => [contactId, at]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ledger.filter(({ token, acceptedAt }) => {
    const row = byId.get(recipientOf(token) ?? -1);
    if (!row) return false;
    const at = outAt.get(row.contactId) ?? Number.POSITIVE_INFINITY;
    const permitted = row.permitAt ?? 0;
    const inPause = pauses.some(({ from, to }) => acceptedAt > from + graceMs && acceptedAt < to);
    return permitted > at || acceptedAt > at + graceMs || inPause;
  }).length;
};

/** Compares the rows with what the simulator accepted. `dropped`: some statuses were thrown away on purpose. */
export const judge = (
  rows: RecipientDump[],
  ledger: Sent[],
  { dropped, limit, noes }: { dropped: boolean; limit: number; noes?: Noes & { graceMs: number } }
): ChaosResult => {
  const byRow = new Map<number, Sent[]>();
  for (const entry of ledger) {
    const id = recipientOf(entry.token);
    if (id !== null) addTo(byRow, id, entry);
  }
  const sends = (row: RecipientDump) => byRow.get(row.id) ?? [];
  const uncertain = rows.filter(isUncertain);
  const wrong = rows.filter((row) => {
    if (sends(row).length === 0) return row.rank >= 10;
    return row.rank < 10 && !(dropped && isUncertain(row));
  });
  const lost = rows.filter(
    (row) => row.rank < Math.max(0, ...sends(row).map((entry) => provenRank(entry.answered)))
  );
  const reached = new Set(
    ledger.filter((entry) => entry.businessInitiated).map((entry) => entry.personId)
  );
  return {
    recipients: rows.length,
    acceptedOnce: rows.filter((row) => sends(row).length === 1).length,
    acceptedTwice: rows.filter((row) => sends(row).length > 1).length,
    neverTried: rows.filter((row) => !CLOSED.has(row.state)).length,
    uncertain: uncertain.length,
    uncertainAccepted: uncertain.filter((row) => sends(row).length > 0).length,
    wrongState: wrong.length,
    late: noes ? lateOnes(rows, ledger, noes) : 0,
    overLimit: Math.max(0, reached.size - limit),
    ackedLost: lost.length,
  };
};

export const isClean = (r: ChaosResult): boolean =>
  r.acceptedTwice === 0 &&
  r.neverTried === 0 &&
  r.wrongState === 0 &&
  r.late === 0 &&
  r.overLimit === 0 &&
  r.ackedLost === 0;
