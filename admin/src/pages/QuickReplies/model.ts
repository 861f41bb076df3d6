import { fold } from '../../../../server/src/contracts/fold';
import { SHORTCUT, type QuickReplyView } from '../../../../server/src/contracts/quick-replies';
import { unknownVariables } from '../../../../server/src/contracts/text-variables';
import type { FieldFile } from '../../shared/LibraryFileField';
import type { Key } from '../../translations/key';

export interface ReplyForm {
  shortcut: string;
  text: string;
  file: FieldFile | null;
  /** Null: not chosen yet; then shared for who may share. */
  shared: boolean | null;
}
type ReplyField = 'shortcut' | 'text' | 'fileId';
export type ReplyErrors = Partial<Record<ReplyField, string>>;

/** Ready ones for the first visit; their words are in the translations. */
export const SUGGESTIONS = ['greeting', 'hours', 'thanks'] as const;

export const formOf = (reply: QuickReplyView | null): ReplyForm => ({
  shortcut: reply?.shortcut ?? '/',
  text: reply?.text ?? '',
  file: reply?.file ?? null,
  shared: reply?.shared ?? null,
});

/** What is wrong, as keys of the translations; the server checks the same. */
export const replyErrors = ({ shortcut, text }: ReplyForm): Partial<Record<ReplyField, Key>> => ({
  ...(SHORTCUT.test(shortcut.trim()) ? {} : { shortcut: 'quickReplies.problem.shortcut' }),
  ...(text.trim() === ''
    ? { text: 'quickReplies.problem.text' }
    : unknownVariables(text).length > 0
      ? { text: 'error.unknown-variable' }
      : {}),
});

/** Those whose shortcut or text holds what was typed. */
export const searchReplies = (
  replies: readonly QuickReplyView[],
  typed: string
): QuickReplyView[] => {
  const wanted = fold(typed.trim());
  return replies.filter(
    ({ shortcut, text }) =>
      wanted === '' || fold(shortcut).includes(wanted) || fold(text).includes(wanted)
  );
};

export const SORTS = ['shortcut', 'used', 'unused', 'changed'] as const;
export type Sort = (typeof SORTS)[number];
export const WHOSE = ['all', 'shared', 'mine'] as const;
export type Whose = (typeof WHOSE)[number];

type Order = (a: QuickReplyView, b: QuickReplyView) => number;

const ordersIn = (locale: string): Record<Sort, Order> => {
  const { compare } = new Intl.Collator(locale);
  const shortcut: Order = (a, b) => compare(a.shortcut, b.shortcut) || a.id - b.id;
  return {
    shortcut,
    used: (a, b) => b.used - a.used || shortcut(a, b),
    unused: (a, b) => a.used - b.used || shortcut(a, b),
    changed: (a, b) => b.changedAt - a.changedAt || shortcut(a, b),
  };
};

/** Those of the chosen people in the chosen order; equal ones by shortcut, as the reader's language orders words. */
export const arranged = (
  replies: readonly QuickReplyView[],
  { sort, whose, locale }: { sort: Sort; whose: Whose; locale: string }
): QuickReplyView[] =>
  replies
    .filter(({ shared }) => whose === 'all' || shared === (whose === 'shared'))
    .sort(ordersIn(locale)[sort]);
