import type { ConsentState } from '../../contracts/contacts';

/**
 * What a line of the ledger says. `lifted`: the person took back a stop that was made inside WhatsApp. `not-theirs`: the linked
 * entry that said yes is somebody else's.
 */
export type LedgerAction = 'opt-in' | 'opt-out' | 'lifted' | 'not-theirs';
/** The source of what people decide inside WhatsApp itself. */
export const WHATSAPP = 'WhatsApp';

interface Said {
  action: LedgerAction;
  at: number;
  source?: string;
  evidence?: string | null | undefined;
  /** A yes of a list or an entry: mostly nobody knows its day, and `at` is only when it was written down. */
  undated?: boolean;
}

/** Anyone who gave a yes without a day may have refused since: it counts as said before everything that has one. */
const saidAt = ({ at, undated = false }: Said): number => (undated ? 0 : at);

/**
 * Meta tells whole seconds, our own clock milliseconds: a STOP that was written after an opt-in of 42.037 s comes as
 * 42. What was said within one second has no known order.
 */
const secondOf = (at: number): number => Math.floor(at / 1_000);

/** The order in which two lines count: by the second; of one second refusals last; of these by what our clock says. */
const byWeight = (a: Said, b: Said): number =>
  secondOf(saidAt(a)) - secondOf(saidAt(b)) ||
  Number(a.action === 'opt-out') - Number(b.action === 'opt-out') ||
  saidAt(a) - saidAt(b);

/** Was the one said in a later second than the other? Both epoch milliseconds. */
export const isNewerSecond = (one: number, other: number): boolean =>
  secondOf(one) > secondOf(other);

/** What the person said: without a yes that turned out not to be theirs. */
export const ofThemselves = <Record extends Said>(records: readonly Record[]): Record[] => {
  const taken = records.filter(({ action }) => action === 'not-theirs');
  const isTaken = ({ action, source, evidence, at }: Record): boolean =>
    action !== 'opt-out' &&
    taken.some((one) => one.source === source && one.evidence === evidence && at <= one.at);
  return taken.length === 0 ? [...records] : records.filter((one) => !isTaken(one));
};

/** The record that counts: the last one, of one second the refusal. Null of none. */
export const lastSaid = <Record extends Said>(records: readonly Record[]): Record | null =>
  ofThemselves(records).reduce<Record | null>(
    (best, one) => (!best || byWeight(one, best) > 0 ? one : best),
    null
  );

/** In the order in which it counts. */
const inOrder = <Record extends Said>(records: readonly Record[]): Record[] =>
  ofThemselves(records).sort(byWeight);

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
      state = action === 'opt-out' ? 'out' : 'in';
    }
  }
  return state;
};
