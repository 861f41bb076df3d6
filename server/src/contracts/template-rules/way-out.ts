import { wordKey, wordsOf } from '../opt-out-words';
import type { DraftButton, TemplateDraft } from '../template-draft';
import type { SlotBindings } from '../templates';
import { readSentences } from './named-words';
import { optOutMark } from './opt-out-mark';

/** Phrases that mean leaving wherever they are. Words like "end" or "dur" mean it only when they are named as a word. */
const PHRASES = ['unsubscribe', 'opt out', 'optout', 'stop', 'abonelikten', 'listeden cik'];

const hasPhrase = (words: readonly string[], phrase: string): boolean =>
  ` ${words.join(' ')} `.includes(` ${phrase} `);

export interface WayOutKnown {
  bindings?: SlotBindings | null;
  /** The business's own words, beside those that always work. */
  words?: readonly string[];
}

/** A button that ends marketing by a tap: it is marked so, or its text is a sure word, ours or the business's (O-18). */
export const leadsOut = (button: DraftButton, words: readonly string[] = []): boolean =>
  button.type === 'QUICK_REPLY' &&
  (optOutMark(button) !== null || words.map(wordKey).includes(wordKey(button.text)));

/** The words, as keys, that a text names as the way out: "Write RET to leave". */
export const namedWords = (text: string, words: readonly string[] = []): string[] =>
  readSentences(text, words).flatMap(({ named }) => named);

/**
 * True when the text has the word, or the first one of several, as an ordinary word: "red or blue?". Where it names the
 * word as the way out does not count.
 */
export const holdsAsOrdinaryWord = (text: string, word: string): boolean => {
  const [first] = wordsOf(word);
  return (
    first !== undefined && readSentences(text).some(({ rest }) => wordsOf(rest).includes(first))
  );
};

/** Does the template say how to leave: by a button, by a word in text or footer, by a link to the preference page (O-26)? */
export const mentionsWayOut = (
  { body, footer, buttons }: Pick<TemplateDraft, 'body' | 'footer' | 'buttons'>,
  { bindings = null, words = [] }: WayOutKnown = {}
): boolean => {
  if (buttons.some((button) => leadsOut(button, words))) return true;
  if (Object.values(bindings ?? {}).some(({ source }) => source.kind === 'preferences'))
    return true;
  return [body, footer].some(
    (text) =>
      PHRASES.some((phrase) => hasPhrase(wordsOf(text), phrase)) ||
      namedWords(text, words).length > 0
  );
};

/** What a button for leaving says, in the language of the template. */
export const wayOutText = (language: string): string =>
  language.toLowerCase().startsWith('tr') ? 'Abonelikten çık' : 'Unsubscribe';
