import { isFromElsewhere } from './elsewhere';
import { isNewerSecond, lastSaid, type LedgerAction } from './ledger';

/** The yes by which somebody is in. */
export interface NewestYes {
  at: number;
  /** They gave it to us themselves: on WhatsApp, a form, a page of their own. */
  isOwn: boolean;
}

interface Line {
  action: LedgerAction;
  at: number;
  source: string;
  wamid?: string | null;
  undated?: boolean;
}

/** The yes that counts in a ledger of one category; null: there is none, or only one that any refusal ends. */
export const newestYes = (lines: readonly Line[]): NewestYes | null => {
  const last = lastSaid(lines);
  if (!last || last.action === 'opt-out' || last.undated) return null;
  return { at: last.at, isOwn: !isFromElsewhere(last) };
};

/**
 * Does this yes count more than the no of a list? One that came after the no's day does. Of a no without a day nobody knows: a
 * yes that the person gave us themselves counts more, one that a colleague or a program wrote down does not.
 */
export const isNewerThan = (yes: NewestYes | null, no: { at: number | null }): boolean =>
  yes !== null && (no.at === null ? yes.isOwn : isNewerSecond(yes.at, no.at));
