import type { ConsentState } from '../../contracts/contacts';

/** What a line of the ledger says. `lifted`: the person took back a stop that was made inside WhatsApp. */
export type LedgerAction = 'opt-in' | 'opt-out' | 'lifted';
/** The source of what people decide inside WhatsApp itself. */
export const WHATSAPP = 'WhatsApp';

interface Said {
  action: LedgerAction;
  at: number;
  source?: string;
  /** A yes of which nobody knows the day: `at` is only when it was written down. */
  undated?: boolean;
}

const stateOf = (action: 'opt-in' | 'opt-out'): ConsentState =>
  action === 'opt-in' ? 'in' : 'out';

/** Whoever gave a yes without a day may have refused since: it counts as said before everything that has one. */
const saidAt = ({ at, undated = false }: Said): number => (undated ? 0 : at);

/** The record that counts: the last one, of two at one instant the refusal. Null of none. */
export const lastSaid = <Record extends Said>(records: readonly Record[]): Record | null =>
  records.reduce<Record | null>((best, one) => {
    if (!best || saidAt(one) > saidAt(best)) return one;
    return saidAt(one) === saidAt(best) && one.action === 'opt-out' ? one : best;
  }, null);

/** In the order in which it counts: of two at one instant the refusal last. */
const inOrder = <Record extends Said>(records: readonly Record[]): Record[] =>
  [...records].sort(
    (a, b) =>
      saidAt(a) - saidAt(b) || Number(a.action === 'opt-out') - Number(b.action === 'opt-out')
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
