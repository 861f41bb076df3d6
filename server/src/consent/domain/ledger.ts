import type { ConsentState } from '../../contracts/contacts';

interface Said {
  action: 'opt-in' | 'opt-out';
  at: number;
}

const stateOf = (action: Said['action']): ConsentState => (action === 'opt-in' ? 'in' : 'out');

/**
 * The state after a record: what was said last counts, whatever order the records come in; of two at one instant the
 * refusal. `newest` is the newest record so far, null when there is none.
 */
export const stateAfter = (
  current: ConsentState,
  newest: Said | null,
  record: Said
): ConsentState => {
  if (!newest || record.at > newest.at) return stateOf(record.action);
  if (record.at === newest.at && record.action === 'opt-out') return 'out';
  return current;
};

/** The record that counts: the last one, of two at one instant the refusal. Null of none. */
export const lastSaid = <Record extends Said>(records: readonly Record[]): Record | null =>
  records.reduce<Record | null>((best, one) => {
    if (!best || one.at > best.at) return one;
    return one.at === best.at && one.action === 'opt-out' ? one : best;
  }, null);

/** The state that a whole ledger of one category gives; null when it says nothing. */
export const stateOfLedger = (records: readonly Said[]): ConsentState | null => {
  const last = lastSaid(records);
  return last ? stateOf(last.action) : null;
};
