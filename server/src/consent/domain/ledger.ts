import type { ConsentState } from '../../contracts/contacts';

/** What a line of the ledger says. `lifted`: the person took back a stop that was made inside WhatsApp. */
export type LedgerAction = 'opt-in' | 'opt-out' | 'lifted';
/** The source of what people decide inside WhatsApp itself. */
export const WHATSAPP = 'WhatsApp';

interface Said {
  action: LedgerAction;
  at: number;
  source?: string;
}
type Decided = Said & { action: 'opt-in' | 'opt-out' };

const stateOf = (action: Decided['action']): ConsentState => (action === 'opt-in' ? 'in' : 'out');

/**
 * The state after a record: what was said last counts, whatever order the records come in; of two at one instant the
 * refusal. `newest` is the newest record so far, null when there is none.
 */
export const stateAfter = (
  current: ConsentState,
  newest: Decided | null,
  record: Decided
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

/** In the order in which it counts: of two at one instant the refusal last. */
const inOrder = <Record extends Said>(records: readonly Record[]): Record[] =>
  [...records].sort(
    (a, b) => a.at - b.at || Number(a.action === 'opt-out') - Number(b.action === 'opt-out')
  );

/**
 * The state that a whole ledger of one category gives; null when it says nothing. Taking back a stop leads to what was
 * before it and no further, and lifts no refusal that was made elsewhere.
 */
export const stateOfLedger = (records: readonly Said[]): ConsentState | null => {
  let state: ConsentState | null = null;
  /** What was before the stop that holds; undefined: none holds, or one that cannot be taken back inside WhatsApp. */
  let before: ConsentState | undefined;
  for (const { action, source } of inOrder(records)) {
    if (action === 'lifted') {
      state = before ?? state;
      before = undefined;
    } else {
      const isStop = action === 'opt-out' && source === WHATSAPP;
      before = isStop ? (state === 'out' ? before : (state ?? 'none')) : undefined;
      state = stateOf(action);
    }
  }
  return state;
};
