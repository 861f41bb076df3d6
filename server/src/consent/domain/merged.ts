import type { MergeConsent } from '../../contracts/contacts';
import { lastSaid, stateOfLedger, type LedgerAction } from './ledger';

/** A line of a ledger, as far as a merge asks for it. */
export interface Word {
  category: string;
  /** A kind of message inside the category: the person's state has nothing to do with it. */
  topic: string | null;
  action: LedgerAction;
  source?: string;
  evidence?: string | null | undefined;
  at: number;
  undated?: boolean;
}

/** Categories of messages; a ledger has lines of others too. */
export const CATEGORIES: MergeConsent['category'][] = ['marketing', 'utility'];

/** Is the line about a category as a whole? */
export const isOf =
  (category: MergeConsent['category']) =>
  (word: Pick<Word, 'category' | 'topic'>): boolean =>
    word.category === category && word.topic === null;

/** When they last agreed to messages, as far as the day is known; 0: never. */
export const lastYes = (words: readonly Word[]): number =>
  Math.max(
    0,
    ...words
      .filter((word) => CATEGORIES.some((category) => isOf(category)(word)))
      .filter(({ action, undated }) => (action === 'opt-in' || action === 'lifted') && !undated)
      .map(({ at }) => at)
  );

/**
 * How the consent of two people comes out when they become one: what was said last counts, in whosever ledger it stands,
 * of two words at one instant the refusal. Categories of which neither ledger says anything are left out.
 */
export const mergedConsent = (
  categories: readonly MergeConsent['category'][],
  { keep, gone }: { keep: readonly Word[]; gone: readonly Word[] }
): MergeConsent[] => {
  const words = [
    ...keep.map((word) => ({ ...word, from: 'keep' as const })),
    ...gone.map((word) => ({ ...word, from: 'gone' as const })),
  ].filter(({ topic }) => topic === null);
  return categories.flatMap((category) => {
    const said = words.filter((word) => word.category === category);
    const [last, state] = [lastSaid(said), stateOfLedger(said)];
    return last && state ? [{ category, state, from: last.from, at: last.at }] : [];
  });
};
