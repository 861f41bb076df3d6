import { stopWord, wordKey } from '../opt-out-words';
import type { DraftButton, TemplateDraft } from '../template-draft';
import { readSentences } from './named-words';

/** What a tap on a button ends. */
export type OptOutMark = 'marketing' | 'all';

/** What a template says to its readers. */
export type Said = Pick<TemplateDraft, 'body' | 'footer'>;

/** The mark that was chosen for a button. */
export const chosenMark = (button: DraftButton): OptOutMark | null =>
  button.type === 'QUICK_REPLY' && button.optOut ? button.optOut : null;

/** The words, as keys, that a text names as the way out: "Write RET to leave". */
export const namedWords = (text: string, words: readonly string[] = []): string[] =>
  readSentences(text, words).flatMap(({ named }) => named);

/**
 * A text like STOP ends marketing without a mark; so does a word that the template itself names as the way out, as when
 * it is typed.
 */
export const endsMarketing = (text: string, { body, footer }: Said): boolean =>
  stopWord(text)?.sure === true || namedWords(`${body}\n${footer}`).includes(wordKey(text));

/** What a tap on this button ends: what was chosen, else marketing when its text says so. */
export const optOutMark = (button: DraftButton, said: Said): OptOutMark | null =>
  chosenMark(button) ??
  (button.type === 'QUICK_REPLY' && endsMarketing(button.text, said) ? 'marketing' : null);
