import { SHORTCUT, type QuickReplyView } from '../../../../server/src/contracts/quick-replies';
import { unknownVariables } from '../../../../server/src/contracts/text-variables';
import type { FieldFile } from '../../shared/LibraryFileField';

export interface ReplyForm {
  shortcut: string;
  text: string;
  file: FieldFile | null;
  /** Null: not chosen yet; then shared for who may share. */
  shared: boolean | null;
}
export type ReplyErrors = Partial<Record<'shortcut' | 'text' | 'fileId', string>>;

/** Ready ones for the first visit; their words are in the translations. */
export const SUGGESTIONS = ['greeting', 'hours', 'thanks'] as const;

export const formOf = (reply: QuickReplyView | null): ReplyForm => ({
  shortcut: reply?.shortcut ?? '/',
  text: reply?.text ?? '',
  file: reply?.file ?? null,
  shared: reply?.shared ?? null,
});

/** What is wrong, as keys of the translations; the server checks the same. */
export const replyErrors = ({ shortcut, text }: ReplyForm): ReplyErrors => ({
  ...(SHORTCUT.test(shortcut.trim()) ? {} : { shortcut: 'quickReplies.problem.shortcut' }),
  ...(text.trim() === ''
    ? { text: 'quickReplies.problem.text' }
    : unknownVariables(text).length > 0
      ? { text: 'error.unknown-variable' }
      : {}),
});

const plain = (text: string): string => text.toLocaleLowerCase('tr').normalize('NFKD');

/** Those whose shortcut or text holds what was typed. */
export const searchReplies = (
  replies: readonly QuickReplyView[],
  typed: string
): QuickReplyView[] => {
  const wanted = plain(typed.trim());
  return replies.filter(
    ({ shortcut, text }) =>
      wanted === '' || plain(shortcut).includes(wanted) || plain(text).includes(wanted)
  );
};
