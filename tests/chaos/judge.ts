import { STATUS_BIT, type LedgerEntry } from '../../simulator/src/world/ledger';
import type { RecipientDump } from './protocol';

/** What a run shows. acceptedTwice, neverTried, wrongState, overLimit and ackedLost must be 0. */
export interface ChaosResult {
  recipients: number;
  acceptedOnce: number;
  acceptedTwice: number;
  neverTried: number;
  uncertain: number;
  /** Uncertain although Meta accepted it: only possible while statuses were dropped. */
  uncertainAccepted: number;
  wrongState: number;
  overLimit: number;
  /** Statuses that we answered with 200 and that are not in the rows. */
  ackedLost: number;
}

export type Sent = Pick<LedgerEntry, 'token' | 'answered' | 'personId' | 'businessInitiated'>;

/** Recipient id in one of our tokens; null for others. */
export const recipientOf = (token: string | null): number | null => {
  const match = /^w1\.[^.]+\.r\.(\d+)\.\d+\./.exec(token ?? '');
  return match ? Number(match[1]) : null;
};

/** Rank that the answered statuses of a message prove (engine 3.2). */
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

/** Compares the rows with what the simulator accepted. `dropped`: some statuses were thrown away on purpose. */
export const judge = (
  rows: RecipientDump[],
  ledger: Sent[],
  { dropped, limit }: { dropped: boolean; limit: number }
): ChaosResult => {
  const byRow = new Map<number, Sent[]>();
  for (const entry of ledger) {
    const id = recipientOf(entry.token);
    if (id !== null) byRow.set(id, [...(byRow.get(id) ?? []), entry]);
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
    overLimit: Math.max(0, reached.size - limit),
    ackedLost: lost.length,
  };
};

export const isClean = (r: ChaosResult): boolean =>
  r.acceptedTwice === 0 &&
  r.neverTried === 0 &&
  r.wrongState === 0 &&
  r.overLimit === 0 &&
  r.ackedLost === 0;
